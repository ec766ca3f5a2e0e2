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
        try Self.read(from: passphraseFile, question: tr("Passphrase: "), isNew: isNew)
    }

    nonisolated static func read(
        from file: String?, question: String, isNew: Bool
    ) throws -> String {
        switch file {
        case "-": return try StandardInput.line(tr("The passphrase file is empty."))
        case let path?: return try line(of: path)
        case nil:
            let typed = try Terminal.ask(question, whatFor: tr("No passphrase was given."))
            if isNew, try Terminal.ask(tr("The same once more: "), whatFor: "") != typed {
                throw Ending(.refused, tr("The two are not the same. Nothing was changed."))
            }
            return typed
        }
    }

    nonisolated static func line(of path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Ending(.usage, tr("The passphrase file cannot be read."))
        }
        guard let text = String(data: data, encoding: .utf8),
            let line = text.split(whereSeparator: \.isNewline).first
        else { throw Ending(.usage, tr("The passphrase file is empty.")) }
        return String(line)
    }
}

/// Where the one-time code comes from.
struct CodeOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The one-time code from your team, or '-' to read it from the input's next line.",
            discussion: "Without it you are asked. On the command line everybody who uses this "
                + "machine can see it."))
    var code: String?

    func read() throws -> String {
        switch code {
        case "-": try StandardInput.line(tr("No code was given."))
        case let code?: code
        case nil: try Terminal.ask(tr("Code: "), whatFor: tr("No code was given."), isShown: true)
        }
    }
}

/// The lines of the input, each read once.
enum StandardInput {
    nonisolated static func line(_ complaint: String) throws -> String {
        while let line = readLine(strippingNewline: true) {
            if !line.isEmpty { return line }
        }
        throw Ending(.usage, complaint)
    }
}

/// Asks whoever sits at the terminal.
enum Terminal {
    /// `whatFor` is the complaint when nothing is typed.
    nonisolated static func ask(
        _ question: String, whatFor complaint: String, isShown: Bool = false
    ) throws -> String {
        guard isatty(STDIN_FILENO) == 1 else {
            throw Ending(
                .usage,
                isShown
                    ? tr("Nobody can be asked for the code. Use --code.")
                    : tr("Nobody can be asked for the passphrase. Use --passphrase-file."))
        }
        var usual = termios()
        tcgetattr(STDIN_FILENO, &usual)
        if !isShown {
            var silent = usual
            silent.c_lflag &= ~tcflag_t(ECHO)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        }
        defer {
            if !isShown {
                tcsetattr(STDIN_FILENO, TCSAFLUSH, &usual)
                say(" ", to: .standardError)
            }
        }
        try? FileHandle.standardError.write(contentsOf: Data(question.utf8))
        guard let typed = readLine(strippingNewline: true), !typed.isEmpty else {
            throw Ending(.usage, complaint)
        }
        return typed
    }
}
