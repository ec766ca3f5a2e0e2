internal import Foundation
public import Procurement
public import SyncProtocol

/// A mutation as the council keeps it: what came, and what became of it.
public struct StoredMutation: Hashable, Sendable {
    public let replica: ReplicaID
    public let mid: Int64
    public let key: String
    public let worker: Worker.ID
    /// As it came; a mutation without a name has an empty one.
    public let name: String
    public let payload: String
    /// SHA-256 of the payload as the council computed it, lower-case hex.
    public let digest: String
    /// What the laptop said that the hash is.
    public let payloadHash: String
    /// The laptop's clock, as it came. Evidence only.
    public let deviceTime: String
    public let clockOffset: Int64?
    public let signature: String
    /// How long before it was received it was recorded, by the laptop's running time, in
    /// milliseconds; `nil` when that is not known. Evidence only.
    public let age: Int64?
    public let receivedAt: Instant
    public let sequence: Int64
    /// The answer that was given.
    public let effect: Effect
    /// Why it is held, for an administrator; `nil` when it is not.
    public let held: String?
    /// The package that it is about, where that could be read.
    public let package: SupportPackage.ID?

    /// Whether the laptop's clock was wrong by more than five minutes: by the difference that it
    /// knew itself, by its running time, or because it was ahead of the council's.
    public var clockIsDoubtful: Bool {
        if let clockOffset, clockOffset.magnitude > Self.largestClockError.magnitude { return true }
        guard let time = Instant(iso8601: deviceTime) else { return true }
        if let recordedAt {
            return abs(time.milliseconds - recordedAt.milliseconds) > Self.largestClockError
        }
        return time.milliseconds - receivedAt.milliseconds > Self.largestClockError
    }

    /// When it was recorded, by the council's clock and the laptop's running time.
    public var recordedAt: Instant? {
        age.map { Instant(milliseconds: receivedAt.milliseconds - $0) }
    }

    /// Five minutes, in milliseconds.
    private static let largestClockError: Int64 = 300_000

    /// The stored answer, for the `mid` under which it was asked for.
    public func result(mid: Int64) -> MutationResult {
        MutationResult(
            mid: mid, key: key, effect: effect, receivedAt: receivedAt, sequence: sequence)
    }
}

/// Under which `mid` a key came.
struct Receipt: Hashable, Sendable {
    let mid: Int64
    let key: String
    let kind: Kind

    enum Kind: Int64, Hashable, Sendable {
        /// What came is what is kept under the key.
        case taken = 0
        /// It was signed, and another payload than the one that is kept under the key.
        case fork = 1
        /// It was not what a laptop of its worker signed.
        case unverified = 2
    }
}

extension StoreTransaction {
    private static let mutationColumns =
        "replica, mid, key, worker, name, payload, digest, payload_hash, device_time, "
        + "clock_offset, signature, received, sequence, effect, held, package, age"

    /// The newest `mid` of the replica; 0 when it pushed nothing yet.
    public func lastMid(of replica: ReplicaID) throws -> Int64 {
        try sql.first(
            "SELECT last_mid FROM replica WHERE id = $1", [.text(replica.rawValue)]
        ) { try $0.requiredInteger(0) } ?? 0
    }

    func setLastMid(_ mid: Int64, of replica: ReplicaID) throws {
        try sql.run(
            "UPDATE replica SET last_mid = $1 WHERE id = $2",
            [.integer(mid), .text(replica.rawValue)])
    }

    /// The first that came with the key, whoever's it is; `nil` when none did.
    public func mutation(_ key: String) throws -> StoredMutation? {
        try sql.first(
            "SELECT \(Self.mutationColumns) FROM mutation WHERE key = $1 ORDER BY sequence LIMIT 1",
            [.text(key)], mutation)
    }

    /// What a worker's laptops recorded under the key; `nil` when they did not.
    public func mutation(_ key: String, of worker: Worker.ID) throws -> StoredMutation? {
        try sql.first(
            "SELECT \(Self.mutationColumns) FROM mutation WHERE key = $1 AND worker = $2",
            [.text(key), .text(worker.rawValue)], mutation)
    }

    /// Everything that was ever recorded, in the order in which it came.
    public func mutations() throws -> [StoredMutation] {
        try sql.all(
            "SELECT \(Self.mutationColumns) FROM mutation ORDER BY sequence", [], mutation)
    }

    /// What is held for a package, in the order in which it came.
    func held(for package: SupportPackage.ID) throws -> [StoredMutation] {
        try sql.all(
            "SELECT \(Self.mutationColumns) FROM mutation WHERE package = $1 "
                + "AND held IS NOT NULL ORDER BY sequence", [.text(package.rawValue)], mutation)
    }

    /// Everything that is held, in the order in which it came.
    public func held() throws -> [StoredMutation] {
        try sql.all(
            "SELECT \(Self.mutationColumns) FROM mutation WHERE held IS NOT NULL "
                + "ORDER BY sequence", [], mutation)
    }

    private func mutation(_ row: any SQLRow) throws -> StoredMutation {
        let key = try row.requiredText(2)
        guard let effect = Effect(stored: try row.requiredText(13)) else {
            throw StoreError.unreadable(row: "mutation \(key)")
        }
        return StoredMutation(
            replica: ReplicaID(try row.requiredText(0)), mid: try row.requiredInteger(1), key: key,
            worker: Worker.ID(try row.requiredText(3)), name: try row.requiredText(4),
            payload: try row.requiredText(5), digest: try row.requiredText(6),
            payloadHash: try row.requiredText(7), deviceTime: try row.requiredText(8),
            clockOffset: try row.integer(9), signature: try row.requiredText(10),
            age: try row.integer(16), receivedAt: try row.requiredInstant(11),
            sequence: try row.requiredInteger(12),
            effect: effect, held: try row.text(14),
            package: try row.text(15).map { SupportPackage.ID($0) })
    }

    func add(_ mutation: StoredMutation) throws {
        try sql.run(
            "INSERT INTO mutation (\(Self.mutationColumns)) VALUES "
                + "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
            [
                .text(mutation.replica.rawValue), .integer(mutation.mid), .text(mutation.key),
                .text(mutation.worker.rawValue), .text(mutation.name), .text(mutation.payload),
                .text(mutation.digest), .text(mutation.payloadHash), .text(mutation.deviceTime),
                .integer(mutation.clockOffset), .text(mutation.signature),
                .instant(mutation.receivedAt), .integer(mutation.sequence),
                .text(try mutation.effect.stored()), .text(mutation.held),
                .text(mutation.package?.rawValue), .integer(mutation.age),
            ])
    }

    /// A mutation that was held could be read after all, or is held for another reason.
    func revise(
        _ key: String, of worker: Worker.ID, effect: Effect, held: String?,
        package: SupportPackage.ID?
    ) throws {
        try sql.run(
            "UPDATE mutation SET effect = $1, held = $2, package = $3 "
                + "WHERE key = $4 AND worker = $5",
            [
                .text(try effect.stored()), .text(held), .text(package?.rawValue), .text(key),
                .text(worker.rawValue),
            ])
    }

    /// The newest result of a worker's key for one replica, under each `mid` that it came with.
    func results(
        of key: String, by worker: Worker.ID, for replica: ReplicaID
    ) throws -> [MutationResult] {
        guard let stored = try mutation(key, of: worker) else { return [] }
        return try sql.all(
            "SELECT mid FROM receipt WHERE replica = $1 AND key = $2 AND fork = 0 ORDER BY mid",
            [.text(replica.rawValue), .text(key)]
        ) { stored.result(mid: try $0.requiredInteger(0)) }
    }

    func receipt(_ mid: Int64, of replica: ReplicaID) throws -> Receipt? {
        try sql.first(
            "SELECT key, fork FROM receipt WHERE replica = $1 AND mid = $2",
            [.text(replica.rawValue), .integer(mid)]
        ) { row in
            guard let kind = Receipt.Kind(rawValue: try row.requiredInteger(1)) else {
                throw StoreError.unreadable(row: "receipt \(replica) \(mid)")
            }
            return Receipt(mid: mid, key: try row.requiredText(0), kind: kind)
        }
    }

    /// Stores it, in place of an earlier one of the same `mid`: what was damaged came whole.
    func store(_ receipt: Receipt, of replica: ReplicaID) throws {
        try sql.run(
            "INSERT INTO receipt (replica, mid, key, fork) VALUES ($1, $2, $3, $4) "
                + "ON CONFLICT (replica, mid) DO UPDATE SET fork = excluded.fork",
            [
                .text(replica.rawValue), .integer(receipt.mid), .text(receipt.key),
                .integer(receipt.kind.rawValue),
            ])
    }

    /// The replica's results after `mid`, in order, at most `limit`. Forks have none.
    func results(of replica: ReplicaID, after mid: Int64, limit: Int) throws -> [MutationResult] {
        let taken = try sql.all(
            "SELECT r.mid, m.key, m.effect, m.received, m.sequence FROM receipt r "
                + "JOIN replica p ON p.id = r.replica "
                + "JOIN mutation m ON m.key = r.key AND m.worker = p.worker "
                + "WHERE r.replica = $1 AND r.mid > $2 AND r.fork = 0 ORDER BY r.mid LIMIT $3",
            [.text(replica.rawValue), .integer(mid), .integer(Int64(limit))]
        ) { row in
            let key = try row.requiredText(1)
            guard let effect = Effect(stored: try row.requiredText(2)) else {
                throw StoreError.unreadable(row: "mutation \(key)")
            }
            return MutationResult(
                mid: try row.requiredInteger(0), key: key, effect: effect,
                receivedAt: try row.requiredInstant(3), sequence: try row.requiredInteger(4))
        }
        let apart = try unverifiedResults(of: replica, after: mid, limit: limit)
        guard !apart.isEmpty else { return taken }
        return Array((taken + apart).sorted { $0.mid < $1.mid }.prefix(limit))
    }

    /// Keeps a payload that came under a key or a `mid` of another. The same one is kept once,
    /// under whatever name it comes again.
    func add(fork: StoredMutation) throws {
        try sql.run(
            "INSERT INTO forked (replica, mid, key, digest, worker, name, payload, payload_hash, "
                + "device_time, clock_offset, signature, received) "
                + "SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 WHERE NOT EXISTS "
                + "(SELECT 1 FROM forked WHERE key = $3 AND digest = $4 AND worker = $5)",
            [
                .text(fork.replica.rawValue), .integer(fork.mid), .text(fork.key),
                .text(fork.digest), .text(fork.worker.rawValue), .text(fork.name),
                .text(fork.payload), .text(fork.payloadHash), .text(fork.deviceTime),
                .integer(fork.clockOffset), .text(fork.signature), .instant(fork.receivedAt),
            ])
    }

    /// A payload that waits under a used `mid` is no other payload once its key was taken.
    private static let isAnother =
        "NOT EXISTS (SELECT 1 FROM mutation m WHERE m.key = f.key AND m.worker = f.worker "
        + "AND m.digest = f.digest)"

    /// The keys that a worker's laptops used for more than one payload, in order, each with the
    /// number of others.
    public func forkedKeys() throws -> [(key: String, worker: Worker.ID, others: Int64)] {
        try sql.all(
            "SELECT f.key, f.worker, COUNT(DISTINCT f.digest) FROM forked f "
                + "WHERE \(Self.isAnother) GROUP BY f.key, f.worker ORDER BY f.key, f.worker", []
        ) {
            (
                try $0.requiredText(0), Worker.ID(try $0.requiredText(1)),
                try $0.requiredInteger(2)
            )
        }
    }

    /// The payloads that came under a key that was taken, in the order in which they came.
    public func forkedPayloads(of key: String) throws -> [String] {
        try forkedPayloads(where: "f.key = $1", [.text(key)])
    }

    func forkedPayloads(of key: String, by worker: Worker.ID) throws -> [String] {
        try forkedPayloads(
            where: "f.key = $1 AND f.worker = $2", [.text(key), .text(worker.rawValue)])
    }

    private func forkedPayloads(where clause: String, _ values: [SQLValue]) throws -> [String] {
        try sql.all(
            "SELECT f.payload FROM forked f WHERE \(clause) AND \(Self.isAnother) "
                + "ORDER BY f.received, f.replica, f.mid, f.digest", values
        ) { try $0.requiredText(0) }
    }
}

extension Effect {
    init?(stored text: String) {
        guard let effect = try? CanonicalJSON.decode(Effect.self, from: Data(text.utf8)) else {
            return nil
        }
        self = effect
    }

    func stored() throws -> String {
        String(decoding: try CanonicalJSON.encode(self), as: UTF8.self)
    }
}
