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
    /// The payload was another than the one that is kept under the key.
    let isFork: Bool
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

    /// `nil` when the key never came.
    public func mutation(_ key: String) throws -> StoredMutation? {
        try sql.first(
            "SELECT \(Self.mutationColumns) FROM mutation WHERE key = $1", [.text(key)], mutation)
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
        _ key: String, effect: Effect, held: String?, package: SupportPackage.ID?
    ) throws {
        try sql.run(
            "UPDATE mutation SET effect = $1, held = $2, package = $3 WHERE key = $4",
            [
                .text(try effect.stored()), .text(held), .text(package?.rawValue), .text(key),
            ])
    }

    /// The workers whose laptops brought the key, in order.
    func workers(awaiting key: String) throws -> [Worker.ID] {
        try sql.all(
            "SELECT DISTINCT p.worker FROM receipt r JOIN replica p ON p.id = r.replica "
                + "WHERE r.key = $1 AND r.fork = 0 ORDER BY p.worker", [.text(key)]
        ) { Worker.ID(try $0.requiredText(0)) }
    }

    /// The newest result of a key for one replica, under each `mid` that it came with.
    func results(of key: String, for replica: ReplicaID) throws -> [MutationResult] {
        guard let stored = try mutation(key) else { return [] }
        return try sql.all(
            "SELECT mid FROM receipt WHERE replica = $1 AND key = $2 AND fork = 0 ORDER BY mid",
            [.text(replica.rawValue), .text(key)]
        ) { stored.result(mid: try $0.requiredInteger(0)) }
    }

    func receipt(_ mid: Int64, of replica: ReplicaID) throws -> Receipt? {
        try sql.first(
            "SELECT key, fork FROM receipt WHERE replica = $1 AND mid = $2",
            [.text(replica.rawValue), .integer(mid)]
        ) { Receipt(mid: mid, key: try $0.requiredText(0), isFork: try $0.requiredInteger(1) == 1) }
    }

    func add(_ receipt: Receipt, of replica: ReplicaID) throws {
        try sql.run(
            "INSERT INTO receipt (replica, mid, key, fork) VALUES ($1, $2, $3, $4)",
            [
                .text(replica.rawValue), .integer(receipt.mid), .text(receipt.key),
                .integer(receipt.isFork ? 1 : 0),
            ])
    }

    /// The replica's results after `mid`, in order, at most `limit`. Forks have none.
    func results(of replica: ReplicaID, after mid: Int64, limit: Int) throws -> [MutationResult] {
        try sql.all(
            "SELECT r.mid, m.key, m.effect, m.received, m.sequence FROM receipt r "
                + "JOIN mutation m ON m.key = r.key "
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
    }

    /// Keeps a payload that came under a key or a `mid` of another. The same one is kept once,
    /// under whatever name it comes again.
    func add(fork: StoredMutation) throws {
        try sql.run(
            "INSERT INTO forked (replica, mid, key, digest, worker, name, payload, payload_hash, "
                + "device_time, clock_offset, signature, received) "
                + "SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 WHERE NOT EXISTS "
                + "(SELECT 1 FROM forked WHERE key = $3 AND digest = $4)",
            [
                .text(fork.replica.rawValue), .integer(fork.mid), .text(fork.key),
                .text(fork.digest), .text(fork.worker.rawValue), .text(fork.name),
                .text(fork.payload), .text(fork.payloadHash), .text(fork.deviceTime),
                .integer(fork.clockOffset), .text(fork.signature), .instant(fork.receivedAt),
            ])
    }

    /// A payload that waits under a used `mid` is no other payload once its key was taken.
    private static let isAnother =
        "NOT EXISTS (SELECT 1 FROM mutation m WHERE m.key = f.key AND m.digest = f.digest)"

    /// The keys that came with more than one payload, in order, each with the number of others.
    public func forkedKeys() throws -> [(key: String, others: Int64)] {
        try sql.all(
            "SELECT f.key, COUNT(DISTINCT f.digest) FROM forked f WHERE \(Self.isAnother) "
                + "GROUP BY f.key ORDER BY f.key", []
        ) { (try $0.requiredText(0), try $0.requiredInteger(1)) }
    }

    /// The payloads that came under a key that was taken, in the order in which they came.
    public func forkedPayloads(of key: String) throws -> [String] {
        try sql.all(
            "SELECT f.payload FROM forked f WHERE f.key = $1 AND \(Self.isAnother) "
                + "ORDER BY f.received, f.replica, f.mid, f.digest", [.text(key)]
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
