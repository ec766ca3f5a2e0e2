internal import GRDB
public import Procurement

extension ReplicaTransaction {
    /// Lets what comes after an entry go before it. It has no result, is never pruned, and is tried
    /// again; a result takes it back out.
    public func setAside(_ mid: Int64, _ reason: SetAside) throws {
        try db.run("DELETE FROM resend WHERE mid = ?", [mid])
        try db.run(
            "INSERT INTO setAside (mid, reason) VALUES (?, ?) "
                + "ON CONFLICT (mid) DO UPDATE SET reason = excluded.reason",
            [mid, reason.rawValue])
    }

    func endSettingAside(of mid: Int64) throws {
        try db.run("DELETE FROM setAside WHERE mid = ?", [mid])
    }

    /// What is set aside, by `mid`. A reason that only a newer program knows is `refused`.
    public func setAside() throws -> [Int64: SetAside] {
        var found: [Int64: SetAside] = [:]
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: "SELECT mid, reason FROM setAside WHERE mid NOT IN (SELECT mid FROM result)"))
        while let row = try rows.next() { found[row[0]] = SetAside(rawValue: row[1]) ?? .refused }
        return found
    }

    /// The first entry that has no result and is not set aside; `nil` when there is none.
    public func firstUnsent() throws -> Int64? {
        try Int64.one(
            db,
            "SELECT min(mid) FROM journal WHERE mid NOT IN (SELECT mid FROM result) "
                + "AND mid NOT IN (SELECT mid FROM setAside)")
    }
}
