internal import Crypto
internal import Foundation
public import Procurement
public import SyncProtocol

/// Takes in the file that a laptop wrote with `support-choice export` or `salvage`.
///
/// It is for a laptop that was taken off the list, or that the council no longer knows since a
/// backup was restored. Each record is checked by its signature and takes effect by the same rules
/// as if the laptop had brought it; what came before is not taken twice. The format is that of
/// `SealedJournal`, or the one before it, `support-choice/journal-1`.
public enum JournalImport {
    public static let format = "support-choice/journal-1"

    fileprivate struct File: Decodable {
        let format: String
        let replica: ReplicaID
        let device: DeviceID
        let worker: Worker.ID?
        let publicKey: String?
        let mutations: [IncomingMutation]
        /// How many of its records could not be opened.
        var unopened: Int?

        enum CodingKeys: CodingKey {
            case format, replica, device, worker, publicKey, mutations
        }
    }

    /// What was taken in, and what had come before.
    public struct Summary: Codable, Hashable, Sendable {
        public let device: DeviceID
        public let worker: Worker.ID
        public var records = 0
        public var new = 0
        public var held = 0
        public var forks = 0
        /// Those that are not what the laptop signed: they are kept apart, and take no effect.
        public var unverified = 0
        /// Records of the file that did not open: they were changed on the way.
        public var unopened = 0
    }

    /// Each costs the check of a signature.
    private static let recordsInATurn = 20

    /// `vouched` is whose laptop it was, by the administrator's word, where the council no longer
    /// knows the device; its key is then taken from the file, and the device stays off the list. `key`
    /// opens what is sealed; `nil` where the council has none.
    ///
    /// - Throws: `ImportFailure`, `StoreError`; `ImportStopped` when records were taken already.
    public static func run(
        _ source: ImportFile, key: SealingKey? = nil, vouched: Worker.ID?,
        with turns: inout ImportTurns, now: Instant
    ) throws -> Summary {
        let file = try read(source, key)
        let known = try turns.store.read { try $0.device(file.device) }
        let device =
            try known
            ?? turns.write { transaction in
                try add(file, named: source.name, vouched, in: transaction, at: now)
            }
        var summary = Summary(device: device.id, worker: device.worker)
        summary.unopened = file.unopened ?? 0
        do {
            let records = ImportTurns.divide(file.mutations, into: recordsInATurn) { _ in 1 }
            for turn in records {
                summary = try turns.write {
                    try take(turn, from: device, after: summary, in: $0, now: now)
                }
            }
            try turns.write {
                try $0.audit(
                    "journal imported", of: device.id.rawValue, by: OperatingSystemUser.current,
                    at: now)
            }
        } catch {
            guard summary.records > 0 else { throw error }
            throw ImportStopped(
                done: "\(summary.records) of \(file.mutations.count) records", why: error)
        }
        return summary
    }

    /// Another format is said before what is missing for ours.
    private static func read(
        _ source: ImportFile, _ key: SealingKey?
    ) throws(ImportFailure) -> File {
        switch try source.json()["format"]?.text {
        case format: return try source.decode(File.self)
        case SealedJournal.format:
            let sealed = try source.decode(SealedJournal.self)
            guard let key, key.publicKey == sealed.recipient else {
                throw ImportFailure(
                    source.name, field: "recipient",
                    "it is sealed for another council, or for another key of this one")
            }
            return File(sealed, openedBy: key)
        default:
            throw ImportFailure(
                source.name, field: "format",
                "this is not a file of the format \(SealedJournal.format)")
        }
    }

    private static func add(
        _ file: File, named name: String, _ vouched: Worker.ID?, in transaction: StoreTransaction,
        at now: Instant
    ) throws -> Device {
        guard let vouched else {
            throw ImportFailure(
                name, field: "device",
                "the council knows no such device; say whose it was with --worker")
        }
        guard let text = file.publicKey, let key = Base64URL.decode(text), key.count == 65,
            (try? P256.Signing.PublicKey(x963Representation: key)) != nil
        else {
            throw ImportFailure(
                name, field: "publicKey", "this is no key, so no record can be checked")
        }
        let device = Device(
            id: file.device, worker: vouched, replica: importName(of: file.device),
            publicKey: key, name: "From a file", appVersion: "", enrolled: now)
        try transaction.add(device)
        try transaction.revoke(device.id, at: now)
        try transaction.audit(
            "device vouched for", of: device.id.rawValue, by: OperatingSystemUser.current, at: now)
        return device
    }

    /// The records go under a name of their own, numbered anew: the laptop's own numbers may have
    /// gaps here, and must stay free for the laptop itself.
    private static func take(
        _ mutations: ArraySlice<IncomingMutation>, from device: Device, after before: Summary,
        in transaction: StoreTransaction, now: Instant
    ) throws -> Summary {
        let replica = importName(of: device.id)
        var summary = before
        var mid = try ReplicaService.lastMid(meeting: replica, of: device, in: transaction)
        let service = PushService()
        for mutation in mutations {
            summary.records += 1
            let before = try transaction.mutation(mutation.key, of: device.worker)
            mid += 1
            let answer = try service.push(
                IncomingPush(replica: replica, mutations: [mutation.moved(to: mid)]),
                from: device, in: transaction, now: now)
            let after = try transaction.mutation(mutation.key, of: device.worker)
            if !answer.forks.isEmpty {
                summary.forks += 1
            } else if after == nil {
                summary.unverified += 1
            } else if before == nil {
                summary.new += 1
            }
            if after?.held != nil { summary.held += 1 }
        }
        return summary
    }

    private static func importName(of device: DeviceID) -> ReplicaID {
        let hash = SHA256.hash(data: Data(device.rawValue.utf8)).hexadecimal
        return ReplicaID("import-" + hash.prefix(40))
    }
}

extension JournalImport.File {
    /// Opens a sealed file, record by record: one that was changed on the way costs only itself.
    fileprivate init(_ sealed: SealedJournal, openedBy key: SealingKey) {
        format = sealed.format
        replica = sealed.replica
        device = sealed.device
        worker = sealed.worker
        publicKey = sealed.publicKey
        mutations = sealed.mutations.compactMap { entry in
            key.open(entry, device: sealed.device, replica: sealed.replica)
                .flatMap { try? CanonicalJSON.decode(IncomingMutation.self, from: $0) }
        }
        unopened = sealed.mutations.count - mutations.count
    }
}
