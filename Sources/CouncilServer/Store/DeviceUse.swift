internal import Procurement
internal import SyncProtocol

/// What devices brought, by day: days since 1970, UTC.
extension StoreTransaction {
    func use(
        of device: DeviceID, on day: Int64
    ) throws -> (today: DeviceQuota.Use, all: DeviceQuota.Use) {
        var today = DeviceQuota.Use()
        var all = DeviceQuota.Use()
        try sql.rows(
            "SELECT day, records, bytes FROM device_use WHERE device = $1",
            [.text(device.rawValue)]
        ) { row in
            let use = DeviceQuota.Use(
                records: try row.requiredInteger(1), bytes: try row.requiredInteger(2))
            if try row.requiredInteger(0) == day { today = use }
            all.records += use.records
            all.bytes += use.bytes
            return true
        }
        return (today, all)
    }

    func note(_ use: DeviceQuota.Use, of device: DeviceID, on day: Int64) throws {
        try sql.run(
            "INSERT INTO device_use (device, day, records, bytes) VALUES ($1, $2, $3, $4) "
                + "ON CONFLICT (device, day) DO UPDATE SET records = device_use.records + $3, "
                + "bytes = device_use.bytes + $4",
            [
                .text(device.rawValue), .integer(day), .integer(use.records),
                .integer(use.bytes),
            ])
    }

    /// How much is kept under the name of a replica: itself, its records, and what came under keys
    /// of others.
    func kept(of replica: ReplicaID) throws -> Int64 {
        let count = try sql.first(
            "SELECT (SELECT COUNT(*) + COALESCE(MAX(last_mid), 0) FROM replica WHERE id = $1) "
                + "+ (SELECT COUNT(*) FROM forked WHERE replica = $1)",
            [.text(replica.rawValue)]
        ) { try $0.requiredInteger(0) }
        guard let count else { throw StoreError.unreadable(row: "replica \(replica)") }
        return count
    }
}
