public import Foundation
public import Presentation
public import Procurement
internal import Replica

extension Laptop {
    public func picture(_ sha256: Picture.ID) async -> Data? {
        try? session?.replica.picture(sha256)
    }

    /// The visits, soonest first, and what is sent, read now.
    ///
    /// - Throws: `.notStored` when the disk does not give them.
    public func standing() async throws(RecordingRefusal) -> ([VisitFile], SendingState) {
        guard let session else { throw .locked }
        do {
            show(try await session.caseload.refreshed(), of: session)
        } catch ReplicaError.notStored(let diskFull) {
            throw .notStored(diskFull: diskFull)
        } catch {
            throw .notStored(diskFull: false)
        }
        guard let view, let sendingState else { throw .locked }
        return (view.visits, sendingState)
    }

    nonisolated public func visits() -> AsyncStream<[VisitFile]> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            Task { await self.watchVisits(continuation) }
        }
    }

    nonisolated public func sending() -> AsyncStream<SendingState> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            Task { await self.watchSending(continuation) }
        }
    }

    private func watchVisits(_ continuation: AsyncStream<[VisitFile]>.Continuation) {
        guard session != nil else { return continuation.finish() }
        let number = nextWatcher
        nextWatcher += 1
        visitsWatchers[number] = continuation
        if let view { continuation.yield(view.visits) }
        continuation.onTermination = { _ in
            Task { [weak self] in await self?.forgetWatcher(number) }
        }
    }

    private func watchSending(_ continuation: AsyncStream<SendingState>.Continuation) {
        guard session != nil else { return continuation.finish() }
        let number = nextWatcher
        nextWatcher += 1
        sendingWatchers[number] = continuation
        if let state = sendingState { continuation.yield(state) }
        continuation.onTermination = { _ in
            Task { [weak self] in await self?.forgetWatcher(number) }
        }
    }

    private func forgetWatcher(_ number: Int) {
        visitsWatchers[number] = nil
        sendingWatchers[number] = nil
    }

    private var sendingState: SendingState? {
        view.map {
            SendingState(
                records: $0.records, link: link, lastReached: $0.sync.lastReached,
                clockOffset: $0.sync.clockOffset, kept: $0.kept, unshown: $0.unshown)
        }
    }

    /// Follows the replica as long as the session lasts. A disk that fails for a moment must not
    /// leave the screens as they were.
    func observing(_ session: Session) -> Task<Void, Never> {
        Task { [weak self, pause = surroundings.retryPause] in
            while !Task.isCancelled {
                for await _ in session.replica.changes() {
                    guard let view = try? await session.caseload.refreshed() else { break }
                    await self?.show(view, of: session)
                }
                try? await Task.sleep(for: pause)
            }
        }
    }

    func show(_ view: Caseload.View, of session: Session) {
        guard self.session?.number == session.number else { return }
        let before = self.view
        self.view = view
        if before?.visits != view.visits {
            for watcher in visitsWatchers.values { watcher.yield(view.visits) }
        }
        showSending()
        // The other rows are not the council's to give.
        let isMendable = view.damaged.contains { !$0.kind.hasPrefix("#") }
        if isMendable && before == nil { mend(session) }
    }

    func showSending() {
        guard let state = sendingState else { return }
        for watcher in sendingWatchers.values { watcher.yield(state) }
    }

    /// Documents that do not open are read again from the council.
    private func mend(_ session: Session) {
        try? session.replica.write { try $0.startOver() }
        wake()
    }
}
