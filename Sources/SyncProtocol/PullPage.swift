public import Foundation
internal import Procurement

/// A page as it is on the wire. It is the JSON of a `PullAnswer`, read by hand because a first pull
/// brings thousands of documents: a document's `body` is taken as it stands, as text, and not looked
/// into.
///
/// To `GET /sync/pull` the council answers with each body as a JSON value, to `POST` as a string
/// that holds that JSON, for laptops of version 1.0. Both are read here.
extension PullAnswer {
    /// Throws when it is no page.
    public init(page: Data) throws {
        self = try page.withUnsafeBytes { bytes in
            var scanner = JSONScanner(bytes)
            let answer = try PullAnswer(&scanner)
            guard scanner.isAtEnd else { throw JSONScanner.Damaged() }
            return answer
        }
    }

    private init(_ scanner: inout JSONScanner) throws {
        var operations: [PullOperation]?
        var results: [MutationResult]?
        var lastMid: Int64?
        var cursor: String?
        var more: Bool?
        try scanner.object { scanner, key in
            switch key {
            case "operations":
                var found: [PullOperation] = []
                try scanner.array { found.append(try PullOperation(&$0)) }
                operations = found
            case "results":
                let range = try scanner.valueRange()
                results = try CanonicalJSON.decode(from: Data(scanner.bytes[range]))
            case "lastMid": lastMid = try scanner.integer()
            case "cursor": cursor = try scanner.string()
            case "more": more = try scanner.bool()
            default: _ = try scanner.valueRange()
            }
        }
        guard let operations, let results, let lastMid, let cursor, let more else {
            throw JSONScanner.Damaged()
        }
        self.init(
            operations: operations, results: results, lastMid: lastMid, cursor: cursor, more: more)
    }
}

extension PullOperation {
    fileprivate init(_ scanner: inout JSONScanner) throws {
        var found = PullOperation.unknown
        try scanner.object { scanner, key in
            switch key {
            case "put": found = .put(try WireDocument(&scanner))
            case "leave": found = .leave(SupportPackage.ID(try scanner.string()))
            default: _ = try scanner.valueRange()
            }
        }
        self = found
    }
}

extension WireDocument {
    fileprivate init(_ scanner: inout JSONScanner) throws {
        var kind: String?
        var id: String?
        var package: String?
        var version: Int64?
        var body: String?
        try scanner.object { scanner, key in
            switch key {
            case "kind": kind = try scanner.string()
            case "id": id = try scanner.string()
            case "package": package = try scanner.string()
            case "version": version = try scanner.integer()
            case "body":
                if try scanner.next() == UInt8(ascii: "\"") {
                    body = try scanner.string()
                } else {
                    body = try scanner.text(try scanner.valueRange())
                }
            default: _ = try scanner.valueRange()
            }
        }
        guard let kind, let id, let package, let version, let body else {
            throw JSONScanner.Damaged()
        }
        self.init(
            kind: DocumentKind(rawValue: kind), id: id, package: SupportPackage.ID(package),
            version: version, body: body)
    }

    /// Whether a body can stand on a page as a value: one whole JSON object or array.
    public static func canStandAsValue(_ body: UnsafeRawBufferPointer) -> Bool {
        guard let first = body.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        else { return false }
        var scanner = JSONScanner(body)
        return (try? scanner.valueRange()) != nil && scanner.isAtEnd
    }
}
