internal import Foundation
public import Presentation
internal import Procurement
internal import Replica
internal import SyncClient
internal import SyncProtocol

/// The file that `saveCopy` and `salvage` write: the whole journal in the form in which the council
/// would have got it, signatures included, and the drafts. Readable by its owner alone, but **not
/// sealed**: whoever has the file can read it.
///
/// `{"format": "support-choice/journal-1", "replica", "device", "worker", "publicKey",
/// "mutations": [Mutation], "drafts": [VisitDraft]}`, mutations in order of `mid`; `publicKey` is as
/// in `EnrolRequest`. The council takes it with `support-choice-server import journal`.
struct JournalFile: Codable, Hashable {
    var format = "support-choice/journal-1"
    let replica: ReplicaID
    let device: DeviceID
    let worker: Worker.ID
    let publicKey: String
    let mutations: [Mutation]
    let drafts: [VisitDraft]

    func store(at path: String) throws {
        try DurableFile.replace(path, with: try CanonicalJSON.encode(self))
    }
}

extension Laptop {
    public func saveCopy(to path: String) async throws(RecordingRefusal) -> Int {
        guard let session else { throw .locked }
        do {
            let reading = try session.replica.reading()
            let (name, base) = try session.replica.read { (try $0.name(), try $0.base()) }
            let file = JournalFile(
                replica: name.map { ReplicaID($0) } ?? session.device.replica,
                device: session.device.device, worker: session.device.worker,
                publicKey: session.deviceKey.publicKey,
                mutations: reading.journal.map { Mutation($0, base: base) },
                drafts: reading.drafts)
            try file.store(at: path)
            return reading.journal.count
        } catch {
            if case ReplicaError.notStored(let diskFull) = error {
                throw .notStored(diskFull: diskFull)
            }
            throw .notStored(diskFull: false)
        }
    }

    public func salvage(passphrase: String) async throws(UnlockRefusal) -> Salvage {
        if let session { return try counted(session.replica) }
        let key = try await dataKey(passphrase)
        do {
            if let healthy = try? Replica(in: folder, key: key) {
                let salvage = try counted(healthy)
                try open(healthy, key: key)
                return salvage
            }
            return try salvage(with: key)
        } catch ReplicaError.notStored(let diskFull) {
            throw .notStored(diskFull: diskFull)
        } catch {
            throw .damaged
        }
    }

    private func counted(_ replica: Replica) throws(UnlockRefusal) -> Salvage {
        guard let reading = try? replica.reading() else { throw .damaged }
        return Salvage(records: reading.journal.count, drafts: reading.drafts.count, copy: nil)
    }

    private func salvage(with key: DataKey) throws -> Salvage {
        guard
            var device = DeviceFile(data: folder.read(.device))
                ?? DeviceFile(data: Replica.savedFile(.device, in: folder))
        else { throw ReplicaError.damaged }
        let salvaged = try Replica.salvage(from: folder, key: key)
        let stamp = String(surroundings.now().milliseconds)
        var path: String?
        if !salvaged.journal.isEmpty || !salvaged.drafts.isEmpty {
            let raw = try Seal(key).open(device.key, as: DeviceFile.name(of: device.device))
            let copy = folder.path + "/salvaged-\(stamp).json"
            try JournalFile(
                replica: device.replica, device: device.device, worker: device.worker,
                publicKey: try DeviceKey(raw: raw).publicKey,
                mutations: salvaged.journal.map { Mutation($0) }, drafts: salvaged.drafts
            ).store(at: copy)
            path = copy
        }
        // Nobody can say what the damaged replica pushed last, or from where it counted: what was
        // saved goes under a new name, and the council knows the keys that it has.
        device.replica = surroundings.replicaName()
        try device.store(in: folder)
        let (name, token) = (device.replica.rawValue, device.token)
        let replica = try Replica.renew(
            in: folder, key: key, from: salvaged, stamp: stamp
        ) { transaction in
            try transaction.take(name: name)
            try transaction.setMeta("token", Data(token.utf8))
        }
        try replica.rememberFiles()
        try open(replica, key: key)
        return Salvage(
            records: salvaged.journal.count, drafts: salvaged.drafts.count, copy: path)
    }
}
