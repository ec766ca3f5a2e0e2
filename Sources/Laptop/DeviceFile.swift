internal import Foundation
internal import Procurement
internal import Replica
internal import SyncClient
internal import SyncProtocol

/// `device.json`, which stands twice (`CheckedFile`): who the laptop is at the council.
///
/// `key` is the 32 bytes of the device's P-256 key, sealed (see `Seal`) as `#device|<device>|1`.
/// `token` stands in the replica too (`meta`, name `token`): when the two differ, the database is
/// not the one that the replica's name was given to, and it takes a new name. `sealingKey` is
/// `Hello.sealingKey` when it was last heard; it is here because a copy is written for the council
/// also when the database cannot be read.
struct DeviceFile: Codable, Hashable {
    static let format = "support-choice/device-1"

    var format = Self.format
    let server: String
    let council: String
    let device: DeviceID
    let worker: Worker.ID
    let deviceName: String
    /// A certificate authority to trust besides the system's, as PEM.
    let authority: String?
    var key: Data
    var replica: ReplicaID
    let token: String
    var sealingKey: String?

    static func name(of device: DeviceID) -> RowName {
        RowName(kind: "#device", id: device.rawValue, version: 1)
    }

    init?(data: Data) {
        guard let file = try? CanonicalJSON.decode(DeviceFile.self, from: data),
            file.format == Self.format
        else { return nil }
        self = file
    }

    init(
        server: String, answer: EnrolAnswer, deviceName: String, authority: String?, key: Data,
        replica: ReplicaID, token: String, sealingKey: String? = nil
    ) {
        self.server = server
        council = answer.council
        device = answer.device
        worker = answer.worker
        self.deviceName = deviceName
        self.authority = authority
        self.key = key
        self.replica = replica
        self.token = token
        self.sealingKey = sealingKey
    }

    func store(in folder: ProfileFolder) throws(ReplicaError) {
        try folder.keep(self, as: .device)
    }
}

extension DeviceFile {
    /// The device as it stands, for what may be done while nobody has unlocked the laptop.
    ///
    /// - Throws: `ReplicaError`: `.damaged` when nothing of it is whole, `.newer`, `.notRead`.
    static func standing(in folder: ProfileFolder) throws(ReplicaError) -> DeviceFile {
        let standing = try folder.standing(of: .device)
        if standing.isNewer { throw .newer }
        guard let file = standing.versions.lazy.compactMap({ DeviceFile(data: $0) }).first else {
            throw .damaged
        }
        return file
    }

    /// The device and its key.
    ///
    /// - Throws: as `standing`; `.damaged` also when no key opens.
    static func opened(
        by seal: Seal, in folder: ProfileFolder
    ) throws(ReplicaError) -> (file: DeviceFile, key: DeviceKey, isSound: Bool) {
        let standing = try folder.standing(of: .device)
        if standing.isNewer { throw .newer }
        let found = standing.versions.compactMap { data -> (DeviceFile, DeviceKey)? in
            guard let file = DeviceFile(data: data),
                let raw = try? seal.open(file.key, as: Self.name(of: file.device)),
                let key = try? DeviceKey(raw: raw)
            else { return nil }
            return (file, key)
        }
        guard let first = found.first, let last = found.last else { throw .damaged }
        // What is remembered comes first, but not where an older program was enrolled again and ended
        // before it remembered that. A name that opens its key is whole.
        let isNewer = last.0.device != first.0.device && standing.isUnchecked
        let chosen = isNewer ? last : first
        return (chosen.0, chosen.1, standing.isSound)
    }
}
