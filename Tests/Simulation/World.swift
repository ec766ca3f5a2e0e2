internal import Foundation
internal import Procurement
internal import Replica
internal import SyncProtocol

/// One simulation: a council, a few laptops, the way between them, and virtual time. One thread;
/// everything follows from the seed.
final class World {
    /// In every text that is sealed; no file of a replica may hold it.
    static let plantedWords = "The heron at the canal"
    static let limits = SyncLimits(
        pushBytes: 64 * 1024, pullBytes: 64 * 1024, payloadBytes: 256 * 1024, waitSeconds: 25)
    static let mostLaptops = 6

    let scenario: Scenario
    let planted: PlantedBug?
    let honestClocks: Bool
    private let place: Workplace

    var dice: Dice
    /// Clocks have dice of their own: what they draw moves nothing else.
    var clockDice: Dice
    var now = Instant(milliseconds: 1_795_975_200_000)
    private let start: Instant
    let council: SimulatedCouncil
    var laptops: [SimulatedLaptop] = []
    var model = Model()
    var devices = Devices()
    /// Requests that are late.
    var strays: [Call] = []
    /// Everything that was saved.
    var facts: [Fact.ID: Fact] = [:]
    /// Keys that the council answered once.
    var answered: Set<String> = []
    /// What went with a disk that was put back to an earlier state.
    var goneWithADisk: Set<Fact.ID> = []
    var backup: Backup?
    /// Every picture that there ever was.
    var pictures: Pictures
    let reader = DocumentReader()
    var isQuiet = false
    /// Every answer is lost on its way back.
    var losesReplies = false
    /// How often the council was restored.
    var restored = 0
    /// The last day on which the council tidied up.
    var tidied: Int64 = 0
    /// Questions and the bytes of their answers, as they are counted at the end.
    var moved = (calls: 0, bytes: 0)

    var trace: Trace
    var figures = Figures()
    var made = 0

    init(seed: UInt64, options: Options, name: String) throws {
        var dice = Dice(seed: seed)
        var scenario = Scenario(using: &dice)
        scenario.hasPictures = seed % 3 == 0
        if seed % 5 == 2 { scenario.becomeLong() }
        scenario.leaveOut(options.leftOut)
        self.scenario = scenario
        figures.restores = scenario.rate(.councilRestored) > 0
        clockDice = dice.split()
        pictures = Pictures(seed: seed, isOn: scenario.hasPictures)
        self.dice = dice
        planted = options.planted
        honestClocks = options.honestClocks
        trace = Trace(keeping: options.traceLines)
        start = now
        place = try Workplace(name)
        council = try SimulatedCouncil(in: place.path, limits: Self.limits)
        council.planted = options.planted
        try found()
    }

    private func found() throws {
        for _ in 0..<scenario.packages { try publish() }
        for index in 0..<scenario.laptops {
            try enrolNew(worker: "sw-\(index % scenario.workers + 1)")
        }
        note(
            "\(scenario.laptops) laptops, \(scenario.workers) workers, "
                + "\(scenario.packages) packages, \(scenario.steps) steps; faults: "
                + scenario.rates.map { "\($0.key) \($0.value)" }.sorted().joined(separator: ", "))
    }

    /// Runs to the end.
    ///
    /// - Throws: `Broken`; anything else that is thrown is the product's, and a failure too.
    func run() throws {
        for _ in 0..<scenario.steps { try step() }
        try finish()
    }

    func close() {
        for laptop in laptops { laptop.stop() }
        council.stop()
        place.remove()
        figures.virtualMilliseconds = now.milliseconds - start.milliseconds
    }

    private func step() throws {
        figures.steps += 1
        try passTime()
        try faultsOfTheStep()
        guard let laptop = dice.pick(laptopsAtHand) else { return }
        switch dice.below(100) {
        case 0..<32: try visit(laptop)
        case 32..<80:
            try sync(laptop, stops: dice.chance(350))
            try fetchPictures(laptop)
        case 80..<87: try sendLocked(laptop)
        case 87..<90: try verify(laptop)
        case 90..<94: try publishOrLook()
        default: try deliverStray()
        }
        try check(laptop)
        try checkThatNothingIsLost()
    }

    /// In a long seed one laptop lies in a drawer for most of the time.
    private var laptopsAtHand: [SimulatedLaptop] {
        let (first, last) = (scenario.steps / 8, scenario.steps * 7 / 8)
        let isAway = scenario.isLong && (first..<last).contains(figures.steps)
        return isAway ? Array(laptops.dropFirst()) : laptops
    }

    private func passTime() throws {
        let minutes =
            switch dice.below(10) {
            case 0..<6: dice.within(1...9)
            case 6..<9: dice.within(20...600)
            default: dice.within(1440...7200)
            }
        // A minute stands for an hour or less, an hour for half a day, five days for three months.
        let pace = scenario.isLong ? 18 : 1
        now = now.adding(seconds: Int64(minutes * pace) * 60 + Int64(dice.below(60)))
        try backUp()
        if scenario.isLong { try tidyCouncil() }
    }

    private func publishOrLook() throws {
        if dice.chance(300) { try publish() } else { try checkCouncil() }
    }

    // MARK: Small things that all parts use

    var base: String { place.path }

    func note(_ line: String) {
        let time = (now.milliseconds - start.milliseconds) / 60_000
        trace.note("day \(time / 1440) \(padded(time / 60 % 24)):\(padded(time % 60))  \(line)")
    }

    private func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Whether the fault happens now; counted when it does.
    func happens(_ fault: Fault) -> Bool {
        guard !isQuiet, dice.chance(scenario.rate(fault)) else { return false }
        figures.faults[fault, default: 0] += 1
        return true
    }

    func hold(_ invariant: Invariant, _ holds: Bool, _ what: @autoclosure () -> String) throws {
        figures.checked[invariant, default: 0] += 1
        guard holds else { throw Broken(invariant, what()) }
    }

    /// A name that sorts by time, whatever a laptop's clock says.
    func mint<Subject>(_ type: Subject.Type = Subject.self) -> Identifier<Subject> {
        .version7(at: now, using: &dice)
    }
}

/// What one run is asked for beside its seed.
struct Options {
    var planted: PlantedBug?
    /// Laptops' clocks are right; everything else happens as it does otherwise.
    var honestClocks = false
    var leftOut: Set<Fault> = []
    var traceLines = 30
}

/// What was counted in a run.
struct Figures {
    var steps = 0
    var operations = 0
    var faults: [Fault: Int] = [:]
    var checked: [Invariant: Int] = [:]
    var virtualMilliseconds: Int64 = 0
    /// What happened that is no fault, by name.
    var happened: [Event: Int] = [:]
    /// Whether the seed has the council restored now and then.
    var restores = false

    mutating func add(_ other: Figures) {
        steps += other.steps
        operations += other.operations
        faults.merge(other.faults, uniquingKeysWith: +)
        checked.merge(other.checked, uniquingKeysWith: +)
        virtualMilliseconds += other.virtualMilliseconds
        happened.merge(other.happened, uniquingKeysWith: +)
    }
}
