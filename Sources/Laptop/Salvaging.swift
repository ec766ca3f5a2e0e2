internal import Foundation
public import Presentation
internal import Procurement
internal import Replica
internal import SyncClient
internal import SyncProtocol

extension Laptop {
    public func saveCopy(to path: String) async throws(RecordingRefusal) -> Int {
        guard let session else { throw .locked }
        do {
            let reading = try session.replica.reading()
            let (name, base, key) = try session.replica.read {
                (try $0.name(), try $0.base(), try $0.sealingKey())
            }
            guard let seal = (key ?? session.device.sealingKey).flatMap(CouncilSeal.init) else {
                throw RecordingRefusal.notSealable
            }
            let file = try seal.file(
                replica: name.map { ReplicaID($0) } ?? session.device.replica,
                device: session.device.device, worker: session.device.worker,
                publicKey: session.deviceKey.publicKey,
                mutations: reading.journal.map { Mutation($0, base: base) },
                drafts: reading.drafts)
            try DurableFile.replace(path, with: try CanonicalJSON.encode(file))
            return reading.journal.count
        } catch let refusal as RecordingRefusal {
            throw refusal
        } catch ReplicaError.notStored(let diskFull) {
            throw .notStored(diskFull: diskFull)
        } catch {
            throw .notStored(diskFull: false)
        }
    }

    public func salvage(passphrase: String) async throws(UnlockRefusal) -> Salvage {
        if let session { return try counted(session.replica) }
        let opened = try await dataKey(passphrase)
        do {
            do {
                let healthy = try Replica(in: folder, key: opened.key)
                let salvage = try counted(healthy)
                try open(healthy, with: opened)
                return salvage
            } catch ReplicaError.newer {
                throw ReplicaError.newer
            } catch {
                return try salvage(with: opened)
            }
        } catch {
            throw UnlockRefusal(error)
        }
    }

    private func counted(_ replica: Replica) throws(UnlockRefusal) -> Salvage {
        guard let reading = try? replica.reading() else { throw .damaged }
        return Salvage(records: reading.journal.count, drafts: reading.drafts.count, copy: nil)
    }

    private func salvage(with opened: OpenedVault) throws -> Salvage {
        var (device, deviceKey, _) = try DeviceFile.opened(by: Seal(opened.key), in: folder)
        let salvaged = try Replica.salvage(from: folder, key: opened.key)
        let stamp = String(surroundings.now().milliseconds)
        var path: String?
        let hasWords = !salvaged.journal.isEmpty || !salvaged.drafts.isEmpty
        // A copy that others could read is worse than none: what it would hold goes on here.
        let sealingKey = device.sealingKey ?? salvaged.sealingKey
        if hasWords, let seal = sealingKey.flatMap(CouncilSeal.init) {
            let copy = folder.path + "/salvaged-\(stamp).json"
            let file = try seal.file(
                replica: device.replica, device: device.device, worker: device.worker,
                publicKey: deviceKey.publicKey,
                mutations: salvaged.journal.map { Mutation($0) }, drafts: salvaged.drafts)
            try DurableFile.replace(copy, with: try CanonicalJSON.encode(file))
            path = copy
        }
        // Nobody can say what the damaged replica pushed last, or from where it counted: what was
        // saved goes under a new name, and the council knows the keys that it has.
        device.replica = surroundings.replicaName()
        try device.store(in: folder)
        let (name, token) = (device.replica.rawValue, device.token)
        let replica = try Replica.renew(
            in: folder, key: opened.key, from: salvaged, stamp: stamp
        ) { transaction in
            try transaction.take(name: name)
            try transaction.setMeta("token", Data(token.utf8))
        }
        try replica.rememberFiles()
        try open(replica, with: opened)
        return Salvage(
            records: salvaged.journal.count, drafts: salvaged.drafts.count, copy: path,
            isWithoutCopy: hasWords && path == nil)
    }
}
