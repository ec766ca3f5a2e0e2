public import Foundation

/// What kind of thing a synced document holds. An open list: a newer council may send kinds that
/// an old laptop keeps without reading.
public struct DocumentKind: RawRepresentable, Codable, Hashable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A `SupportPackage`; its id is the package's.
    public static let package = DocumentKind(rawValue: "package")
    /// A `Bid`; its id is the bid's.
    public static let bid = DocumentKind(rawValue: "bid")
    /// The newest `Shortlist` of a package; its id is the package's.
    public static let shortlist = DocumentKind(rawValue: "shortlist")
    /// A `Visit`; its id is the package's.
    public static let visit = DocumentKind(rawValue: "visit")
    /// A `PreferenceStanding`; its id is the preference's.
    public static let preference = DocumentKind(rawValue: "preference")
}

/// A recorded preference as the council keeps it: the record and what became of it.
public struct PreferenceStanding: Codable, Hashable, Sendable {
    public let preference: Preference
    public let effect: Effect
    public let receivedAt: Instant
    /// The council's sequence number of the record.
    public let sequence: Int64

    public init(preference: Preference, effect: Effect, receivedAt: Instant, sequence: Int64) {
        self.preference = preference
        self.effect = effect
        self.receivedAt = receivedAt
        self.sequence = sequence
    }
}

/// The one way in which our values become JSON: sorted keys, no escaped slashes, so that equal
/// values have equal bytes.
public enum CanonicalJSON {
    public static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }

    public static func decode<Value: Decodable>(
        _ type: Value.Type = Value.self, from data: Data
    ) throws -> Value {
        try JSONDecoder().decode(type, from: data)
    }

    /// As a laptop reads what a newer council may have written: see `LaterCases`.
    public static func decodeLeniently<Value: Decodable>(
        _ type: Value.Type = Value.self, from data: Data
    ) throws -> Value {
        let decoder = JSONDecoder()
        if let key = isLenient { decoder.userInfo[key] = true }
        return try decoder.decode(type, from: data)
    }

    fileprivate static let isLenient = CodingUserInfoKey(rawValue: "isLenient")
}

/// A closed list that may grow. Whoever decides by it must know every case; a laptop of an older
/// version that only shows what surrounds it goes on with `later` instead of showing nothing. The
/// bytes that it keeps and sends stay as they came.
public protocol LaterCases: RawRepresentable, Decodable where RawValue == String {
    /// What a case that this program does not know is taken for, where it is read leniently.
    static var later: Self { get }
}

extension LaterCases {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let name = try container.decode(String.self)
        if let known = Self(rawValue: name) {
            self = known
        } else if let key = CanonicalJSON.isLenient, decoder.userInfo[key] != nil {
            self = Self.later
        } else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "“\(name)” is no \(Self.self).")
        }
    }
}
