internal import Dispatch
public import Foundation
internal import GRDB
public import Procurement
internal import Synchronization

/// The name of a synced document.
public struct DocumentName: Hashable, Sendable {
    public let kind: String
    public let id: String

    public init(kind: String, id: String) {
        self.kind = kind
        self.id = id
    }
}

/// Which writing of a document it is: another one after every `put`, also of the same version.
///
/// The version does not say so: a council that was restored from a backup counts on from there, and
/// gives a number a second time, to another text.
public struct DocumentMark: Hashable, Sendable {
    /// The nonce with which it was sealed, which is never used twice.
    private let nonce: Data

    static let length = 12

    init(_ sealed: Data) { nonce = Data(sealed.prefix(Self.length)) }
}

/// A document that was opened.
public struct OpenedDocument: Sendable {
    public let name: DocumentName
    public let package: SupportPackage.ID
    public let version: Int64
    /// JSON, as it came from the council.
    public let body: Data
    /// `nil` for one that is not out of a replica.
    public let mark: DocumentMark?

    public init(name: DocumentName, package: SupportPackage.ID, version: Int64, body: Data) {
        self.init(name: name, package: package, version: version, body: body, mark: nil)
    }

    init(
        name: DocumentName, package: SupportPackage.ID, version: Int64, body: Data,
        mark: DocumentMark?
    ) {
        self.name = name
        self.package = package
        self.version = version
        self.body = body
        self.mark = mark
    }
}

/// What the replica holds besides documents, and which documents differ from those known.
public struct Reading: Sendable {
    /// Documents that are new or were written again, in no order.
    public var documents: [OpenedDocument] = []
    /// Documents that are here no more.
    public var gone: [DocumentName] = []
    public var drafts: [VisitDraft] = []
    /// In order of `mid`.
    public var journal: [JournalEntry] = []
    /// By `mid`.
    public var results: [Int64: StoredResult] = [:]
    /// Entries that the council could not take so far, by `mid`.
    public var setAside: [Int64: SetAside] = [:]
    public var opened: [SupportPackage.ID: Instant] = [:]
    /// Those that are here whole.
    public var pictures: Set<Picture.ID> = []
    public var sync: SyncState
    /// Grows whenever a document changes.
    public var change: Int64
    /// What is not here has left. `false` from salvaging, which begins with no documents, until the
    /// feed was read to its end.
    public var isWhole = false
    /// Rows that were forged, swapped or cut short. They are left out above.
    public var damaged: [RowName] = []
}

extension Replica {
    /// Reads everything that changed.
    ///
    /// - Parameters:
    ///   - known: the documents that the caller holds, with their marks.
    ///   - change: the `change` of the reading before; when it still is that, documents are not
    ///     looked at.
    /// - Returns: what the replica holds, without the documents that the caller has already.
    /// - Throws: `ReplicaError` when the database cannot be read.
    public func reading(
        known: [DocumentName: DocumentMark] = [:], change: Int64? = nil
    ) throws -> Reading {
        do {
            let (rows, reading) = try pool.read { db in try raw(db, known, change) }
            var result = reading
            let (documents, damaged) = open(rows)
            result.documents = documents
            result.damaged += damaged
            return result
        } catch {
            throw ReplicaError.translated(error)
        }
    }

    private func raw(
        _ db: Database, _ known: [DocumentName: DocumentMark], _ change: Int64?
    ) throws -> ([DocumentRow], Reading) {
        let transaction = ReplicaTransaction(db: db, seal: seal, frames: .init())
        let now = try Int64.one(db, "SELECT change FROM sync") ?? 0
        var reading = Reading(sync: try transaction.syncState(), change: now)
        for row in try DraftRow.all(db, "SELECT * FROM draft ORDER BY package") {
            collect(row.name, into: &reading.damaged) {
                reading.drafts.append(try row.opened(by: seal))
            }
        }
        for row in try JournalRow.all(db, "SELECT * FROM journal ORDER BY mid") {
            collect(row.rowName, into: &reading.damaged) {
                reading.journal.append(try row.opened(by: seal))
            }
        }
        for row in try ResultRow.all(db, "SELECT * FROM result") {
            collect(row.name, into: &reading.damaged) {
                reading.results[row.mid] = try row.opened(by: seal)
            }
        }
        for row in try OpenedRow.all(db, "SELECT * FROM opened") {
            reading.opened[SupportPackage.ID(row.package)] = Instant(milliseconds: row.at)
        }
        reading.setAside = try transaction.setAside()
        reading.pictures = try transaction.wholePictures()
        reading.isWhole = try !transaction.isFilling()
        guard now != change else { return ([], reading) }
        return (try changedRows(db, known, &reading.gone), reading)
    }

    private func changedRows(
        _ db: Database, _ known: [DocumentName: DocumentMark], _ gone: inout [DocumentName]
    ) throws -> [DocumentRow] {
        if known.isEmpty { return try Self.rows(db, sql: "SELECT * FROM document") }
        var rows: [DocumentRow] = []
        var missing = known
        let names = try Row.fetchCursor(
            db.cachedStatement(
                sql: "SELECT kind, id, substr(body, 1, \(DocumentMark.length)) FROM document"))
        var changed: [DocumentName] = []
        while let row = try names.next() {
            let name = DocumentName(kind: row[0], id: row[1])
            if missing.removeValue(forKey: name) != DocumentMark(row[2]) { changed.append(name) }
        }
        for name in changed {
            rows += try Self.rows(
                db, sql: "SELECT * FROM document WHERE kind = ? AND id = ?",
                arguments: [name.kind, name.id])
        }
        gone = Array(missing.keys)
        return rows
    }

    private static func rows(
        _ db: Database, sql: String, arguments: StatementArguments = []
    ) throws -> [DocumentRow] {
        let cursor = try Row.fetchCursor(
            db.cachedStatement(sql: sql), arguments: arguments)
        var rows: [DocumentRow] = []
        while let row = try cursor.next() {
            rows.append(
                DocumentRow(
                    kind: row["kind"], id: row["id"], package: row["package"],
                    version: row["version"], generation: row["generation"], body: row["body"]))
        }
        return rows
    }

    private func collect(
        _ name: RowName, into damaged: inout [RowName], _ body: () throws -> Void
    ) {
        do { try body() } catch { damaged.append(name) }
    }

    /// Opens rows on all processors.
    private func open(_ rows: [DocumentRow]) -> ([OpenedDocument], [RowName]) {
        let part = 500
        let parts = Mutex<[([OpenedDocument], [RowName])]>([])
        DispatchQueue.concurrentPerform(iterations: (rows.count + part - 1) / part) { index in
            var documents: [OpenedDocument] = []
            var damaged: [RowName] = []
            for row in rows[(index * part)..<min(rows.count, (index + 1) * part)] {
                if let body = try? seal.open(row.body, as: row.name) {
                    documents.append(
                        OpenedDocument(
                            name: DocumentName(kind: row.kind, id: row.id),
                            package: SupportPackage.ID(row.package), version: row.version,
                            body: body, mark: DocumentMark(row.body)))
                } else {
                    damaged.append(row.name)
                }
            }
            parts.withLock { $0.append((documents, damaged)) }
        }
        return parts.withLock { parts in (parts.flatMap(\.0), parts.flatMap(\.1)) }
    }
}
