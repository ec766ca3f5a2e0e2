public import Foundation
public import Presentation
public import Procurement
internal import Replica

extension Laptop {
    public func picture(_ sha256: Picture.ID) async -> Data? {
        try? session?.replica.picture(sha256)
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
                clockOffset: $0.sync.clockOffset)
        }
    }

    /// Follows the replica as long as the session lasts.
    func observing(_ session: Session) -> Task<Void, Never> {
        Task { [weak self] in
            for await _ in session.replica.changes() {
                guard let view = try? await session.caseload.refreshed() else { continue }
                await self?.show(view, of: session)
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
        if !view.damaged.isEmpty && before == nil { mend(session) }
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
