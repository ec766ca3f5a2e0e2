public import Foundation
internal import GRDB
public import Procurement

/// What could be read of a damaged replica.
public struct Salvaged: Sendable {
    /// In the order they were recorded.
    public let journal: [JournalEntry]
    public let results: [StoredResult]
    public let drafts: [VisitDraft]
    /// The epoch and the measured clock of the damaged replica, where they could be read.
    public let sync: SyncState?
    /// Whether every entry has the `mid` it had. When not, some entries are lost or were
    /// numbered twice, and the fresh replica must take a new name before it pushes.
    public let isDense: Bool

    let meta: [String: Data]
    let revisions: [SupportPackage.ID: Int64]
}

extension Salvaged {
    /// What the damaged database kept about itself; it may be damaged too.
    public func meta(_ name: String) -> Data? { meta[name] }
}

extension Replica {
    /// Reads what can be read of the journal and the drafts, from the journal's copy and from the
    /// database, whatever state they are in. Changes nothing.
    ///
    /// - Throws: `ReplicaError.notStored` when the disk has no room for the work, `.notRead` when it
    ///   gives so little that it cannot be said what was there; `.newer` when a newer program wrote
    ///   some of it, which this one would leave out. Damage is no reason: what is left is salvaged.
    public static func salvage(
        from folder: ProfileFolder, key: DataKey
    ) throws(ReplicaError) -> Salvaged {
        let seal = Seal(key)
        var found = Found()
        let copies = [unfinished(in: folder), folder.path(of: .journalCopy)]
            .compactMap(\.self).compactMap { try? CopyContents(path: $0) }
        for copy in copies { found.add(copy, seal) }
        if copies.contains(where: \.isNewer) || found.isNewer { throw .newer }
        // One of the two may be missing, where the other has what it had.
        do throws(ReplicaError) {
            let isSound = try readDatabase(of: folder, seal, into: &found)
            if copies.isEmpty, !isSound { throw .notRead }
        } catch {
            guard ![.notStored(diskFull: true), .newer].contains(error),
                copies.contains(where: \.hasWords)
            else { throw error }
        }
        if found.isNewer { throw .newer }
        return found.salvaged()
    }

    /// Sets the damaged files aside under a name that ends in `stamp`, and makes a fresh replica
    /// that has what was salvaged. Its cursor is empty: it pulls from the beginning.
    ///
    /// `finish` is part of what the fresh replica has from the moment it stands in its place: a
    /// program that ends at any step leaves the damaged replica or the whole fresh one.
    ///
    /// - Returns: the replica, with the journal as it now is numbered.
    public static func renew(
        in folder: ProfileFolder, key: DataKey, from salvaged: Salvaged, stamp: String,
        finish: (ReplicaTransaction) throws -> Void = { _ in }
    ) throws -> Replica {
        let fresh = fresh(in: folder)
        try? FileManager.default.removeItem(atPath: fresh.path)
        let replica = try make(in: fresh, key: key)
        try replica.write { transaction in
            for (index, entry) in salvaged.journal.enumerated() {
                let mid = Int64(index) + 1
                try transaction.append(entry.moved(to: mid))
                if let result = salvaged.results.first(where: { $0.key == entry.key }) {
                    _ = try transaction.store(result.moved(to: mid))
                }
            }
            for draft in salvaged.drafts {
                try transaction.store(
                    draft, revision: salvaged.revisions[draft.basis.package] ?? 1)
            }
            if let sync = salvaged.sync {
                if let epoch = sync.epoch { try transaction.setEpoch(epoch) }
                if let offset = sync.clockOffset { try transaction.setClockOffset(offset) }
                if let reached = sync.lastReached { try transaction.noteReached(at: reached) }
            }
            // Until all is read again nobody can say what has left.
            try transaction.beginEmpty()
            try finish(transaction)
        }
        replica.close()
        // The database away first, the fresh copy in first: no database ever stands beside a copy
        // that counts otherwise, and with the copy alone all can be salvaged again.
        for file in [ProfileFolder.File.replica, .journalCopy] {
            try setAside(file, of: folder, stamp: stamp)
        }
        // The old copy has its other name before the fresh one takes its place.
        try DurableFile.syncFolder(of: folder.path(of: .replica))
        for file in [ProfileFolder.File.journalCopy, .replica] {
            try move(file, of: fresh, to: folder)
        }
        try DurableFile.syncFolder(of: folder.path(of: .replica))
        try? FileManager.default.removeItem(atPath: fresh.path)
        return try Replica(in: folder, key: key)
    }

    /// Where `renew` makes the replica before it takes its place.
    private static func fresh(in folder: ProfileFolder) -> ProfileFolder {
        ProfileFolder(folder.path + "/fresh")
    }

    /// The copy of a `renew` that ended after the old database had gone and before the fresh one
    /// came: what only the old database had is there.
    private static func unfinished(in folder: ProfileFolder) -> String? {
        let fresh = fresh(in: folder)
        return folder.has(.replica) || !fresh.has(.journalCopy) ? nil : fresh.path(of: .journalCopy)
    }

    private static func setAside(
        _ file: ProfileFolder.File, of folder: ProfileFolder, stamp: String
    ) throws {
        for path in existing(file, of: folder) {
            let aside = path + ".damaged-" + stamp
            if file == .journalCopy {
                try keep(path, as: aside)
            } else {
                guard rename(path, aside) == 0 else { throw ReplicaError.system(errno) }
            }
        }
    }

    private static func move(
        _ file: ProfileFolder.File, of fresh: ProfileFolder, to folder: ProfileFolder
    ) throws {
        for path in existing(file, of: fresh) {
            guard rename(path, folder.path + path.dropFirst(fresh.path.count)) == 0 else {
                throw ReplicaError.system(errno)
            }
        }
    }

    /// A file and, where it is a database, its log and index.
    private static func existing(_ file: ProfileFolder.File, of folder: ProfileFolder) -> [String] {
        ["", "-wal", "-shm"].map { folder.path(of: file) + $0 }.filter { access($0, F_OK) == 0 }
    }

    /// Under another name too: the old copy stays in place until the fresh one replaces it.
    private static func keep(_ path: String, as other: String) throws(ReplicaError) {
        if link(path, other) == 0 { return }
        // Some file systems know no second name.
        guard let data = try DurableFile.remains(of: path) else { return }
        try DurableFile.replace(other, with: data)
    }

    /// Reads a second copy of the database's files, so that the damaged ones stay as they are.
    ///
    /// - Returns: whether nothing of it is damaged.
    private static func readDatabase(
        of folder: ProfileFolder, _ seal: Seal, into found: inout Found
    ) throws(ReplicaError) -> Bool {
        let scratch = ProfileFolder(folder.path + "/scratch")
        try? FileManager.default.removeItem(atPath: scratch.path)
        defer { try? FileManager.default.removeItem(atPath: scratch.path) }
        try scratch.prepare()
        for ending in ["", "-wal"] {
            guard let data = try DurableFile.remains(of: folder.path(of: .replica) + ending)
            else { continue }
            try DurableFile.replace(scratch.path(of: .replica) + ending, with: data)
        }
        guard let queue = try? DatabaseQueue(path: scratch.path(of: .replica)) else { return false }
        defer { try? queue.close() }
        if (try? queue.read(Schema.isNewer)) == true { throw .newer }
        return queue.writeWithoutTransaction { db in
            each(db, "SELECT mid, key, body FROM journal") { row in
                guard let mid = row[0] as? Int64, let key = row[1] as? String,
                    let body = row[2] as? Data
                else { return }
                let frame = JournalCopy.Frame(kind: .journal, key: key, version: mid, body: body)
                found.add(entry: found.opened { try frame.entry(openedBy: seal) })
            }
            each(db, "SELECT mid, key, body FROM result") { row in
                guard let mid = row[0] as? Int64, let key = row[1] as? String,
                    let body = row[2] as? Data
                else { return }
                found.add(
                    result: found.opened {
                        try ResultRow(mid: mid, key: key, body: body).opened(by: seal)
                    })
            }
            each(db, "SELECT package, revision, body FROM draft") { row in
                guard let package = row[0] as? String, let revision = row[1] as? Int64,
                    let body = row[2] as? Data
                else { return }
                found.add(DraftRow(package: package, revision: revision, body: body), seal)
            }
            found.sync = try? ReplicaTransaction(db: db, seal: seal, frames: .init()).syncState()
            each(db, "SELECT name, value FROM meta") { row in
                guard let name = row[0] as? String, let value = row[1] as? Data else { return }
                found.meta[name] = value
            }
            return found.sync != nil && (try? quickCheck(db)) != nil
        }
    }

    /// Goes on with the row before the one at which SQLite gave up.
    private static func each(_ db: Database, _ sql: String, _ body: (Row) -> Void) {
        guard let cursor = try? Row.fetchCursor(db, sql: sql) else { return }
        while let next = try? cursor.next() { body(next) }
    }
}

extension ReplicaTransaction {
    fileprivate func store(_ draft: VisitDraft, revision: Int64) throws {
        let name = RowName(kind: "#draft", id: draft.basis.package.rawValue, version: revision)
        let body = try seal.seal(try CanonicalJSON.encode(draft), as: name)
        try DraftRow(package: name.id, revision: revision, body: body).store(in: db)
        frames.all.append(.init(kind: .draft, key: name.id, version: revision, body: body))
    }
}

/// What was found so far, each thing once.
private struct Found {
    private var journal: [String: JournalEntry] = [:]
    private var results: [String: StoredResult] = [:]
    private var drafts: [SupportPackage.ID: (draft: VisitDraft, revision: Int64)] = [:]
    var sync: SyncState?
    var meta: [String: Data] = [:]
    /// Something was sealed as it should be and is not for this program.
    var isNewer = false

    /// `nil` for what does not open.
    mutating func opened<Value>(_ open: () throws -> Value) -> Value? {
        do {
            return try open()
        } catch {
            if case ReplicaError.newer = error { isNewer = true }
            return nil
        }
    }

    mutating func add(_ copy: CopyContents, _ seal: Seal) {
        for frame in copy.journal.values {
            add(entry: opened { try frame.entry(openedBy: seal) })
        }
        for frame in copy.results.values {
            add(
                result: opened {
                    try ResultRow(mid: frame.version, key: frame.key, body: frame.body)
                        .opened(by: seal)
                })
        }
        for frame in copy.drafts.values {
            add(DraftRow(package: frame.key, revision: frame.version, body: frame.body), seal)
        }
    }

    mutating func add(entry: JournalEntry?) {
        guard let entry else { return }
        journal[entry.key] = entry
    }

    mutating func add(result: StoredResult?) {
        guard let result else { return }
        results[result.key] = result
    }

    /// Of two drafts of a visit the later one is kept.
    mutating func add(_ row: DraftRow, _ seal: Seal) {
        guard let draft = opened({ try row.opened(by: seal) }) else { return }
        let package = draft.basis.package
        if let held = drafts[package], held.revision >= row.revision { return }
        drafts[package] = (draft, row.revision)
    }

    func salvaged() -> Salvaged {
        let entries = journal.values.sorted { ($0.mid, $0.key) < ($1.mid, $1.key) }
        // A draft whose record is in the journal was saved already.
        let open = drafts.filter { journal[$0.value.draft.preference.rawValue] == nil }
        return Salvaged(
            journal: entries, results: results.values.sorted { $0.mid < $1.mid },
            drafts: open.values.map(\.draft).sorted { $0.basis.package < $1.basis.package },
            sync: sync,
            isDense: entries.enumerated().allSatisfy { $1.mid == Int64($0) + 1 }, meta: meta,
            revisions: open.mapValues(\.revision))
    }
}

extension Replica {
    /// A file of the profile as the journal's copy and the database remember it, the surer first.
    static func remembered(_ file: ProfileFolder.File, in folder: ProfileFolder) -> [Data] {
        var found: [Data] = []
        for path in [unfinished(in: folder), folder.path(of: .journalCopy)].compactMap(\.self) {
            // Its frames have checksums.
            if let data = (try? CopyContents(path: path))?.about[file.rawValue] {
                found.append(data)
            }
        }
        guard folder.has(.replica) else { return found }
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try? DatabaseQueue(
            path: folder.path(of: .replica), configuration: configuration)
        let row = try? queue?.read { db in try MetaRow.fetchOne(db, key: file.rawValue) }
        if let data = row?.value, CheckedFile.state(of: data) != .damaged, !found.contains(data) {
            found.append(data)
        }
        return found
    }

    /// Whether the database remembers a file of the profile as it is.
    public func remembers(_ file: ProfileFolder.File) -> Bool {
        let remembered = (try? read { try $0.meta(file.rawValue) }) ?? nil
        let held = (try? folder.read(file)) ?? nil
        return remembered == held
    }

    /// Remembers the key slots and the device in the database and in the journal's copy, so that
    /// the loss of a small file locks nobody out.
    public func rememberFiles() throws {
        try write { transaction in
            for file in [ProfileFolder.File.vault, .device] {
                if let data = try folder.standing(of: file).versions.first {
                    try transaction.setMeta(file.rawValue, data)
                }
            }
        }
        copy.compareWithDatabase()
    }
}
