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
public struct SyncSession: Sendable {
    public enum Request: Hashable, Sendable {
        case push(PushRequest)
        case pull(PullRequest)
    }

    public enum Answer: Hashable, Sendable {
        case push(PushAnswer)
        case pull(PullAnswer)
    }

    /// How long acknowledged entries are sent again to a council that was restored, in seconds.
    public static let resendWindow: Int64 = 90 * 86_400
    public static let smallestPage = 16 * 1024
    public static let largestPush = 64 * 1024

    public let replica: ReplicaID
    /// The largest page to ask for, in bytes of JSON; smaller after every time-out.
    public private(set) var pageBytes: Int
    private var pushBytes: Int
    private var hasPulled = false
    /// How often the session may begin again because of what the council said.
    private var freshStarts = 3

    public init(replica: ReplicaID, limits: SyncLimits = .standard, pageBytes: Int? = nil) {
        self.replica = replica
        self.pageBytes = max(
            Self.smallestPage, min(pageBytes ?? limits.pullBytes, limits.pullBytes))
        pushBytes = min(Self.largestPush, limits.pushBytes)
    }

    /// What to ask the council next; `nil` when everything is sent and everything is read.
    public func next(in transaction: ReplicaTransaction) throws -> Request? {
        if let first = try transaction.firstToSend() {
            return .push(try push(from: first, transaction))
        }
        return hasPulled ? nil : .pull(try pull(transaction))
    }

    private func push(from first: Int64, _ transaction: ReplicaTransaction) throws -> PushRequest {
        var mutations: [Mutation] = []
        var bytes = 0
        for entry in try transaction.journal(from: first, limit: 256) {
            let mutation = Mutation(entry)
            bytes += try CanonicalJSON.encode(mutation).count + 1
            // A mutation that is larger than a batch goes alone.
            if !mutations.isEmpty && bytes > pushBytes { break }
            mutations.append(mutation)
        }
        return PushRequest(replica: replica, mutations: mutations)
    }

    private func pull(_ transaction: ReplicaTransaction) throws -> PullRequest {
        PullRequest(
            replica: replica, cursor: try transaction.syncState().cursor, pageBytes: pageBytes,
            resultsAfter: try transaction.answeredUpTo())
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
            try received(answer, to: request, isSameCouncil, at: now, transaction)
        case (.pull(let answer), .pull(let request)):
            // A page that continues the feed of another epoch has no beginning.
            guard isSameCouncil || request.cursor == nil else { return try freshStart() }
            try received(answer, to: request, transaction)
        default:
            throw SyncStop.councilFailed
        }
    }

    /// - Returns: `false` when the council was restored from a backup since it was last met. Then
    ///   what it acknowledged in the last 90 days is sent again, and everything is read again.
    private func meet(
        _ epoch: String, at now: Instant, _ transaction: ReplicaTransaction
    ) throws -> Bool {
        let known = try transaction.syncState().epoch
        guard known != epoch else { return true }
        try transaction.setEpoch(epoch)
        guard known != nil else { return true }
        _ = try transaction.resend(after: 0, since: now.adding(seconds: -Self.resendWindow))
        try transaction.startOver()
        return false
    }

    private mutating func received(
        _ answer: PushAnswer, to request: PushRequest, _ isSameCouncil: Bool, at now: Instant,
        _ transaction: ReplicaTransaction
    ) throws {
        var progress = !isSameCouncil
        for result in answer.results where try transaction.store(StoredResult(result)) {
            progress = true
        }
        for fork in answer.forks where try transaction.result(of: fork.mid) == nil {
            // The council keeps both payloads; a person there has to look at them.
            let result = StoredResult(
                mid: fork.mid, key: fork.key, effect: .held(.failed), receivedAt: now,
                sequence: 0, isFork: true)
            if try transaction.store(result) { progress = true }
        }
        if let first = request.mutations.first?.mid, answer.lastMid < first - 1,
            try transaction.resend(after: answer.lastMid) > 0
        {
            progress = true
        }
        guard progress else { throw SyncStop.councilFailed }
        // Something new to read is likely: the council's view of what was sent.
        hasPulled = false
    }

    private mutating func received(
        _ answer: PullAnswer, to request: PullRequest, _ transaction: ReplicaTransaction
    ) throws {
        if answer.more, answer.operations.isEmpty, answer.cursor == request.cursor {
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
            }
        }
        for result in answer.results { _ = try transaction.store(StoredResult(result)) }
        if try transaction.resend(after: answer.lastMid) > 0 { try freshStart() }
        try transaction.setCursor(answer.cursor)
        hasPulled = !answer.more
        let purged = answer.more ? false : try transaction.endOfSweep()
        if purged || !answer.operations.isEmpty { try transaction.noteChangedDocuments() }
    }

    private mutating func freshStart() throws {
        guard freshStarts > 0 else { throw SyncStop.councilFailed }
        freshStarts -= 1
        hasPulled = false
    }
}

// MARK: - Failures

/// Why an exchange stopped before its end.
public enum SyncStop: Error, Hashable, Sendable {
    case offline
    case notTheCouncil
    case certificateNotTrusted
    /// In seconds, where the council says so.
    case busy(retryAfter: Int?)
    case revoked
    case tooOld
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
        switch failure {
        case .timedOut:
            guard case .pull = request, pageBytes > Self.smallestPage else {
                throw SyncStop.offline
            }
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
            _ = try transaction.resend(after: problem.lastMid ?? 0)
        case .tooLarge:
            try freshStart()
            pageBytes = max(Self.smallestPage, pageBytes / 2)
            pushBytes /= 2
        default:
            throw SyncStop(problem)
        }
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
