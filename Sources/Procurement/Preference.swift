/// The record of one visit: what was preferred, by whom, and how we know.
///
/// A fact: it is never changed and never deleted. A change of mind is a new record that
/// supersedes this one; both are kept. Voices are kept apart, and no rule merges them.
///
/// Source: the council's paper, 5.13; Mental Capacity Act 2005 ss1-4; Care Act 2014 s67.
public struct Preference: Codable, Hashable, Sendable, Identifiable {
    /// A UUID version 7, minted by the laptop when the visit begins.
    public typealias ID = Identifier<Preference>

    public let id: ID
    public let basis: Basis
    /// The earlier records that this one replaces; empty for the first.
    public let supersedes: [ID]
    public let meeting: Meeting
    public let communication: CommunicationUsed
    public let people: [Participant]
    public let advocacy: Advocacy?
    public let capacity: Capacity
    /// The person's voice first, then the others in the order they spoke.
    public let voices: [Voice]
    public let dissent: Dissent?
    public let bestInterests: BestInterestsDecision?
    public let closing: Closing
    public let fairness: Fairness

    /// What the people in the room were looking at.
    public struct Basis: Codable, Hashable, Sendable {
        public let package: SupportPackage.ID
        public let packageVersion: Int
        public let shortlistVersion: Int
        /// The bids of that version, in its order.
        public let bids: [Bid.ID]

        public init(
            package: SupportPackage.ID, packageVersion: Int, shortlistVersion: Int, bids: [Bid.ID]
        ) {
            self.package = package
            self.packageVersion = packageVersion
            self.shortlistVersion = shortlistVersion
            self.bids = bids
        }
    }

    public init(
        id: ID, basis: Basis, supersedes: [ID], meeting: Meeting,
        communication: CommunicationUsed, people: [Participant], advocacy: Advocacy? = nil,
        capacity: Capacity = .assumed, voices: [Voice], dissent: Dissent? = nil,
        bestInterests: BestInterestsDecision? = nil, closing: Closing, fairness: Fairness
    ) {
        self.id = id
        self.basis = basis
        self.supersedes = supersedes
        self.meeting = meeting
        self.communication = communication
        self.people = people
        self.advocacy = advocacy
        self.capacity = capacity
        self.voices = voices
        self.dissent = dissent
        self.bestInterests = bestInterests
        self.closing = closing
        self.fairness = fairness
    }

    /// The person's own voice; `nil` when only others spoke.
    public var person: Voice? { voices.first { $0.whose == .person } }
}

/// One voice: whose it is, what they think of each bid, what they chose, and why.
public struct Voice: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = Identifier<Voice>

    /// Unique within the record: `person`, `family-1` ...
    public let id: ID
    public let whose: Whose
    public var answers: [BidAnswer]
    public var choice: Choice?
    /// Why, in their own words; empty when they did not say.
    public var reasons: String
    public var mustHaves: [String]
    public var dealBreakers: [String]
    public var outcomeReasons: [OutcomeReason]

    public init(
        id: ID, whose: Whose, answers: [BidAnswer] = [], choice: Choice? = nil,
        reasons: String = "", mustHaves: [String] = [], dealBreakers: [String] = [],
        outcomeReasons: [OutcomeReason] = []
    ) {
        self.id = id
        self.whose = whose
        self.answers = answers
        self.choice = choice
        self.reasons = reasons
        self.mustHaves = mustHaves
        self.dealBreakers = dealBreakers
        self.outcomeReasons = outcomeReasons
    }

    /// What this voice thinks of a bid; `nil` while it has not said.
    public func answer(to bid: Bid.ID) -> Answer? { answers.first { $0.bid == bid }?.answer }

    public struct OutcomeReason: Codable, Hashable, Sendable {
        public let outcome: Outcome.ID
        public let words: String
        public init(outcome: Outcome.ID, words: String) {
            self.outcome = outcome
            self.words = words
        }
    }
}

/// Whose preference it is. A family member's voice is never the person's.
public enum Whose: Codable, Hashable, Sendable {
    case person
    case family(Relationship)
    case advocate

    /// What the speaker is to the person. Never a name.
    public enum Relationship: String, Codable, Sendable, CaseIterable {
        case mother, father, parent, sister, brother, grandparent, partner, son, daughter, carer
        case friend, other
    }
}

public struct BidAnswer: Codable, Hashable, Sendable {
    public let bid: Bid.ID
    public let answer: Answer
    public init(bid: Bid.ID, answer: Answer) {
        self.bid = bid
        self.answer = answer
    }
}

/// What somebody thinks of one bid.
public enum Answer: String, Codable, Sendable, CaseIterable { case like, notSure, dislike }

/// What somebody chose in the end.
public enum Choice: Codable, Hashable, Sendable {
    case favourite(Bid.ID)
    /// These are liked the same: two or more.
    case equal([Bid.ID])
    case noneOfThese
    case notToday
    case noPreferenceExpressed
    case declined

    /// The bids that the choice names.
    public var bids: [Bid.ID] {
        switch self {
        case .favourite(let bid): [bid]
        case .equal(let bids): bids
        case .noneOfThese, .notToday, .noPreferenceExpressed, .declined: []
        }
    }

    /// Whether what was thought of each bid must be known too. Somebody who wants to stop, or does
    /// not say, is not asked for more.
    public var needsEveryAnswer: Bool {
        switch self {
        case .favourite, .equal, .noneOfThese: true
        case .notToday, .noPreferenceExpressed, .declined: false
        }
    }
}
