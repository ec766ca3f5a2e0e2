public import Foundation

/// A picture that comes with a bid: the provider's home, or a place without people.
///
/// A document only names it; the bytes travel by themselves, under their hash.
public struct Picture: Hashable, Sendable {
    /// SHA-256 of the bytes: 64 hex letters, lower case.
    public typealias ID = Identifier<Picture>

    public let sha256: ID
    /// How many bytes it has.
    public let bytes: Int
    public let type: Kind
    /// What it shows, in plain English: read aloud, and for people who cannot see it.
    public let words: String

    /// How it is written, as a media type. An open list: a newer council may send kinds that an old
    /// laptop cannot draw.
    public struct Kind: RawRepresentable, Codable, Hashable, Sendable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        public static let png = Kind(rawValue: "image/png")
        public static let jpeg = Kind(rawValue: "image/jpeg")
    }

    /// The most bytes of one picture.
    public static let largest = 2 * 1024 * 1024
    /// The most pictures of one bid.
    public static let most = 6

    public init(sha256: ID, bytes: Int, type: Kind, words: String) {
        self.sha256 = sha256
        self.bytes = bytes
        self.type = type
        self.words = words
    }

    /// Whether a text can be the hash of a picture.
    public static func isHash(_ text: String) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
    }
}

extension Picture: Codable {
    private enum Key: String, CodingKey { case sha256, bytes, type, words }

    /// Fails for what cannot be fetched or shown: no hash, an impossible size, no words.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        sha256 = try container.decode(ID.self, forKey: .sha256)
        bytes = try container.decode(Int.self, forKey: .bytes)
        type = try container.decode(Kind.self, forKey: .type)
        words = try container.decode(String.self, forKey: .words)
        guard Self.isHash(sha256.rawValue), (1...Self.largest).contains(bytes), !words.isEmpty
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .sha256, in: container, debugDescription: "not a picture that can be shown")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(sha256, forKey: .sha256)
        try container.encode(bytes, forKey: .bytes)
        try container.encode(type, forKey: .type)
        try container.encode(words, forKey: .words)
    }
}

/// A list of pictures as it stands in a bid. What this program cannot read of it is left out: a
/// picture is never a reason not to show a bid.
struct PictureList: Decodable {
    let pictures: [Picture]

    private struct Entry: Decodable {
        let picture: Picture?
        init(from decoder: any Decoder) throws { picture = try? Picture(from: decoder) }
    }

    init(from decoder: any Decoder) throws {
        let entries = (try? [Entry](from: decoder)) ?? []
        pictures = Array(entries.compactMap(\.picture).prefix(Picture.most))
    }
}

// MARK: - What documents name

extension Picture {
    private struct Naming: Decodable {
        let pictures: PictureList?
        let standing: String?
    }

    /// The pictures that a document names; `body` is its JSON.
    public static func named(by kind: DocumentKind, in body: Data) -> [Picture] {
        naming(kind, body)?.pictures?.pictures ?? []
    }

    /// The pictures of a document that people are going to be shown: those of a bid that is, or was,
    /// on a shortlist.
    public static func shown(by kind: DocumentKind, in body: Data) -> [Picture] {
        guard let naming = naming(kind, body), let pictures = naming.pictures?.pictures else {
            return []
        }
        switch naming.standing.flatMap({ Bid.Standing(rawValue: $0) }) {
        case .shortlisted, .preferred, .reserve, .awarded: return pictures
        default: return []
        }
    }

    /// Most bids have no picture, and are not read as JSON to find that out.
    private static func naming(_ kind: DocumentKind, _ body: Data) -> Naming? {
        guard kind == .bid, body.withUnsafeBytes({ mentionsPictures($0) }) else { return nil }
        return try? CanonicalJSON.decode(Naming.self, from: body)
    }

    private static func mentionsPictures(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let key: StaticString = "\"pictures\""
        let length = key.utf8CodeUnitCount
        guard bytes.count >= length else { return false }
        let wanted = UnsafeBufferPointer(start: key.utf8Start, count: length)
        for start in 0...(bytes.count - length)
        where bytes[start] == wanted[0] && bytes[start + 1] == wanted[1] {
            if bytes[start..<(start + length)].elementsEqual(wanted) { return true }
        }
        return false
    }
}
