internal import Dispatch
public import Foundation
internal import GRDB
internal import Procurement

/// One worker's visits on one laptop, unlocked: sealed documents, drafts, the journal of what was
/// recorded, and what the council answered.
///
/// Everything that `write` does is on the disk when it returns (SQLite in WAL mode with
/// `synchronous=FULL`), and drafts and journal also in `journal.copy`.
public final class Replica: Sendable {
    let folder: ProfileFolder
    let seal: Seal
    let pool: DatabasePool
    let copy: CopyKeeper
    let pictures: PictureFiles

    /// Opens the replica and checks it: the file, the seals of drafts and journal, and that the
    /// journal's copy holds no entry that the database lacks. Answers of the council that do not open
    /// are dropped: the council gives them again.
    ///
    /// - Throws: `ReplicaError.damaged` when it must be salvaged, `.missing`, `.newer`, `.notRead`.
    public convenience init(in folder: ProfileFolder, key: DataKey) throws(ReplicaError) {
        guard folder.has(.replica) else { throw .missing }
        try self.init(opening: folder, key: key)
        let unopened = try Self.asked(check)
        if !unopened.isEmpty { try drop(unopened) }
        copy.compareWithDatabase()
        dropPictureFiles()
    }

    /// Makes an empty replica.
    public static func make(
        in folder: ProfileFolder, key: DataKey
    ) throws(ReplicaError) -> Replica {
        try folder.prepare()
        let path = folder.path(of: .replica)
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw .system(errno) }
        Foundation.close(file)
        return try Replica(opening: folder, key: key)
    }

    private init(opening folder: ProfileFolder, key: DataKey) throws(ReplicaError) {
        self.folder = folder
        seal = Seal(key)
        pictures = PictureFiles(in: folder)
        let path = folder.path(of: .replica)
        pool = try Self.asked { try Self.opened(path) }
        copy = CopyKeeper(
            copy: try JournalCopy(path: folder.path(of: .journalCopy)), pool: pool, folder: folder)
    }

    /// A disk that fails for a moment is asked again before anything is called damaged.
    private static func asked<Answer>(
        times: Int = 2, _ question: () throws -> Answer
    ) throws(ReplicaError) -> Answer {
        do {
            return try question()
        } catch {
            let meaning = ReplicaError.translated(error) as? ReplicaError ?? .damaged
            guard [.damaged, .notRead].contains(meaning), times > 1 else { throw meaning }
            return try asked(times: times - 1, question)
        }
    }

    static func opened(_ path: String) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
            // 32 MB of log: a large pull is not moved into the database again and again.
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 8000")
        }
        let pool = try DatabasePool(path: path, configuration: configuration)
        // Opening a pool in WAL mode sets NORMAL, with which a commit may vanish with the power.
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
        }
        if try pool.read(Schema.isNewer) { throw ReplicaError.newer }
        let migrator = Schema.migrator
        let applied = try pool.read { db in try migrator.appliedIdentifiers(db) }
        if applied.count < migrator.migrations.count { try migrator.migrate(pool) }
        try pool.write(Schema.putStamp)
        return pool
    }

    /// - Returns: the rows of results that do not open.
    private func check() throws(ReplicaError) -> [Int64] {
        var known: Set<String> = []
        var pruned: Int64 = 0
        var unopened: [Int64] = []
        do {
            try pool.read { db in
                try Self.quickCheck(db)
                guard try Schema.isWhole(db) else { throw ReplicaError.damaged }
                let entries = try JournalRow.all(db, "SELECT * FROM journal ORDER BY mid")
                known = Set(entries.map(\.key))
                pruned = try Int64.one(db, "SELECT pruned FROM sync") ?? 0
                let base = try Int64.one(db, "SELECT base FROM sync") ?? 0
                guard pruned >= 0, (0...pruned).contains(base) else { throw ReplicaError.damaged }
                for (index, row) in entries.enumerated() {
                    guard row.mid == Int64(index) + 1 + pruned,
                        row.isTrue(of: try row.opened(by: seal))
                    else { throw ReplicaError.damaged }
                }
                for row in try ResultRow.all(db, "SELECT * FROM result") {
                    do {
                        _ = try row.opened(by: seal)
                    } catch ReplicaError.damagedRow {
                        unopened.append(row.mid)
                    }
                }
                for row in try DraftRow.all(db, "SELECT * FROM draft") {
                    _ = try row.opened(by: seal)
                }
            }
        } catch {
            switch ReplicaError.translated(error) {
            case ReplicaError.notStored(let diskFull): throw .notStored(diskFull: diskFull)
            case ReplicaError.notRead: throw .notRead
            case ReplicaError.newer: throw .newer
            default: throw .damaged
            }
        }
        // Without the copy nobody can say whether an older database was put in its place.
        let copied = try CopyContents(path: folder.path(of: .journalCopy))
        if copied.isNewer { throw .newer }
        let lost = copied.journal.values.contains { frame in
            frame.version > pruned && !known.contains(frame.key)
                && (try? frame.entry(openedBy: seal)) != nil
        }
        if lost { throw .damaged }
        return unopened
    }

    /// The entries are sent again, and the council gives the same answers again.
    private func drop(_ results: [Int64]) throws(ReplicaError) {
        do {
            try pool.write { db in
                for mid in results { try db.run("DELETE FROM result WHERE mid = ?", [mid]) }
            }
        } catch {
            throw ReplicaError.translated(error) as? ReplicaError ?? .damaged
        }
    }

    static func quickCheck(_ db: Database) throws {
        let answer = try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
        if let error = meaning(ofQuickCheck: answer) { throw error }
    }

    /// `nil` when all is well. A check that had no memory to read a page says so in its answer; that
    /// is no damage. 7 is `SQLITE_NOMEM`, 3082 `SQLITE_IOERR_NOMEM`.
    static func meaning(ofQuickCheck answer: String?) -> ReplicaError? {
        guard let answer, answer != "ok" else { return answer == nil ? .damaged : nil }
        let hadNoMemory = ["error code=7", "error code 7", "error code=3082", "error code 3082"]
            .contains { answer.hasSuffix($0) }
        return hadNoMemory ? .notStored(diskFull: false) : .damaged
    }

    /// What can be said of a locked replica without its key: `.damaged` when its file cannot be read
    /// as a database, `.newer` when a newer program wrote something of it, else `nil`. A disk that is
    /// full or fails just now says nothing about the file.
    public static func trouble(in folder: ProfileFolder) -> ReplicaError? {
        if (try? CopyContents(path: folder.path(of: .journalCopy)))?.isNewer == true {
            return .newer
        }
        guard folder.has(.replica) else { return .damaged }
        do throws(ReplicaError) {
            try asked {
                let pool = try opened(folder.path(of: .replica))
                defer { try? pool.close() }
                try pool.read { db in try quickCheck(db) }
            }
            return nil
        } catch {
            switch error {
            case .notStored, .notRead: return nil
            case .newer: return .newer
            default: return .damaged
            }
        }
    }

    /// Lets go of the files. Whoever still observes gets an end.
    public func close() {
        copy.settle()
        // A pool lets go of its reading connections last, and those leave the log behind.
        try? pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
        try? pool.close()
    }
}

extension Replica {
    /// Does everything in `body`, or nothing; returns when it is on the disk.
    ///
    /// - Throws: `ReplicaError.notStored` when the disk is full or fails, and whatever `body`
    ///   throws.
    @discardableResult
    public func write<Value>(_ body: (ReplicaTransaction) throws -> Value) throws -> Value {
        do {
            return try pool.writeWithoutTransaction { db in
                let frames = ReplicaTransaction.Frames()
                var value: Value?
                try db.inTransaction(.immediate) {
                    value = try body(ReplicaTransaction(db: db, seal: seal, frames: frames))
                    return .commit
                }
                copy.append(frames.all, in: db)
                if frames.dropsPictures { dropPictureFiles(in: db) }
                guard let value else { throw ReplicaError.notStored(diskFull: false) }
                return value
            }
        } catch {
            throw ReplicaError.translated(error)
        }
    }

    /// Reads one unchanging state of the replica.
    public func read<Value>(_ body: (ReplicaTransaction) throws -> Value) throws -> Value {
        do {
            return try pool.read { db in
                try body(ReplicaTransaction(db: db, seal: seal, frames: .init()))
            }
        } catch {
            throw ReplicaError.translated(error)
        }
    }

    /// Opens something that was sealed under this replica's key and kept elsewhere.
    ///
    /// - Throws: `ReplicaError.damagedRow`.
    public func opened(_ sealed: Data, as name: RowName) throws(ReplicaError) -> Data {
        try seal.open(sealed, as: name)
    }

    /// Seals something that is to be kept elsewhere under this replica's key.
    public func sealed(_ plain: Data, as name: RowName) throws -> Data {
        try seal.seal(plain, as: name)
    }

    /// One element at once and one after every change, never more than one waiting. Ends when the
    /// replica is closed or fails.
    public func changes() -> AsyncStream<Void> {
        let observation = ValueObservation.tracking(
            regions: [
                Table("draft"), Table("journal"), Table("result"), Table("opened"), Table("sync"),
            ],
            fetch: { _ in () })
        return AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let watching = observation.start(
                in: pool, scheduling: .async(onQueue: .global()),
                onError: { _ in continuation.finish() }, onChange: { continuation.yield() })
            continuation.onTermination = { _ in watching.cancel() }
        }
    }
}
