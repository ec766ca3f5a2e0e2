import Simulation
import Testing

/// A bounded part of `make simulate`.
struct SimulationTests {
    @Test func everyInvariantHoldsWhateverGoesWrong() {
        let result = Campaign(count: 100, threads: 2).run()
        for line in result.lines { print(line) }
        for failure in result.failures { Issue.record("\(failure.report)") }
        for fault in Fault.allCases { #expect(result.count(of: fault) > 0, "\(fault)") }
        for event in Event.allCases { #expect(result.count(of: event) > 0, "\(event)") }
        for invariant in Invariant.allCases {
            #expect(result.count(of: invariant) > 0, "\(invariant)")
        }
    }

    @Test func theSameSeedGivesTheSameTrace() {
        let (first, second) = (Simulation.run(seed: 7), Simulation.run(seed: 7))
        #expect(first.traceHash == second.traceHash)
        #expect(first.traceHash != Simulation.run(seed: 8).traceHash)
    }

    /// The stated number of seeds for each of the twelve; `make simulate-planted` prints what each
    /// needs.
    @Test(arguments: PlantedBug.allCases)
    func aPlantedBugIsFound(_ bug: PlantedBug) throws {
        let search = PlantedSearch(bug, atMost: 200)
        let seeds = try #require(search.seeds, "\(bug) is not found in 200 seeds")
        print("figure simulate-planted-\(bug) \(seeds) seeds")
    }

    @Test func aFailureSaysHowToSeeItAgain() throws {
        let outcome = Simulation.run(seed: 1, planted: .endlessResync)
        let broken = try #require(outcome.broken)
        #expect(outcome.report.contains(broken.what))
        #expect(outcome.report.hasSuffix("make simulate SEED=1 PLANTED=endlessResync"))
        #expect(!outcome.trace.isEmpty)
    }
}
