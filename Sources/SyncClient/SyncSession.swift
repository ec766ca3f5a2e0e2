internal import Foundation
public import Procurement
public import Replica
public import SyncProtocol

/// One exchange with the council, as a state machine without clock, randomness or network:
///
/// 1. `next` says what to ask, over a transaction of the replica: pushes first, in order of `mid`,
///    then pulls until the feed's end; `nil` when nothing is left.
/// 2. Whoever carries the question hands the answer to `received`, or the failure to `failed`, in a
///    transaction of its own: answer and cursor are stored together or not at all.
///
/// Nothing of what matters is kept here: a session may be dropped at any step and a new one goes
/// on where the replica stands. Source: `sync.md`.
///
/// When the council says that another disk pushes under the same name (a copy of this one, or this
/// one before it was restored), the replica takes the `spare` name in the same transaction, and the
/// session goes on under it: the same keys are submitted again. Without a spare it stops.
///
/// An entry that does not get through, alone, because of what it is, blocks nothing: it is set aside.
/// The council is told of it without its words, so that its `mid` is taken and what comes after it
/// can go; and it is sent whole again, after everything else, by each program that starts and once an
/// hour.
public struct SyncSession: Sendable {
    public enum Request: Hashable, Sendable {
        case push(PushRequest)
        case pull(PullRequest)
    }

    public enum Answer: Hashable, Sendable {
        case push(PushAnswer)
        case pull(PullAnswer)
    }

    /// How long acknowledged entries stay in the journal, to be sent again to a council that was
    /// restored from a backup, in seconds.
    public static let resendWindow: Int64 = 90 * 86_400
    public static let smallestPage = 16 * 1024
    /// Under this name the replica keeps the `SyncVersion` of the program that skipped a step of the feed.
    public static let skippedBy = "skippedByVersion"
    public static let largestPush = 64 * 1024

    /// The name under which the session asks now; see `spare`.
    public private(set) var replica: ReplicaID
    private var spare: ReplicaID?
    /// The largest page to ask for, in bytes of JSON; smaller after every time-out.
    public private(set) var pageBytes: Int
    /// The largest push, likewise; a single entry may be larger.
    public private(set) var pushBytes: Int
    private var hasPulled = false
    /// By `mid` of the journal: entries that did not get through whole and go without their words.
    private var withheld: [Int64: SetAside] = [:]
    public private(set) var attempts: Attempts

    /// What a program remembers from one exchange to the next about entries that did not get through,
    /// by `mid` of the journal.
    public struct Attempts: Hashable, Sendable {
        /// Those that are set aside and were tried whole not long ago.
        var triedAgain: Set<Int64> = []
        /// How often the council failed when it was sent this one alone.
        var failures: [Int64: Int] = [:]

        public init() {}
    }

    /// A council that fails over one entry so often fails over that entry.
    private static let mostFailures = 3
    /// How often the session may begin again because of what the council said.
    private var freshStarts = 3

    /// `spare` is a name that nobody has: fresh for each session, kept only when it is needed.
    public init(
        replica: ReplicaID, limits: SyncLimits = .standard, pageBytes: Int? = nil,
        pushBytes: Int? = nil, spare: ReplicaID? = nil, attempts: Attempts = Attempts()
    ) {
        self.replica = replica
        self.spare = spare
        self.attempts = attempts
        self.pageBytes = max(
            Self.smallestPage, min(pageBytes ?? limits.pullBytes, limits.pullBytes))
        self.pushBytes = min(pushBytes ?? Self.largestPush, Self.largestPush, limits.pushBytes)
    }

    /// What to ask the council next; `nil` when everything is sent and everything is read.
    public func next(in transaction: ReplicaTransaction) throws -> Request? {
        if let first = try transaction.firstToSend() {
            return .push(try push(from: first, transaction))
        }
        guard hasPulled else { return .pull(try pull(transaction)) }
        let again = try transaction.setAside().keys.filter { !attempts.triedAgain.contains($0) }
            .min()
        guard let again, let entry = try transaction.journal(from: again, limit: 1).first else {
            return nil
        }
        return .push(
            PushRequest(
                replica: replica,
                mutations: [Mutation(entry, base: try transaction.base())]))
    }

    private func push(from first: Int64, _ transaction: ReplicaTransaction) throws -> PushRequest {
        var mutations: [Mutation] = []
        var bytes = 0
        let base = try transaction.base()
        let aside = try transaction.setAside()
        for entry in try transaction.journal(from: first, limit: 256) {
            var mutation = Mutation(entry, base: base)
            if withheld[entry.mid] != nil || aside[entry.mid] != nil {
                mutation = mutation.withoutWords
            }
            bytes += try Self.bytes(of: mutation)
            // A mutation that is larger than a batch goes alone.
            if !mutations.isEmpty && bytes > pushBytes { break }
            mutations.append(mutation)
        }
        return PushRequest(replica: replica, mutations: mutations)
    }

    private static func bytes(of mutation: Mutation) throws -> Int {
        try CanonicalJSON.encode(mutation).count + 1
    }

    private func pull(_ transaction: ReplicaTransaction) throws -> PullRequest {
        PullRequest(
            replica: replica, cursor: try transaction.syncState().cursor, pageBytes: pageBytes,
            resultsAfter: max(0, try transaction.answeredUpTo() - transaction.base()))
    }

    /// Another disk pushes under this name: takes the spare one, and sends everything again.
    private mutating func takeSpareName(_ transaction: ReplicaTransaction) throws {
        guard let name = spare else { throw SyncStop.councilFailed }
        spare = nil
        replica = name
        try transaction.take(name: name.rawValue)
        try freshStart()
    }

    /// Sends what follows the newest entry that the council has, by its `mid` on the wire. What it
    /// lacks and the journal has no more, nobody has: then the rest goes under a new name.
    ///
    /// - Returns: whether there is something to send that was not waiting before.
    private mutating func resend(
        after lastMid: Int64, _ transaction: ReplicaTransaction
    ) throws -> Bool {
        let newest = lastMid + (try transaction.base())
        if try newest + 1 < transaction.oldestMid(), try transaction.firstToSend() != nil {
            try takeSpareName(transaction)
            return true
        }
        return try transaction.resend(after: newest) > 0
    }
}

extension SyncSession {
    /// Reads everything again when an older program had to skip some of it.
    static func readWhatWasSkipped(_ transaction: ReplicaTransaction) throws {
        guard let version = try transaction.meta(skippedBy), !version.isEmpty,
            version != Data("\(SyncVersion.current)".utf8)
        else { return }
        try transaction.setMeta(skippedBy, Data())
        try transaction.startOver()
    }
}

// MARK: - Answers

extension SyncSession {
    /// Stores what the council answered; `epoch` is the council's, which every answer of it names.
    /// Throws `SyncStop.councilFailed` when the answer brings the exchange no further.
    public mutating func received(
        _ answer: Answer, to request: Request, epoch: String, at now: Instant,
        in transaction: ReplicaTransaction
    ) throws {
        let isSameCouncil = try meet(epoch, at: now, transaction)
        try transaction.noteReached(at: now)
        switch (answer, request) {
        case (.push(let answer), .push(let request)):
            guard request.replica == replica else { return try freshStart() }
            try received(answer, to: request, isSameCouncil, at: now, transaction)
        case (.pull(let answer), .pull(let request)):
            // A page that continues the feed of another epoch has no beginning.
            guard isSameCouncil || request.cursor == nil, request.replica == replica else {
                return try freshStart()
            }
            // Somebody began anew meanwhile: at the end of this page everything would be purged that
            // the new beginning has not seen.
            guard try transaction.syncState().cursor == request.cursor else {
                return try freshStart()
            }
            try received(answer, to: request, transaction)
        default:
            throw SyncStop.councilFailed
        }
    }

    /// - Returns: `false` when the council was restored from a backup since it was last met. Then
    ///   everything that the journal still has is sent again (it keeps what was acknowledged for
    ///   90 days), and everything is read again.
    private func meet(
        _ epoch: String, at now: Instant, _ transaction: ReplicaTransaction
    ) throws -> Bool {
        let known = try transaction.syncState().epoch
        guard known != epoch else { return true }
        try transaction.setEpoch(epoch)
        guard known != nil else { return true }
        _ = try transaction.resend(after: 0)
        try transaction.startOver()
        return false
    }

    private mutating func received(
        _ answer: PushAnswer, to request: PushRequest, _ isSameCouncil: Bool, at now: Instant,
        _ transaction: ReplicaTransaction
    ) throws {
        var progress = !isSameCouncil
        let base = try transaction.base()
        let wordless = Set(request.mutations.filter(\.isWithoutWords).map(\.mid))
        for result in answer.results {
            if wordless.contains(result.mid), case .held = result.effect {
                try setAside(result.mid + base, transaction)
                progress = true
            } else if try transaction.store(StoredResult(result, base: base)) {
                progress = true
            }
        }
        if try noteTried(request, transaction) { progress = true }
        if answer.forks.contains(where: { $0.reason == .midTaken }) {
            try takeSpareName(transaction)
            progress = true
        } else {
            for fork in answer.forks {
                if wordless.contains(fork.mid) {
                    try setAside(fork.mid + base, transaction)
                    progress = true
                } else if try store(fork, base: base, at: now, transaction) {
                    progress = true
                }
            }
            if let first = request.mutations.first?.mid, answer.lastMid < first - 1,
                try resend(after: answer.lastMid, transaction)
            {
                progress = true
            }
        }
        guard progress else { throw SyncStop.councilFailed }
        // Something new to read is likely: the council's view of what was sent.
        hasPulled = false
    }

    /// The council knows that the entry is there, and takes what comes after it.
    private mutating func setAside(_ mid: Int64, _ transaction: ReplicaTransaction) throws {
        let reason = try withheld[mid] ?? transaction.setAside()[mid] ?? .refused
        withheld[mid] = nil
        attempts.triedAgain.insert(mid)
        try transaction.setAside(mid, reason)
    }

    /// Notes that an entry was sent whole which is set aside: not again for some time, however it went.
    ///
    /// - Returns: whether it was one.
    private mutating func noteTried(
        _ push: PushRequest, _ transaction: ReplicaTransaction
    ) throws -> Bool {
        guard push.mutations.count == 1, let mutation = push.mutations.first,
            !mutation.isWithoutWords
        else { return false }
        let mid = mutation.mid + (try transaction.base())
        guard try transaction.setAside()[mid] != nil else { return false }
        attempts.triedAgain.insert(mid)
        return true
    }

    private mutating func received(
        _ answer: PullAnswer, to request: PullRequest, _ transaction: ReplicaTransaction
    ) throws {
        if answer.more, answer.operations.isEmpty, answer.results.isEmpty,
            answer.cursor == request.cursor
        {
            throw SyncStop.councilFailed
        }
        for operation in answer.operations {
            switch operation {
            case .put(let document):
                try transaction.put(
                    kind: document.kind.rawValue, id: document.id, package: document.package,
                    version: document.version, body: Data(document.body.utf8))
            case .leave(let package):
                try transaction.leave(package)
            case .unknown:
                // The cursor goes past it: a program that knows it reads from the beginning.
                try transaction.setMeta(Self.skippedBy, Data("\(SyncVersion.current)".utf8))
            }
        }
        let base = try transaction.base()
        for result in answer.results {
            try transaction.renew(StoredResult(result, base: base))
        }
        try transaction.setCursor(answer.cursor)
        hasPulled = !answer.more
        if try answer.lastMid + base >= transaction.nextMid() {
            // The council has entries of this name that this disk never wrote.
            try takeSpareName(transaction)
        } else if try resend(after: answer.lastMid, transaction) {
            try freshStart()
        }
        let purged = answer.more ? false : try transaction.endOfSweep()
        if purged || !answer.operations.isEmpty { try transaction.noteChangedDocuments() }
    }

    /// Stores that the council refused an entry because its key is taken: final, for people to see.
    private func store(
        _ fork: ForkedMutation, base: Int64, at now: Instant, _ transaction: ReplicaTransaction
    ) throws -> Bool {
        let mid = fork.mid + base
        if try transaction.result(of: mid)?.isFork == true {
            return try transaction.endResend(of: mid)
        }
        guard try transaction.isToSend(mid) else { return false }
        let offset = try transaction.syncState().clockOffset ?? 0
        return try transaction.store(
            StoredResult(
                mid: mid, key: fork.key, effect: .held(.failed),
                receivedAt: Instant(milliseconds: now.milliseconds + offset), sequence: 0,
                isFork: true))
    }

    private mutating func freshStart() throws {
        guard freshStarts > 0 else { throw SyncStop.councilFailed }
        freshStarts -= 1
        hasPulled = false
    }
}

// MARK: - Failures

extension SetAside {
    /// What a failure may say about an entry that was sent alone; `nil` where it says nothing.
    init?(_ failure: CouncilFailure) {
        switch failure {
        case .timedOut: self = .tooSlow
        case .problem(let problem) where problem.code == .tooLarge: self = .tooLarge
        case .problem(let problem) where problem.code == .malformed || problem.code == .failed:
            self = .refused
        case .problem, .offline, .notTheCouncil, .certificateNotTrusted, .unreadable: return nil
        }
    }
}

/// Why an exchange stopped before its end.
public enum SyncStop: Error, Hashable, Sendable {
    case offline
    case notTheCouncil
    case certificateNotTrusted
    /// In seconds, where the council says so.
    case busy(retryAfter: Int?)
    case revoked
    case tooOld
    /// The council's program is older than this one.
    case councilTooOld
    case councilFailed
    /// The laptop's own disk is full or failing.
    case notStored(diskFull: Bool)
}

extension SyncSession {
    /// Takes a failure in. Returns when the exchange can go on with `next`.
    ///
    /// - Throws: `SyncStop` when it cannot.
    public mutating func failed(
        _ failure: CouncilFailure, of request: Request, in transaction: ReplicaTransaction
    ) throws {
        if case .push(let push) = request, let reason = SetAside(failure) {
            return try didNotGetThrough(push, failure, reason, transaction)
        }
        switch failure {
        case .timedOut:
            guard pageBytes > Self.smallestPage else { throw SyncStop.offline }
            pageBytes = max(Self.smallestPage, pageBytes / 2)
        case .problem(let problem):
            try failed(problem, of: request, transaction)
        case .offline: throw SyncStop.offline
        case .notTheCouncil: throw SyncStop.notTheCouncil
        case .certificateNotTrusted: throw SyncStop.certificateNotTrusted
        case .unreadable: throw SyncStop.councilFailed
        }
    }

    private mutating func failed(
        _ problem: Problem, of request: Request, _ transaction: ReplicaTransaction
    ) throws {
        switch problem.code {
        case .cursorGone:
            try freshStart()
            try transaction.startOver()
        case .gap:
            try freshStart()
            _ = try resend(after: problem.lastMid ?? 0, transaction)
        case .notYourReplica where spare != nil:
            // The name belongs to another laptop, as after a profile was moved.
            try takeSpareName(transaction)
        case .tooLarge:
            try freshStart()
            pageBytes = max(Self.smallestPage, pageBytes / 2)
        default:
            throw SyncStop(problem)
        }
    }

    /// What was sent at once is halved; an entry alone is sent without its words, where it may be the
    /// reason. When that does not get through either, it was not: the exchange stops.
    private mutating func didNotGetThrough(
        _ push: PushRequest, _ failure: CouncilFailure, _ reason: SetAside,
        _ transaction: ReplicaTransaction
    ) throws {
        guard push.mutations.count == 1, let mutation = push.mutations.first else {
            pushBytes = try push.mutations.reduce(0) { $0 + (try Self.bytes(of: $1)) } / 2
            return
        }
        let mid = mutation.mid + (try transaction.base())
        if try noteTried(push, transaction) { return }
        if case .problem(let problem) = failure, problem.code == .failed {
            let failures = attempts.failures[mid, default: 0] + 1
            attempts.failures[mid] = failures
            guard failures >= Self.mostFailures else { throw SyncStop(failure) }
        }
        let isSmall = try Self.bytes(of: mutation) <= Self.largestPush
        guard !mutation.isWithoutWords, reason != .tooSlow || !isSmall else {
            withheld[mid] = nil
            throw SyncStop(failure)
        }
        withheld[mid] = reason
    }
}

extension SyncStop {
    /// What a problem that the council named means for the exchange.
    public init(_ problem: Problem) {
        switch problem.code {
        case .busy: self = .busy(retryAfter: problem.retryAfter)
        case .revoked, .unauthorised: self = .revoked
        case .upgradeRequired: self = .tooOld
        default:
            switch problem.status {
            case 429, 503: self = .busy(retryAfter: problem.retryAfter)
            case 426: self = .tooOld
            default: self = .councilFailed
            }
        }
    }

    public init(_ failure: CouncilFailure) {
        switch failure {
        case .offline, .timedOut: self = .offline
        case .notTheCouncil: self = .notTheCouncil
        case .certificateNotTrusted: self = .certificateNotTrusted
        case .unreadable: self = .councilFailed
        case .problem(let problem): self = SyncStop(problem)
        }
    }
}
