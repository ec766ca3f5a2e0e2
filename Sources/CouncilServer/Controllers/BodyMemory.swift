internal import SyncProtocol
internal import Synchronization

/// How much of the requests' bodies may be in memory at once.
final class BodyMemory: Sendable {
    /// In bytes.
    let most: Int
    private let used = Mutex(0)

    init(most: Int) { self.most = most }

    /// - Throws: `Problem.busy`.
    fileprivate func take(_ bytes: Int) throws(Problem) {
        let isThere = used.withLock { used in
            guard used + bytes <= most else { return false }
            used += bytes
            return true
        }
        if !isThere { throw .busy(retryAfter: 5, status: 503) }
    }

    fileprivate func give(_ bytes: Int) { used.withLock { $0 -= bytes } }
}

/// What the body of one request takes of it, until the request is over.
final class BodyRoom: Sendable {
    private let taken = Mutex<(memory: BodyMemory, bytes: Int)?>(nil)

    /// - Throws: `Problem.busy` when there is not enough.
    func take(_ bytes: Int, of memory: BodyMemory) throws(Problem) {
        try memory.take(bytes)
        taken.withLock { $0 = (memory, ($0?.bytes ?? 0) + bytes) }
    }

    deinit {
        taken.withLock { if let taken = $0 { taken.memory.give(taken.bytes) } }
    }
}
