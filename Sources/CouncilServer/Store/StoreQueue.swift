internal import Dispatch

/// Transactions wait for locks and disks: they run on threads of their own, never on those that
/// serve the network.
private enum StoreQueue {
    static let reading = DispatchQueue(label: "council.read", attributes: .concurrent)
    /// One after the other: SQLite has one writer.
    static let writing = DispatchQueue(label: "council.write")
}

extension Store {
    func reading<Value: Sendable>(
        _ body: @escaping @Sendable (StoreTransaction) throws -> Value
    ) async throws -> Value {
        try await run(on: StoreQueue.reading) { try read(body) }
    }

    func writing<Value: Sendable>(
        _ body: @escaping @Sendable (StoreTransaction) throws -> Value
    ) async throws -> Value {
        try await run(on: StoreQueue.writing) { try write(body) }
    }

    private func run<Value: Sendable>(
        on queue: DispatchQueue, _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: body)) }
        }
    }
}
