internal import Crypto
public import Foundation
internal import GRDB
public import Procurement

/// A picture that a document names and that is not here, or not all of it.
public struct WantedPicture: Hashable, Sendable {
    public let sha256: Picture.ID
    /// In bytes.
    public let size: Int
    /// How many bytes are here, from the first on: the next piece begins there.
    public let arrived: Int
}

/// Pictures, by their hash and in sealed pieces.
///
/// A piece is sealed as `#piece|<hash>|<its first byte>`, so that none opens in another's place. It is
/// on the disk before the database says so, and each is said alone: whatever ends the program, fetching
/// goes on at the next byte. A picture is there once, however many documents name it, as long as one names it.
extension ReplicaTransaction {
    private static let notNoted = "picturesNotNoted"

    /// Keeps in mind which pictures a document names that people are going to be shown.
    func notePictures(of name: DocumentName, _ body: Data) throws {
        guard name.kind == DocumentKind.bid.rawValue else { return }
        let pictures = Picture.shown(by: DocumentKind(rawValue: name.kind), in: body)
        let before = try String.fetchAll(
            db.cachedStatement(sql: "SELECT picture FROM picture_use WHERE kind = ? AND id = ?"),
            arguments: [name.kind, name.id])
        let aliases = pictures.map { seal.alias(of: $0.sha256.rawValue) }
        guard Set(before) != Set(aliases) else { return }
        try db.run("DELETE FROM picture_use WHERE kind = ? AND id = ?", [name.kind, name.id])
        for (picture, alias) in zip(pictures, aliases) {
            let size = Int64(picture.bytes)
            let row = RowName(kind: "#picture", id: alias, version: size)
            try db.run(
                "INSERT OR IGNORE INTO picture (name, size, body) VALUES (?, ?, ?)",
                [
                    alias, size, try seal.seal(Data(picture.sha256.rawValue.utf8), as: row),
                ])
            try db.run(
                "INSERT OR IGNORE INTO picture_use (kind, id, picture) VALUES (?, ?, ?)",
                [name.kind, name.id, alias])
        }
        if !before.isEmpty { try dropUnnamedPictures() }
    }

    /// Whether there are documents that an older program stored without noting their pictures.
    public func hasUnnotedPictures() throws -> Bool {
        try meta(Self.notNoted)?.isEmpty == false
    }

    /// Notes the pictures of every document that is here.
    public func noteAllPictures() throws {
        for document in try allDocuments() {
            try notePictures(of: document.name, document.body)
        }
        try setMeta(Self.notNoted, Data())
    }

    /// Purges the pictures that no document names any more.
    func dropUnnamedPictures() throws {
        try db.run("DELETE FROM picture WHERE name NOT IN (SELECT picture FROM picture_use)")
        if db.changesCount > 0 { frames.dropsPictures = true }
    }
}

// MARK: - What is here

extension ReplicaTransaction {
    /// The pictures that are here whole.
    func wholePictures() throws -> Set<Picture.ID> {
        Set(
            try PictureRow.all(db, "SELECT * FROM picture WHERE whole")
                .compactMap { hash(of: $0) })
    }

    /// How many bytes of pictures the replica holds.
    public func pictureBytes() throws -> Int {
        try Int.one(db, "SELECT coalesce(sum(arrived), 0) FROM picture") ?? 0
    }

    func row(of sha256: Picture.ID) throws -> PictureRow? {
        try PictureRow.one(
            db, "SELECT * FROM picture WHERE name = ?", [seal.alias(of: sha256.rawValue)])
    }

    private func hash(of row: PictureRow) -> Picture.ID? {
        (try? seal.open(row.body, as: row.rowName)).map {
            Picture.ID(String(decoding: $0, as: UTF8.self))
        }
    }
}

// MARK: - What comes

extension ReplicaTransaction {
    /// The pictures that are not whole, those of the soonest visit first.
    public func wantedPictures() throws -> [WantedPicture] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT p.*, d.package AS package FROM picture p
                    JOIN picture_use u ON u.picture = p.name
                    JOIN document d ON d.kind = u.kind AND d.id = u.id
                    WHERE NOT p.whole ORDER BY p.rowid, d.package
                    """))
        var due: [String: Day] = [:]
        for package in Set(rows.map { $0["package"] as String }) {
            due[package] = try visit(of: package)?.due
        }
        var wanted: [(picture: WantedPicture, due: Day?)] = []
        var places: [String: Int] = [:]
        for found in rows {
            let row = try PictureRow(row: found)
            let day = due[found["package"]]
            if let place = places[row.name] {
                wanted[place].due = [wanted[place].due, day].compactMap { $0 }.min()
            } else if let sha256 = hash(of: row) {
                places[row.name] = wanted.count
                wanted.append(
                    (
                        WantedPicture(
                            sha256: sha256, size: Int(row.size), arrived: Int(row.arrived)), day
                    ))
            }
        }
        return wanted.enumerated().sorted { one, other in
            switch (one.element.due, other.element.due) {
            case (let due?, let otherDue?) where due != otherDue: due < otherDue
            case (.some, nil): true
            case (nil, .some): false
            default: one.offset < other.offset
            }
        }.map(\.element.picture)
    }

    private func visit(of package: String) throws -> Visit? {
        guard let body = try? document(DocumentKind.visit.rawValue, package) else { return nil }
        return try? CanonicalJSON.decode(Visit.self, from: body)
    }

    /// Notes that the next piece of a picture is in its file: `length` bytes, which take `stored`
    /// there.
    ///
    /// - Returns: `false` when the picture is not as it was in `before`.
    func notePiece(after before: PictureRow, length: Int, stored: Int64) throws -> Bool {
        try db.run(
            """
            UPDATE picture SET arrived = arrived + ?, stored = stored + ?
            WHERE name = ? AND arrived = ? AND stored = ? AND NOT whole
            """, [length, stored, before.name, before.arrived, before.stored])
        return db.changesCount > 0
    }

    /// Notes that a picture is whole.
    func noteWhole(_ row: PictureRow) throws {
        try db.run("UPDATE picture SET whole = 1 WHERE name = ?", [row.name])
        try notePicturesChanged()
    }

    /// Notes that nothing of a picture is here.
    func noteNothing(of row: PictureRow) throws {
        try db.run(
            "UPDATE picture SET arrived = 0, stored = 0, whole = 0 WHERE name = ?", [row.name])
        if row.whole { try notePicturesChanged() }
    }

    /// Who reads the replica looks again; documents did not change.
    private func notePicturesChanged() throws {
        try db.run("UPDATE sync SET change = change")
    }
}

extension Replica {
    /// A picture's bytes; `nil` while they are not all here. One that does not open any more is
    /// thrown away, and fetched again.
    ///
    /// - Throws: `ReplicaError` when the database cannot be read.
    public func picture(_ sha256: Picture.ID) throws -> Data? {
        guard let row = try read({ try $0.row(of: sha256) }), row.whole else { return nil }
        if let bytes = bytes(of: row, sha256) { return bytes }
        try forget(row)
        return nil
    }

    /// Stores the next piece of a picture, which begins at byte `start`; it is on the disk when this
    /// returns. Not to be called twice at once.
    ///
    /// - Returns: `false`, and nothing is stored, when it is not the next piece of a picture that is
    ///   wanted.
    public func store(_ piece: Data, of sha256: Picture.ID, from start: Int) throws -> Bool {
        guard let row = try read({ try $0.row(of: sha256) }), !row.whole,
            row.arrived == Int64(start), !piece.isEmpty,
            row.arrived + Int64(piece.count) <= row.size
        else { return false }
        let sealed = try seal.seal(piece, as: Self.name(of: sha256, from: row.arrived))
        try pictures.write(sealed, of: row.name, at: row.stored)
        let isNoted = try write {
            try $0.notePiece(
                after: row, length: piece.count, stored: PictureFiles.length(of: sealed))
        }
        // The picture left while its piece was written.
        if !isNoted { dropPictureFiles() }
        return isNoted
    }

    /// Compares the hash of a picture whose bytes are all here. When it is another, or a piece does
    /// not open, all of them are thrown away.
    ///
    /// - Returns: whether the picture is whole now.
    public func finish(_ sha256: Picture.ID) throws -> Bool {
        guard let row = try read({ try $0.row(of: sha256) }), row.arrived == row.size else {
            return false
        }
        guard let bytes = bytes(of: row, sha256),
            SHA256.hash(data: bytes).hexadecimal == sha256.rawValue
        else {
            try forget(row)
            return false
        }
        try write { try $0.noteWhole(row) }
        return true
    }

    /// Throws away what is here of a picture; it is fetched again from its first byte.
    private func forget(_ row: PictureRow) throws {
        // The file first: a piece that is stored meanwhile begins a new one.
        pictures.remove(row.name)
        try write { try $0.noteNothing(of: row) }
    }

    private func bytes(of row: PictureRow, _ sha256: Picture.ID) -> Data? {
        guard let pieces = pictures.pieces(of: row.name, length: row.stored) else { return nil }
        var bytes = Data(capacity: Int(row.size))
        for sealed in pieces {
            let name = Self.name(of: sha256, from: Int64(bytes.count))
            guard let piece = try? seal.open(sealed, as: name) else { return nil }
            bytes.append(piece)
        }
        return bytes.count == Int(row.size) ? bytes : nil
    }

    private static func name(of sha256: Picture.ID, from start: Int64) -> RowName {
        RowName(kind: "#piece", id: sha256.rawValue, version: start)
    }

    /// How many bytes the disk of the profile has left; `nil` when it does not say.
    public var freeBytes: Int? {
        let disk = try? FileManager.default.attributesOfFileSystem(forPath: folder.path)
        return (disk?[.systemFreeSize] as? NSNumber)?.intValue
    }

    /// Removes the files of pictures that the database does not know, or no more.
    func dropPictureFiles() {
        try? pool.read { db in dropPictureFiles(in: db) }
    }

    /// The same, inside of a transaction's connection.
    func dropPictureFiles(in db: Database) {
        guard let names = try? String.fetchSet(db, sql: "SELECT name FROM picture") else { return }
        pictures.keep(only: names)
    }
}
