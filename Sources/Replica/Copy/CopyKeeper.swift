internal import Foundation
internal import GRDB
internal import Synchronization

/// Keeps `journal.copy` in step with the database.
///
/// The database is the truth: when the copy cannot be written, what was said is stored all the
/// same, and the copy is written anew as soon as that works.
final class CopyKeeper: Sendable {
    /// A healthy replica writes its copy anew above this many bytes.
    static let compactAbove = 8 << 20

    private let copy: JournalCopy
    private let pool: DatabasePool
    private let folder: ProfileFolder
    private let isBehind = Mutex(false)
    /// What the copy held when it was last written anew, in bytes.
    private let compacted = Mutex(0)

    init(copy: JournalCopy, pool: DatabasePool, folder: ProfileFolder) {
        self.copy = copy
        self.pool = pool
        self.folder = folder
    }

    /// Called after the commit, still on the writing connection.
    func append(_ frames: [JournalCopy.Frame], in db: Database) {
        guard !frames.isEmpty else { return }
        isBehind.withLock { isBehind in
            do {
                if isBehind || hasGrown {
                    try copy.rewrite(try allFrames(db))
                    compacted.withLock { $0 = copy.size }
                } else {
                    try copy.append(frames)
                }
                isBehind = false
            } catch {
                isBehind = true
            }
        }
    }

    /// Writes the copy anew, whatever is in it.
    ///
    /// - Throws: when it is not on the disk.
    func rewriteNow() throws {
        try pool.writeWithoutTransaction { db in rewrite(try allFrames(db)) }
        if isBehind.withLock({ $0 }) { throw ReplicaError.notStored(diskFull: false) }
    }

    /// Writes the copy anew when something of the database is missing in it, or it grew too large.
    func compareWithDatabase() {
        let held = try? CopyContents(path: copy.path)
        try? pool.writeWithoutTransaction { db in
            let all = try allFrames(db)
            let wanted = CopyContents(all)
            let same =
                held?.journal == wanted.journal && held?.drafts == wanted.drafts
                && held?.about == wanted.about
            if !same || hasGrown { rewrite(all) }
        }
    }

    /// Brings the copy up to date before the replica is closed.
    func settle() {
        guard isBehind.withLock({ $0 }) else { return }
        try? pool.writeWithoutTransaction { db in rewrite(try allFrames(db)) }
    }

    /// Whether much of the copy is out of date; a large journal is not written anew each time.
    private var hasGrown: Bool {
        copy.size > max(Self.compactAbove, 2 * compacted.withLock { $0 })
    }

    private func rewrite(_ frames: [JournalCopy.Frame]) {
        isBehind.withLock { isBehind in
            do {
                try copy.rewrite(frames)
                compacted.withLock { $0 = copy.size }
                isBehind = false
            } catch {
                isBehind = true
            }
        }
    }

    /// The whole copy as it should be.
    private func allFrames(_ db: Database) throws -> [JournalCopy.Frame] {
        let about = try [ProfileFolder.File.vault, .device].compactMap { file in
            // What is remembered was whole once; the file may be damaged by now.
            try MetaRow.fetchOne(db, key: file.rawValue).map {
                JournalCopy.Frame(kind: .about, key: file.rawValue, version: 0, body: $0.value)
            }
        }
        let journal = try JournalRow.all(db, "SELECT * FROM journal ORDER BY mid").map {
            JournalCopy.Frame(kind: .journal, key: $0.key, version: $0.mid, body: $0.body)
        }
        let results = try ResultRow.all(db, "SELECT * FROM result ORDER BY mid").map {
            JournalCopy.Frame(kind: .result, key: $0.key, version: $0.mid, body: $0.body)
        }
        let drafts = try DraftRow.all(db, "SELECT * FROM draft ORDER BY package").map {
            JournalCopy.Frame(kind: .draft, key: $0.package, version: $0.revision, body: $0.body)
        }
        return about + journal + results + drafts
    }
}

extension JournalCopy.Frame {
    func entry(openedBy seal: Seal) throws -> JournalEntry {
        try JournalRow(mid: version, key: key, name: "", package: "", recordedAt: 0, body: body)
            .opened(by: seal)
    }
}
