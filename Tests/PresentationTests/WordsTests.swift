import Foundation
import Presentation
import Procurement
import Testing

struct WordsTests {
    private func present(_ text: String) throws -> Present {
        Present(now: try #require(Instant(iso8601: text)))
    }

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test func datesAreSaidAsPeopleSayThem() throws {
        let present = try present("2026-11-30T10:00:00Z")
        #expect(Dates.full(try day("2026-12-04"), in: present) == "Friday 4 December")
        #expect(Dates.full(try day("2027-02-01"), in: present) == "Monday 1 February 2027")
        #expect(Dates.away(try day("2026-12-04"), in: present) == "in 4 days")
        #expect(Dates.away(try day("2026-12-01"), in: present) == "tomorrow")
        #expect(Dates.away(try day("2026-11-30"), in: present) == "today")
        #expect(Dates.away(try day("2026-11-29"), in: present) == "1 day late")
        #expect(Dates.away(try day("2026-11-27"), in: present) == "3 days late")
    }

    @Test(arguments: [
        (14, 0, "2 o’clock"), (12, 0, "midday"), (9, 5, "9:05 am"), (0, 30, "12:30 am"),
        (15, 40, "3:40 pm"), (20, 0, "8:00 pm"), (12, 15, "12:15 pm"),
    ])
    func timesAreSaidAsPeopleSayThem(hour: Int, minute: Int, words: String) throws {
        #expect(Dates.time(try #require(ClockTime(hour: hour, minute: minute))) == words)
    }

    @Test func aPastMomentIsSaidInLocalTime() throws {
        let present = try present("2026-07-06T12:00:00Z")
        func said(_ text: String) throws -> String {
            Dates.past(try #require(Instant(iso8601: text)), in: present)
        }
        #expect(try said("2026-07-06T08:12:00Z") == "today, 9:12 am")
        #expect(try said("2026-07-05T08:12:00Z") == "yesterday, 9:12 am")
        #expect(try said("2026-07-02T14:40:00Z") == "Thursday, 3:40 pm")
        #expect(try said("2026-06-18T14:40:00Z") == "18 June")
    }

    @Test(arguments: [
        (0, "£0"), (100, "£1"), (150, "£1.50"), (5, "£0.05"), (119_000, "£1,190"),
        (123_456_789, "£1,234,567.89"), (-4000, "-£40"),
    ])
    func moneyHasPenceOnlyWhenThereAreSome(pence: Int, words: String) {
        #expect(Money.amount(Pence(pence)) == words)
    }

    @Test func aPriceIsComparedWithTheBudgetInWords() {
        let budget = PersonalBudget(weekly: Pence(119_000))
        #expect(Money.against(budget, price: Pence(115_000)) == "£40 less than the budget")
        #expect(Money.against(budget, price: Pence(119_000)) == "The same as the budget")
        #expect(Money.against(budget, price: Pence(120_000)) == "£10 more than the budget")
    }

    @Test func whatTheRulesSayIsSaidByTheSamePlace() {
        let cost = phrase("a limit of {money} a year", ["money": Pence(5_980_000).words])
        #expect(tr(cost) == "a limit of £59,800 a year")
        #expect(tr(phrases("{n} bid", "{n} bids", 1)) == Words.bids(1))
        #expect(tr(phrases("{n} bid", "{n} bids", 2)) == Words.bids(2))
        #expect(tr("{a}", ["a": "{b}", "b": "c"]) == "{b}")
    }

    @Test func everyMarkHasAnotherShape() {
        #expect(Set(ProviderMark.allCases.map(\.iconName)).count == 5)
        #expect(Set(ProviderMark.allCases.map(\.word)).count == 5)
        #expect(ProviderMark(place: 7) == .triangle)
    }

    @Test func aPictureThatWeDoNotHaveIsStillAPicture() {
        #expect(Pictogram(rawValue: "spaceship").iconName == "pict-heart")
        #expect(Pictogram(rawValue: "bus").iconName == "pict-bus")
    }
}
