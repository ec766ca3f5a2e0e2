internal import Crypto
public import Foundation
public import Procurement
public import SyncProtocol

/// Opens what laptops sealed for the council. See `SealedEntry`.
public struct SealingKey: Sendable {
    private let key: Curve25519.KeyAgreement.PrivateKey

    /// Source: RFC 5869 (HKDF with SHA-256).
    public init(from secret: Data) {
        let derived = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: secret),
            info: Data("support-choice-sealing-1".utf8), outputByteCount: 32)
        // Any 32 bytes are a key of X25519.
        key =
            derived.withUnsafeBytes {
                try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: Data($0))
            } ?? Curve25519.KeyAgreement.PrivateKey()
    }

    /// As in `Hello.sealingKey`.
    public var publicKey: String { Base64URL.encode(key.publicKey.rawRepresentation) }

    /// `nil` when it was sealed for somebody else, under another name, or changed on the way.
    func open(_ entry: SealedEntry, device: DeviceID, replica: ReplicaID) -> Data? {
        guard let bytes = Base64URL.decode(entry.sealed), bytes.count > SealedEntry.keyLength
        else { return nil }
        let name = SealedEntry.authenticated(device: device, replica: replica, mid: entry.mid)
        var recipient = try? HPKE.Recipient(
            privateKey: key, ciphersuite: .Curve25519_SHA256_ChachaPoly,
            info: Data(SealedEntry.info.utf8),
            encapsulatedKey: Data(bytes.prefix(SealedEntry.keyLength)))
        return try? recipient?.open(
            Data(bytes.dropFirst(SealedEntry.keyLength)), authenticating: Data(name.utf8))
    }
}

/// Takes records from laptops that nobody has unlocked.
public struct DepositService: Sendable {
    let key: SealingKey
    let push: PushService

    public init(key: SealingKey, push: PushService) {
        self.key = key
        self.push = push
    }

    /// The most entries of one request.
    static let most = 256
    /// Sealing and base64 make a push larger by less than half.
    var bodyLimit: Int { push.openBodyLimit + push.openBodyLimit / 2 }

    /// Whoever sends it, it is the device that signed what is inside.
    ///
    /// - Throws: `Problem` (malformed when one cannot be opened or is not signed by the device; gap;
    ///   revoked); `StoreError`.
    public func deposit(
        _ request: DepositRequest, in transaction: StoreTransaction, now: Instant
    ) throws -> DepositAnswer {
        guard let device = try transaction.device(request.device) else {
            throw Problem.unauthorised("The council knows no such device.")
        }
        guard device.revoked == nil else { throw Problem.revoked }
        guard (1...Self.most).contains(request.entries.count) else {
            throw Problem.malformed("There is no entry, or there are too many.")
        }
        let mutations = try request.entries.map { entry in
            guard let plain = key.open(entry, device: device.id, replica: request.replica),
                let mutation = try? CanonicalJSON.decode(IncomingMutation.self, from: plain),
                mutation.mid == entry.mid,
                Examination.isSigned(mutation, publicKey: device.publicKey)
            else { throw Problem.malformed("An entry is not sealed for us, or not signed.") }
            return mutation
        }
        let answer = try push.push(
            IncomingPush(replica: request.replica, mutations: mutations), from: device,
            in: transaction, now: now)
        // What was refused, and what came after it, the laptop must keep: the council may have other
        // records under these numbers (a disk that was put back).
        let firstRefused = answer.forks.map(\.mid).min() ?? .max
        let newest = mutations.map(\.mid).max() ?? 0
        return DepositAnswer(lastMid: min(answer.lastMid, newest, firstRefused - 1))
    }
}
