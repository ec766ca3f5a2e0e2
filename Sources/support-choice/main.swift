internal import ArgumentParser
internal import Foundation

// Synchronous on purpose: the window needs the main thread for itself.
do {
    var command = try SupportChoice.parseAsRoot()
    try command.run()
} catch {
    exit(SupportChoice.end(with: error))
}
