internal import Foundation
internal import GRDB

/// The tables of `replica.sqlite`. Bodies are sealed (see `Seal`); in clear is only what SQL must
/// see: kinds, names, versions, numbers, times.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: the first tables") { db in
            try db.execute(
                sql: """
                    CREATE TABLE document (
                        kind TEXT NOT NULL,
                        id TEXT NOT NULL,
                        package TEXT NOT NULL,
                        version INTEGER NOT NULL,
                        -- The pull from the beginning that saw it last.
                        generation INTEGER NOT NULL,
                        body BLOB NOT NULL,
                        PRIMARY KEY (kind, id)
                    ) STRICT;
                    CREATE INDEX document_package ON document (package);

                    CREATE TABLE draft (
                        package TEXT NOT NULL PRIMARY KEY,
                        revision INTEGER NOT NULL,
                        body BLOB NOT NULL
                    ) STRICT;

                    CREATE TABLE journal (
                        mid INTEGER NOT NULL PRIMARY KEY CHECK (mid > 0),
                        key TEXT NOT NULL UNIQUE,
                        name TEXT NOT NULL,
                        package TEXT NOT NULL,
                        recordedAt INTEGER NOT NULL,
                        body BLOB NOT NULL
                    ) STRICT;
                    CREATE TRIGGER journal_is_dense BEFORE INSERT ON journal
                    WHEN NEW.mid <> (SELECT coalesce(max(mid), 0) + 1 FROM journal)
                    BEGIN SELECT RAISE(ABORT, 'the journal has no gaps'); END;
                    \(frozen)
                    CREATE TRIGGER journal_is_kept BEFORE DELETE ON journal
                    BEGIN SELECT RAISE(ABORT, 'the journal is never deleted'); END;

                    CREATE TABLE result (
                        mid INTEGER NOT NULL PRIMARY KEY REFERENCES journal (mid),
                        key TEXT NOT NULL UNIQUE REFERENCES journal (key),
                        body BLOB NOT NULL
                    ) STRICT;

                    -- Entries with a result that the council may have lost.
                    CREATE TABLE resend (
                        mid INTEGER NOT NULL PRIMARY KEY REFERENCES journal (mid)
                    ) STRICT;

                    CREATE TABLE sync (
                        id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
                        cursor TEXT,
                        epoch TEXT,
                        lastReached INTEGER,
                        clockOffset INTEGER,
                        generation INTEGER NOT NULL DEFAULT 1,
                        -- 1 while a pull from the beginning is under way.
                        sweeping INTEGER NOT NULL DEFAULT 0,
                        -- Grows whenever a document changes.
                        change INTEGER NOT NULL DEFAULT 0
                    ) STRICT;
                    INSERT INTO sync (id) VALUES (1);

                    CREATE TABLE opened (
                        package TEXT NOT NULL PRIMARY KEY,
                        at INTEGER NOT NULL
                    ) STRICT;

                    CREATE TABLE meta (
                        name TEXT NOT NULL PRIMARY KEY,
                        value BLOB NOT NULL
                    ) STRICT;
                    """)
        }
        migrator.registerMigration("2: a floor of the journal, and names that change") { db in
            try db.execute(
                sql: """
                    -- Entries up to this mid were acknowledged long ago and pruned.
                    ALTER TABLE sync ADD COLUMN pruned INTEGER NOT NULL DEFAULT 0;
                    -- On the wire a mid is smaller by this: the replica took its name there.
                    ALTER TABLE sync ADD COLUMN base INTEGER NOT NULL DEFAULT 0;
                    DROP TRIGGER journal_is_dense;
                    CREATE TRIGGER journal_is_dense BEFORE INSERT ON journal
                    WHEN NEW.mid <> 1 + max(
                        (SELECT coalesce(max(mid), 0) FROM journal), (SELECT pruned FROM sync))
                    BEGIN SELECT RAISE(ABORT, 'the journal has no gaps'); END;
                    DROP TRIGGER journal_is_kept;
                    CREATE TRIGGER journal_is_kept BEFORE DELETE ON journal
                    WHEN OLD.mid > (SELECT pruned FROM sync)
                    BEGIN SELECT RAISE(ABORT, 'the journal is kept until it is old'); END;
                    """)
        }
        migrator.registerMigration("3: pictures") { db in
            try db.execute(sql: pictures)
        }
        migrator.registerMigration("4: entries that are set aside") { db in
            try db.execute(
                sql: """
                    -- Entries that the council could not take so far, and knows of: they wait, and
                    -- what comes after them does not. The journal keeps them.
                    CREATE TABLE setAside (
                        mid INTEGER NOT NULL PRIMARY KEY REFERENCES journal (mid),
                        reason TEXT NOT NULL
                    ) STRICT;
                    """)
        }
        return migrator
    }

    private static let frozen = """
        CREATE TRIGGER journal_is_frozen BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
        """

    /// Only what entries are sealed under changes in `body`.
    static func withoutFrozenJournal(_ db: Database, _ body: () throws -> Void) throws {
        try db.execute(sql: "DROP TRIGGER journal_is_frozen")
        try body()
        try db.execute(sql: frozen)
    }

    /// What this program writes as `user_version`: the number of its form in each of the four bytes,
    /// so that one that is damaged is not taken for a newer one.
    static let stamp: Int32 = 0x0101_0101

    /// Under this name the database keeps that it has the stamp: those of version 1.0 have none.
    private static let stamped = "stamped"

    /// Whether a newer program made the database what it is.
    ///
    /// - Throws: `ReplicaError.damaged` when its tables are not said to be what any program made.
    static func isNewer(_ db: Database) throws -> Bool {
        let applied = try migrator.appliedIdentifiers(db)
        let known = Set(migrator.migrations)
        if !applied.isSubset(of: known) {
            // A newer one has all of ours. Where one is missing, its name was damaged.
            guard applied.isSuperset(of: known) else { throw ReplicaError.damaged }
            return true
        }
        guard applied == known, try MetaRow.fetchOne(db, key: stamped) != nil else { return false }
        let found = try version(db)
        let differing = (0..<4).filter { (found ^ stamp) >> ($0 * 8) & 0xff != 0 }
        return differing.count > 1
    }

    /// Whether the tables are said to be what our migrations made of them: SQLite takes a damaged
    /// definition for another one.
    static func isWhole(_ db: Database) throws -> Bool {
        try definitions(db) == expected.get()
    }

    private static let expected = Result {
        let fresh = try DatabaseQueue()
        try migrator.migrate(fresh)
        return try fresh.read(definitions)
    }

    /// Programs of all versions wrote the same words, with more or less space between them.
    private static func definitions(_ db: Database) throws -> Set<[String]> {
        let rows = try Row.fetchAll(
            db, sql: "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master")
        return Set(
            rows.map { row in
                (0..<4).map { index in
                    (row[index] as String? ?? "").split(whereSeparator: \.isWhitespace)
                        .joined(separator: " ")
                }
            })
    }

    /// Puts the stamp on a database that has none, or a damaged one.
    static func putStamp(_ db: Database) throws {
        guard try version(db) != stamp else { return }
        try MetaRow(name: stamped, value: Data()).store(in: db)
        try db.execute(sql: "PRAGMA user_version = \(stamp)")
    }

    private static func version(_ db: Database) throws -> Int32 {
        try Int32.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    }

    private static let pictures = """
        -- The pictures that documents name, in the order in which they were named first. Their
        -- bytes are in files: see PictureFiles.
        CREATE TABLE picture (
            -- Not the hash of the picture, by which it could be known without the key: see
            -- Seal.alias.
            name TEXT NOT NULL PRIMARY KEY,
            size INTEGER NOT NULL,
            -- How many bytes are here, from the first on, and how many they take in the file.
            arrived INTEGER NOT NULL DEFAULT 0,
            stored INTEGER NOT NULL DEFAULT 0,
            -- 1 when all are here and their hash was right.
            whole INTEGER NOT NULL DEFAULT 0,
            -- Its hash, sealed.
            body BLOB NOT NULL
        ) STRICT;
        CREATE TABLE picture_use (
            kind TEXT NOT NULL,
            id TEXT NOT NULL,
            picture TEXT NOT NULL REFERENCES picture (name),
            PRIMARY KEY (kind, id, picture)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX picture_use_picture ON picture_use (picture);
        CREATE TRIGGER document_names_no_more AFTER DELETE ON document
        BEGIN DELETE FROM picture_use WHERE kind = OLD.kind AND id = OLD.id; END;
        -- What an older program stored was not asked for its pictures.
        INSERT OR REPLACE INTO meta (name, value)
        SELECT 'picturesNotNoted', x'31' WHERE EXISTS (SELECT 1 FROM document);
        """
}

struct DocumentRow: Decodable, FetchableRecord, TableRecord {
    static let databaseTableName = "document"
    var kind: String
    var id: String
    var package: String
    var version: Int64
    var generation: Int64
    var body: Data

    var name: RowName { RowName(kind: kind, id: id, version: version) }
}

struct DraftRow: Decodable, FetchableRecord, TableRecord {
    static let databaseTableName = "draft"
    var package: String
    var revision: Int64
    var body: Data

    var name: RowName { RowName(kind: "#draft", id: package, version: revision) }

    func store(in db: Database) throws {
        try db.run(
            """
            INSERT INTO draft (package, revision, body) VALUES (?, ?, ?)
            ON CONFLICT (package) DO UPDATE SET revision = excluded.revision, body = excluded.body
            """, [package, revision, body])
    }
}

struct JournalRow: Decodable, FetchableRecord, TableRecord {
    static let databaseTableName = "journal"
    var mid: Int64
    var key: String
    var name: String
    var package: String
    /// Milliseconds since 1970.
    var recordedAt: Int64
    var body: Data

    var rowName: RowName { RowName(kind: "#journal", id: key, version: mid) }

    func append(to db: Database) throws {
        try db.run(
            """
            INSERT INTO journal (mid, key, name, package, recordedAt, body)
            VALUES (?, ?, ?, ?, ?, ?)
            """, [mid, key, name, package, recordedAt, body])
    }
}

struct ResultRow: Decodable, FetchableRecord, TableRecord {
    static let databaseTableName = "result"
    var mid: Int64
    var key: String
    var body: Data

    var name: RowName { RowName(kind: "#result", id: key, version: mid) }

    func store(in db: Database) throws {
        try db.run(
            """
            INSERT INTO result (mid, key, body) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET key = excluded.key, body = excluded.body
            """, [mid, key, body])
    }
}

struct SyncRow: Decodable, FetchableRecord, TableRecord {
    static let databaseTableName = "sync"
    var id: Int64
    var cursor: String?
    var epoch: String?
    var lastReached: Int64?
    var clockOffset: Int64?
    var generation: Int64
    var sweeping: Int64
    var change: Int64
    var pruned: Int64
    var base: Int64
}

struct MetaRow: Decodable, FetchableRecord, TableRecord {
    static let databaseTableName = "meta"
    var name: String
    var value: Data

    func store(in db: Database) throws {
        try db.run(
            """
            INSERT INTO meta (name, value) VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """, [name, value])
    }
}

struct OpenedRow: Decodable, FetchableRecord, TableRecord {
    static let databaseTableName = "opened"
    var package: String
    /// Milliseconds since 1970.
    var at: Int64
}

struct PictureRow: Decodable, FetchableRecord, TableRecord {
    static let databaseTableName = "picture"
    var name: String
    /// In bytes.
    var size: Int64
    var arrived: Int64
    var stored: Int64
    var whole: Bool
    var body: Data

    var rowName: RowName { RowName(kind: "#picture", id: name, version: size) }
}
