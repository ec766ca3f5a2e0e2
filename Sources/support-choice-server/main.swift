internal import ArgumentParser
internal import Foundation
internal import Logging

// What the council keeps is for the council alone.
umask(0o077)
LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
await run()

/// Top-level code would choose the synchronous `main`.
func run() async {
    do {
        var command = try CouncilCommand.parseAsRoot()
        if var command = command as? any AsyncParsableCommand {
            try await command.run()
        } else {
            try command.run()
        }
    } catch {
        // A refusal may quote a file.
        let code = CouncilCommand.exitCode(for: error)
        Output.message(
            CouncilCommand.fullMessage(for: error),
            code.isSuccess ? .standardOutput : .standardError)
        exit(code.rawValue)
    }
}
