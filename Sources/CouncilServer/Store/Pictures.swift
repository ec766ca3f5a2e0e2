internal import Foundation
public import Procurement

/// A picture as the council holds it.
public struct StoredPicture: Hashable, Sendable {
    public let sha256: Picture.ID
    public let type: Picture.Kind
    /// In bytes.
    public let size: Int

    public init(sha256: Picture.ID, type: Picture.Kind, size: Int) {
        self.sha256 = sha256
        self.type = type
        self.size = size
    }

    /// By which one state of it is known from another: it has only one. Source: RFC 9110, 8.8.3.
    var entityTag: String { "\"\(sha256)\"" }
}

/// Pictures, each once under the hash of its bytes, and which documents name them.
extension StoreTransaction {
    /// A picture that a document of the worker's present caseload names; `nil` for every other one,
    /// whether the council has it or not.
    public func picture(_ sha256: Picture.ID, for worker: Worker.ID) throws -> StoredPicture? {
        try sql.first(
            "SELECT p.type, p.bytes FROM picture p WHERE p.hash = $1 AND EXISTS ("
                + "SELECT 1 FROM picture_use u "
                + "JOIN document d ON d.kind = u.kind AND d.id = u.id "
                + "JOIN caseload c ON c.package = d.package "
                + "WHERE u.picture = p.hash AND c.worker = $2 AND c.ended IS NULL)",
            [.text(sha256.rawValue), .text(worker.rawValue)]
        ) { row in
            StoredPicture(
                sha256: sha256, type: Picture.Kind(rawValue: try row.requiredText(0)),
                size: Int(try row.requiredInteger(1)))
        }
    }

    /// Whether the picture is there.
    func has(_ sha256: Picture.ID) throws -> Bool {
        try sql.first("SELECT 1 FROM picture WHERE hash = $1", [.text(sha256.rawValue)]) { _ in
            true
        } ?? false
    }

    /// Those bytes of a picture; fewer when it has not as many.
    func bytes(_ range: Range<Int>, of picture: StoredPicture) throws -> [UInt8] {
        let bytes = try sql.first(
            "SELECT substr(body, $1, $2) FROM picture WHERE hash = $3",
            [
                .integer(Int64(range.lowerBound + 1)), .integer(Int64(range.count)),
                .text(picture.sha256.rawValue),
            ]
        ) { try $0.bytes(0) }
        guard let bytes else { throw StoreError.unreadable(row: "picture") }
        return bytes
    }

    /// Keeps a picture, once. Its name must be the SHA-256 of the bytes.
    ///
    /// - Returns: whether it is new.
    /// - Throws: `StoreError`.
    @discardableResult
    public func keep(_ bytes: [UInt8], as picture: StoredPicture) throws -> Bool {
        try sql.run(
            "INSERT INTO picture (hash, type, bytes, body) VALUES ($1, $2, $3, $4) "
                + "ON CONFLICT (hash) DO NOTHING",
            [
                .text(picture.sha256.rawValue), .text(picture.type.rawValue),
                .integer(Int64(picture.size)), .bytes(bytes),
            ]) > 0
    }

    /// Notes which pictures a document names, in place of those that it named before.
    func notePictures(of document: StoredDocument) throws {
        guard document.kind == .bid else { return }
        try sql.run(
            "DELETE FROM picture_use WHERE kind = $1 AND id = $2",
            [.text(document.kind.rawValue), .text(document.id)])
        for picture in Picture.named(by: document.kind, in: Data(document.body.utf8)) {
            try sql.run(
                "INSERT INTO picture_use (kind, id, picture) VALUES ($1, $2, $3) "
                    + "ON CONFLICT (kind, id, picture) DO NOTHING",
                [
                    .text(document.kind.rawValue), .text(document.id),
                    .text(picture.sha256.rawValue),
                ])
        }
    }

    /// Deletes the pictures that no document names any more: a provider may take one back.
    ///
    /// - Returns: how many they were.
    @discardableResult
    func dropUnnamedPictures() throws -> Int {
        try sql.run(
            "DELETE FROM picture WHERE hash NOT IN (SELECT picture FROM picture_use)", [])
    }
}
