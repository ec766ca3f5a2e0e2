/// How a package came to its provider, step by step: when, who, what, by which rules, and on
/// which earlier steps it rests. All letters are made from this, and from nothing else.
public struct Trace: Sendable {
    public let history: PackageHistory
    public let steps: [Step]
    /// Where each case stood in the end.
    public private(set) var package: PackageCase
    public private(set) var preference: PreferenceCase
    public private(set) var bids: [Bid.ID: BidCase] = [:]
    /// Every award that was begun, oldest first.
    public private(set) var awards: [AwardCase] = []

    /// One step.
    public struct Step: Hashable, Sendable, Identifiable {
        /// 1 is the first.
        public let id: Int
        public let at: Instant
        public let by: Actor
        public let event: PackageHistory.Event
        /// The rules that the step had to pass, with their sources.
        public let rules: [Rule]
        /// The facts that it rested on, as earlier steps.
        public let restsOn: [Int]
    }

    /// Reads a history.
    ///
    /// - Throws: `HistoryFailure` when an entry does not follow from those before it.
    public init(_ history: PackageHistory) throws(HistoryFailure) {
        self.history = history
        package = PackageCase(content: history.content, author: history.author, pack: history.pack)
        preference = PreferenceCase(
            id: history.content.id, ageGroup: history.content.category.ageGroup)
        var steps: [Step] = []
        var reader = Reader(package: package, preference: preference, pack: history.pack)
        var last = history.entries.first?.at
        for (index, entry) in history.entries.enumerated() {
            try require(
                last.map { $0 <= entry.at } ?? true, else: HistoryFailure.goesBack(entry: index + 1)
            )
            last = entry.at
            let rules = try reader.take(entry.event, number: index + 1)
            steps.append(
                Step(
                    id: index + 1, at: entry.at, by: entry.by, event: entry.event, rules: rules,
                    restsOn: Self.grounds(of: entry.event, in: steps)))
        }
        self.steps = steps
        package = reader.package
        preference = reader.preference
        bids = reader.bids
        awards = reader.awards
    }

    /// The earlier steps that hold the facts of a later one.
    private static func grounds(of event: PackageHistory.Event, in steps: [Step]) -> [Int] {
        switch event {
        case .package(.shortlisted): steps.all { $0.isConsensus || $0.isOffer }
        case .package(.agreed(let score)):
            steps.all {
                if case .package(.scored(let own, _)) = $0.event {
                    own.bid == score.bid && own.criterion == score.criterion
                } else {
                    false
                }
            }
        case .package(.peopleAsked), .preference(.becameDue): steps.last { $0.isShortlist }
        case .preference(.accepted(let id)):
            steps.all { $0.record?.id == id || $0.isGate }
        case .award(_, .recommended): steps.last { $0.isAcceptance } + steps.last { $0.isShortlist }
        case .award(let award, _):
            steps.last {
                if case .award(award, .recommended) = $0.event { true } else { false }
            }
        case .bid(let bid, _, .foundEligible), .bid(let bid, _, .foundOverBudget),
            .bid(let bid, _, .foundShortOfCriteria):
            steps.all {
                if case .package(.agreed(let score)) = $0.event { score.bid == bid } else { false }
            } + steps.last { $0.offer?.bid == bid }
        default: []
        }
    }
}

extension [Trace.Step] {
    func all(where holds: (Trace.Step) -> Bool) -> [Int] { filter(holds).map(\.id) }

    func last(where holds: (Trace.Step) -> Bool) -> [Int] {
        guard let step = self.last(where: { holds($0) }) as Trace.Step? else { return [] }
        return [step.id]
    }
}

extension Trace.Step {
    var isShortlist: Bool { if case .package(.shortlisted) = event { true } else { false } }
    var isConsensus: Bool { if case .package(.agreed) = event { true } else { false } }
    var isAcceptance: Bool { if case .preference(.accepted) = event { true } else { false } }
    var isOffer: Bool { offer != nil }

    var offer: (bid: Bid.ID, offer: Offer)? {
        switch event {
        case .bid(let bid, _, .submitted(let offer, _)), .bid(let bid, _, .revised(let offer)):
            (bid, offer)
        default: nil
        }
    }

    /// The record of a visit that arrived with this step.
    var record: Preference? {
        switch event {
        case .preference(.received(let record)), .preference(.receivedBeside(let record)),
            .preference(.receivedStale(let record)):
            record
        default: nil
        }
    }

    var isGate: Bool {
        switch event {
        case .preference(.capacityDoubted), .preference(.capacityFound),
            .preference(.capacityLacking), .preference(.bestInterestsDecided),
            .preference(.advocateNeeded), .preference(.advocateIsInPlace),
            .preference(.dissentHandled):
            true
        default: false
        }
    }
}

/// Lets the cases live through the events again, and finds the arrow of each.
private struct Reader {
    var package: PackageCase
    var preference: PreferenceCase
    var bids: [Bid.ID: BidCase] = [:]
    var awards: [AwardCase] = []
    let pack: RulePack.ID

    mutating func take(
        _ event: PackageHistory.Event, number: Int
    ) throws(HistoryFailure) -> [Rule] {
        switch event {
        case .package(let own): return try follow(&package, own, number)
        case .preference(let own): return try follow(&preference, own, number)
        case .bid(let id, let provider, let own):
            var bid =
                bids[id]
                ?? BidCase(
                    id: id, package: package.id, provider: provider,
                    outcomes: package.content.outcomes.map(\.id),
                    deadline: package.deadline ?? Instant(milliseconds: 0))
            let rules = try follow(&bid, own, number)
            bids[id] = bid
            return rules
        case .award(let id, let own):
            let index = awards.firstIndex { $0.id == id } ?? awards.count
            if index == awards.count {
                awards.append(AwardCase(id: id, package: package.id, pack: pack))
            }
            return try follow(&awards[index], own, number)
        }
    }

    private func follow<Case: Aggregate>(
        _ subject: inout Case, _ event: Case.Event, _ number: Int
    ) throws(HistoryFailure) -> [Rule] {
        let name = caseName(of: event)
        let before = subject.state
        guard Case.machine.contains(where: { $0.from == before && $0.event == name }) else {
            throw .doesNotFollow(entry: number, event: name, state: before.rawValue)
        }
        subject.evolve(event)
        return Case.asks[name] ?? []
    }
}
