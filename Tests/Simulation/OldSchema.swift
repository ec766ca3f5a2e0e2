internal import Foundation
internal import GRDB

/// Turns a replica's file back to the tables of the first version, so that the program has to
/// bring it up to date. What the newer tables would lose is not turned back.
enum OldSchema {
    private static let newest = "3: pictures"

    /// - Returns: whether the file is as the first version wrote it.
    static func turnBack(_ path: String) throws -> Bool {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.write { db in
            let names = try String.fetchAll(
                db, sql: "SELECT identifier FROM grdb_migrations ORDER BY identifier")
            guard names.count == 3, names.last == newest,
                let place = try Row.fetchOne(db, sql: "SELECT pruned, base FROM sync"),
                place[0] == 0, place[1] == 0
            else { return false }
            try db.execute(
                sql: """
                    DROP TRIGGER journal_is_dense;
                    DROP TRIGGER journal_is_kept;
                    ALTER TABLE sync DROP COLUMN pruned;
                    ALTER TABLE sync DROP COLUMN base;
                    CREATE TRIGGER journal_is_dense BEFORE INSERT ON journal
                    WHEN NEW.mid <> (SELECT coalesce(max(mid), 0) + 1 FROM journal)
                    BEGIN SELECT RAISE(ABORT, 'the journal has no gaps'); END;
                    CREATE TRIGGER journal_is_kept BEFORE DELETE ON journal
                    BEGIN SELECT RAISE(ABORT, 'the journal is never deleted'); END;
                    DROP TRIGGER document_names_no_more;
                    DROP TABLE picture_use;
                    DROP TABLE picture;
                    DELETE FROM grdb_migrations
                    WHERE identifier LIKE '2:%' OR identifier LIKE '3:%';
                    """)
            return true
        }
    }
}
