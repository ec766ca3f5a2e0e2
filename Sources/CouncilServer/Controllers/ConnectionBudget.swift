internal import Foundation
internal import Glibc
internal import NIOCore

/// How many connections this process can keep, by how many files it may open.
struct ConnectionBudget: Hashable, Sendable {
    /// Beyond this many of them connections give way to each other.
    let connections: Int
    /// With this many sockets open nothing more is accepted until one is closed.
    let sockets: Int

    /// More than a council has laptops, whatever the system would allow; each may cost 100 KiB.
    static let most = 4_096
    /// With fewer it is no use to serve.
    static let fewest = 16
    /// Kept for the store, the certificate, timers and what the system's libraries open: where they
    /// get no file they end the program.
    private static let kept = 64

    /// `files` is how many files the process may open, `open` how many it has open, `loops` how
    /// many threads serve the network, each with three files of its own.
    ///
    /// - Throws: `ListeningRefusal.tooFewFiles`.
    init(files: Int, open: Int, loops: Int) throws(ListeningRefusal) {
        let rest = files - open - 3 * loops - Self.kept
        // Closing takes a moment: meanwhile there are more sockets than connections.
        let spare = max(Self.fewest, rest / 8)
        connections = min(Self.most, rest - spare)
        guard connections >= Self.fewest else {
            throw .tooFewFiles(
                files: files, needed: open + 3 * loops + Self.kept + 2 * Self.fewest)
        }
        sockets = connections + min(spare, Self.most)
    }

    /// Raises what this process may open to all that it is allowed, and counts.
    ///
    /// - Throws: `ListeningRefusal.tooFewFiles`.
    static func ofThisProcess() throws(ListeningRefusal) -> ConnectionBudget {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(resource, &limit) == 0 else {
            // A filter of system calls may forbid the question: what a system gives at least.
            return try ConnectionBudget(files: 1_024, open: openFiles, loops: System.coreCount)
        }
        let soft = limit.rlim_cur
        limit.rlim_cur = limit.rlim_max
        if setrlimit(resource, &limit) != 0 { limit.rlim_cur = soft }
        return try ConnectionBudget(
            files: Int(clamping: min(limit.rlim_cur, 1 << 20)), open: openFiles,
            loops: System.coreCount)
    }

    /// Some may have been handed down.
    private static var openFiles: Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 16
    }
}
