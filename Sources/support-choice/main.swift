internal import ArgumentParser
internal import CWipe
internal import Foundation
internal import Glibc

wipe_memory_that_is_given_back()
// A program that crashes must not write what it shows to the disk; systemd-coredump heeds this too.
var noCore = rlimit(rlim_cur: 0, rlim_max: 0)
setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &noCore)

// Synchronous on purpose: the window needs the main thread for itself.
do {
    var command = try SupportChoice.parseAsRoot()
    try command.run()
} catch {
    exit(SupportChoice.end(with: error))
}
