import Testing

@testable import Procurement

/// Real choice and the market, from how packages ended.
struct MeasuresRealChoiceTests {
    private func category(_ group: ClientGroup, _ area: Area) -> Procurement.Category {
        Procurement.Category(
            serviceType: .supportedLiving, clientGroup: group, ageGroup: .adults, area: area)
    }

    /// Twenty in the north and twenty in the south; of each, `awarded` got what they wanted.
    private func outcomes(month: String = "m") -> [PackageOutcome] {
        var outcomes: [PackageOutcome] = []
        for (group, area, awarded) in [
            (ClientGroup.learningDisability, Area.north, 14), (.mentalHealth, .south, 8),
        ] {
            for number in 0..<20 {
                let provider: Provider.ID = number < 15 ? "p1" : "p2"
                outcomes.append(
                    PackageOutcome(
                        id: SupportPackage.ID("\(month)-\(area.rawValue)-\(number)"),
                        category: category(group, area), budget: .init(weekly: Pence(100_000)),
                        ending: .awarded, optionsOffered: 2,
                        choice: number < awarded ? .awarded : .notAwarded,
                        override: number < awarded ? nil : .suitability, daysToPreference: number,
                        daysToAward: number + 10, isOutOfArea: false,
                        prices: [
                            Bid.ID("\(number)-1"): Pence(90_000),
                            Bid.ID("\(number)-2"): Pence(110_000),
                        ],
                        bidders: ["p1", "p2"],
                        winner: .init(provider: provider, weeklyPrice: Pence(90_000))))
            }
        }
        return outcomes
    }

    @Test func whatIsLargeEnoughIsShown() throws {
        var publication = Publication()
        let measures = RealChoice(outcomes(), in: &publication)
        #expect(measures.heldBack.isEmpty)
        let table = try #require(measures.table(.clientGroup, by: .firstChoice))
        #expect(table.figure("learningDisability", "awarded") == .count(14))
        #expect(table.figure("mentalHealth", "notAwarded") == .count(12))
        #expect(table.total == .count(40))
        let byArea = try #require(measures.table(.area, by: .firstChoice))
        #expect(byArea.figure("south", "awarded") == .count(8))
        let overrides = try #require(measures.table(.clientGroup, by: .override))
        #expect(overrides.total(ofColumn: "suitability") == .count(18))
        let all = try #require(measures.toAward.first { $0.clientGroup == nil })
        #expect(all.days.median == 19)
        #expect(all.days.ninetieth == 27)
        #expect(measures.toPreference.count == 3)
    }

    @Test func aSmallGroupIsHiddenInEveryTable() throws {
        var few = outcomes()
        for number in 0..<3 {
            few.append(
                PackageOutcome(
                    id: SupportPackage.ID("autism-\(number)"),
                    category: category(.autism, .north), budget: .init(weekly: Pence(100_000)),
                    ending: .noneAcceptable, optionsOffered: 1, choice: .noneOfThese,
                    refusedTheOnlyBid: true, daysToPreference: 3))
        }
        var publication = Publication()
        let measures = RealChoice(few, in: &publication)
        #expect(!measures.tables.isEmpty)
        for table in measures.tables where table.rows == .clientGroup {
            #expect(table.total(ofRow: "autism") == .hidden)
            for line in table.figures {
                for count in line.compactMap(\.count) { #expect(count == 0 || count >= 5) }
            }
        }
        #expect(!measures.toPreference.contains { $0.clientGroup == .autism })
    }

    @Test func aMonthWithThreeMoreIsHeldBack() {
        var publication = Publication()
        _ = RealChoice(outcomes(), in: &publication)
        let more = outcomes() + outcomes(month: "n").prefix(3)
        let measures = RealChoice(more, in: &publication)
        #expect(measures.tables.isEmpty)
        #expect(measures.heldBack.allSatisfy { $0.refusal == .tooFew })
        // The group that is as it was is stated as it was; what three would change is not.
        #expect(measures.toAward.map(\.clientGroup) == [.mentalHealth])
    }

    @Test func theMarketIsSeenBesideTheChoice() throws {
        var publication = Publication()
        let all = outcomes()
        _ = RealChoice(all, in: &publication)
        let north = category(.learningDisability, .north)
        let market = MarketView(
            admitted: ["p1": [north], "p2": [north], "p3": [north], "p4": []], all,
            in: &publication)
        #expect(market.heldBack.isEmpty)
        #expect(market.admitted == 4)
        let whole = try #require(market.segments.first { $0.part == .whole })
        #expect(whole.biddingShare == 66)
        #expect(whole.bidsPerPackage?.median == 2)
        #expect(whole.priceToBudget?.median == 90)
        #expect(whole.withinBudget == 50)
        // 30 and 10 of 40: 0.75 squared and 0.25 squared.
        #expect(whole.concentration?.index == 6250)
        #expect(whole.concentration?.topThree == 100)
        let east = try #require(market.segments.first { $0.part == .area(.east) })
        #expect(east.bidsPerPackage == nil && east.concentration == nil)
        #expect(market.endings.map(\.rows) == [.area, .serviceType])
    }

    @Test(arguments: Story.Twist.allCases)
    func outcomesAreReadFromTheTrace(_ twist: Story.Twist) throws {
        let outcome = try #require(
            PackageOutcome(try Trace(Story(twist).history), isOutOfArea: true))
        switch twist {
        case .preferred, .lacksCapacity:
            #expect(outcome.choice == .awarded && outcome.override == nil)
            #expect(outcome.winner?.weeklyPrice == Story.price("b1"))
            #expect(outcome.isOutOfArea == true)
        case .overrideSuitability:
            #expect(outcome.choice == .notAwarded && outcome.override == .suitability)
        case .overrideBestInterests:
            #expect(outcome.choice == .notAwarded && outcome.override == .bestInterests)
        case .fallen:
            // What was wanted first fell; the second choice is not called the first.
            #expect(outcome.choice == .notAwarded && outcome.optionsOffered == 2)
        case .onlyBidRefused:
            #expect(outcome.refusedTheOnlyBid && outcome.ending == .noneAcceptable)
            #expect(outcome.isOutOfArea == nil)
        case .noBids:
            #expect(outcome.choice == .notAsked && outcome.ending == .noBids)
            #expect(outcome.optionsOffered == nil && outcome.bidders.isEmpty)
        case .offListRefused:
            #expect(outcome.choice == .noneOfThese && !outcome.refusedTheOnlyBid)
        }
        #expect(outcome.daysToPreference.map { $0 >= 0 } ?? (twist == .noBids))
    }

    @Test func aPackageThatRunsHasNoOutcome() throws {
        let history = Story(.preferred).history
        let closed = history.entries.firstIndex { $0.event.name == "closed" } ?? 0
        #expect(PackageOutcome(try Trace(history.prefix(closed))) == nil)
    }
}
