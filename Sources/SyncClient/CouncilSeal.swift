internal import Crypto
internal import Foundation
public import Procurement
public import Replica
public import SyncProtocol

/// Seals for the council what nobody else may read, not even this laptop; see `SealedEntry`.
public struct CouncilSeal: Sendable {
    /// `Hello.sealingKey`.
    public let recipient: String
    private let key: Curve25519.KeyAgreement.PublicKey

    /// `nil` when it is no key.
    public init?(recipient: String) {
        guard let raw = Data(base64URL: recipient), !raw.isEmpty,
            let key = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: raw)
        else { return nil }
        self.recipient = recipient
        self.key = key
    }

    func seal(
        _ value: some Encodable, mid: Int64, authenticating name: String
    ) throws -> SealedEntry {
        var sender = try HPKE.Sender(
            recipientKey: key, ciphersuite: .Curve25519_SHA256_ChachaPoly,
            info: Data(SealedEntry.info.utf8))
        let box = try sender.seal(
            try CanonicalJSON.encode(value), authenticating: Data(name.utf8))
        return SealedEntry(mid: mid, sealed: (sender.encapsulatedKey + box).base64URL)
    }

    func seal(
        _ mutation: Mutation, device: DeviceID, replica: ReplicaID
    ) throws -> SealedEntry {
        try seal(
            mutation, mid: mutation.mid,
            authenticating: SealedEntry.authenticated(
                device: device, replica: replica, mid: mutation.mid))
    }

    /// Everything that a laptop recorded, as a file for the council.
    public func file(
        replica: ReplicaID, device: DeviceID, worker: Worker.ID, publicKey: String,
        mutations: [Mutation], drafts: [VisitDraft]
    ) throws -> SealedJournal {
        SealedJournal(
            replica: replica, device: device, worker: worker, publicKey: publicKey,
            recipient: recipient,
            mutations: try mutations.map { try seal($0, device: device, replica: replica) },
            drafts: try drafts.enumerated().map { index, draft in
                let mid = Int64(index) + 1
                return try seal(
                    draft, mid: mid,
                    authenticating: SealedEntry.authenticatedDraft(
                        device: device, replica: replica, mid: mid))
            })
    }
}

extension ReplicaTransaction {
    /// The key to which records are sealed for the council, as it named it last; `nil` when it never
    /// did, or takes none.
    public func sealingKey() throws -> String? { CouncilSeal.text(try meta(SyncEngine.recipient)) }
}

extension Salvaged {
    /// The same of a damaged replica.
    public var sealingKey: String? { CouncilSeal.text(meta(SyncEngine.recipient)) }
}

extension CouncilSeal {
    fileprivate static func text(_ meta: Data?) -> String? {
        meta.flatMap { $0.isEmpty ? nil : String(decoding: $0, as: UTF8.self) }
    }
}
