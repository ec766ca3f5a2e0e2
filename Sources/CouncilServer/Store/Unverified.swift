internal import Crypto
internal import Foundation
public import Procurement
public import SyncProtocol

/// What came under a `mid` and is not what a laptop of its worker signed: kept whole, as evidence.
///
/// It owns no key: the record that was really signed takes its place when it comes, under the same
/// `mid` or another.
public struct UnverifiedEntry: Hashable, Sendable {
    public let replica: ReplicaID
    /// The worker of the laptop that brought it.
    public let worker: Worker.ID
    public let mutation: IncomingMutation
    /// What is wrong with it, for an administrator.
    public let reason: String
    public let receivedAt: Instant
    public let sequence: Int64

    /// The same entry has the same, whenever it is sent.
    fileprivate var fingerprint: String {
        get throws {
            SHA256.hash(data: Data(try mutation.undated.stored().utf8)).hexadecimal
        }
    }

    /// What its laptop was answered.
    var result: MutationResult {
        MutationResult(
            mid: mutation.mid, key: mutation.key, effect: .held(.unreadable),
            receivedAt: receivedAt, sequence: sequence)
    }
}

extension StoreTransaction {
    private static let unverifiedColumns =
        "replica, worker, entry, reason, received, sequence"

    /// Keeps an entry; the same one under the same `mid` once.
    func add(_ entry: UnverifiedEntry) throws {
        try sql.run(
            "INSERT INTO unverified (replica, mid, fingerprint, key, worker, entry, reason, "
                + "received, sequence) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
                + "ON CONFLICT (replica, mid, fingerprint) DO NOTHING",
            [
                .text(entry.replica.rawValue), .integer(entry.mutation.mid),
                .text(try entry.fingerprint), .text(entry.mutation.key),
                .text(entry.worker.rawValue), .text(try entry.mutation.stored()),
                .text(entry.reason),
                .instant(entry.receivedAt), .integer(entry.sequence),
            ])
    }

    /// The first that came under the `mid`; `nil` when none did.
    func unverified(_ mid: Int64, of replica: ReplicaID) throws -> UnverifiedEntry? {
        try sql.first(
            "SELECT \(Self.unverifiedColumns) FROM unverified WHERE replica = $1 AND mid = $2 "
                + "ORDER BY sequence LIMIT 1", [.text(replica.rawValue), .integer(mid)],
            unverified)
    }

    /// Everything that is not what a laptop signed, in the order in which it came.
    public func unverified() throws -> [UnverifiedEntry] {
        try sql.all(
            "SELECT \(Self.unverifiedColumns) FROM unverified ORDER BY sequence, replica, mid", [],
            unverified)
    }

    /// It turned out to be signed, and is kept elsewhere now.
    func remove(_ entry: UnverifiedEntry) throws {
        try sql.run(
            "DELETE FROM unverified WHERE replica = $1 AND mid = $2 AND fingerprint = $3",
            [
                .text(entry.replica.rawValue), .integer(entry.mutation.mid),
                .text(try entry.fingerprint),
            ])
    }

    /// The results of what was set apart, after `mid`, in order of `mid`.
    func unverifiedResults(
        of replica: ReplicaID, after mid: Int64, limit: Int
    ) throws -> [MutationResult] {
        try sql.all(
            "SELECT r.mid, r.key, MIN(u.sequence), u.received FROM receipt r "
                + "JOIN unverified u ON u.replica = r.replica AND u.mid = r.mid "
                + "WHERE r.replica = $1 AND r.mid > $2 AND r.fork = 2 "
                + "GROUP BY r.mid, r.key, u.received ORDER BY r.mid, 3 LIMIT $3",
            [.text(replica.rawValue), .integer(mid), .integer(Int64(limit))]
        ) {
            MutationResult(
                mid: try $0.requiredInteger(0), key: try $0.requiredText(1),
                effect: .held(.unreadable), receivedAt: try $0.requiredInstant(3),
                sequence: try $0.requiredInteger(2))
        }.firstOfEachMid
    }

    private func unverified(_ row: any SQLRow) throws -> UnverifiedEntry {
        let replica = ReplicaID(try row.requiredText(0))
        guard let mutation = IncomingMutation(stored: try row.requiredText(2)) else {
            throw StoreError.unreadable(row: "unverified entry of \(replica)")
        }
        return UnverifiedEntry(
            replica: replica, worker: Worker.ID(try row.requiredText(1)), mutation: mutation,
            reason: try row.requiredText(3), receivedAt: try row.requiredInstant(4),
            sequence: try row.requiredInteger(5))
    }
}

extension [MutationResult] {
    fileprivate var firstOfEachMid: [MutationResult] {
        reduce(into: []) { kept, result in
            if kept.last?.mid != result.mid { kept.append(result) }
        }
    }
}

// MARK: - Databases of older programs

extension StoreTransaction {
    /// Why programs before version 6 of the tables held what is set apart now.
    private static let reasonsBefore = [
        "a field is missing", "the payload is too large", "a field is too long",
        "the hash is wrong", "the signature is wrong",
    ]

    /// Sets apart what an older program let own a key although nothing proved whose it was. Those
    /// that were signed after all take their place when what is held is tried again.
    func setUnverifiedApart() throws {
        for mutation in try held() where Self.reasonsBefore.contains(mutation.held ?? "") {
            try add(
                UnverifiedEntry(
                    replica: mutation.replica, worker: mutation.worker,
                    mutation: IncomingMutation(mutation), reason: mutation.held ?? "",
                    receivedAt: mutation.receivedAt, sequence: mutation.sequence))
            try sql.run(
                "DELETE FROM mutation WHERE key = $1 AND worker = $2",
                [.text(mutation.key), .text(mutation.worker.rawValue)])
            try sql.run(
                "UPDATE receipt SET fork = 2 WHERE replica = $1 AND mid = $2 AND fork = 0",
                [.text(mutation.replica.rawValue), .integer(mutation.mid)])
        }
    }

    /// The payloads that came as forks of a key that nobody owns any more, each as its laptop
    /// brought it.
    func forksOfNothing() throws -> [StoredMutation] {
        try sql.all(
            "SELECT f.replica, f.mid, f.key, f.worker, f.name, f.payload, f.digest, "
                + "f.payload_hash, f.device_time, f.clock_offset, f.signature, f.received "
                + "FROM forked f JOIN receipt r ON r.replica = f.replica AND r.mid = f.mid "
                + "AND r.key = f.key AND r.fork = 1 WHERE NOT EXISTS (SELECT 1 FROM mutation m "
                + "WHERE m.key = f.key AND m.worker = f.worker) ORDER BY f.received, f.mid", []
        ) { row in
            StoredMutation(
                replica: ReplicaID(try row.requiredText(0)), mid: try row.requiredInteger(1),
                key: try row.requiredText(2), worker: Worker.ID(try row.requiredText(3)),
                name: try row.requiredText(4), payload: try row.requiredText(5),
                digest: try row.requiredText(6), payloadHash: try row.requiredText(7),
                deviceTime: try row.requiredText(8), clockOffset: try row.integer(9),
                signature: try row.requiredText(10), age: nil,
                receivedAt: try row.requiredInstant(11), sequence: 0, effect: .held(.failed),
                held: nil, package: nil)
        }
    }
}
