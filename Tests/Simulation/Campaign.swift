internal import Dispatch
internal import Foundation
internal import Synchronization

/// Many seeds, and what they come to.
public struct Campaign: Sendable {
    public let first: UInt64
    public let count: Int
    /// How many seeds run at once, each on one thread.
    public let threads: Int
    /// Every how many seeds the checks that need a seed several times are made.
    public let thoroughEvery: UInt64

    public init(first: UInt64 = 1, count: Int, threads: Int, thoroughEvery: UInt64 = 20) {
        self.first = first
        self.count = count
        self.threads = threads
        self.thoroughEvery = thoroughEvery
    }

    /// What a campaign found.
    public struct Result: Sendable {
        /// Seeds that broke an invariant, in order.
        public fileprivate(set) var failures: [Outcome] = []
        public fileprivate(set) var seconds = 0.0
        public fileprivate(set) var seeds = 0
        fileprivate var figures = Figures()
    }

    /// Runs every seed, and hands over each that broke an invariant as soon as it did.
    public func run(
        planted: PlantedBug? = nil, without leftOut: Set<Fault> = [],
        failing: @Sendable (Outcome) -> Void = { _ in }
    ) -> Result {
        let began = ContinuousClock.now
        let state = Mutex((next: first, result: Result()))
        let end = first + UInt64(count)
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            while true {
                let seed: UInt64? = state.withLock { state in
                    guard state.next < end else { return nil }
                    state.next += 1
                    return state.next - 1
                }
                guard let seed else { return }
                // 2 of 20: a long seed too, see `World`.
                let isThorough = [0, 2].contains(seed % thoroughEvery)
                let outcome =
                    isThorough
                    ? Simulation.runThoroughly(seed: seed, planted: planted, without: leftOut)
                    : Simulation.run(seed: seed, planted: planted, without: leftOut)
                state.withLock { state in
                    state.result.seeds += 1
                    state.result.figures.add(outcome.figures)
                    if outcome.broken != nil { state.result.failures.append(outcome) }
                }
                if outcome.broken != nil { failing(outcome) }
            }
        }
        var result = state.withLock { $0.result }
        result.failures.sort { $0.seed < $1.seed }
        let spent = ContinuousClock.now - began
        result.seconds =
            Double(spent.components.seconds) + Double(spent.components.attoseconds) / 1e18
        return result
    }
}

extension Campaign.Result {
    /// One figure a line: `figure NAME VALUE UNIT`.
    public var lines: [String] {
        var lines = [
            "figure simulate-seeds \(seeds) seeds",
            "figure simulate-virtual-days \(figures.virtualMilliseconds / 86_400_000) days",
            "figure simulate-operations \(figures.operations) operations",
        ]
        for fault in Fault.allCases {
            lines.append("figure simulate-fault-\(fault) \(figures.faults[fault] ?? 0) times")
        }
        for event in Event.allCases {
            lines.append("figure simulate-\(event) \(figures.happened[event] ?? 0) times")
        }
        for invariant in Invariant.allCases {
            lines.append(
                "figure simulate-checked-\(invariant.rawValue) "
                    + "\(figures.checked[invariant] ?? 0) times")
        }
        let checked = figures.checked.values.reduce(0, +)
        lines += [
            "figure simulate-invariants-checked \(checked) times",
            "figure simulate-invariants-broken \(failures.count) times",
            "figure simulate-time \(rounded(seconds)) s",
        ]
        return lines
    }

    /// How often faults of a kind happened.
    public func count(of fault: Fault) -> Int { figures.faults[fault] ?? 0 }

    /// How often something happened that is no fault.
    public func count(of event: Event) -> Int { figures.happened[event] ?? 0 }

    /// How often an invariant was looked at.
    public func count(of invariant: Invariant) -> Int { figures.checked[invariant] ?? 0 }

    private func rounded(_ seconds: Double) -> String {
        String(format: "%.1f", seconds)
    }
}

/// Whether the simulator finds what other systems got wrong.
public struct PlantedSearch: Sendable {
    public let bug: PlantedBug
    /// The seeds that were needed, the one that found it included; `nil` when none did.
    public let seeds: Int?
    public let invariant: Invariant?
    public let what: String

    /// Tries seeds one after the other until one breaks.
    public init(_ bug: PlantedBug, atMost limit: Int, thoroughEvery: UInt64 = 20) {
        self.bug = bug
        for seed in 1...UInt64(max(1, limit)) {
            let outcome =
                seed % thoroughEvery == 0
                ? Simulation.runThoroughly(seed: seed, planted: bug)
                : Simulation.run(seed: seed, planted: bug)
            if let broken = outcome.broken {
                (seeds, invariant, what) = (Int(seed), broken.invariant, broken.what)
                return
            }
        }
        (seeds, invariant, what) = (nil, nil, "not found")
    }

    /// A line of the table: bug, seeds, invariant.
    public var line: String {
        let found = seeds.map { "\($0)" } ?? "not found"
        return bug.rawValue.padding(toLength: 26, withPad: " ", startingAt: 0)
            + found.padding(toLength: 11, withPad: " ", startingAt: 0)
            + (invariant?.rawValue ?? "-").padding(toLength: 6, withPad: " ", startingAt: 0) + what
    }
}
