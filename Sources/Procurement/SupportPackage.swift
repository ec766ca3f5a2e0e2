/// One anonymised call for bids: what life looks like now, what the person wants, and what there
/// is to pay for it.
///
/// It holds nothing that names a person or a place. Source: the council's paper, 5.6 and 5.13.
public struct SupportPackage: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = Identifier<SupportPackage>

    /// The council's reference, as people say it: `CE-2041`.
    public let id: ID
    /// Grows by one with every amendment; 1 is the first publication.
    public var version: Int
    /// The person's own idea in a few words: "A flat of my own, near the bus".
    public var title: String
    public var pictogram: Pictogram
    public var category: Category
    /// Where, coarsely: "a town in the north of the borough".
    public var place: String
    /// How many people the package is for.
    public var people: Int
    /// What life looks like now, in the first person.
    public var lifeNow: String
    /// What matters to the person, most important first.
    public var whatMatters: [String]
    public var communicationNeeds: [CommunicationNeed]
    /// In the order the person gave them.
    public var outcomes: [Outcome]
    public var hoursPerWeek: Int
    public var start: Day
    public var budget: PersonalBudget
    /// What a provider must be able to do.
    public var requirements: [String]
    public var stage: Stage

    /// Where the package stands; the server alone moves it.
    public enum Stage: String, Codable, Sendable, CaseIterable, LaterCases {
        /// A laptop has the packages that wait for a visit.
        public static let later = Stage.awaitingPreference
        case published, closed, underEvaluation, negotiation, shortlisted, awaitingPreference
        case preferenceReceived, recommended, awarded, contracted
        case withdrawn, cancelled, unsuccessful
    }

    public init(
        id: ID, version: Int, title: String, pictogram: Pictogram, category: Category,
        place: String, people: Int, lifeNow: String, whatMatters: [String],
        communicationNeeds: [CommunicationNeed], outcomes: [Outcome], hoursPerWeek: Int,
        start: Day, budget: PersonalBudget, requirements: [String], stage: Stage
    ) {
        self.id = id
        self.version = version
        self.title = title
        self.pictogram = pictogram
        self.category = category
        self.place = place
        self.people = people
        self.lifeNow = lifeNow
        self.whatMatters = whatMatters
        self.communicationNeeds = communicationNeeds
        self.outcomes = outcomes
        self.hoursPerWeek = hoursPerWeek
        self.start = start
        self.budget = budget
        self.requirements = requirements
        self.stage = stage
    }
}

/// What the person wants to be able to do, in their words, beside the Care Act outcome it serves.
public struct Outcome: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = Identifier<Outcome>

    /// Unique within its package: `o1`, `o2` ...
    public let id: ID
    public let domain: CareActOutcome
    /// A few words: "Live in my own flat".
    public let title: String
    /// What the person said: "My own front door."
    public let words: String
    public let pictogram: Pictogram

    public init(
        id: ID, domain: CareActOutcome, title: String, words: String, pictogram: Pictogram
    ) {
        self.id = id
        self.domain = domain
        self.title = title
        self.words = words
        self.pictogram = pictogram
    }
}

/// The ten outcomes that decide whether an adult's needs are eligible. For children's packages
/// the nearest one is named, so that an outcome keeps its place when the child grows up.
///
/// Source: Care and Support (Eligibility Criteria) Regulations 2015 (SI 2015/313), reg 2(2)(a)-(j),
/// in the order of the regulation.
public enum CareActOutcome: String, Codable, Sendable, CaseIterable {
    case nutrition, personalHygiene, toiletNeeds, clothing, safeUseOfHome, habitableHome
    case relationships, workTrainingEducation, communityFacilities, caringForChild
}

/// What makes talking with the person work; shown before anything else.
///
/// Source: NHS Accessible Information Standard, DAPB1605 (identify, record, flag, share, meet).
public struct CommunicationNeed: Codable, Hashable, Sendable {
    public let kind: Kind
    /// "Easy Read with pictures".
    public let title: String
    /// What to do about it: "One idea at a time."
    public let detail: String
    public let pictogram: Pictogram

    /// An open list: a newer council may name kinds that this program does not know yet.
    public struct Kind: RawRepresentable, Codable, Hashable, Sendable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    public init(kind: Kind, title: String, detail: String, pictogram: Pictogram) {
        self.kind = kind
        self.title = title
        self.detail = detail
        self.pictogram = pictogram
    }
}

/// The name of one of our pictures, without its `pict-` prefix. An open list.
public struct Pictogram: RawRepresentable, Codable, Hashable, Sendable, ExpressibleByStringLiteral {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public init(stringLiteral value: String) { rawValue = value }
}
