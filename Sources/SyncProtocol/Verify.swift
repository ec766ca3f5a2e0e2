public import Procurement

/// What a laptop holds of each package, in a few bytes: the council says which packages it holds
/// otherwise.
public struct VerifyRequest: Codable, Hashable, Sendable {
    public let replica: ReplicaID
    /// The laptop has read the feed up to here. What changed since is no difference.
    public let cursor: String
    /// By package the `PackageDigest` of what the laptop holds.
    public let digests: [String: String]

    public init(replica: ReplicaID, cursor: String, digests: [String: String]) {
        self.replica = replica
        self.cursor = cursor
        self.digests = digests
    }
}

public struct VerifyAnswer: Codable, Hashable, Sendable {
    /// Every package that differs, in order.
    public let differ: [SupportPackage.ID]
    /// The first of them, as they should be: as many as go on a page, at least one.
    public let copies: [PackageCopy]

    public init(differ: [SupportPackage.ID], copies: [PackageCopy]) {
        self.differ = differ
        self.copies = copies
    }
}

/// Everything of one package. Without documents the package is not in the worker's caseload.
public struct PackageCopy: Codable, Hashable, Sendable {
    public let package: SupportPackage.ID
    public let documents: [WireDocument]

    public init(package: SupportPackage.ID, documents: [WireDocument]) {
        self.package = package
        self.documents = documents
    }
}

/// The digest of a package: the first 32 characters of the SHA-256, in lower-case hex, of its
/// `text`.
public enum PackageDigest {
    public static let length = 32

    /// One document of a package.
    public struct Entry: Hashable, Sendable {
        let kind: String
        let id: String
        let version: Int64
        let bodyHash: String

        /// `bodyHash` is the SHA-256 of the body's UTF-8, lower-case hex.
        public init(kind: String, id: String, version: Int64, bodyHash: String) {
            self.kind = kind
            self.id = id
            self.version = version
            self.bodyHash = bodyHash
        }
    }

    /// Four lines a document (kind, id, version, hash of the body), documents in the order of the
    /// bytes of kind and id.
    public static func text(_ entries: [Entry]) -> String {
        entries.map { "\($0.kind)\n\($0.id)\n\($0.version)\n\($0.bodyHash)\n" }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined()
    }
}
