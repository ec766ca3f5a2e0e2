/// Counts the days of procurement's clocks. Whole days, as they are called in England.
///
/// A working day is no Saturday, no Sunday and no bank holiday (with Good Friday and Christmas
/// Day); whose bank holidays count depends on the law (`BankHolidays.Territory`). How a period
/// runs depends on it too:
/// - Public Contracts Regulations 2015, reg 2(3)(b): the day of the event is not counted
///   (`adding`); reg 2(3)(a) and (4): a period in calendar days holds two working days at least
///   and, if it would end on another day, ends on the next working day (`end(ofDays:after:)`).
/// - Procurement Act 2023, s51(2): eight working days **beginning with** the day of the event
///   (`lastDay(of:beginningWith:)`).
///
/// A period ends at the end of its last day: midnight in England, not the hour of the event.
public enum WorkingDays {
    /// Whether people are taken to be at work on a day.
    ///
    /// - Throws: `OutsideCalendar` when the bank holidays of that year are not known.
    public static func isWorkingDay(
        _ day: Day, in territory: BankHolidays.Territory = .england
    ) throws(OutsideCalendar) -> Bool {
        guard let holidays = BankHolidays.all(in: day.year, territory: territory) else {
            throw OutsideCalendar(day: day)
        }
        return day.weekday <= 5 && !holidays.contains(day)
    }

    /// The `count`th working day after `day`, which is not counted itself; the first working day
    /// from `day` on when `count` is 0.
    ///
    /// Source: PCR 2015, reg 2(3)(b); for example 10 or 15 working days, reg 34(16) and (17).
    /// - Precondition: `count` is not negative.
    /// - Throws: `OutsideCalendar` when the period leaves the years that are known.
    public static func adding(
        _ count: Int, to day: Day, in territory: BankHolidays.Territory = .england
    ) throws(OutsideCalendar) -> Day {
        precondition(count >= 0, "working days are counted forwards")
        var last = day
        var counted = 0
        // Asked of the first day too, so that a clock cannot start outside the calendar.
        var works = try isWorkingDay(day, in: territory)
        while counted < count || !works {
            last = last.adding(days: 1)
            works = try isWorkingDay(last, in: territory)
            if works { counted += 1 }
        }
        return last
    }

    /// The last day of a period of `count` working days that begins with `day` itself.
    ///
    /// Source: Procurement Act 2023, s51(2) and (5) (standstill), s62(6).
    /// - Precondition: `count` is 1 or more.
    /// - Throws: `OutsideCalendar` when the period leaves the years that are known.
    public static func lastDay(
        of count: Int, beginningWith day: Day,
        in territory: BankHolidays.Territory = .anywhereInTheUnitedKingdom
    ) throws(OutsideCalendar) -> Day {
        precondition(count >= 1, "a period that begins with a day has a day")
        let counts = try isWorkingDay(day, in: territory)
        return try adding(counts ? count - 1 : count, to: day, in: territory)
    }

    /// The last day of a period of calendar days after `day`, which is not counted: it holds at
    /// least two working days, and ends on a working day.
    ///
    /// Source: PCR 2015, reg 2(3) and (4); for example 30 days to ask to join (reg 34(9)),
    /// 10 days to bid (reg 34(11)), 30 days to publish an award (reg 50(5)).
    /// - Precondition: `count` is not negative.
    /// - Throws: `OutsideCalendar` when the period leaves the years that are known.
    public static func end(
        ofDays count: Int, after day: Day, in territory: BankHolidays.Territory = .england
    ) throws(OutsideCalendar) -> Day {
        precondition(count >= 0, "days are counted forwards")
        let second = try adding(2, to: day, in: territory)
        // Before adding, so that no count, however large, overflows.
        guard let lastKnown = Day(year: BankHolidays.years.upperBound, month: 12, day: 31),
            count <= day.days(until: lastKnown)
        else { throw OutsideCalendar(day: day) }
        return max(second, try adding(0, to: day.adding(days: count), in: territory))
    }

    /// How many working days lie after `first`, up to and with `last`; 0 when `last` is not later.
    ///
    /// - Throws: `OutsideCalendar` when either day is in a year that is not known.
    public static func between(
        _ first: Day, _ last: Day, in territory: BankHolidays.Territory = .england
    ) throws(OutsideCalendar) -> Int {
        _ = try isWorkingDay(first, in: territory)
        _ = try isWorkingDay(last, in: territory)
        var counted = 0
        var day = first
        while day < last {
            day = day.adding(days: 1)
            if try isWorkingDay(day, in: territory) { counted += 1 }
        }
        return counted
    }
}

/// The bank holidays of a year are not known, so no clock can be trusted there: the table in
/// `BankHolidays` has to be brought up to date.
public struct OutsideCalendar: Error, Hashable, Sendable {
    /// Where counting had to stop.
    public let day: Day

    public init(day: Day) { self.day = day }
}
