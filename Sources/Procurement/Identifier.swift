/// A typed name of one thing: a `SupportPackage.ID` cannot be given where a `Bid.ID` is asked.
///
/// On the wire and in files it is a plain JSON string.
public struct Identifier<Subject>: RawRepresentable, Codable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }
    public init(_ rawValue: String) { self.rawValue = rawValue }

    public init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

extension Identifier: CustomStringConvertible {
    public var description: String { rawValue }
}

extension Identifier: Comparable {
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}

extension Identifier: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(value) }
}

extension Identifier {
    /// A UUID version 7: its text sorts by the time it was made.
    ///
    /// Source: RFC 9562, section 5.7. The clock and the randomness are handed in, so that a
    /// simulation with the same seed makes the same names.
    public static func version7(
        at now: Instant, using random: inout some RandomNumberGenerator
    ) -> Self {
        let time = UInt64(bitPattern: now.milliseconds) & 0xFFFF_FFFF_FFFF
        let high = (time << 16) | 0x7000 | (random.next() & 0x0FFF)
        let low = 0x8000_0000_0000_0000 | (random.next() & 0x3FFF_FFFF_FFFF_FFFF)
        let digits = Array((hex(high) + hex(low)))
        let groups = [
            digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32],
        ]
        return Self(groups.map { String($0) }.joined(separator: "-"))
    }

    private static func hex(_ value: UInt64) -> String {
        withUnsafeBytes(of: value.bigEndian) { $0.hexadecimal }
    }
}
