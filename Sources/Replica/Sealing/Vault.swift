internal import Crypto
internal import CryptoExtras
public import Foundation
internal import Procurement

/// How dear one guess at a passphrase is: scrypt's parameters.
///
/// Source: RFC 7914; OWASP Password Storage Cheat Sheet (N = 2^17, r = 8, p = 1).
public struct VaultCost: Codable, Hashable, Sendable {
    public let n: Int
    public let r: Int
    public let p: Int

    public init(n: Int, r: Int, p: Int) {
        self.n = n
        self.r = r
        self.p = p
    }

    public static let standard = VaultCost(n: 1 << 17, r: 8, p: 1)

    /// Whether a file may ask this of the machine; a forged file must not take all its memory.
    var isReasonable: Bool {
        n >= 2 && n <= 1 << 20 && n.nonzeroBitCount == 1 && (1...32).contains(r)
            && (1...4).contains(p)
    }
}

/// The key slots: the data key, wrapped once by the passphrase and once by the recovery code.
///
/// `vault.json` is `{"format": "support-choice/vault-1", "slots": [...]}`; a slot is
/// `{"kind": "passphrase" | "recovery", "cost": {n, r, p}, "salt": base64, "sealed": base64}`.
/// `sealed` is the 32 bytes of the data key, sealed (see `Seal`) as `#key|kind|1` under
/// scrypt(secret, salt, cost), 32 bytes. The secret is the UTF-8 of the passphrase in Unicode's
/// composed form (NFC), or the recovery code in capitals without dashes.
///
/// While everything is sealed under a new data key (`Replica.sealAnew`), `previous` is the 32 bytes of
/// the one before, sealed as `#key|previous|1` under the new one.
public struct Vault: Codable, Hashable, Sendable {
    public static let format = "support-choice/vault-1"

    public enum Kind: String, Codable, Sendable { case passphrase, recovery }

    struct Slot: Codable, Hashable, Sendable {
        let kind: Kind
        let cost: VaultCost
        let salt: Data
        let sealed: Data
    }

    let format: String
    let slots: [Slot]
    let previous: Data?

    /// Wraps `key`. Takes as long as two guesses do: call it off the main actor.
    public init(
        _ key: DataKey, passphrase: String, recoveryCode: String, cost: VaultCost = .standard
    ) throws(ReplicaError) {
        format = Self.format
        slots = [
            try Self.slot(key, .passphrase, secret: passphrase, cost: cost),
            try Self.slot(key, .recovery, secret: recoveryCode, cost: cost),
        ]
        previous = try key.previous.map { old throws(ReplicaError) in
            try Seal(key).seal(old.withUnsafeBytes { Data($0) }, as: Self.previousName)
        }
    }

    private init(_ slots: [Slot], previous: Data?) {
        format = Self.format
        self.slots = slots
        self.previous = previous
    }

    /// Reads the file's bytes; `nil` when they are not a vault.
    public init?(data: Data) {
        guard let vault = try? CanonicalJSON.decode(Vault.self, from: data),
            vault.format == Self.format, !vault.slots.isEmpty
        else { return nil }
        self = vault
    }

    /// The same key behind another passphrase. Takes as long as a guess does.
    public func changing(
        passphrase: String, of key: DataKey, cost: VaultCost = .standard
    ) throws(ReplicaError) -> Vault {
        let slot = try Self.slot(key, .passphrase, secret: passphrase, cost: cost)
        return Vault([slot] + slots.filter { $0.kind != .passphrase }, previous: previous)
    }

    /// The vault once nothing is sealed under the key before any more.
    public var withoutPrevious: Vault { Vault(slots, previous: nil) }

    /// Unwraps the data key. Slow by design: call it off the main actor.
    ///
    /// - Throws: `ReplicaError.wrongKey`.
    public func open(_ kind: Kind, secret: String) throws(ReplicaError) -> DataKey {
        for slot in slots where slot.kind == kind && slot.cost.isReasonable {
            let wrapping = try Self.wrappingKey(secret: secret, salt: slot.salt, cost: slot.cost)
            guard let bytes = try? Seal(wrapping).open(slot.sealed, as: Self.name(kind)) else {
                continue
            }
            let old = try previous.map { sealed throws(ReplicaError) in
                try Seal(DataKey(bytes: bytes)).open(sealed, as: Self.previousName)
            }
            return DataKey(bytes: bytes, previous: old)
        }
        throw .wrongKey
    }

    private static func slot(
        _ key: DataKey, _ kind: Kind, secret: String, cost: VaultCost
    ) throws(ReplicaError) -> Slot {
        let salt = DataKey().bytes
        let wrapping = try wrappingKey(secret: secret, salt: salt, cost: cost)
        return Slot(
            kind: kind, cost: cost, salt: salt,
            sealed: try Seal(wrapping).seal(key.bytes, as: name(kind)))
    }

    private static let previousName = RowName(kind: "#key", id: "previous", version: 1)

    private static func name(_ kind: Kind) -> RowName {
        RowName(kind: "#key", id: kind.rawValue, version: 1)
    }

    private static func wrappingKey(
        secret: String, salt: Data, cost: VaultCost
    ) throws(ReplicaError) -> DataKey {
        let composed = Data(secret.precomposedStringWithCanonicalMapping.utf8)
        guard
            let derived = try? KDF.Scrypt.deriveKey(
                from: composed, salt: salt, outputByteCount: 32, rounds: cost.n,
                blockSize: cost.r, parallelism: cost.p,
                maxMemory: 256 * cost.n * cost.r * cost.p + 1 << 20)
        else { throw .wrongKey }
        return DataKey(bytes: derived.withUnsafeBytes { Data($0) })
    }
}
