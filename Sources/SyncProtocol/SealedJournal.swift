public import Procurement

/// The file that `support-choice export` and `salvage` write, and `support-choice-server import
/// journal` reads: everything that a laptop recorded, sealed for the council.
///
/// `mutations` are `SealedEntry` as in a deposit, in order of `mid`, each a `Mutation` as the council
/// would have got it, signature included. `drafts` are sealed in the same way, each the JSON of a
/// `VisitDraft`; their `mid` is their place from 1, and what is authenticated with one ends in
/// `|draft`. `publicKey` is as in `EnrolRequest`, `recipient` the `Hello.sealingKey` that it was sealed to.
///
/// Version 1 of the format was not sealed: the same object without `recipient`, with `mutations` and
/// `drafts` in clear.
public struct SealedJournal: Codable, Hashable, Sendable {
    public static let format = "support-choice/journal-2"

    public let format: String
    public let replica: ReplicaID
    public let device: DeviceID
    public let worker: Worker.ID
    public let publicKey: String
    public let recipient: String
    public let mutations: [SealedEntry]
    public let drafts: [SealedEntry]

    public init(
        replica: ReplicaID, device: DeviceID, worker: Worker.ID, publicKey: String,
        recipient: String, mutations: [SealedEntry], drafts: [SealedEntry]
    ) {
        format = Self.format
        self.replica = replica
        self.device = device
        self.worker = worker
        self.publicKey = publicKey
        self.recipient = recipient
        self.mutations = mutations
        self.drafts = drafts
    }
}

extension SealedEntry {
    /// What is authenticated with a draft of a `SealedJournal`.
    public static func authenticatedDraft(
        device: DeviceID, replica: ReplicaID, mid: Int64
    ) -> String {
        authenticated(device: device, replica: replica, mid: mid) + "|draft"
    }
}
