internal import Foundation
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
        mutations = request.mutations.map { IncomingMutation($0) }
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

    public init(_ mutation: Mutation) {
        mid = mutation.mid
        key = mutation.key
        name = mutation.name
        payload = mutation.payload
        payloadHash = mutation.payloadHash
        deviceTime = "\(mutation.deviceTime)"
        clockOffset = mutation.clockOffset
        signature = mutation.signature
    }

    /// The same under another number.
    func moved(to mid: Int64) -> IncomingMutation {
        IncomingMutation(
            mid: mid, key: key, name: name, payload: payload, payloadHash: payloadHash,
            deviceTime: deviceTime, clockOffset: clockOffset, signature: signature)
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
    }

    private enum Key: String, CodingKey {
        case mid, key, name, payload, payloadHash, deviceTime, clockOffset, signature
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        mid = try container.decode(Int64.self, forKey: .mid)
        key = try container.decode(String.self, forKey: .key)
        let text = { (key: Key) in try? container.decode(String.self, forKey: key) }
        name = text(.name)
        payload = text(.payload)
        payloadHash = text(.payloadHash)
        deviceTime = text(.deviceTime)
        clockOffset = try? container.decode(Int64.self, forKey: .clockOffset)
        signature = text(.signature)
    }
}
