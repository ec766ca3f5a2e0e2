public import Procurement
public import SyncProtocol

/// A laptop that was let in.
public struct Device: Hashable, Sendable, Identifiable {
    public let id: DeviceID
    public let worker: Worker.ID
    /// The replica that it was enrolled with; it may have taken another name since.
    public let replica: ReplicaID
    /// P-256, X9.63 uncompressed: 65 bytes.
    public let publicKey: [UInt8]
    /// What people call it: "Laptop 14".
    public let name: String
    public let appVersion: String
    public let enrolled: Instant
    /// When it was taken off the list; `nil` while it is on it.
    public var revoked: Instant?

    public init(
        id: DeviceID, worker: Worker.ID, replica: ReplicaID, publicKey: [UInt8], name: String,
        appVersion: String, enrolled: Instant, revoked: Instant? = nil
    ) {
        self.id = id
        self.worker = worker
        self.replica = replica
        self.publicKey = publicKey
        self.name = name
        self.appVersion = appVersion
        self.enrolled = enrolled
        self.revoked = revoked
    }
}

/// A one-time code as it is kept: only its SHA-256.
struct EnrolmentEntry: Hashable, Sendable {
    let codeHash: [UInt8]
    let worker: Worker.ID
    let expires: Instant
    var used: Instant?
    var device: DeviceID?
}

extension StoreTransaction {
    private static let deviceColumns =
        "id, worker, replica, public_key, name, app_version, enrolled, revoked"

    /// `nil` when the council knows no such laptop.
    public func device(_ id: DeviceID) throws -> Device? {
        try sql.first(
            "SELECT \(Self.deviceColumns) FROM device WHERE id = $1", [.text(id.rawValue)], device)
    }

    /// Every laptop that was ever let in, oldest first.
    public func devices() throws -> [Device] {
        try sql.all("SELECT \(Self.deviceColumns) FROM device ORDER BY enrolled, id", [], device)
    }

    /// The laptops that were ever enrolled for a worker, oldest first.
    func devices(of worker: Worker.ID) throws -> [Device] {
        try sql.all(
            "SELECT \(Self.deviceColumns) FROM device WHERE worker = $1 ORDER BY enrolled, id",
            [.text(worker.rawValue)], device)
    }

    private func device(_ row: any SQLRow) throws -> Device {
        Device(
            id: DeviceID(try row.requiredText(0)), worker: Worker.ID(try row.requiredText(1)),
            replica: ReplicaID(try row.requiredText(2)), publicKey: try row.bytes(3),
            name: try row.requiredText(4), appVersion: try row.requiredText(5),
            enrolled: try row.requiredInstant(6), revoked: try row.instant(7))
    }

    /// Adds a laptop, and its replica when that is new.
    public func add(_ device: Device) throws {
        try sql.run(
            "INSERT INTO device (\(Self.deviceColumns)) VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)",
            [
                .text(device.id.rawValue), .text(device.worker.rawValue),
                .text(device.replica.rawValue), .bytes(device.publicKey), .text(device.name),
                .text(device.appVersion), .instant(device.enrolled),
            ])
        try sql.run(
            "INSERT INTO replica (id, worker, last_mid, device) VALUES ($1, $2, 0, $3) "
                + "ON CONFLICT (id) DO UPDATE SET device = excluded.device",
            [
                .text(device.replica.rawValue), .text(device.worker.rawValue),
                .text(device.id.rawValue),
            ])
    }

    func revoke(_ device: DeviceID, at now: Instant) throws {
        try sql.run(
            "UPDATE device SET revoked = $1 WHERE id = $2 AND revoked IS NULL",
            [.instant(now), .text(device.rawValue)])
    }

    func enrolment(_ codeHash: [UInt8]) throws -> EnrolmentEntry? {
        try sql.first(
            "SELECT worker, expires, used, device FROM enrolment WHERE code_hash = $1",
            [.bytes(codeHash)]
        ) { row in
            EnrolmentEntry(
                codeHash: codeHash, worker: Worker.ID(try row.requiredText(0)),
                expires: try row.requiredInstant(1), used: try row.instant(2),
                device: try row.text(3).map { DeviceID($0) })
        }
    }

    func save(_ entry: EnrolmentEntry) throws {
        try sql.run(
            "INSERT INTO enrolment (code_hash, worker, expires, used, device) "
                + "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (code_hash) DO UPDATE "
                + "SET used = excluded.used, device = excluded.device",
            [
                .bytes(entry.codeHash), .text(entry.worker.rawValue), .instant(entry.expires),
                .integer(entry.used?.milliseconds), .text(entry.device?.rawValue),
            ])
    }

    /// Notes that an assertion was used. Those that expired are forgotten.
    ///
    /// - Returns: `false` when it had been used before.
    func use(assertion jti: String, of device: DeviceID, until expires: Instant, at now: Instant)
        throws -> Bool
    {
        try sql.run("DELETE FROM used_assertion WHERE expires < $1", [.instant(now)])
        return try sql.run(
            "INSERT INTO used_assertion (device, jti, expires) VALUES ($1, $2, $3) "
                + "ON CONFLICT (device, jti) DO NOTHING",
            [.text(device.rawValue), .text(jti), .instant(expires)]) == 1
    }
}
