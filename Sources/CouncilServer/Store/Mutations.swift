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
    public let receivedAt: Instant
    public let sequence: Int64
    /// The answer that was given.
    public let effect: Effect
    /// Why it is held, for an administrator; `nil` when it is not.
    public let held: String?
    /// The package that it is about, where that could be read.
    public let package: SupportPackage.ID?

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
        + "clock_offset, signature, received, sequence, effect, held, package"

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

    /// What is held for a package; what is held and names no package when `nil`.
    func held(for package: SupportPackage.ID) throws -> [StoredMutation] {
        try sql.all(
            "SELECT \(Self.mutationColumns) FROM mutation WHERE package = $1 "
                + "AND held IS NOT NULL ORDER BY sequence", [.text(package.rawValue)], mutation)
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
            receivedAt: try row.requiredInstant(11), sequence: try row.requiredInteger(12),
            effect: effect, held: try row.text(14),
            package: try row.text(15).map { SupportPackage.ID($0) })
    }

    func add(_ mutation: StoredMutation) throws {
        try sql.run(
            "INSERT INTO mutation (\(Self.mutationColumns)) VALUES "
                + "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
            [
                .text(mutation.replica.rawValue), .integer(mutation.mid), .text(mutation.key),
                .text(mutation.worker.rawValue), .text(mutation.name), .text(mutation.payload),
                .text(mutation.digest), .text(mutation.payloadHash), .text(mutation.deviceTime),
                .integer(mutation.clockOffset), .text(mutation.signature),
                .instant(mutation.receivedAt), .integer(mutation.sequence),
                .text(try mutation.effect.stored()), .text(mutation.held),
                .text(mutation.package?.rawValue),
            ])
    }

    /// A mutation that was held could be read after all.
    func release(_ key: String, effect: Effect) throws {
        try sql.run(
            "UPDATE mutation SET effect = $1, held = NULL WHERE key = $2",
            [.text(try effect.stored()), .text(key)])
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

    /// Keeps a payload that came under a key or a `mid` of another. The same one is kept once.
    func add(fork: StoredMutation) throws {
        try sql.run(
            "INSERT INTO forked (replica, mid, key, digest, worker, name, payload, payload_hash, "
                + "device_time, clock_offset, signature, received) VALUES "
                + "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING",
            [
                .text(fork.replica.rawValue), .integer(fork.mid), .text(fork.key),
                .text(fork.digest), .text(fork.worker.rawValue), .text(fork.name),
                .text(fork.payload), .text(fork.payloadHash), .text(fork.deviceTime),
                .integer(fork.clockOffset), .text(fork.signature), .instant(fork.receivedAt),
            ])
    }

    /// The payloads that came under a key that was taken, in the order in which they came.
    public func forkedPayloads(of key: String) throws -> [String] {
        try sql.all(
            "SELECT payload FROM forked WHERE key = $1 ORDER BY received, replica, mid, digest",
            [.text(key)]
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
