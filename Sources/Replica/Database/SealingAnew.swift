internal import Foundation
internal import GRDB

/// A new data key for everything that the replica holds.
///
/// The vault is stored first, with the new key and, under it, the one before: from then on every row
/// opens by one of the two, whatever ends the program. All rows are sealed anew in one transaction,
/// then the journal's copy; only when both are on the disk may the vault forget the key before.
/// Pictures are fetched again: their names in the profile hang on the key too.
extension Replica {
    /// Seals everything under the new key of the two that the replica was opened with. Done again after
    /// it was stopped at any step.
    ///
    /// `more` seals what the caller keeps in `ReplicaTransaction.meta`.
    public func sealAnew(_ more: (ReplicaTransaction) throws -> Void) throws {
        do {
            try pool.write { db in
                try sealRows(db)
                try more(ReplicaTransaction(db: db, seal: seal, frames: .init()))
            }
            try copy.rewriteNow()
        } catch {
            throw ReplicaError.translated(error)
        }
        dropPictureFiles()
        // What was sealed under the key before is in pages that nobody uses any more.
        try? pool.vacuum()
    }

    private func sealRows(_ db: Database) throws {
        func anew(_ body: Data, _ name: RowName) throws -> Data {
            try seal.seal(try seal.open(body, as: name), as: name)
        }
        for row in try DraftRow.all(db, "SELECT * FROM draft") {
            try db.run(
                "UPDATE draft SET body = ? WHERE package = ?",
                [try anew(row.body, row.name), row.package])
        }
        try Schema.withoutFrozenJournal(db) {
            for row in try JournalRow.all(db, "SELECT * FROM journal") {
                try db.run(
                    "UPDATE journal SET body = ? WHERE mid = ?",
                    [try anew(row.body, row.rowName), row.mid])
            }
        }
        for row in try ResultRow.all(db, "SELECT * FROM result") {
            try db.run(
                "UPDATE result SET body = ? WHERE mid = ?", [try anew(row.body, row.name), row.mid])
        }
        for row in try DocumentRow.all(db, "SELECT * FROM document") {
            // One that does not open is fetched again, and left as it is until then.
            guard let body = try? anew(row.body, row.name) else { continue }
            try db.run(
                "UPDATE document SET body = ? WHERE kind = ? AND id = ?", [body, row.kind, row.id])
        }
        try db.run("DELETE FROM picture_use")
        try db.run("DELETE FROM picture")
        let transaction = ReplicaTransaction(db: db, seal: seal, frames: .init())
        try transaction.noteAllPictures()
        try transaction.noteChangedDocuments()
    }
}
