import Foundation
import Procurement
import Testing

struct ValueTests {
    @Test(arguments: [-700_000, -1, 0, 1, 59, 60, 365, 11_016, 20_000, 20_780, 400_000])
    func aDayHasOneNumber(number: Int) {
        #expect(Day(number: number).number == number)
    }

    @Test func daysAgreeWithFoundation() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for number in stride(from: 0, to: 40_000, by: 97) {
            let date = Date(timeIntervalSince1970: Double(number) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
            let day = Day(number: number)
            #expect([day.year, day.month, day.day] == [parts.year, parts.month, parts.day])
            #expect(day.weekday % 7 + 1 == parts.weekday)
        }
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "26-01-01", "2026-1-1", "x", ""])
    func thereIsNoSuchDay(text: String) { #expect(Day(text) == nil) }

    @Test func aLeapDayExists() { #expect(Day("2028-02-29")?.adding(days: 1) == Day("2028-03-01")) }

    @Test func aDayBeginsAtMidnightInEngland() throws {
        let zone = try #require(TimeZone(identifier: "Europe/London"))
        let summer = try #require(Instant(iso8601: "2026-06-30T23:30:00Z"))
        #expect(Day(summer, in: zone) == Day("2026-07-01"))
        let winter = try #require(Instant(iso8601: "2026-12-31T23:30:00Z"))
        #expect(Day(winter, in: zone) == Day("2026-12-31"))
    }

    @Test(arguments: [0, 1, 999, 1_795_975_200_123, 4_102_444_799_999])
    func anInstantKeepsItsMilliseconds(milliseconds: Int64) {
        let instant = Instant(milliseconds: milliseconds)
        #expect(Instant(iso8601: instant.description) == instant)
    }

    @Test(arguments: [
        "2026-11-30", "2026-11-30T14:00Z", "2026-11-30T24:00:00Z", "2026-11-30T14:00:00",
        "2026-11-30T14:00:00.Z", "2026-11-30T1x:00:00Z", "2026-02-30T14:00:00Z", "Z", "T.Z",
    ])
    func thisIsNotAnInstant(text: String) { #expect(Instant(iso8601: text) == nil) }

    @Test func aFractionMayBeShortOrLong() {
        let expected = Instant(milliseconds: 1_796_047_200_500)
        #expect(Instant(iso8601: "2026-11-30T14:00:00.5Z") == expected)
        #expect(Instant(iso8601: "2026-11-30T14:00:00.500999Z") == expected)
    }

    @Test func exactlyTheBudgetIsAffordable() {
        let budget = PersonalBudget(weekly: Pence(119_000))
        #expect(budget.affords(Pence(119_000)))
        #expect(!budget.affords(Pence(119_001)))
        #expect(budget.left(after: Pence(120_000)) == Pence(-1000))
    }

    @Test func keysSortByTheTimeTheyWereMade() {
        var random = Seeded(9)
        let keys = (0..<100).map {
            Preference.ID.version7(
                at: Instant(milliseconds: 1_700_000_000_000 + $0), using: &random)
        }
        #expect(keys == keys.sorted())
        #expect(Set(keys).count == 100)
        #expect(keys.allSatisfy { UUID(uuidString: $0.rawValue) != nil })
        #expect(
            keys.allSatisfy {
                Array($0.rawValue)[14] == "7" && "89ab".contains(Array($0.rawValue)[19])
            })
    }
}
