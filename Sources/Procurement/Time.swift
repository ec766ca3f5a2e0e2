public import Foundation

/// A moment, in whole milliseconds since 1970 (UTC). On the wire: ISO 8601, always with
/// milliseconds and `Z`, so that equal moments have equal bytes.
public struct Instant: Hashable, Comparable, Sendable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }
    public init(_ date: Date) {
        milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded())
    }

    public var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }

    public func adding(seconds: Int64) -> Instant {
        Instant(milliseconds: milliseconds + seconds * 1000)
    }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.milliseconds < rhs.milliseconds }
}

extension Instant: Codable, CustomStringConvertible {
    private static let dayLength: Int64 = 86_400_000

    /// `2026-11-30T14:00:00.000Z`, worked out in whole numbers: a fraction of a second in floating
    /// point does not come back as it went.
    public var description: String {
        let number = (milliseconds - Self.remainder(milliseconds)) / Self.dayLength
        let time = Self.remainder(milliseconds)
        let parts = [time / 3_600_000, time / 60_000 % 60, time / 1000 % 60].map {
            padded(Int($0), 2)
        }
        return
            "\(Day(number: Int(number)))T\(parts.joined(separator: ":")).\(padded(Int(time % 1000), 3))Z"
    }

    /// Reads ISO 8601 in UTC, with or without a fraction; `nil` for anything else.
    public init?(iso8601 text: String) {
        guard text.hasSuffix("Z"), text.utf8.count <= 40 else { return nil }
        let halves = text.dropLast().split(separator: "T", omittingEmptySubsequences: false)
        guard halves.count == 2, let day = Day(String(halves[0])) else { return nil }
        let fraction = halves[1].split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(fraction.count),
            fraction.allSatisfy({ $0.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ":") } })
        else { return nil }
        let clock = fraction[0].split(separator: ":", omittingEmptySubsequences: false)
        let numbers = clock.compactMap { $0.count == 2 ? Int64($0) : nil }
        guard clock.count == 3, numbers.count == 3, numbers[0] < 24, numbers[1] < 60,
            numbers[2] <= 60
        else { return nil }
        var milliseconds: Int64 = 0
        if fraction.count == 2 {
            let digits = String((fraction[1] + "00").prefix(3))
            guard !fraction[1].isEmpty, let value = Int64(digits) else { return nil }
            milliseconds = value
        }
        milliseconds += (numbers[0] * 3600 + numbers[1] * 60 + numbers[2]) * 1000
        self.init(milliseconds: Int64(day.number) * Self.dayLength + milliseconds)
    }

    private static func remainder(_ milliseconds: Int64) -> Int64 {
        let rest = milliseconds % dayLength
        return rest < 0 ? rest + dayLength : rest
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let instant = Instant(iso8601: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not a date and time as in 2026-11-30T14:00:00Z")
        }
        self = instant
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A day of the Gregorian calendar, without a time or a zone. On the wire: `2026-11-30`.
public struct Day: Hashable, Sendable {
    public let year: Int
    public let month: Int
    public let day: Int

    /// `nil` when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The day that an instant falls on in `zone`.
    public init(_ instant: Instant, in zone: TimeZone) {
        let shift = Int64(zone.secondsFromGMT(for: instant.date)) * 1000
        let milliseconds = instant.milliseconds + shift
        self.init(number: Int((Double(milliseconds) / 86_400_000).rounded(.down)))
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2:
            year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
                ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Day: Comparable {
    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.number < rhs.number }

    /// Days since 1 January 1970, which is 0.
    ///
    /// Source: H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
    public var number: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The day that many days after 1 January 1970.
    public init(number: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    public func adding(days: Int) -> Day { Day(number: number + days) }

    public func days(until other: Day) -> Int { other.number - number }

    /// 1 is Monday, 7 is Sunday (ISO 8601).
    public var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }
}

extension Day: Codable, CustomStringConvertible {
    public var description: String {
        "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// Reads `2026-11-30`; `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], text.utf8.count == 10,
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let day = Day(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not a day as in 2026-11-30")
        }
        self = day
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A time on the clock, to the minute. On the wire: `14:00`.
public struct ClockTime: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    public let hour: Int
    public let minute: Int

    public init?(hour: Int, minute: Int) {
        guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
        (self.hour, self.minute) = (hour, minute)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let parts = try container.decode(String.self).split(separator: ":")
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), let time = ClockTime(hour: hour, minute: minute)
        else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not a time as in 14:00")
        }
        self = time
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    public var description: String {
        (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
    }

    public static func < (lhs: Self, rhs: Self) -> Bool {
        (lhs.hour, lhs.minute) < (rhs.hour, rhs.minute)
    }
}

private func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension TimeZone {
    /// Where the council and its people are; its days begin here.
    public static let england = TimeZone(identifier: "Europe/London") ?? .gmt
}
