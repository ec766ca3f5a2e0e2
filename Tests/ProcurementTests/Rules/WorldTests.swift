import Procurement
import Testing

/// Random histories over all aggregates, seeded and replayable.
struct WorldTests {
    static let seeds: [UInt64] = Array(1...48)
    static let steps = 1000

    static func history(_ seed: UInt64) -> World {
        var world = World(seed: seed)
        // One council in ten begins without a market.
        if !seed.isMultiple(of: 10) { world.openMarket() }
        for _ in 0..<steps { world.step() }
        world.checkHistories()
        return world
    }

    @Test func whateverIsCommandedTheLawHolds() {
        var walks: [Walked: Int] = [:]
        var asked: [Walked: Set<Rule>] = [:]
        var (commands, refusals, checks, broken, lives) = (0, 0, 0, 0, 0)
        for seed in Self.seeds {
            let world = Self.history(seed)
            #expect(world.broken.isEmpty, "seed \(seed): \(world.broken.prefix(3))")
            walks.merge(world.walks, uniquingKeysWith: +)
            asked.merge(world.asked) { $0.union($1) }
            commands += world.commands
            refusals += world.refusals
            checks += world.checks
            broken += world.broken.count
            lives += world.past.count
        }
        let walked = Set(walks.keys)
        let missing = Walked.all.subtracting(walked).map(\.description).sorted()
        print("figure random-commands \(commands) commands")
        print("figure random-refusals \(refusals) commands")
        print("figure random-packages \(lives) packages")
        print("figure invariants-checked \(checks) checks")
        print("figure invariants-broken \(broken) checks")
        print("figure arrow-walked-least \(walks.values.min() ?? 0) walks")
        print("figure arrows-walked \(Walked.all.count - missing.count) of \(Walked.all.count)")
        #expect(missing.isEmpty, "not walked: \(missing)")
        #expect(walked == Walked.all)
        #expect(broken == 0)
        #expect(commands >= 40_000)
        #expect(refusals > 0)
        for (arrow, rules) in asked {
            let wrong = rules.symmetricDifference(Walked.asks(arrow)).map(\.id).sorted()
            #expect(wrong.isEmpty, "\(arrow) asks, or does not ask: \(wrong)")
        }
    }

    @Test(arguments: [3, 8, 21] as [UInt64])
    func theSameSeedGivesTheSameHistory(_ seed: UInt64) {
        let (one, other) = (Self.history(seed), Self.history(seed))
        #expect(one.package.now == other.package.now)
        #expect(one.preference.now == other.preference.now)
        #expect(one.award.now == other.award.now)
        #expect(one.walks == other.walks)
        #expect(one.commands == other.commands && one.refusals == other.refusals)
        #expect(one.past.map(\.package.events) == other.past.map(\.package.events))
    }
}
