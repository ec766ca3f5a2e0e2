public import Procurement
public import SyncProtocol

/// A replica that the council has met: whose it is, and which laptop speaks for it.
public struct MetReplica: Hashable, Sendable {
    public let id: ReplicaID
    public let worker: Worker.ID
    public let device: DeviceID?
    /// The newest `mid` that came.
    public let lastMid: Int64
}

extension StoreTransaction {
    /// `nil` when the council never met the replica.
    public func replica(_ id: ReplicaID) throws -> MetReplica? {
        try sql.first(
            "SELECT id, worker, device, last_mid FROM replica WHERE id = $1",
            [.text(id.rawValue)], metReplica)
    }

    /// The replicas that a laptop spoke for, in the order of their names.
    public func replicas(of device: DeviceID) throws -> [MetReplica] {
        try sql.all(
            "SELECT id, worker, device, last_mid FROM replica WHERE device = $1 ORDER BY id",
            [.text(device.rawValue)], metReplica)
    }

    /// Every replica, in the order of their names.
    func replicas() throws -> [MetReplica] {
        try sql.all("SELECT id, worker, device, last_mid FROM replica ORDER BY id", [], metReplica)
    }

    private func metReplica(_ row: any SQLRow) throws -> MetReplica {
        MetReplica(
            id: ReplicaID(try row.requiredText(0)), worker: Worker.ID(try row.requiredText(1)),
            device: try row.text(2).map { DeviceID($0) }, lastMid: try row.requiredInteger(3))
    }

    func meet(_ replica: ReplicaID, of device: Device) throws {
        try sql.run(
            "INSERT INTO replica (id, worker, last_mid, device) VALUES ($1, $2, 0, $3)",
            [
                .text(replica.rawValue), .text(device.worker.rawValue),
                .text(device.id.rawValue),
            ])
    }
}
