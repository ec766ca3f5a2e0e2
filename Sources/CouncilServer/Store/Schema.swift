/// The tables of the council.
///
/// Times are milliseconds since 1970. `seq` counts the council's changes. Every table of SQLite
/// is strict; PostgreSQL gets the same statements with its own names of the types.
///
/// - `council`: one row: its name, the epoch, the newest `seq`.
/// - `document`: what laptops may see, as JSON text; `version` is the `seq` of the newest change.
/// - `imported`: the digest of each package's record as it was imported last.
/// - `caseload`: which worker holds which package; `ended` is null while it is held.
/// - `feed`: for each worker the newest change of each document, in order of `seq`. A package
///   that left is one row with `op` leave, in the place of the package's own document.
/// - `mutation`: what laptops recorded, as it came, never changed but for `effect`. Only what its
///   worker's laptop signed is here, and a key belongs to the worker whose laptop signed it: nobody
///   can take it from another.
/// - `unverified`: what came under a `mid` and is not what a laptop of its worker signed, whole, as
///   evidence. It owns no key.
/// - `receipt`: which `mid` of which replica brought which key; `fork` is a `Receipt.Kind`. Payloads
///   under a key that the worker's laptops used for another are in `forked`.
/// - `preference`: of the mutations that are preferences, what the rules need to see. `own` is a
///   `Claim`; `current` the payload as of the newest version, where it came as an older one;
///   `document` the id under which laptops get it, null for one that only takes another's name.
/// - `replica`: the replicas that were ever met, each with the device that speaks for it.
/// - `feed_floor`: up to which `seq` leave rows were pruned from a worker's feed.
/// - `picture`: pictures by the SHA-256 of their bytes, each once.
/// - `picture_use`: which document names which picture.
/// - `device_use`: how many records and bytes a device brought on a day (days since 1970, UTC).
///
/// Rows of `feed` with the kind `#result` say that the stored result of a key changed.
enum Schema {
    static let first: [String] = [
        """
        CREATE TABLE council (
            id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, epoch TEXT NOT NULL,
            seq INTEGER NOT NULL)
        """,
        """
        CREATE TABLE provider (
            id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, matching TEXT NOT NULL)
        """,
        "CREATE INDEX provider_matching ON provider (matching)",
        """
        CREATE TABLE provider_identifier (
            scheme TEXT NOT NULL, number TEXT NOT NULL,
            provider TEXT NOT NULL REFERENCES provider (id), PRIMARY KEY (scheme, number))
        """,
        "CREATE INDEX provider_identifier_provider ON provider_identifier (provider)",
        """
        CREATE TABLE imported (
            package TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, digest TEXT NOT NULL)
        """,
        """
        CREATE TABLE document (
            kind TEXT NOT NULL, id TEXT NOT NULL, package TEXT NOT NULL, version INTEGER NOT NULL,
            body TEXT NOT NULL, PRIMARY KEY (kind, id))
        """,
        "CREATE INDEX document_package ON document (package)",
        """
        CREATE TABLE caseload (
            worker TEXT NOT NULL, package TEXT NOT NULL, entered INTEGER NOT NULL, ended INTEGER,
            PRIMARY KEY (worker, package))
        """,
        "CREATE INDEX caseload_package ON caseload (package, ended)",
        """
        CREATE TABLE feed (
            worker TEXT NOT NULL, seq INTEGER NOT NULL, op TEXT NOT NULL
                CHECK (op IN ('put', 'leave')),
            kind TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (worker, seq),
            UNIQUE (worker, kind, id))
        """,
        """
        CREATE TABLE device (
            id TEXT NOT NULL PRIMARY KEY, worker TEXT NOT NULL, replica TEXT NOT NULL,
            public_key BLOB NOT NULL, name TEXT NOT NULL, app_version TEXT NOT NULL,
            enrolled INTEGER NOT NULL, revoked INTEGER)
        """,
        "CREATE INDEX device_replica ON device (replica)",
        """
        CREATE TABLE replica (
            id TEXT NOT NULL PRIMARY KEY, worker TEXT NOT NULL, last_mid INTEGER NOT NULL)
        """,
        """
        CREATE TABLE enrolment (
            code_hash BLOB NOT NULL PRIMARY KEY, worker TEXT NOT NULL, expires INTEGER NOT NULL,
            used INTEGER, device TEXT REFERENCES device (id))
        """,
        """
        CREATE TABLE used_assertion (
            device TEXT NOT NULL, jti TEXT NOT NULL, expires INTEGER NOT NULL,
            PRIMARY KEY (device, jti))
        """,
        "CREATE INDEX used_assertion_expires ON used_assertion (expires)",
        """
        CREATE TABLE mutation (
            key TEXT NOT NULL PRIMARY KEY, replica TEXT NOT NULL, mid INTEGER NOT NULL,
            worker TEXT NOT NULL, name TEXT NOT NULL, payload TEXT NOT NULL, digest TEXT NOT NULL,
            payload_hash TEXT NOT NULL, device_time TEXT NOT NULL, clock_offset INTEGER,
            signature TEXT NOT NULL, received INTEGER NOT NULL, sequence INTEGER NOT NULL,
            effect TEXT NOT NULL, held TEXT, package TEXT)
        """,
        "CREATE INDEX mutation_sequence ON mutation (sequence)",
        "CREATE INDEX mutation_held ON mutation (package) WHERE held IS NOT NULL",
        """
        CREATE TABLE receipt (
            replica TEXT NOT NULL, mid INTEGER NOT NULL, key TEXT NOT NULL, fork INTEGER NOT NULL,
            PRIMARY KEY (replica, mid))
        """,
        """
        CREATE TABLE forked (
            replica TEXT NOT NULL, mid INTEGER NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL,
            worker TEXT NOT NULL, name TEXT NOT NULL, payload TEXT NOT NULL,
            payload_hash TEXT NOT NULL, device_time TEXT NOT NULL, clock_offset INTEGER,
            signature TEXT NOT NULL, received INTEGER NOT NULL,
            PRIMARY KEY (replica, mid, key, digest))
        """,
        """
        CREATE TABLE preference (
            id TEXT NOT NULL PRIMARY KEY REFERENCES mutation (key), package TEXT NOT NULL,
            own INTEGER NOT NULL, effect TEXT NOT NULL)
        """,
        "CREATE INDEX preference_package ON preference (package)",
        """
        CREATE TABLE audit (
            number INTEGER NOT NULL PRIMARY KEY, happened INTEGER NOT NULL, actor TEXT NOT NULL,
            action TEXT NOT NULL, subject TEXT NOT NULL)
        """,
    ]

    static let second: [String] = [
        "ALTER TABLE replica ADD COLUMN device TEXT",
        """
        UPDATE replica SET device = (
            SELECT d.id FROM device d WHERE d.replica = replica.id
            ORDER BY d.revoked IS NULL DESC, d.enrolled DESC, d.id DESC LIMIT 1)
        """,
        "CREATE INDEX replica_device ON replica (device)",
        "ALTER TABLE preference ADD COLUMN current TEXT",
        "CREATE INDEX receipt_key ON receipt (key)",
        "CREATE TABLE feed_floor (worker TEXT NOT NULL PRIMARY KEY, seq INTEGER NOT NULL)",
        "CREATE INDEX caseload_ended ON caseload (ended) WHERE ended IS NOT NULL",
    ]

    static let third = ["ALTER TABLE mutation ADD COLUMN age INTEGER"]

    static let fourth: [String] = [
        """
        CREATE TABLE picture (
            hash TEXT NOT NULL PRIMARY KEY, type TEXT NOT NULL, bytes INTEGER NOT NULL,
            body BLOB NOT NULL)
        """,
        """
        CREATE TABLE picture_use (
            kind TEXT NOT NULL, id TEXT NOT NULL, picture TEXT NOT NULL,
            PRIMARY KEY (kind, id, picture))
        """,
        "CREATE INDEX picture_use_picture ON picture_use (picture)",
    ]

    /// Numbers of registers in the register's own form: see `rewriting`.
    static let fifth: [String] = []

    /// Keys belong to workers. What is moved out of `mutation` then is said by
    /// `StoreTransaction.setUnverifiedApart`.
    static let sixth: [String] = [
        """
        CREATE TABLE unverified (
            replica TEXT NOT NULL, mid INTEGER NOT NULL, fingerprint TEXT NOT NULL,
            key TEXT NOT NULL, worker TEXT NOT NULL, entry TEXT NOT NULL, reason TEXT NOT NULL,
            received INTEGER NOT NULL, sequence INTEGER NOT NULL,
            PRIMARY KEY (replica, mid, fingerprint))
        """,
        """
        CREATE TABLE owned_mutation (
            key TEXT NOT NULL, replica TEXT NOT NULL, mid INTEGER NOT NULL,
            worker TEXT NOT NULL, name TEXT NOT NULL, payload TEXT NOT NULL, digest TEXT NOT NULL,
            payload_hash TEXT NOT NULL, device_time TEXT NOT NULL, clock_offset INTEGER,
            signature TEXT NOT NULL, received INTEGER NOT NULL, sequence INTEGER NOT NULL,
            effect TEXT NOT NULL, held TEXT, package TEXT, age INTEGER, PRIMARY KEY (key, worker))
        """,
        """
        INSERT INTO owned_mutation (replica, mid, key, worker, name, payload, digest, payload_hash,
            device_time, clock_offset, signature, received, sequence, effect, held, package, age)
        SELECT replica, mid, key, worker, name, payload, digest, payload_hash,
            device_time, clock_offset, signature, received, sequence, effect, held, package, age
        FROM mutation
        """,
        """
        CREATE TABLE owned_preference (
            id TEXT NOT NULL, worker TEXT NOT NULL, package TEXT NOT NULL, own INTEGER NOT NULL,
            effect TEXT NOT NULL, current TEXT, document TEXT, PRIMARY KEY (id, worker),
            FOREIGN KEY (id, worker) REFERENCES owned_mutation (key, worker))
        """,
        """
        INSERT INTO owned_preference (id, worker, package, own, effect, current, document)
        SELECT p.id, m.worker, p.package, p.own, p.effect, p.current, p.id
        FROM preference p JOIN mutation m ON m.key = p.id
        """,
        "DROP TABLE preference",
        "DROP TABLE mutation",
        "ALTER TABLE owned_mutation RENAME TO mutation",
        "ALTER TABLE owned_preference RENAME TO preference",
        "CREATE INDEX mutation_sequence ON mutation (sequence)",
        "CREATE INDEX mutation_held ON mutation (package) WHERE held IS NOT NULL",
        "CREATE INDEX preference_package ON preference (package)",
    ]

    /// What each device brought, day by day.
    static let seventh: [String] = [
        """
        CREATE TABLE device_use (
            device TEXT NOT NULL, day INTEGER NOT NULL, records INTEGER NOT NULL,
            bytes INTEGER NOT NULL, PRIMARY KEY (device, day))
        """
    ]

    /// What each version of the program added, in order.
    static let versions = [first, second, third, fourth, fifth, sixth, seventh]

    /// What a version does besides, to rows that SQL alone cannot read; by its number.
    static let rewriting: [Int: @Sendable (StoreTransaction) throws -> Void] = [
        5: { try $0.normaliseProviders() },
        6: { try $0.setUnverifiedApart() },
    ]

    /// The tables that are read by their key alone, in its order.
    private static let clustered = [
        "feed", "feed_floor", "caseload", "receipt", "used_assertion", "picture_use", "device_use",
    ]

    /// The statement as SQLite wants it.
    static func sqlite(_ statement: String) -> String {
        guard statement.hasPrefix("CREATE TABLE") else { return statement }
        let isClustered = clustered.contains { statement.hasPrefix("CREATE TABLE \($0) ") }
        return statement + (isClustered ? " STRICT, WITHOUT ROWID" : " STRICT")
    }
}
