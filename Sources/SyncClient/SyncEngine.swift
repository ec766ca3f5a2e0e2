internal import Foundation
public import Procurement
public import Replica
public import SyncProtocol

/// Carries the questions of a `SyncSession` to the council and back. One exchange at a time; pictures
/// come between exchanges (`fetchPictures`).
public actor SyncEngine {
    let replica: Replica
    /// The name under which the replica pushes; it changes when another disk uses it too.
    public private(set) var replicaID: ReplicaID
    private let mint: @Sendable () -> ReplicaID
    private let running: @Sendable () -> RunningTime?
    let transport: any CouncilTransport
    let now: @Sendable () -> Instant
    private var limits = SyncLimits.standard
    /// What the link seemed to bear; `nil` for as much as the council gives and takes.
    private var pageBytes: Int?
    private var pushBytes: Int?
    private var metAt: Instant?
    /// As in `SyncSession`.
    private var attempts = SyncSession.Attempts()
    /// Why the council's pages are not for this program; `nil` when they are.
    private(set) var mayNotPull: SyncStop?
    var pictures = PictureFetching()
    /// The pages after the one that is stored.
    private var coming: [ComingPage] = []

    /// Under this name the replica keeps the council's sealing key.
    static let recipient = "sealingKey"

    /// How often the council is asked to introduce itself again, in seconds: its clock and its
    /// limits do not change often.
    private static let meetAgainAfter: Int64 = 3600

    /// While one page is sealed and written, the two after it come and are read. Not more: they are
    /// held in memory.
    private static let pagesAhead = 2

    /// `mint` makes a name that nobody has; `running` says how long the machine runs.
    public init(
        replica: Replica, replicaID: ReplicaID, transport: any CouncilTransport,
        now: @escaping @Sendable () -> Instant, mint: @escaping @Sendable () -> ReplicaID,
        running: @escaping @Sendable () -> RunningTime? = { nil }
    ) {
        self.replica = replica
        self.replicaID = replicaID
        self.transport = transport
        self.now = now
        self.mint = mint
        self.running = running
    }

    /// Sends everything that waits and reads everything that is new.
    ///
    /// - Throws: why it stopped before its end. What was exchanged until then is stored.
    public func run() async throws(SyncStop) {
        do {
            try await meet()
            var session = SyncSession(
                replica: replicaID, limits: limits, pageBytes: pageBytes, pushBytes: pushBytes,
                spare: mint(), attempts: attempts)
            defer {
                replicaID = session.replica
                attempts = session.attempts
                for page in coming { page.cancel() }
                coming = []
            }
            while let request = try replica.read({ try session.next(in: $0) }) {
                try Task.checkCancellation()
                // An old program may be kept from reading, never from handing in what it has.
                if case .pull = request, let mayNotPull { throw mayNotPull }
                try await exchange(request, &session)
            }
            grow()
            try await checkWhenDue()
        } catch {
            throw Self.stop(error)
        }
    }

    /// Waits at the council for news.
    ///
    /// - Returns: whether there is any.
    public func waitForNews(seconds: Int) async throws(SyncStop) -> Bool {
        do {
            guard let cursor = try replica.read({ try $0.syncState().cursor }) else { return true }
            let reply = try await transport.wait(
                cursor: cursor, seconds: min(seconds, limits.waitSeconds))
            let time = now()
            return try replica.write { transaction in
                try transaction.noteReached(at: time)
                return try transaction.syncState().epoch != reply.epoch || reply.value.changed
            }
        } catch CouncilFailure.problem(let problem) where problem.code == .cursorGone {
            return true
        } catch {
            throw Self.stop(error)
        }
    }

    /// Makes the outbox hold what waits, sealed for the council, where the council takes such.
    /// A failure is no failure of recording: the journal has everything.
    public func settle(_ outbox: Outbox, device: DeviceID) {
        guard let key = try? replica.read({ try $0.sealingKey() }) else { return }
        try? outbox.settle(replica, name: replicaID, device: device, recipient: key)
    }

    private func exchange(
        _ request: SyncSession.Request, _ session: inout SyncSession
    ) async throws {
        let answer: SyncSession.Answer
        let epoch: String
        do throws(CouncilFailure) {
            switch request {
            case .push(var push):
                push.running = running()
                let reply = try await transport.push(push)
                (answer, epoch) = (.push(reply.value), reply.epoch)
            case .pull(let pull):
                let reply = try await page(pull)
                (answer, epoch) = (.pull(reply.value), reply.epoch)
            }
        } catch {
            try replica.write { try session.failed(error, of: request, in: $0) }
            (pageBytes, pushBytes) = (session.pageBytes, session.pushBytes)
            return
        }
        let time = now()
        try replica.write { transaction in
            try session.received(answer, to: request, epoch: epoch, at: time, in: transaction)
        }
    }

    private func page(_ request: PullRequest) async throws(CouncilFailure) -> Reply<PullAnswer> {
        var coming = self.coming
        self.coming = []
        let page: ComingPage
        if let first = coming.first, await first.answers(request) {
            page = coming.removeFirst()
        } else {
            for page in coming { page.cancel() }
            coming = []
            page = ComingPage(request, over: transport)
        }
        while coming.count < Self.pagesAhead {
            coming.append(ComingPage(after: coming.last ?? page, over: transport))
        }
        self.coming = coming
        return try await page.answer()
    }

    private func meet() async throws {
        if let metAt, metAt <= now(), now() < metAt.adding(seconds: Self.meetAgainAfter) { return }
        let asked = now()
        let reply = try await transport.hello()
        let hello = reply.value
        mayNotPull =
            hello.protocols.contains(SyncVersion.current)
            ? nil : hello.protocols.newest < SyncVersion.current ? .councilTooOld : .tooOld
        let middle = (asked.milliseconds + now().milliseconds) / 2
        limits = hello.limits
        try replica.write { transaction in
            let recipient = Data((hello.sealingKey ?? "").utf8)
            if try transaction.meta(Self.recipient) != recipient {
                try transaction.setMeta(Self.recipient, recipient)
            }
            try transaction.setClockOffset(hello.serverTime.milliseconds - middle)
            try SyncSession.readWhatWasSkipped(transaction)
            // A council that was restored may lack what it acknowledged.
            guard try transaction.syncState().epoch == reply.epoch else { return }
            try transaction.prune(
                acknowledgedBefore: hello.serverTime.adding(seconds: -SyncSession.resendWindow))
        }
        metAt = now()
        attempts = SyncSession.Attempts()
    }

    /// A link that bore everything is tried with more the next time.
    private func grow() {
        pageBytes = pageBytes.map { min($0 * 2, limits.pullBytes) }
        pushBytes = pushBytes.map { min($0 * 2, SyncSession.largestPush) }
    }

    static func stop(_ error: any Error) -> SyncStop {
        switch error {
        case let stop as SyncStop: stop
        case let failure as CouncilFailure: SyncStop(failure)
        case ReplicaError.notStored(let diskFull): .notStored(diskFull: diskFull)
        case is CancellationError: .offline
        default: .notStored(diskFull: false)
        }
    }
}
