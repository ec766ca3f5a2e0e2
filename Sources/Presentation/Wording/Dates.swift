public import Foundation
public import Procurement

/// The present, as the pages need it: handed in, so that a page is the same for the same moment.
public struct Present: Hashable, Sendable {
    public let now: Instant
    public let zone: TimeZone

    public init(now: Instant, zone: TimeZone = .england) {
        self.now = now
        self.zone = zone
    }

    public var today: Day { Day(now, in: zone) }

    func day(of instant: Instant) -> Day { Day(instant, in: zone) }

    func clock(of instant: Instant) -> ClockTime {
        let seconds = instant.milliseconds / 1000 + Int64(zone.secondsFromGMT(for: instant.date))
        let minutes = Int((seconds % 86_400 + 86_400) % 86_400) / 60
        guard let time = ClockTime(hour: minutes / 60, minute: minutes % 60) else {
            preconditionFailure("a minute of the day is a time")
        }
        return time
    }
}

/// Dates and times as people say them.
public enum Dates {
    /// "Friday 4 December"; with the year when it is not this one.
    public static func full(_ day: Day, in present: Present) -> String {
        let words = [
            "weekday": tr(day.weekdayName), "day": String(day.day),
            "month": tr(day.monthName), "year": String(day.year),
        ]
        return day.year == present.today.year
            ? tr("{weekday} {day} {month}", words) : tr("{weekday} {day} {month} {year}", words)
    }

    /// "18 November".
    public static func short(_ day: Day, in present: Present) -> String {
        day.year == present.today.year
            ? tr("{day} {month}", ["day": String(day.day), "month": tr(day.monthName)])
            : tr(day.words)
    }

    /// "2 o’clock" on the hour, "2:30 pm" otherwise, "midday" at twelve.
    public static func time(_ time: ClockTime) -> String {
        if time.hour == 12, time.minute == 0 { return tr("midday") }
        let hour = String((time.hour + 11) % 12 + 1)
        if time.minute == 0, (8...19).contains(time.hour) {
            return tr("{hour} o’clock", ["hour": hour])
        }
        let minute = (time.minute < 10 ? "0" : "") + String(time.minute)
        return time.hour < 12
            ? tr("{hour}:{minute} am", ["hour": hour, "minute": minute])
            : tr("{hour}:{minute} pm", ["hour": hour, "minute": minute])
    }

    /// "in 3 days", "today", "3 days late".
    public static func away(_ day: Day, in present: Present) -> String {
        let days = present.today.days(until: day)
        return switch days {
        case 0: tr("today")
        case 1: tr("tomorrow")
        case 2...: trn("in {n} day", "in {n} days", days)
        default: trn("{n} day late", "{n} days late", -days)
        }
    }

    /// A moment that has passed: "today, 9:12 am", "Thursday, 3:40 pm", "18 November".
    public static func past(_ instant: Instant, in present: Present) -> String {
        let day = present.day(of: instant)
        let clock = present.clock(of: instant)
        let minute = (clock.minute < 10 ? "0" : "") + String(clock.minute)
        let hour = String((clock.hour + 11) % 12 + 1)
        let time =
            clock.hour < 12
            ? tr("{hour}:{minute} am", ["hour": hour, "minute": minute])
            : tr("{hour}:{minute} pm", ["hour": hour, "minute": minute])
        return switch day.days(until: present.today) {
        case 0: tr("today, {time}", ["time": time])
        case 1: tr("yesterday, {time}", ["time": time])
        case 2...6:
            tr("{weekday}, {time}", ["weekday": tr(day.weekdayName), "time": time])
        default: short(day, in: present)
        }
    }
}

extension String {
    /// With a capital first letter, for the start of a line.
    public var sentenceStart: String { prefix(1).uppercased() + dropFirst() }
}
