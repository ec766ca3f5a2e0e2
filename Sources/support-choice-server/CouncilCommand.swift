internal import ArgumentParser
internal import CouncilServer
internal import Foundation
internal import Procurement

/// `support-choice-server`.
struct CouncilCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "support-choice-server",
        abstract: "The council's side of Support Choice.",
        discussion: """
            Keeps support packages, bids and shortlists, gives them to the laptops of social \
            workers, and keeps every preference that they record.

            To try it: run "demo", then "enrol --worker sw-1", then "serve".
            """,
        subcommands: [
            Serve.self, Demo.self, ImportCommand.self, Enrol.self, Preferences.self, Devices.self,
            Caseload.self, PackageCommand.self, Held.self, Restored.self,
        ])
}

/// Which database a command is about.
struct DatabaseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The database file.",
            discussion: "Default: $XDG_DATA_HOME/support-choice-server/council.sqlite.",
            valueName: "path"))
    var database: String?

    func files() throws -> CouncilFiles {
        if let database {
            switch DatabaseAddress(database) {
            case .file(let path): return CouncilFiles(database: path)
            case .postgres(let host, let name):
                throw ValidationError(
                    "\(name) on \(host) is a PostgreSQL database. This version keeps its records "
                        + "in a SQLite file: say its path with --database.")
            case .unreadable:
                throw ValidationError(
                    "This looks like the address of a PostgreSQL database, but it cannot be read. "
                        + "This version keeps its records in a SQLite file: say its path.")
            }
        }
        guard
            let files = CouncilFiles.standard(environment: ProcessInfo.processInfo.environment)
        else {
            throw ValidationError("HOME is not set. Say where the database is with --database.")
        }
        return files
    }

    /// Opens the council, and makes it when it is not there.
    func open() throws -> Administration { try Administration(files()) }

    /// Opens a council that is there already.
    func existing() throws -> Administration {
        let files = try files()
        guard files.exists else {
            throw ValidationError(
                "There is no database at \(files.database). Run \"demo\" or \"import\" first, "
                    + "or say where it is with --database.")
        }
        return try Administration(files)
    }
}

/// What the commands print. What came from a file, a laptop or a person commands no terminal.
enum Output {
    static func text(_ text: String) { write(ShownText.linesForTerminal(text), .standardOutput) }

    static func json(_ json: String) { write(ShownText.jsonForTerminal(json), .standardOutput) }

    static func reply(_ reply: Administration.Reply, json isJSON: Bool = false) {
        if isJSON { json(reply.json ?? "{}") } else { text(reply.text) }
    }

    static func error(_ text: String) { message("Error: " + text, .standardError) }

    static func message(_ text: String, _ file: FileHandle) {
        guard !text.isEmpty else { return }
        write(ShownText.linesForTerminal(text), file)
    }

    private static func write(_ text: String, _ file: FileHandle) {
        file.write(Data((text.hasSuffix("\n") ? text : text + "\n").utf8))
    }
}
