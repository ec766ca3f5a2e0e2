internal import ArgumentParser
internal import CWipe
internal import Foundation

wipe_memory_that_is_given_back()
keep_memory_to_this_program()

// Synchronous on purpose: the window needs the main thread for itself.
do {
    var command = try SupportChoice.parseAsRoot()
    try command.run()
} catch {
    exit(SupportChoice.end(with: error))
}
