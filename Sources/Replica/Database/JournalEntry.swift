public import Procurement

/// One entry of the journal, frozen when it was written.
public struct JournalEntry: Codable, Hashable, Sendable {
    /// Dense: 1, 2, 3 ...
    public let mid: Int64
    /// The key of the fact; the same key never takes effect twice.
    public let key: String
    /// What to do, with its version: `recordPreference@1`.
    public let name: String
    public let package: SupportPackage.ID
    /// The arguments as JSON text; its bytes are what was hashed and signed.
    public let payload: String
    /// SHA-256 of the payload's UTF-8, lower-case hex.
    public let payloadHash: String
    /// The laptop's clock when it was recorded.
    public let recordedAt: Instant
    /// The council's clock minus the laptop's when they last met, in milliseconds.
    public let clockOffset: Int64?
    /// The laptop's running time then; `nil` in entries of older programs.
    public let running: RunningTime?
    /// Raw ECDSA P-256, base64url.
    public let signature: String

    public init(
        mid: Int64, key: String, name: String, package: SupportPackage.ID, payload: String,
        payloadHash: String, recordedAt: Instant, clockOffset: Int64?,
        running: RunningTime? = nil, signature: String
    ) {
        self.mid = mid
        self.key = key
        self.name = name
        self.package = package
        self.payload = payload
        self.payloadHash = payloadHash
        self.recordedAt = recordedAt
        self.clockOffset = clockOffset
        self.running = running
        self.signature = signature
    }

    /// The same fact at another place of another replica's journal.
    public func moved(to mid: Int64) -> JournalEntry {
        JournalEntry(
            mid: mid, key: key, name: name, package: package, payload: payload,
            payloadHash: payloadHash, recordedAt: recordedAt, clockOffset: clockOffset,
            running: running, signature: signature)
    }
}

/// What the council answered to one entry.
public struct StoredResult: Codable, Hashable, Sendable {
    public let mid: Int64
    public let key: String
    public let effect: Effect
    public let receivedAt: Instant
    /// The council's sequence number; 0 for a fork, which has none.
    public let sequence: Int64
    /// The council already had another record with this key; it keeps both.
    public let isFork: Bool

    public init(
        mid: Int64, key: String, effect: Effect, receivedAt: Instant, sequence: Int64,
        isFork: Bool = false
    ) {
        self.mid = mid
        self.key = key
        self.effect = effect
        self.receivedAt = receivedAt
        self.sequence = sequence
        self.isFork = isFork
    }

    func moved(to mid: Int64) -> StoredResult {
        StoredResult(
            mid: mid, key: key, effect: effect, receivedAt: receivedAt, sequence: sequence,
            isFork: isFork)
    }
}

/// Where sync stands.
public struct SyncState: Hashable, Sendable {
    /// `nil` for a replica that has to pull from the beginning.
    public let cursor: String?
    /// The council's epoch when it was last met.
    public let epoch: String?
    public let lastReached: Instant?
    /// The council's clock minus the laptop's, in milliseconds.
    public let clockOffset: Int64?
}
