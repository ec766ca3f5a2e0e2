internal import Foundation
internal import GRDB
public import Procurement

/// The name under which the replica pushes, and where its numbers on the wire begin.
///
/// A disk that was copied or restored must not go on under its old name: the council would find
/// another entry where it has one already. It takes a new name and submits the same keys again,
/// numbered from 1. The journal itself keeps its numbers; on the wire they are smaller by `base`.
extension ReplicaTransaction {
    /// The name that the replica took last; `nil` when it was never told one.
    public func name() throws -> String? {
        try meta("replica").map { String(decoding: $0, as: UTF8.self) }
    }

    /// What an entry's `mid` is smaller by on the wire.
    public func base() throws -> Int64 {
        try Int64.one(db, "SELECT base FROM sync") ?? 0
    }

    /// The `mid` of the oldest entry that the journal still has; that of the next one when it has
    /// none.
    public func oldestMid() throws -> Int64 {
        try Int64.one(db, "SELECT min(mid) FROM journal") ?? nextMid()
    }

    /// Gives the replica a new name. Everything that the journal has is sent again under it; results
    /// that are known stay.
    public func take(name: String) throws {
        try setMeta("replica", Data(name.utf8))
        try db.run("UPDATE sync SET base = ?", [try oldestMid() - 1])
        _ = try resend(after: 0)
    }

    /// Forgets entries that the council acknowledged before `cutoff`, by its own clock, oldest
    /// first, up to the first that is newer or waits.
    ///
    /// - Returns: how many entries it forgot.
    @discardableResult
    public func prune(acknowledgedBefore cutoff: Instant) throws -> Int {
        let floor = try prunedUpTo()
        var newest = floor
        let rows = try ResultRow.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT * FROM result WHERE mid > ? AND mid NOT IN (SELECT mid FROM resend)
                    ORDER BY mid
                    """), arguments: [floor])
        while let row = try rows.next(), row.mid == newest + 1,
            let result = try? row.opened(by: seal), result.receivedAt < cutoff
        {
            newest = row.mid
        }
        guard newest > floor else { return 0 }
        try db.run("UPDATE sync SET pruned = ?", [newest])
        try db.run("DELETE FROM result WHERE mid <= ?", [newest])
        try db.run("DELETE FROM journal WHERE mid <= ?", [newest])
        return Int(newest - floor)
    }
}
