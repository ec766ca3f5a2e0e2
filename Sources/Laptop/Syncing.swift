internal import Foundation
public import Presentation
public import Procurement
internal import Replica
internal import SyncClient

extension Laptop {
    public func tryNow() async {
        guard session != nil, surroundings.syncsByItself else { return }
        link = .trying
        showSending()
        await withCheckedContinuation { continuation in
            attemptWaiters.append(continuation)
            wake()
        }
    }

    nonisolated public func networkChanged() {
        Task { await self.wake() }
    }

    /// One whole exchange with the council, for programs without the task that syncs by itself; then
    /// pictures, for a while. The rest of them comes the next time.
    public func syncOnce() async -> SendingState.Link {
        guard let session else { return .offline }
        let outcome = await attempt(session)
        if outcome == .online {
            let pictures = Task { await session.engine.fetchPictures() }
            let limit = Task { [patience = surroundings.picturePatience] in
                try await Task.sleep(for: patience)
                pictures.cancel()
            }
            await pictures.value
            limit.cancel()
        }
        // Whoever asks next sees what the exchange brought.
        if let view = try? await session.caseload.refreshed() { show(view, of: session) }
        return outcome
    }

    /// Compares the visits with the council's, and fetches those that differ.
    ///
    /// - Returns: the packages that were fetched; `nil` when the council could not be asked.
    public func check() async -> [SupportPackage.ID]? {
        guard let session else { return nil }
        return try? await session.engine.check()
    }

    /// Ends the pause between two attempts.
    func wake() {
        isPoked = true
        pause?.cancel()
    }

    /// Syncs as long as the session lasts: at once, whenever it is woken, and after a pause that
    /// depends on how the last attempt went. Recording never waits for it.
    func syncing(_ session: Session) -> Task<Void, Never> {
        Task { [weak self] in
            while !Task.isCancelled {
                guard await self?.turn(session) == true else { return }
            }
        }
    }

    /// One attempt and the pause after it.
    ///
    /// - Returns: `false` when the session is over.
    private func turn(_ session: Session) async -> Bool {
        isPoked = false
        let outcome = await attempt(session)
        guard !Task.isCancelled, self.session?.number == session.number else { return false }
        finishAttempt()
        if isPoked { return true }
        let length = pauseLength(after: outcome)
        let rest = Task<Void, Never> {
            if outcome == .online {
                // Pictures come while nothing else is to be done: what ends the pause ends them, in
                // the middle of a piece if need be.
                async let _ = session.engine.fetchPictures()
                await Self.waitForNews(session, atMost: length)
            } else {
                try? await Task.sleep(for: length)
            }
        }
        pause = rest
        await rest.value
        pause = nil
        return self.session?.number == session.number
    }

    private func attempt(_ session: Session) async -> SendingState.Link {
        if link == .online && isSomethingWaiting { show(.trying) }
        let outcome: SendingState.Link
        do {
            try await session.engine.run()
            outcome = .online
            refusals = 0
            retryAfter = nil
        } catch {
            outcome = SendingState.Link(error)
            refusals = outcome.isTheCouncils ? refusals + 1 : 0
            if case .busy(let seconds) = error { retryAfter = seconds } else { retryAfter = nil }
        }
        await seal(session)
        if self.session?.number == session.number { show(outcome) }
        return outcome
    }

    func finishAttempt() {
        for waiter in attemptWaiters { waiter.resume() }
        attemptWaiters = []
    }

    private func show(_ link: SendingState.Link) {
        guard self.link != link else { return }
        self.link = link
        showSending()
    }

    private var isSomethingWaiting: Bool {
        view?.records.contains { $0.isWaiting } ?? false
    }

    /// Where the council does not answer, asking costs it nothing. Where it does, the pause grows with
    /// every answer and is never shorter than it asked for, five minutes at most. No two laptops wait
    /// equally long.
    private func pauseLength(after outcome: SendingState.Link) -> Duration {
        let share = Double(surroundings.random() >> 11) / Double(1 << 53)
        let usual = isSomethingWaiting ? surroundings.retryPause : surroundings.idlePause
        if outcome == .online { return .seconds(60) }
        guard outcome.isTheCouncils else { return usual * (1 + share / 2) }
        let grown = surroundings.retryPause * (1 << min(refusals, 6))
        let asked = Duration.seconds(retryAfter ?? 0)
        return min(.seconds(300), max(usual, asked, grown) * (1 + share / 2))
    }

    /// Returns when the council says that there is news, the time is over, or it cannot be asked.
    private static func waitForNews(_ session: Session, atMost length: Duration) async {
        let end = ContinuousClock.now + length
        while ContinuousClock.now < end, !Task.isCancelled {
            let began = ContinuousClock.now
            do {
                if try await session.engine.waitForNews(seconds: 15) { return }
            } catch .offline {
                return
            } catch {
                try? await Task.sleep(until: end, clock: .continuous)
            }
            // A council that answers at once must not be asked again at once.
            try? await Task.sleep(until: began + .seconds(1), clock: .continuous)
        }
    }
}

extension SendingState.Link {
    /// Whether it is what the council itself said.
    fileprivate var isTheCouncils: Bool {
        switch self {
        case .problem(.councilBusy), .problem(.councilFailed), .problem(.revoked),
            .problem(.tooOld), .problem(.councilTooOld):
            true
        default: false
        }
    }

    init(_ stop: SyncStop) {
        switch stop {
        case .offline: self = .offline
        case .notTheCouncil: self = .problem(.notTheCouncil)
        case .certificateNotTrusted: self = .problem(.certificateNotTrusted)
        case .busy: self = .problem(.councilBusy)
        case .revoked: self = .problem(.revoked)
        case .tooOld: self = .problem(.tooOld)
        case .councilTooOld: self = .problem(.councilTooOld)
        case .councilFailed: self = .problem(.councilFailed)
        case .notStored(let diskFull): self = .problem(.laptopDisk(full: diskFull))
        }
    }
}
