import Foundation
import Procurement
import Testing

/// The tables against two other ways to the same days: the rule of the statute, worked out here,
/// and the list of an independent package (`scripts/check-bank-holidays`).
struct BankHolidaysTests {
    @Test(arguments: BankHolidays.years)
    func theTableFollowsTheRuleOfTheStatute(year: Int) throws {
        var expected: Set<Day> = []
        let sunday = try #require(easterSunday(in: year))
        expected.formUnion([sunday.adding(days: -2), sunday.adding(days: 1)])
        expected.insert(try monday(onOrAfter: 1, month: 5, year: year))
        expected.insert(try monday(onOrAfter: 25, month: 5, year: year))
        expected.insert(try monday(onOrAfter: 25, month: 8, year: year))
        // A holiday at the weekend moves to the next day that is neither weekend nor holiday.
        for (month, number) in [(1, 1), (12, 25), (12, 26)] {
            var day = try #require(Day(year: year, month: month, day: number))
            while day.weekday > 5 || expected.contains(day) { day = day.adding(days: 1) }
            expected.insert(day)
        }
        for (moved, to) in proclaimed[year] ?? [] {
            if let moved { expected.remove(try #require(Day(moved))) }
            expected.insert(try #require(Day(to)))
        }
        #expect(BankHolidays.all(in: year) == expected)
    }

    /// What proclamations changed beside substitutes: the day taken away, the day appointed.
    private let proclaimed: [Int: [(moved: String?, to: String)]] = [
        2020: [("2020-05-04", "2020-05-08")],
        2022: [("2022-05-30", "2022-06-02"), (nil, "2022-06-03"), (nil, "2022-09-19")],
        2023: [(nil, "2023-05-08")],
    ]

    @Test(arguments: [
        (BankHolidays.Territory.england, "bank-holidays-england"),
        (.anywhereInTheUnitedKingdom, "bank-holidays-united-kingdom"),
    ])
    func theTableAgreesWithAnIndependentList(
        territory: BankHolidays.Territory, name: String
    ) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Fixtures/\(name).json")
        let list = try JSONDecoder().decode(
            [String: [String]].self, from: try Data(contentsOf: file))
        #expect(Set(list.keys) == Set(BankHolidays.years.map(String.init)))
        for year in BankHolidays.years {
            let days = try #require(BankHolidays.all(in: year, territory: territory))
            #expect(days.map(\.description).sorted() == list[String(year)])
        }
    }

    @Test(arguments: BankHolidays.years)
    func noHolidayIsAtTheWeekendOrInAnotherYear(year: Int) throws {
        let england = try #require(BankHolidays.all(in: year))
        let kingdom = try #require(
            BankHolidays.all(in: year, territory: .anywhereInTheUnitedKingdom))
        #expect(kingdom.allSatisfy { $0.weekday <= 5 && $0.year == year })
        #expect(england.isStrictSubset(of: kingdom))
    }

    private func monday(onOrAfter day: Int, month: Int, year: Int) throws -> Day {
        let first = try #require(Day(year: year, month: month, day: day))
        return first.adding(days: (8 - first.weekday) % 7)
    }

    /// Easter Sunday by the anonymous Gregorian algorithm (Meeus, "Astronomical Algorithms", 8).
    private func easterSunday(in year: Int) -> Day? {
        let golden = year % 19
        let (century, rest) = year.quotientAndRemainder(dividingBy: 100)
        let correction = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7
        let shift = (golden + 11 * epact + 22 * weekday) / 451
        let sum = epact + weekday - 7 * shift + 114
        return Day(year: year, month: sum / 31, day: sum % 31 + 1)
    }
}
