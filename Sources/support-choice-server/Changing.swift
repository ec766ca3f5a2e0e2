internal import ArgumentParser
internal import CouncilServer

struct Caseload: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Give a worker a package, or take it away.",
        subcommands: [Add.self, Remove.self, Move.self])

    struct Change: ParsableArguments {
        @OptionGroup var options: DatabaseOptions
        @Option(help: ArgumentHelp("The worker's staff reference.", valueName: "id"))
        var worker: String
        @Option(help: ArgumentHelp("The package, as in CE-2041.", valueName: "reference"))
        var package: String
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Give a worker a package.")
        @OptionGroup var change: Change

        func run() throws {
            let council = try change.options.existing()
            Output.reply(try council.give(package: change.package, to: change.worker))
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a package away from a worker.",
            discussion: "The laptop removes its content. What was recorded there is kept.")
        @OptionGroup var change: Change

        func run() throws {
            let council = try change.options.existing()
            Output.reply(try council.take(package: change.package, from: change.worker))
        }
    }
}

extension Caseload {
    struct Move: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hand a package from one worker to another.",
            discussion: """
                What the first worker recorded before is kept. A record that comes from them \
                afterwards is kept too, and waits until the new worker looks at it.
                """)
        @OptionGroup var options: DatabaseOptions
        @Option(help: ArgumentHelp("The package, as in CE-2041.", valueName: "reference"))
        var package: String
        @Option(help: ArgumentHelp("The worker who has it.", valueName: "id"))
        var from: String
        @Option(help: ArgumentHelp("The worker who gets it.", valueName: "id"))
        var to: String

        func run() throws {
            let council = try options.existing()
            Output.reply(try council.move(package: package, from: from, to: to))
        }
    }
}

struct Held: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the records that the council keeps and cannot read yet.",
        discussion: """
            Only names are printed, never what a record says. The server tries all of them again \
            whenever it starts, so after an upgrade; --retry does it now.
            """)

    @OptionGroup var options: DatabaseOptions

    @Flag(help: "Try all of them again first.")
    var retry = false

    @Flag(help: "Print {\"held\", \"forks\", \"released\"} as JSON.")
    var json = false

    func run() throws { Output.reply(try options.existing().held(retry: retry), json: json) }
}

struct PackageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "package", abstract: "Change the bids and the shortlist of a package.",
        subcommands: [WithdrawBid.self, NewShortlist.self])

    struct WithdrawBid: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Note that a provider took its bid back.")
        @OptionGroup var options: DatabaseOptions
        @Argument(help: "The bid, as in CE-2041-2.")
        var bid: String

        func run() throws { Output.reply(try options.existing().withdraw(bid: bid)) }
    }

    struct NewShortlist: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "shortlist", abstract: "Agree a new version of the shortlist.",
            discussion: "Without bids the shortlist is empty, and the package is closed.")
        @OptionGroup var options: DatabaseOptions
        @Argument(help: "The package, as in CE-2041.")
        var package: String
        @Argument(help: "The bids, as in CE-2041-1 CE-2041-3.")
        var bids: [String] = []

        func run() throws { Output.reply(try options.existing().shortlist(bids, of: package)) }
    }
}

struct Preferences: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print everything that was recorded, in the order in which it came.",
        discussion: "Every voice is printed by itself. This is content: mind who can see it.")

    @OptionGroup var options: DatabaseOptions

    @Flag(help: "Print as JSON: {\"format\", \"records\": [...]}.")
    var json = false

    func run() throws { Output.reply(try options.existing().preferences(), json: json) }
}
