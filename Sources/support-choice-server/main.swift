internal import ArgumentParser
internal import Foundation
internal import Logging

// What the council keeps is for the council alone.
umask(0o077)
LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
await run()

/// Top-level code would choose the synchronous `main`.
func run() async { await CouncilCommand.main() }
