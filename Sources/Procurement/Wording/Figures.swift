internal import Foundation

/// Money, days and moments as people say them: here and nowhere else.
extension Pence {
    /// "£1,150", with pence only when there are some.
    public var words: Phrase {
        let whole = amount.magnitude / 100
        let rest = amount.magnitude % 100
        let sign = amount < 0 ? "-" : ""
        let small = rest == 0 ? "" : "." + (rest < 10 ? "0" : "") + String(rest)
        return .own(sign + "£" + Self.grouped(whole) + small)
    }

    private static func grouped(_ number: UInt) -> String {
        let digits = Array(String(number))
        return digits.enumerated().map { index, digit in
            let left = digits.count - index
            return (index > 0 && left.isMultiple(of: 3) ? "," : "") + String(digit)
        }.joined()
    }
}

extension Day {
    /// "1 February 2027".
    public var words: Phrase {
        phrase(
            "{day} {month} {year}",
            ["day": .number(day), "month": monthName, "year": .number(year)])
    }

    /// "February".
    public var monthName: Phrase {
        switch month {
        case 1: phrase("January")
        case 2: phrase("February")
        case 3: phrase("March")
        case 4: phrase("April")
        case 5: phrase("May")
        case 6: phrase("June")
        case 7: phrase("July")
        case 8: phrase("August")
        case 9: phrase("September")
        case 10: phrase("October")
        case 11: phrase("November")
        default: phrase("December")
        }
    }

    /// "Monday".
    public var weekdayName: Phrase {
        switch weekday {
        case 1: phrase("Monday")
        case 2: phrase("Tuesday")
        case 3: phrase("Wednesday")
        case 4: phrase("Thursday")
        case 5: phrase("Friday")
        case 6: phrase("Saturday")
        default: phrase("Sunday")
        }
    }
}

extension Instant {
    /// "1 February 2027 at 14:00", by the clock in England.
    var words: Phrase {
        let local = adding(seconds: Int64(TimeZone.england.secondsFromGMT(for: date)))
        // "2027-02-01T14:00:00.000Z"
        let clock = local.description.dropFirst(11).prefix(5)
        return phrase(
            "{day} at {time}",
            ["day": Day(self, in: .england).words, "time": .own(String(clock))])
    }
}
