public import Foundation
internal import GRDB
public import Procurement

/// One transaction over the replica: everything in it happens, or nothing does.
///
/// It must not leave the closure that it was handed to.
public struct ReplicaTransaction {
    let db: Database
    let seal: Seal
    let frames: Frames

    /// What goes to the journal's copy once the transaction is committed.
    final class Frames {
        var all: [JournalCopy.Frame] = []
        /// Pictures were dropped: their files go once the transaction is committed.
        var dropsPictures = false
    }
}

// MARK: - Documents

extension ReplicaTransaction {
    /// Stores a document in place of its older version.
    public func put(
        kind: String, id: String, package: SupportPackage.ID, version: Int64, body: Data
    ) throws {
        let name = RowName(kind: kind, id: id, version: version)
        try db.cachedStatement(
            sql: """
                INSERT INTO document (kind, id, package, version, generation, body)
                VALUES (?, ?, ?, ?, (SELECT generation FROM sync), ?)
                ON CONFLICT (kind, id) DO UPDATE SET package = excluded.package,
                    version = excluded.version, generation = excluded.generation,
                    body = excluded.body
                """
        ).execute(
            arguments: [kind, id, package.rawValue, version, try seal.seal(body, as: name)])
        try notePictures(of: DocumentName(kind: kind, id: id), body)
    }

    /// Purges what is held about a package, its pictures too. Its journal and its draft stay.
    public func leave(_ package: SupportPackage.ID) throws {
        try db.run("DELETE FROM document WHERE package = ?", [package.rawValue])
        try db.run("DELETE FROM opened WHERE package = ?", [package.rawValue])
        try dropUnnamedPictures()
    }

    /// Puts these documents in place of everything that is held of a package; with none of them the
    /// package leaves.
    public func replace(_ package: SupportPackage.ID, by documents: [OpenedDocument]) throws {
        guard !documents.isEmpty else { return try leave(package) }
        try db.run("DELETE FROM document WHERE package = ?", [package.rawValue])
        for document in documents {
            try put(
                kind: document.name.kind, id: document.name.id, package: document.package,
                version: document.version, body: document.body)
        }
        try dropUnnamedPictures()
    }

    /// Every document, in no order. Rows that do not open are left out.
    public func allDocuments() throws -> [OpenedDocument] {
        let rows = try DocumentRow.fetchCursor(db, sql: "SELECT * FROM document")
        var documents: [OpenedDocument] = []
        while let row = try rows.next() {
            guard let body = try? seal.open(row.body, as: row.name) else { continue }
            documents.append(
                OpenedDocument(
                    name: DocumentName(kind: row.kind, id: row.id),
                    package: SupportPackage.ID(row.package), version: row.version, body: body,
                    mark: DocumentMark(row.body)))
        }
        return documents
    }

    /// A document's body; `nil` when it is not here.
    ///
    /// - Throws: `ReplicaError.damagedRow`.
    public func document(_ kind: String, _ id: String) throws -> Data? {
        try DocumentRow.one(db, "SELECT * FROM document WHERE kind = ? AND id = ?", [kind, id]).map
        {
            try seal.open($0.body, as: $0.name)
        }
    }

    /// The bodies of all documents of a kind that belong to a package, by id. Rows that do not
    /// open are left out.
    public func documents(_ kind: String, of package: SupportPackage.ID) throws -> [Data] {
        try DocumentRow.all(
            db, "SELECT * FROM document WHERE package = ? AND kind = ? ORDER BY id",
            [package.rawValue, kind]
        ).compactMap { try? seal.open($0.body, as: $0.name) }
    }

    /// Notes that documents changed, so that those who read them read again.
    public func noteChangedDocuments() throws {
        try db.run("UPDATE sync SET change = change + 1")
    }
}

// MARK: - Drafts

extension ReplicaTransaction {
    /// - Throws: `ReplicaError.damagedRow`.
    public func draft(of package: SupportPackage.ID) throws -> VisitDraft? {
        guard
            let row = try DraftRow.one(
                db, "SELECT * FROM draft WHERE package = ?", [package.rawValue])
        else { return nil }
        return try row.opened(by: seal)
    }

    /// Writes the draft of its package, in place of the one before.
    public func store(_ draft: VisitDraft) throws {
        let package = draft.basis.package.rawValue
        let before = try Int64.one(db, "SELECT revision FROM draft WHERE package = ?", [package])
        let name = RowName(kind: "#draft", id: package, version: (before ?? 0) + 1)
        let body = try seal.seal(try CanonicalJSON.encode(draft), as: name)
        try DraftRow(package: package, revision: name.version, body: body).store(in: db)
        frames.all.append(
            .init(kind: .draft, key: package, version: name.version, body: body))
    }

    public func removeDraft(of package: SupportPackage.ID) throws {
        try db.run("DELETE FROM draft WHERE package = ?", [package.rawValue])
        frames.all.append(
            .init(kind: .draftGone, key: package.rawValue, version: 0, body: Data()))
    }
}

/// What is sealed as it should be is not damaged: whoever cannot read it is older than who wrote it.
private func understood<Value: Decodable>(_ plain: Data) throws(ReplicaError) -> Value {
    do { return try CanonicalJSON.decode(from: plain) } catch { throw .newer }
}

extension DraftRow {
    func opened(by seal: Seal) throws -> VisitDraft {
        try understood(try seal.open(body, as: name))
    }
}

// MARK: - Journal

extension ReplicaTransaction {
    /// The `mid` that the next entry gets.
    public func nextMid() throws -> Int64 {
        let newest = try Int64.one(db, "SELECT coalesce(max(mid), 0) FROM journal")
        return max(newest ?? 0, try prunedUpTo()) + 1
    }

    /// Adds an entry at the end.
    public func append(_ entry: JournalEntry) throws {
        let name = RowName(kind: "#journal", id: entry.key, version: entry.mid)
        let body = try seal.seal(try CanonicalJSON.encode(entry), as: name)
        try JournalRow(
            mid: entry.mid, key: entry.key, name: entry.name, package: entry.package.rawValue,
            recordedAt: entry.recordedAt.milliseconds, body: body
        ).append(to: db)
        frames.all.append(.init(kind: .journal, key: entry.key, version: entry.mid, body: body))
    }

    /// Entries in order of `mid`, from `mid` on, at most `limit`.
    public func journal(from mid: Int64 = 1, limit: Int = .max) throws -> [JournalEntry] {
        try JournalRow.all(
            db, "SELECT * FROM journal WHERE mid >= ? ORDER BY mid LIMIT ?", [mid, Int64(limit)]
        ).map { try $0.opened(by: seal) }
    }

    /// Entries about one package, oldest first.
    public func journal(of package: SupportPackage.ID) throws -> [JournalEntry] {
        try JournalRow.all(
            db, "SELECT * FROM journal WHERE package = ? ORDER BY mid", [package.rawValue]
        ).map { try $0.opened(by: seal) }
    }

    /// The first entry that the council has to be sent; `nil` when nothing waits.
    public func firstToSend() throws -> Int64? {
        try Int64.one(
            db,
            """
            SELECT min(mid) FROM (
                SELECT min(mid) AS mid FROM journal WHERE mid NOT IN (SELECT mid FROM result)
                AND mid NOT IN (SELECT mid FROM setAside)
                UNION ALL SELECT min(mid) FROM resend)
            """)
    }

    /// Whether an entry is sent with the next push: it has no result, or is sent again.
    public func isToSend(_ mid: Int64) throws -> Bool {
        try Bool.one(
            db,
            "SELECT mid NOT IN (SELECT mid FROM result) OR mid IN (SELECT mid FROM resend) "
                + "FROM journal WHERE mid = ?", [mid]) ?? false
    }

    /// An entry that was sent again got the answer that it had.
    ///
    /// - Returns: whether it was to be sent again.
    public func endResend(of mid: Int64) throws -> Bool {
        try db.run("DELETE FROM resend WHERE mid = ?", [mid])
        return db.changesCount > 0
    }

    /// The newest `mid` up to which every entry has a result or is set aside; 0 when the first has
    /// and is neither.
    public func answeredUpTo() throws -> Int64 {
        try (firstUnsent() ?? nextMid()) - 1
    }

    /// Up to which `mid` the journal was pruned; 0 when it was not.
    func prunedUpTo() throws -> Int64 {
        try Int64.one(db, "SELECT pruned FROM sync") ?? 0
    }

    public func key(at mid: Int64) throws -> String? {
        try String.one(db, "SELECT key FROM journal WHERE mid = ?", [mid])
    }
}

extension JournalRow {
    func opened(by seal: Seal) throws -> JournalEntry {
        let entry: JournalEntry = try understood(try seal.open(body, as: rowName))
        guard entry.mid == mid, entry.key == key else { throw ReplicaError.damagedRow(rowName) }
        return entry
    }

    /// Whether what stands in clear is what was sealed.
    func isTrue(of entry: JournalEntry) -> Bool {
        (name, package, recordedAt)
            == (entry.name, entry.package.rawValue, entry.recordedAt.milliseconds)
    }
}

// MARK: - Results

extension ReplicaTransaction {
    /// Stores what the council answered when one entry was handed in, by its `mid` and no other: the
    /// entry is acknowledged.
    ///
    /// - Returns: `false`, and nothing is stored, when the journal has no such entry with that key.
    public func store(_ result: StoredResult) throws -> Bool {
        guard try key(at: result.mid) == result.key else { return false }
        try keep(result)
        try db.run("DELETE FROM resend WHERE mid = ?", [result.mid])
        try endSettingAside(of: result.mid)
        return true
    }

    /// Stores what the council makes by now of an entry that it acknowledged before. It acknowledges
    /// nothing: only an answer to the entry itself is about the very words that were saved. A key
    /// alone may stand for others, when a disk was put back to where the visit had only begun. An
    /// entry that was refused because its key was taken is asked about again: it is no more.
    public func renew(_ result: StoredResult) throws {
        guard let before = try self.result(of: result.mid), before.key == result.key else { return }
        guard !before.isFork else {
            return try db.run("INSERT OR IGNORE INTO resend (mid) VALUES (?)", [result.mid])
        }
        try keep(result)
    }

    private func keep(_ result: StoredResult) throws {
        let name = RowName(kind: "#result", id: result.key, version: result.mid)
        let body = try seal.seal(try CanonicalJSON.encode(result), as: name)
        try ResultRow(mid: result.mid, key: result.key, body: body).store(in: db)
        frames.all.append(.init(kind: .result, key: result.key, version: result.mid, body: body))
    }

    public func result(of mid: Int64) throws -> StoredResult? {
        guard let row = try ResultRow.one(db, "SELECT * FROM result WHERE mid = ?", [mid]) else {
            return nil
        }
        return try row.opened(by: seal)
    }

    /// Entries above `mid` that were recorded at or after `since` are sent again, although they
    /// have a result or are set aside. Others without a result are sent anyway.
    ///
    /// - Returns: how many entries it added.
    public func resend(after mid: Int64, since: Instant? = nil) throws -> Int {
        let values: StatementArguments = [mid, since?.milliseconds ?? Int64.min]
        try db.run(
            """
            INSERT OR IGNORE INTO resend (mid)
            SELECT mid FROM journal
            WHERE mid > ? AND recordedAt >= ? AND mid IN (SELECT mid FROM result)
            """, values)
        let added = db.changesCount
        try db.run(
            """
            DELETE FROM setAside WHERE mid IN
                (SELECT mid FROM journal WHERE mid > ? AND recordedAt >= ?)
            """, values)
        return added + db.changesCount
    }
}

extension ResultRow {
    func opened(by seal: Seal) throws -> StoredResult {
        let result: StoredResult = try understood(try seal.open(body, as: name))
        guard result.mid == mid, result.key == key else { throw ReplicaError.damagedRow(name) }
        return result
    }
}

// MARK: - Where sync stands

extension ReplicaTransaction {
    public func syncState() throws -> SyncState {
        let row = try SyncRow.one(db, "SELECT * FROM sync")
        return SyncState(
            cursor: row?.cursor, epoch: row?.epoch,
            lastReached: row?.lastReached.map { Instant(milliseconds: $0) },
            clockOffset: row?.clockOffset)
    }

    public func setCursor(_ cursor: String) throws {
        // Nothing new changes nothing, and costs no write to the disk.
        try db.run("UPDATE sync SET cursor = ?1 WHERE cursor IS NOT ?1", [cursor])
    }

    public func setEpoch(_ epoch: String) throws {
        try db.run("UPDATE sync SET epoch = ?", [epoch])
    }

    /// When the council was last reached is kept to half a minute: a laptop that asks all day for
    /// news does not write each time.
    static let reachedAgain: Int64 = 30_000

    public func noteReached(at now: Instant) throws {
        try db.run(
            """
            UPDATE sync SET lastReached = ?1
            WHERE lastReached IS NULL OR lastReached > ?1 OR lastReached <= ?1 - ?2
            """, [now.milliseconds, Self.reachedAgain])
    }

    public func setClockOffset(_ offset: Int64) throws {
        try db.run("UPDATE sync SET clockOffset = ?", [offset])
    }

    /// Forgets the cursor. Everything stays until a pull from the beginning reached its end; what
    /// that pull did not see is then purged by `endOfSweep`.
    public func startOver() throws {
        try db.run("UPDATE sync SET cursor = NULL, sweeping = 1, generation = generation + 1")
    }

    /// Whether a pull from the beginning is under way.
    public func isSweeping() throws -> Bool {
        try Bool.one(db, "SELECT sweeping FROM sync") ?? false
    }

    /// Begins with no documents at all: what is not here has not left, until the feed's end.
    func beginEmpty() throws {
        try startOver()
        try setMeta(Self.filling, Data([1]))
    }

    func isFilling() throws -> Bool { try meta(Self.filling)?.isEmpty == false }

    private static var filling: String { "filling" }

    /// The feed was read to its end: purges documents that a pull from the beginning did not see.
    ///
    /// - Returns: whether any were purged.
    public func endOfSweep() throws -> Bool {
        guard try Bool.one(db, "SELECT sweeping FROM sync") ?? false else { return false }
        try db.run(
            """
            DELETE FROM opened WHERE package IN (SELECT package FROM document)
            AND package NOT IN (
                SELECT package FROM document
                WHERE generation = (SELECT generation FROM sync))
            """)
        try db.run("DELETE FROM document WHERE generation < (SELECT generation FROM sync)")
        let purged = db.changesCount > 0
        try dropUnnamedPictures()
        try db.run("UPDATE sync SET sweeping = 0")
        if try isFilling() { try setMeta(Self.filling, Data()) }
        return purged
    }

    /// Notes that the worker opened the visit, if it is the first time.
    public func noteOpened(_ package: SupportPackage.ID, at now: Instant) throws {
        try db.run(
            "INSERT OR IGNORE INTO opened (package, at) VALUES (?, ?)",
            [package.rawValue, now.milliseconds])
    }

    /// A small thing that the replica keeps about itself; never content.
    public func meta(_ name: String) throws -> Data? {
        try MetaRow.one(db, "SELECT * FROM meta WHERE name = ?", [name])?.value
    }

    public func setMeta(_ name: String, _ value: Data) throws {
        try MetaRow(name: name, value: value).store(in: db)
    }
}
