internal import ArgumentParser
internal import CouncilServer
internal import Foundation

struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Load the demonstration council.",
        discussion: """
            All of it is invented. Its days are moved so that it is of today. Running it again \
            changes nothing.

            small: fourteen packages, for trying the program and for teaching.
            council: 1,538 people, 80 providers and 40 workers, as large as the real council.
            """)

    enum Scale: String, CaseIterable, ExpressibleByArgument { case small, council }

    @OptionGroup var options: DatabaseOptions

    @Option(help: "How much: small or council.")
    var scale = Scale.small

    @Option(help: "With --scale council: the same seed makes the same council.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Another file of packages.", valueName: "file"))
    var packages: String?

    @Option(help: ArgumentHelp("Other word lists, for --scale council.", valueName: "file"))
    var words: String?

    func run() throws {
        switch scale {
        case .small:
            let path = try path(packages, "packages.json", option: "--packages")
            Output.reply(try options.open().demonstration(packages: path))
        case .council:
            let path = try path(words, "generate/words.json", option: "--words")
            Output.reply(try options.open().demonstration(words: path, seed: seed))
        }
    }

    private func path(_ given: String?, _ standard: String, option: String) throws -> String {
        if let given { return given }
        guard let path = Demonstration.file(standard, program: Bundle.main.executablePath) else {
            throw ValidationError("data/demo/\(standard) is not here. Say where with \(option).")
        }
        return path
    }
}

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import packages, providers or a laptop's records from files.",
        subcommands: [Packages.self, Providers.self, Journal.self])

    struct Packages: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import support packages with their bids, shortlists and visits.",
            discussion: """
                The format is support-choice/packages-1, described by \
                data/schemas/support-packages-1.schema.json. When anything is wrong in any file, \
                it is listed with its place, at most fifty things, and nothing is imported. \
                Importing the same file again changes nothing; a package with a higher version is \
                an amendment. Laptops can sync meanwhile. An import that was stopped says so, and \
                is finished by running it again.

                Pictures of bids, PNG or JPEG, are in the folder of the file. Hidden notes in \
                them, as of the place where a photo was taken, are left out. Show no people.
                """)

        @OptionGroup var options: DatabaseOptions
        @Argument(help: "The files.")
        var files: [String]
        @Flag(help: "Print the outcome, or the list of what is wrong, as JSON.")
        var json = false

        func run() throws {
            try reporting(json) { try options.open().importPackages(files) }
        }
    }

    struct Providers: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import providers from notices in the Open Contracting Data Standard.",
            discussion: """
                Reads the suppliers of award notices, as Contracts Finder and Find a Tender give \
                them: single releases or release packages. A provider that is known already, by \
                its number in a register or by its name, is not added again. Names that are none, \
                as in "Redacted", are reported and passed over. Names that look like another \
                provider's are reported too.
                """)

        @OptionGroup var options: DatabaseOptions
        @Option(
            name: .customLong("ocds"), parsing: .upToNextOption,
            help: ArgumentHelp("The files.", valueName: "file"))
        var files: [String]
        @Flag(help: "Print the counts, or the list of what is wrong, as JSON.")
        var json = false

        func run() throws {
            try reporting(json) { try options.open().importProviders(files) }
        }
    }
}

extension ImportCommand {
    struct Journal: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import the records that a laptop wrote into a file.",
            discussion: """
                For a laptop that was taken off the list, or that is not known any more: the \
                worker writes the file with "support-choice export". Every record is checked by \
                its signature, and nothing is taken twice. Delete the file afterwards.
                """)

        @OptionGroup var options: DatabaseOptions
        @Argument(help: "The file.")
        var file: String
        @Option(
            help: ArgumentHelp(
                "Whose laptop it was, when the council no longer knows the device.",
                valueName: "id"))
        var worker: String?
        @Flag(help: "Print the counts, or what is wrong, as JSON.")
        var json = false

        func run() throws {
            try reporting(json) { try options.existing().importJournal(file, vouched: worker) }
        }
    }
}

/// Prints what is wrong as JSON on standard output, when that was asked for.
private func reporting(_ json: Bool, _ body: () throws -> Administration.Reply) throws {
    do {
        Output.reply(try body(), json: json)
    } catch let failure as ImportFailure where json {
        Output.json(try failure.json())
        throw ExitCode.failure
    } catch let stopped as ImportStopped where json {
        Output.text(try stopped.json())
        throw ExitCode.failure
    }
}
