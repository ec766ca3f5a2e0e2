public import Procurement

/// A document on its way to a laptop.
public struct WireDocument: Codable, Hashable, Sendable {
    public let kind: DocumentKind
    public let id: String
    /// The package that it belongs to, and leaves with.
    public let package: SupportPackage.ID
    /// The council's sequence number of its newest change.
    public let version: Int64
    /// The value as JSON text; kept as it came, so that fields a laptop does not know survive.
    public let body: String

    public init(
        kind: DocumentKind, id: String, package: SupportPackage.ID, version: Int64, body: String
    ) {
        self.kind = kind
        self.id = id
        self.package = package
        self.version = version
        self.body = body
    }
}

/// One step of a pull. On the wire `{"put": {...}}` or `{"leave": "CE-2041"}`. A kind of step that is
/// added comes with a new `SyncVersion.current`, so that laptops know when they can read what they
/// had to skip.
public enum PullOperation: Hashable, Sendable {
    case put(WireDocument)
    /// The package left the worker's caseload: its content is purged, its journal is not.
    case leave(SupportPackage.ID)
    /// A step of a newer council.
    case unknown
}

extension PullOperation: Encodable {
    private enum Key: String, CodingKey { case put, leave }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .put(let document): try container.encode(document, forKey: .put)
        case .leave(let package): try container.encode(package, forKey: .leave)
        case .unknown: break
        }
    }
}

public struct PullRequest: Codable, Hashable, Sendable {
    public let replica: ReplicaID
    /// What the last answer gave; `nil` for a new replica. Opaque to the laptop.
    public let cursor: String?
    /// The largest page that this link seems to bear, in bytes of JSON.
    public let pageBytes: Int?
    /// The newest `mid` whose result the laptop holds.
    public let resultsAfter: Int64

    public init(replica: ReplicaID, cursor: String?, pageBytes: Int?, resultsAfter: Int64) {
        self.replica = replica
        self.cursor = cursor
        self.pageBytes = pageBytes
        self.resultsAfter = resultsAfter
    }
}

/// One page. Applied in one transaction, cursor included. Read by `init(page:)`.
public struct PullAnswer: Encodable, Hashable, Sendable {
    /// Oldest change first.
    public let operations: [PullOperation]
    /// Results that the laptop may not have. They tell what became of records that it handed in, and
    /// acknowledge none: that only the answer to a push does.
    public let results: [MutationResult]
    public let lastMid: Int64
    public let cursor: String
    public let more: Bool

    public init(
        operations: [PullOperation], results: [MutationResult], lastMid: Int64, cursor: String,
        more: Bool
    ) {
        self.operations = operations
        self.results = results
        self.lastMid = lastMid
        self.cursor = cursor
        self.more = more
    }

    /// What an answer without a body (204) means; `nil` when the laptop had nothing, and so must
    /// have got something.
    public init?(nothingNewTo request: PullRequest) {
        guard let cursor = request.cursor else { return nil }
        self.init(
            operations: [], results: [], lastMid: request.resultsAfter, cursor: cursor, more: false)
    }
}

public struct WaitAnswer: Codable, Hashable, Sendable {
    public let changed: Bool
    public init(changed: Bool) { self.changed = changed }
}
