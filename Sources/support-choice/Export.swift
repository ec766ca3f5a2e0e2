internal import ArgumentParser
internal import Foundation
internal import Laptop
internal import Presentation

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write everything recorded on this laptop into a file for the council.",
        discussion: """
            For a laptop that the council took off its list, or that cannot reach it. Your team \
            imports the file with: support-choice-server import journal FILE

            The file is sealed: only the council can read it.
            """)

    @OptionGroup var profile: ProfileOption
    @OptionGroup var passphrase: PassphraseOption

    @Argument(help: "The file to write.", completion: .file())
    var file: String

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let path =
            file.hasPrefix("/") ? file : FileManager.default.currentDirectoryPath + "/" + file
        let count = try withLaptop(profile, passphrase) { try await $0.saveCopy(to: path) }
        if json { return try sayJSON(["records": count]) }
        say(trn("{n} record was written.", "{n} records were written.", count))
        say(tr("Only the council can read the file. Hand it to your team."))
    }
}
