internal import Foundation
public import Procurement
public import SyncProtocol

/// A push as the council reads it: only what tells one entry from another must be there.
///
/// A laptop's journal is never blocked by one entry that this version cannot read: whatever is
/// missing or of another type than expected is `nil` here, and the entry is held.
public struct IncomingPush: Decodable, Hashable, Sendable {
    public let replica: ReplicaID
    public let mutations: [IncomingMutation]

    init(replica: ReplicaID, mutations: [IncomingMutation]) {
        self.replica = replica
        self.mutations = mutations
    }

    public init(_ request: PushRequest) {
        replica = request.replica
        mutations = request.mutations.map { IncomingMutation($0).dated(request.running) }
    }

    private enum Key: String, CodingKey { case replica, mutations, running }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        replica = try container.decode(ReplicaID.self, forKey: .replica)
        let running = try? container.decode(RunningTime.self, forKey: .running)
        mutations = try container.decode([IncomingMutation].self, forKey: .mutations)
            .map { $0.dated(running) }
    }
}

public struct IncomingMutation: Decodable, Hashable, Sendable {
    public let mid: Int64
    public let key: String
    public let name: String?
    public let payload: String?
    public let payloadHash: String?
    /// As it came: it is part of what was signed.
    public let deviceTime: String?
    public let clockOffset: Int64?
    public let signature: String?
    /// What came in the place of the payload and is no text.
    private var other: JSONValue?
    private var running: RunningTime?
    /// How long before it was sent it was recorded, by the laptop's running time, in milliseconds.
    public private(set) var age: Int64?

    public init(_ mutation: Mutation) {
        mid = mutation.mid
        key = mutation.key
        name = mutation.name
        payload = mutation.payload
        payloadHash = mutation.payloadHash
        deviceTime = "\(mutation.deviceTime)"
        clockOffset = mutation.clockOffset
        signature = mutation.signature
        running = mutation.running
    }

    /// Knows its age, when it was recorded since the laptop was started.
    func dated(_ sent: RunningTime?) -> IncomingMutation {
        var dated = self
        dated.age = sent.flatMap { running?.age(at: $0) }
        return dated
    }

    /// What it says, whenever it was sent.
    var undated: IncomingMutation {
        var undated = self
        undated.age = nil
        undated.running = nil
        return undated
    }

    /// The same under another number.
    func moved(to mid: Int64) -> IncomingMutation {
        var moved = IncomingMutation(
            mid: mid, key: key, name: name, payload: payload, payloadHash: payloadHash,
            deviceTime: deviceTime, clockOffset: clockOffset, signature: signature)
        moved.running = running
        moved.age = age
        return moved
    }

    private init(
        mid: Int64, key: String, name: String?, payload: String?, payloadHash: String?,
        deviceTime: String?, clockOffset: Int64?, signature: String?
    ) {
        self.mid = mid
        self.key = key
        self.name = name
        self.payload = payload
        self.payloadHash = payloadHash
        self.deviceTime = deviceTime
        self.clockOffset = clockOffset
        self.signature = signature
    }

    /// A mutation as it was kept: what it says about itself.
    init(_ stored: StoredMutation) {
        mid = stored.mid
        key = stored.key
        name = stored.name
        payload = stored.payload
        payloadHash = stored.payloadHash
        deviceTime = stored.deviceTime
        clockOffset = stored.clockOffset
        signature = stored.signature
        age = stored.age
    }

    private enum Key: String, CodingKey {
        case mid, key, name, payload, payloadHash, deviceTime, clockOffset, signature, running
        case age, other
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        mid = try container.decode(Int64.self, forKey: .mid)
        key = try container.decode(String.self, forKey: .key)
        let text = { (key: Key) in try? container.decode(String.self, forKey: key) }
        name = text(.name)
        payload = text(.payload)
        // What will be acknowledged is kept, whatever it is; what cannot be read at all is refused.
        other =
            payload == nil
            ? try container.decodeIfPresent(JSONValue.self, forKey: .payload) : nil
        payloadHash = text(.payloadHash)
        deviceTime = text(.deviceTime)
        clockOffset = try? container.decode(Int64.self, forKey: .clockOffset)
        signature = text(.signature)
        running = try? container.decode(RunningTime.self, forKey: .running)
    }
}

// MARK: - As it is kept

extension IncomingMutation: Encodable {
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(mid, forKey: .mid)
        try container.encode(key, forKey: .key)
        try container.encodeIfPresent(name, forKey: .name)
        try container.encodeIfPresent(payload, forKey: .payload)
        try container.encodeIfPresent(other, forKey: .other)
        try container.encodeIfPresent(payloadHash, forKey: .payloadHash)
        try container.encodeIfPresent(deviceTime, forKey: .deviceTime)
        try container.encodeIfPresent(clockOffset, forKey: .clockOffset)
        try container.encodeIfPresent(signature, forKey: .signature)
        try container.encodeIfPresent(running, forKey: .running)
        try container.encodeIfPresent(age, forKey: .age)
    }

    /// Everything of it as JSON, for `init(stored:)`.
    func stored() throws -> String {
        String(decoding: try CanonicalJSON.encode(self), as: UTF8.self)
    }

    init?(stored text: String) {
        struct More: Decodable {
            let age: Int64?
            let other: JSONValue?
        }
        let data = Data(text.utf8)
        guard var mutation = try? CanonicalJSON.decode(IncomingMutation.self, from: data),
            let more = try? CanonicalJSON.decode(More.self, from: data)
        else { return nil }
        mutation.age = more.age
        mutation.other = more.other
        self = mutation
    }
}

extension IncomingPush {
    /// What the records themselves come to.
    var payloadBytes: Int { mutations.reduce(0) { $0 + ($1.payload?.utf8.count ?? 0) } }
}

extension DepositRequest {
    /// What the records come to, sealed.
    var sealedBytes: Int { entries.reduce(0) { $0 + $1.sealed.utf8.count } }
}
