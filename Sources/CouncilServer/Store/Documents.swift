internal import Foundation
public import Procurement

/// A document as the council holds it.
public struct StoredDocument: Hashable, Sendable {
    public let kind: DocumentKind
    public let id: String
    public let package: SupportPackage.ID
    /// The sequence number of its newest change.
    public let version: Int64
    /// JSON.
    public let body: String
}

extension StoreTransaction {
    /// `nil` when there is no such document.
    public func document(_ kind: DocumentKind, _ id: String) throws -> StoredDocument? {
        try sql.first(
            "SELECT kind, id, package, version, body FROM document WHERE kind = $1 AND id = $2",
            [.text(kind.rawValue), .text(id)], storedDocument)
    }

    /// Everything that belongs to a package, in order of kind and id.
    public func documents(of package: SupportPackage.ID) throws -> [StoredDocument] {
        try sql.all(
            "SELECT kind, id, package, version, body FROM document WHERE package = $1 "
                + "ORDER BY kind, id", [.text(package.rawValue)], storedDocument)
    }

    /// The value of a document; `nil` when there is none.
    ///
    /// - Throws: `StoreError.unreadable` naming the row when it holds something else.
    public func value<Value: Decodable>(
        _ type: Value.Type = Value.self, _ kind: DocumentKind, _ id: String
    ) throws -> Value? {
        try document(kind, id).map { try $0.value() }
    }

    /// The references of all packages, in order.
    public func packages() throws -> [SupportPackage.ID] {
        try sql.all(
            "SELECT id FROM document WHERE kind = $1 ORDER BY id",
            [.text(DocumentKind.package.rawValue)]
        ) { SupportPackage.ID(try $0.requiredText(0)) }
    }

    private func storedDocument(_ row: any SQLRow) throws -> StoredDocument {
        StoredDocument(
            kind: DocumentKind(rawValue: try row.requiredText(0)), id: try row.requiredText(1),
            package: SupportPackage.ID(try row.requiredText(2)),
            version: try row.requiredInteger(3), body: try row.requiredText(4))
    }

    func save(_ document: StoredDocument) throws {
        try sql.run(
            "INSERT INTO document (kind, id, package, version, body) VALUES ($1, $2, $3, $4, $5) "
                + "ON CONFLICT (kind, id) DO UPDATE SET package = excluded.package, "
                + "version = excluded.version, body = excluded.body",
            [
                .text(document.kind.rawValue), .text(document.id),
                .text(document.package.rawValue), .integer(document.version),
                .text(document.body),
            ])
        try notePictures(of: document)
    }
}

extension StoredDocument {
    func value<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        do {
            return try CanonicalJSON.decode(type, from: Data(body.utf8))
        } catch {
            throw StoreError.unreadable(row: "document \(kind.rawValue) \(id)")
        }
    }
}
