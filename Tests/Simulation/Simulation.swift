/// Runs a council and its laptops through virtual months in which everything goes wrong, and says
/// whether every invariant of `sync.md` held.
public enum Simulation {
    /// One seed, alone. The same seed gives the same outcome, always.
    public static func run(
        seed: UInt64, planted: PlantedBug? = nil, without leftOut: Set<Fault> = [],
        traceLines: Int = 30
    ) -> Outcome {
        run(
            seed: seed, Options(planted: planted, leftOut: leftOut, traceLines: traceLines),
            name: "\(seed)")
    }

    /// One seed with the checks that need it twice: the same again (I14), and the same with clocks
    /// that are right (I10).
    public static func runThoroughly(
        seed: UInt64, planted: PlantedBug? = nil, without leftOut: Set<Fault> = [],
        traceLines: Int = 30
    ) -> Outcome {
        var first = run(seed: seed, planted: planted, without: leftOut, traceLines: traceLines)
        guard first.broken == nil else { return first }
        let second = run(seed: seed, planted: planted, without: leftOut)
        first.figures.checked[.i14, default: 0] += 1
        if first.traceHash != second.traceHash {
            return first.breaking(.i14, "the same seed gave two traces")
        }
        // A council that was restored is sent again what was recorded within 90 days of the
        // laptop's clock: other questions, and from there on other chances.
        let aside = leftOut.union([.councilRestored])
        let isRestored = first.figures.restores
        let wrong = isRestored ? run(seed: seed, planted: planted, without: aside) : second
        let right = run(
            seed: seed, Options(planted: planted, honestClocks: true, leftOut: aside),
            name: "\(seed)")
        first.figures.checked[.i10, default: 0] += 1
        if wrong.outcomes != right.outcomes {
            return first.breaking(.i10, "another clock gave another outcome")
        }
        return first
    }

    static func run(seed: UInt64, _ options: Options, name: String) -> Outcome {
        var outcome = Outcome(seed: seed, planted: options.planted)
        do {
            let world = try World(seed: seed, options: options, name: name)
            do {
                try world.run()
                outcome.outcomes = world.model.outcomes
            } catch let broken as Broken {
                outcome.broken = (broken.invariant, broken.what)
            } catch {
                outcome.broken = (.live, "the product failed: \(error)")
            }
            world.close()
            outcome.figures = world.figures
            outcome.trace = world.trace.lines
            outcome.traceHash = world.trace.hash
        } catch {
            outcome.broken = (.live, "the simulation could not begin: \(error)")
        }
        return outcome
    }
}

/// What became of one seed.
public struct Outcome: Sendable {
    public let seed: UInt64
    public let planted: PlantedBug?
    /// The invariant that did not hold, and how; `nil` when all held.
    public internal(set) var broken: (invariant: Invariant, what: String)?
    /// The last lines of what happened, oldest first.
    public internal(set) var trace: [String] = []
    /// A hash over every line.
    public internal(set) var traceHash: UInt64 = 0
    var figures = Figures()
    /// What every preference does in the end, by key.
    var outcomes: [String: String] = [:]

    init(seed: UInt64, planted: PlantedBug?) {
        self.seed = seed
        self.planted = planted
    }

    func breaking(_ invariant: Invariant, _ what: String) -> Outcome {
        var outcome = self
        outcome.broken = (invariant, what)
        return outcome
    }

    /// What to type to see exactly this again.
    public var command: String {
        "make simulate SEED=\(seed)" + (planted.map { " PLANTED=\($0.rawValue)" } ?? "")
    }

    /// The report of a seed that failed: what, after what, and how to see it again.
    public var report: String {
        guard let broken else { return "seed \(seed): every invariant held" }
        return
            (["seed \(seed) breaks \(broken.invariant.rawValue): \(broken.what)"] + trace
            + ["again: \(command)"]).joined(separator: "\n")
    }
}

extension Model {
    /// What every preference does, and where every package stands.
    var outcomes: [String: String] {
        var outcomes = told.mapValues { "answered \($0.effect.text)" }
        for package in packages.values {
            outcomes[package.id] = package.stage
            for record in package.records {
                outcomes["now " + record.fact.key] = record.effect.text
            }
        }
        return outcomes
    }
}
