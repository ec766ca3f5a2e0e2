internal import ArgumentParser
internal import Foundation
internal import Laptop
internal import Presentation
internal import Procurement
internal import Screens

/// The program as the shell sees it.
struct SupportChoice: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "support-choice",
        abstract: "How a person says which support provider they prefer.",
        discussion: """
            Without a subcommand the window opens. The others do the same work without one.

            Exit codes: 0 done; 1 refused (the sentence says why); 2 the command line is not \
            right; 3 the council was not reached, everything is safe on this laptop; 4 the \
            records cannot be read, use salvage; 5 another program has the profile open.
            """,
        version: "1.0.0",
        subcommands: [
            OpenTheWindow.self, Enrol.self, EnrolAgain.self, Sync.self, Status.self, Record.self,
            Export.self,
            SaveRecords.self, ChangePassphrase.self,
        ],
        defaultSubcommand: OpenTheWindow.self)

    /// Says what went wrong, and gives the status for the shell.
    static func end(with error: any Error) -> Int32 {
        if let ending = error as? Ending {
            say(ending.sentence, to: .standardError)
            return ending.code.rawValue
        }
        let code = exitCode(for: error)
        say(fullMessage(for: error), to: code.isSuccess ? .standardOutput : .standardError)
        return code == .validationFailure ? ExitStatus.usage.rawValue : code.rawValue
    }
}

/// Opens the window.
struct OpenTheWindow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "window", abstract: "Open the window (what happens without a subcommand).")

    @OptionGroup var profile: ProfileOption
    @Option(
        help: ArgumentHelp(
            "Unlock with the first line of this file instead of asking.",
            discussion: "For demonstrations and tests: whoever can read the file can unlock.",
            valueName: "file"))
    var passphraseFile: String?
    @Option(help: ArgumentHelp("How wide the window opens, in pixels.", valueName: "pixels"))
    var width = 1100
    @Option(help: ArgumentHelp("How high the window opens, in pixels.", valueName: "pixels"))
    var height = 760

    @Option(
        help: ArgumentHelp(
            "After how many minutes without a touch the laptop locks by itself, 1 to 60.",
            valueName: "minutes"))
    var lockAfter = 5

    func validate() throws {
        guard (1...60).contains(lockAfter) else {
            throw ValidationError(tr("--lock-after takes 1 to 60 minutes."))
        }
    }

    func run() throws {
        let folder = try profile.folder()
        let passphrase = try passphraseFile.map { try PassphraseOption.line(of: $0) }
        // A second start brings up the window that is there, unless it has a folder of its own.
        let isShared = profile.profile == nil
        // `main.swift` runs the command on the main thread, which GTK needs.
        let status = MainActor.assumeIsolated {
            var options = WindowOptions()
            options.width = width
            options.height = height
            options.isShared = isShared
            options.lockAfter = .seconds(60 * lockAfter)
            options.passphrase = passphrase
            return openWindow(laptop: Laptop(folder: folder), options: options)
        }
        guard status == 0 else { throw ExitCode(status) }
    }
}

/// What the program tells the shell.
nonisolated enum ExitStatus: Int32 {
    case done = 0
    case refused = 1
    case usage = 2
    case offline = 3
    case damaged = 4
    case inUse = 5
}

/// An end that is not success: a sentence for the person, a status for the shell.
nonisolated struct Ending: Error {
    let code: ExitStatus
    let sentence: String

    init(_ code: ExitStatus, _ sentence: String) {
        self.code = code
        self.sentence = sentence
    }
}

/// Writes a line, or several: what is in them commands no terminal.
nonisolated func say(_ text: String, to file: FileHandle = .standardOutput) {
    guard !text.isEmpty else { return }
    try? file.write(contentsOf: Data((ShownText.linesForTerminal(text) + "\n").utf8))
}

/// Where the profile is.
struct ProfileOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder that holds this laptop's records.",
            discussion: "Without it: $XDG_DATA_HOME/support-choice, or "
                + "$HOME/.local/share/support-choice.",
            valueName: "folder"))
    var profile: String?

    func folder() throws -> String {
        if let profile {
            guard !profile.isEmpty else {
                throw Ending(.usage, tr("The folder after --profile is empty."))
            }
            return profile.hasPrefix("/")
                ? profile : FileManager.default.currentDirectoryPath + "/" + profile
        }
        guard let folder = Laptop.standardFolder(environment: ProcessInfo.processInfo.environment)
        else {
            throw Ending(.usage, tr("Neither HOME nor XDG_DATA_HOME is set. Use --profile."))
        }
        return folder
    }
}
