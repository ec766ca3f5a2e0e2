import Procurement

/// One arrow that was walked.
struct Walked: Hashable, CustomStringConvertible {
    let machine: String
    let from: String
    let event: String
    let to: String
    var description: String { "\(machine): \(from) -\(event)-> \(to)" }

    /// Every arrow of every machine, but the very first ones.
    static let all: Set<Walked> = Set(
        arrows(of: AdmissionCase.self) + arrows(of: PackageCase.self) + arrows(of: BidCase.self)
            + arrows(of: PreferenceCase.self) + arrows(of: AwardCase.self))

    static let stateRules: Set<Rule> = [
        .stateAllowsIt, .packageStateAllowsIt, .bidStateAllowsIt, .preferenceStateAllowsIt,
        .awardStateAllowsIt,
    ]

    /// The rules that the arrow's machine says it asks.
    static func asks(_ arrow: Walked) -> Set<Rule> {
        let all: [String: [String: [Rule]]] = [
            AdmissionCase.title: AdmissionCase.asks, PackageCase.title: PackageCase.asks,
            BidCase.title: BidCase.asks, PreferenceCase.title: PreferenceCase.asks,
            AwardCase.title: AwardCase.asks,
        ]
        return Set(all[arrow.machine]?[arrow.event] ?? [])
    }

    private static func arrows<Subject: Watched>(of: Subject.Type) -> [Walked] {
        Subject.machine.compactMap { arrow in
            arrow.from.map {
                Walked(
                    machine: Subject.title, from: $0.rawValue, event: arrow.event,
                    to: arrow.to.rawValue)
            }
        }
    }
}

/// An aggregate whose memory the world watches.
protocol Watched: Aggregate, Equatable {
    static var title: String { get }

    /// The events that lead on: a history without them would never come to its depth.
    static var onward: Set<String> { get }

    /// What stood in an earlier form and does not stand in this one any more, in words.
    func forgot(_ earlier: Self) -> [String]
}

/// A case as it stands, with what it was at first and every event since.
@dynamicMemberLookup
struct Kept<Subject: Watched> {
    let first: Subject
    private(set) var now: Subject
    private(set) var events: [Subject.Event] = []

    init(_ first: Subject) {
        self.first = first
        now = first
    }

    subscript<Value>(dynamicMember path: KeyPath<Subject, Value>) -> Value { now[keyPath: path] }

    mutating func take(_ event: Subject.Event) {
        events.append(event)
        now.evolve(event)
    }

    /// Whether it is what its events made of it, and nothing else.
    var isWhatItsEventsSay: Bool {
        var told = first
        for event in events { told.evolve(event) }
        return told == now
    }
}

extension AdmissionCase: Watched {
    static let title = "AdmissionCase"
    static let onward: Set<String> = ["submitted", "started", "admitted", "judged", "reinstated"]

    func forgot(_ earlier: Self) -> [String] {
        var lost: [String] = []
        if attempt < earlier.attempt { lost.append("an attempt") }
        // A new attempt begins with clean hands; within one, nothing goes.
        guard attempt == earlier.attempt else { return lost }
        if declaration == nil, earlier.declaration != nil { lost.append("a declaration") }
        if !Set(verdicts.keys).isSuperset(of: earlier.verdicts.keys) { lost.append("a verdict") }
        if !evidence.isSuperset(of: earlier.evidence) { lost.append("evidence") }
        return lost
    }
}

extension PackageCase: Watched {
    static let title = "PackageCase"
    static let onward: Set<String> = [
        "sentToCheck", "checkPassed", "authorised", "published", "closed", "evaluationStarted",
        "scored", "agreed", "shortlisted", "peopleAsked", "preferenceReceived", "recommended",
        "awarded", "contracted",
    ]

    func forgot(_ earlier: Self) -> [String] {
        var lost: [String] = []
        if !deadlines.starts(with: earlier.deadlines) { lost.append("a deadline") }
        if !shortlists.starts(with: earlier.shortlists) { lost.append("a shortlist") }
        if !questions.map(\.text).starts(with: earlier.questions.map(\.text)) {
            lost.append("a question")
        }
        if zip(questions, earlier.questions).contains(where: {
            $0.answer == nil && $1.answer != nil
        }) {
            lost.append("an answer")
        }
        if rounds.count < earlier.rounds.count
            || zip(rounds, earlier.rounds).contains(where: {
                $0.deadline != $1.deadline || $0.invited != $1.invited
                    || !$0.answered.isSuperset(of: $1.answered)
            })
        {
            lost.append("a round")
        }
        if !Self.places(consensus).isSuperset(of: Self.places(earlier.consensus)) {
            lost.append("a consensus")
        }
        for (evaluator, given) in earlier.scores
        where !Self.places(scores[evaluator] ?? []).isSuperset(of: Self.places(given)) {
            lost.append("a score")
        }
        if content.version < earlier.content.version, state != .draft { lost.append("a version") }
        if ending == nil, earlier.ending != nil { lost.append("an ending") }
        return lost
    }

    private static func places(_ scores: [Score]) -> Set<String> {
        Set(scores.map { "\($0.bid) \($0.criterion)" })
    }
}

extension BidCase: Watched {
    static let title = "BidCase"
    static let onward: Set<String> = ["submitted", "opened", "evaluationStarted", "foundEligible"]

    func forgot(_ earlier: Self) -> [String] {
        var lost: [String] = []
        if !clarifications.map(\.question).starts(with: earlier.clarifications.map(\.question)) {
            lost.append("a question")
        }
        if revisedInRound < earlier.revisedInRound { lost.append("a round") }
        if deadline < earlier.deadline { lost.append("time to bid") }
        if submittedAt == nil, earlier.submittedAt != nil { lost.append("a submission") }
        if reasons.isEmpty, !earlier.reasons.isEmpty { lost.append("a reason") }
        return lost
    }
}

extension PreferenceCase: Watched {
    static let title = "PreferenceCase"
    static let onward: Set<String> = ["becameDue", "received", "accepted", "advocateIsInPlace"]

    func forgot(_ earlier: Self) -> [String] {
        var lost: [String] = []
        if !records.starts(with: earlier.records) { lost.append("a record") }
        if !Set(dissents.keys).isSuperset(of: earlier.dissents.keys) { lost.append("a dissent") }
        if (shortlist?.version ?? 0) < (earlier.shortlist?.version ?? 0) {
            lost.append("a shortlist")
        }
        return lost
    }
}

extension AwardCase: Watched {
    static let title = "AwardCase"
    static let onward: Set<String> = [
        "recommended", "approved", "notified", "standstillOffered", "contracted",
    ]

    func forgot(_ earlier: Self) -> [String] {
        var lost: [String] = []
        if recommendation == nil, earlier.recommendation != nil { lost.append("a recommendation") }
        if approvedBy == nil, earlier.approvedBy != nil { lost.append("an approval") }
        if !Set(notified.keys).isSuperset(of: earlier.notified.keys) { lost.append("a letter") }
        if standstillUntil == nil, earlier.standstillUntil != nil { lost.append("a standstill") }
        if contractedOn == nil, earlier.contractedOn != nil { lost.append("a contract") }
        return lost
    }
}
