internal import ArgumentParser
internal import Foundation
internal import Presentation

/// Where the passphrase comes from.
struct PassphraseOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Read the passphrase from the first line of this file, or of the input with '-'.",
            discussion: "Without it you are asked, and what you type is not shown.",
            valueName: "file"))
    var passphraseFile: String?

    /// The passphrase; a new one is asked for twice, because nobody can tell whether it was typed
    /// right.
    func read(isNew: Bool = false) throws -> String {
        switch passphraseFile {
        case "-": return try Self.firstLine(FileHandle.standardInput.readDataToEndOfFile())
        case let path?: return try Self.line(of: path)
        case nil:
            let typed = try ask(tr("Passphrase: "))
            if isNew, try ask(tr("The same once more: ")) != typed {
                throw Ending(.refused, tr("The two are not the same. Nothing was set up."))
            }
            return typed
        }
    }

    static func line(of path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Ending(.usage, tr("The passphrase file cannot be read."))
        }
        return try firstLine(data)
    }

    private static func firstLine(_ data: Data) throws -> String {
        guard let text = String(data: data, encoding: .utf8),
            let line = text.split(whereSeparator: \.isNewline).first
        else { throw Ending(.usage, tr("The passphrase file is empty.")) }
        return String(line)
    }

    private func ask(_ question: String) throws -> String {
        guard isatty(STDIN_FILENO) == 1 else {
            throw Ending(
                .usage, tr("Nobody can be asked for the passphrase. Use --passphrase-file."))
        }
        var usual = termios()
        tcgetattr(STDIN_FILENO, &usual)
        var silent = usual
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &usual)
            say(" ", to: .standardError)
        }
        try? FileHandle.standardError.write(contentsOf: Data(question.utf8))
        guard let typed = readLine(strippingNewline: true), !typed.isEmpty else {
            throw Ending(.usage, tr("No passphrase was given."))
        }
        return typed
    }
}
