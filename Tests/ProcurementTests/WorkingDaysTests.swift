import Foundation
import Procurement
import Testing

struct WorkingDaysTests {
    @Test(arguments: [
        // Across Easter 2026: Good Friday 3 April, Easter Monday 6 April.
        ("2026-03-27", 10, "2026-04-14"),
        // Across Christmas (25 and 28 December 2026) and New Year (1 January 2027).
        ("2026-12-16", 10, "2027-01-04"),
        ("2026-12-16", 15, "2027-01-11"),
        // The spring holiday of 2022 was on 2 June, not on 30 May; 3 June was the jubilee.
        ("2022-05-25", 10, "2022-06-10"),
        // The State Funeral, Monday 19 September 2022.
        ("2022-09-16", 1, "2022-09-20"),
        // The early May holiday of 2020 was on Friday 8 May, not on Monday 4 May.
        ("2020-05-01", 5, "2020-05-11"),
        // The Coronation, Monday 8 May 2023, a week after early May.
        ("2023-04-28", 6, "2023-05-10"),
        // Received on a Saturday, and on a bank holiday: the next working day is the first.
        ("2026-11-21", 1, "2026-11-23"),
        ("2026-08-31", 5, "2026-09-07"),
    ])
    func theDayOfTheEventIsNotCounted(from: String, count: Int, to: String) throws {
        let day = try #require(Day(from))
        #expect(try WorkingDays.adding(count, to: day).description == to)
    }

    @Test func noDaysAfterAHolidayIsTheNextWorkingDay() throws {
        let goodFriday = try #require(Day("2026-04-03"))
        #expect(try WorkingDays.adding(0, to: goodFriday) == Day("2026-04-07"))
        let tuesday = try #require(Day("2026-04-07"))
        #expect(try WorkingDays.adding(0, to: tuesday) == tuesday)
    }

    @Test func standstillCountsTheDayOfTheNotice() throws {
        // St Andrew's Day, Monday 30 November 2026, stops this clock in England too.
        let monday = try #require(Day("2026-11-23"))
        #expect(try WorkingDays.lastDay(of: 8, beginningWith: monday) == Day("2026-12-03"))
        #expect(
            try WorkingDays.lastDay(of: 8, beginningWith: monday, in: .england)
                == Day("2026-12-02"))
        #expect(try WorkingDays.lastDay(of: 1, beginningWith: monday) == monday)
        let sunday = try #require(Day("2026-11-22"))
        #expect(try WorkingDays.lastDay(of: 1, beginningWith: sunday) == monday)
    }

    @Test(arguments: [
        // Ends on Saturday 26 December; Monday 28 is Boxing Day's substitute.
        ("2026-12-16", 10, "2026-12-29"),
        // Ends on Good Friday.
        ("2026-03-04", 30, "2026-04-07"),
        // Ends on a working day: nothing is added.
        ("2026-11-02", 10, "2026-11-12"),
        // One day holds no two working days: they are 29 and 30 December.
        ("2026-12-24", 1, "2026-12-30"),
        ("2026-11-23", 1, "2026-11-25"),
        ("2026-11-23", 0, "2026-11-25"),
    ])
    func calendarDaysEndOnAWorkingDay(from: String, count: Int, to: String) throws {
        let day = try #require(Day(from))
        #expect(try WorkingDays.end(ofDays: count, after: day).description == to)
    }

    @Test(arguments: BankHolidays.Territory.allCases)
    func countingBackFindsTheSameNumber(territory: BankHolidays.Territory) throws {
        let first = try #require(Day("2018-01-01"))
        for offset in stride(from: 0, to: 4_600, by: 13) {
            let day = first.adding(days: offset)
            for count in [1, 5, 8, 10, 15] {
                let last = try WorkingDays.adding(count, to: day, in: territory)
                #expect(try WorkingDays.isWorkingDay(last, in: territory))
                #expect(try WorkingDays.between(day, last, in: territory) == count)
                #expect(try WorkingDays.between(last, day, in: territory) == 0)
            }
        }
    }

    @Test func yearsThatAreNotKnownAreRefused() throws {
        let before = try #require(Day("2017-12-29"))
        let last = try #require(Day("2030-12-30"))
        let after = try #require(Day("2031-01-01"))
        #expect(throws: OutsideCalendar(day: before)) { try WorkingDays.isWorkingDay(before) }
        #expect(throws: OutsideCalendar(day: before)) { try WorkingDays.adding(1, to: before) }
        #expect(try WorkingDays.adding(1, to: last) == Day("2030-12-31"))
        #expect(throws: OutsideCalendar(day: after)) { try WorkingDays.adding(2, to: last) }
        #expect(throws: OutsideCalendar(day: after)) { try WorkingDays.between(last, after) }
        #expect(throws: OutsideCalendar(day: after)) { try WorkingDays.between(after, last) }
        #expect(throws: OutsideCalendar.self) { try WorkingDays.end(ofDays: 30, after: last) }
        let now = try #require(Day("2026-11-23"))
        #expect(throws: OutsideCalendar.self) { try WorkingDays.end(ofDays: .max, after: now) }
        #expect(throws: OutsideCalendar.self) {
            try WorkingDays.lastDay(of: 8, beginningWith: after)
        }
        #expect(BankHolidays.all(in: 2017) == nil)
        #expect(BankHolidays.all(in: 2031) == nil)
    }
}
