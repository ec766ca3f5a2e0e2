/// Why packed bytes cannot be had, or not be read.
public enum PackingFailure: Error, Hashable, Sendable {
    /// It is not packed in this way, or stops in the middle.
    case damaged
    /// It would be more than the limit.
    case tooLarge
}

/// How bodies are packed on their way. Source: RFC 9110, section 8.4.1; RFC 8878, section 7.2.
public enum ContentCoding: String, CaseIterable, Sendable {
    case zstd, gzip

    /// From here on time counts more than the last hundredth of the size, in bytes: a first pull is so
    /// large, and packed by zstd in half of gzip's time. Of smaller bodies gzip makes less.
    private static let large = 256 * 1024

    /// The coding for an answer of `size` bytes to a request with this `Accept-Encoding`; `nil` when it
    /// accepts none that is known.
    public init?(accepted header: String, size: Int) {
        let accepted = header.split(separator: ",").compactMap { item -> String? in
            let parts = item.split(separator: ";").map {
                $0.filter { !$0.isWhitespace }.lowercased()
            }
            let refused = parts.dropFirst().contains { part in
                part.hasPrefix("q=") && Double(part.dropFirst(2)) == 0
            }
            return refused ? nil : parts.first
        }
        let order: [Self] = size > Self.large ? [.zstd, .gzip] : [.gzip, .zstd]
        guard let best = order.first(where: { accepted.contains($0.rawValue) }) else { return nil }
        self = best
    }

    /// What `Content-Encoding` names.
    public init?(named name: String) {
        let name = name.lowercased()
        self.init(rawValue: name == "x-gzip" ? "gzip" : name)
    }

    /// What a client says that it reads.
    public static let acceptable = allCases.map(\.rawValue).joined(separator: ", ")

    public func compress(_ bytes: [UInt8]) throws(PackingFailure) -> [UInt8] {
        let isLarge = bytes.count > Self.large
        return switch self {
        case .zstd: try Zstandard.compress(bytes, level: isLarge ? 4 : 9)
        case .gzip: try Gzip.compress(bytes, level: isLarge ? 4 : 6)
        }
    }

    /// Never holds much more than `limit` bytes of what comes out, whatever goes in.
    public func expand(_ bytes: [UInt8], limit: Int) throws(PackingFailure) -> [UInt8] {
        switch self {
        case .zstd: try Zstandard.expand(bytes, limit: limit)
        case .gzip: try Gzip.expand(bytes, limit: limit)
        }
    }
}
