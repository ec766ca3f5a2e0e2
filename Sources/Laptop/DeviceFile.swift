internal import Foundation
internal import Procurement
internal import Replica
internal import SyncClient
internal import SyncProtocol

/// `device.json`: who the laptop is at the council.
///
/// `key` is the 32 bytes of the device's P-256 key, sealed (see `Seal`) as `#device|<device>|1`.
/// `token` stands in the replica too (`meta`, name `token`): when the two differ, the database is
/// not the one that the replica's name was given to, and it takes a new name.
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
    let key: Data
    var replica: ReplicaID
    let token: String

    static func name(of device: DeviceID) -> RowName {
        RowName(kind: "#device", id: device.rawValue, version: 1)
    }

    init?(data: Data?) {
        guard let data, let file = try? CanonicalJSON.decode(DeviceFile.self, from: data),
            file.format == Self.format
        else { return nil }
        self = file
    }

    init(
        server: String, answer: EnrolAnswer, deviceName: String, authority: String?, key: Data,
        replica: ReplicaID, token: String
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
    }

    func store(in folder: ProfileFolder) throws {
        try folder.write(try CanonicalJSON.encode(self), to: .device)
    }
}
