public import Procurement

/// One entry of a laptop's journal on its way to the council.
public struct Mutation: Codable, Hashable, Sendable {
    /// Dense per replica: 1, 2, 3 ...
    public let mid: Int64
    /// The key of the fact (a UUID version 7): the same key never takes effect twice.
    public let key: String
    /// What to do, with its version: `recordPreference@1`.
    public let name: String
    /// The arguments as JSON text. Its bytes are what was frozen, hashed and signed.
    public let payload: String
    /// SHA-256 of the payload's UTF-8, lower-case hex.
    public let payloadHash: String
    /// The laptop's clock when it was recorded. Evidence only: it never changes an outcome.
    public let deviceTime: Instant
    /// The council's clock minus the laptop's when they last met, in milliseconds.
    public let clockOffset: Int64?
    /// The laptop's running time when it was recorded; `nil` from older programs. Evidence only.
    public let running: RunningTime?
    /// ECDSA P-256 over `signedText(replica:)`, raw, base64url.
    public let signature: String

    public init(
        mid: Int64, key: String, name: String, payload: String, payloadHash: String,
        deviceTime: Instant, clockOffset: Int64?, running: RunningTime? = nil, signature: String
    ) {
        self.mid = mid
        self.key = key
        self.name = name
        self.payload = payload
        self.payloadHash = payloadHash
        self.deviceTime = deviceTime
        self.clockOffset = clockOffset
        self.running = running
        self.signature = signature
    }

    /// What the device signs: every part that gives the entry its meaning, a line each.
    public static func signedText(
        key: String, name: String, payloadHash: String, deviceTime: Instant
    ) -> String {
        "support-choice-mutation-1\n\(key)\n\(name)\n\(payloadHash)\n\(deviceTime)"
    }
}

/// The mutations that exist, with their newest version.
public enum MutationName {
    /// The payload is a `Preference`.
    public static let recordPreference = "recordPreference@1"
}

public struct PushRequest: Codable, Hashable, Sendable {
    public let replica: ReplicaID
    /// In order of `mid`, without a gap.
    public let mutations: [Mutation]
    /// The laptop's running time when it sends them: with it, theirs say how long ago they were
    /// recorded, whatever its clock says.
    public var running: RunningTime?

    public init(replica: ReplicaID, mutations: [Mutation]) {
        self.replica = replica
        self.mutations = mutations
    }
}

/// What became of one mutation. Stored with it: the same answer is given again whenever asked.
public struct MutationResult: Codable, Hashable, Sendable {
    public let mid: Int64
    public let key: String
    public let effect: Effect
    /// The council's clock when it was stored: the receipt.
    public let receivedAt: Instant
    /// The council's sequence number.
    public let sequence: Int64

    public init(mid: Int64, key: String, effect: Effect, receivedAt: Instant, sequence: Int64) {
        self.mid = mid
        self.key = key
        self.effect = effect
        self.receivedAt = receivedAt
        self.sequence = sequence
    }
}

/// A mutation that was refused, because its place is taken. Both payloads are kept by the council.
public struct ForkedMutation: Codable, Hashable, Sendable {
    public let mid: Int64
    public let key: String
    /// `nil` from a council that does not say: as `payload`.
    public let reason: Reason?

    /// An open list.
    public struct Reason: RawRepresentable, Codable, Hashable, Sendable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The key arrived a second time with another payload. Final: people look at both.
        public static let payload = Reason(rawValue: "payload")
        /// The replica pushed another key under this `mid` before: two disks use one name, as after
        /// a copy or a restore. The laptop takes a new name and sends the same keys again.
        public static let midTaken = Reason(rawValue: "midTaken")
    }

    public init(mid: Int64, key: String, reason: Reason? = nil) {
        self.mid = mid
        self.key = key
        self.reason = reason
    }
}

public struct PushAnswer: Codable, Hashable, Sendable {
    /// One for each mutation that is stored, in order of `mid`.
    public let results: [MutationResult]
    /// The newest `mid` that the council has. When it is lower than the push expected, the laptop
    /// sends from `lastMid + 1`.
    public let lastMid: Int64
    public let forks: [ForkedMutation]

    public init(results: [MutationResult], lastMid: Int64, forks: [ForkedMutation] = []) {
        self.results = results
        self.lastMid = lastMid
        self.forks = forks
    }
}
