/// Records that were sealed for the council when they were saved, so that they can be sent while
/// nobody has unlocked the laptop.
///
/// Nobody but the council can open one: not who finds the laptop, not the program that carries it.
/// It needs no access token, because what is in it is signed by the device; and nothing comes back
/// but how far the council has heard this replica.
public struct DepositRequest: Codable, Hashable, Sendable {
    public let device: DeviceID
    public let replica: ReplicaID
    /// In order of `mid`, without a gap.
    public let entries: [SealedEntry]

    public init(device: DeviceID, replica: ReplicaID, entries: [SealedEntry]) {
        self.device = device
        self.replica = replica
        self.entries = entries
    }
}

/// One `Mutation`, sealed.
///
/// HPKE in base mode with X25519, HKDF-SHA256 and ChaCha20-Poly1305 (RFC 9180) to the `sealingKey`
/// of `Hello`; the info is `SealedEntry.info`, the authenticated data `authenticated(...)`. `sealed`
/// is base64url of the 32 bytes of the encapsulated key and the ciphertext of the mutation's JSON.
public struct SealedEntry: Codable, Hashable, Sendable {
    public let mid: Int64
    public let sealed: String

    public static let info = "support-choice-deposit-1"
    /// The length of the encapsulated key, in bytes.
    public static let keyLength = 32

    public init(mid: Int64, sealed: String) {
        self.mid = mid
        self.sealed = sealed
    }

    public static func authenticated(
        device: DeviceID, replica: ReplicaID, mid: Int64
    ) -> String {
        "\(device)|\(replica)|\(mid)"
    }
}

public struct DepositAnswer: Codable, Hashable, Sendable {
    /// The council has every entry of the request up to this `mid`; the later ones it did not take.
    public let lastMid: Int64
    public init(lastMid: Int64) { self.lastMid = lastMid }
}
