/// What a bid offers. Sealed in its `BidCase` until the deadline.
public struct Offer: Codable, Hashable, Sendable {
    public let weeklyPrice: Pence
    public let start: Day
    /// The last day on which it can be taken up.
    public let validUntil: Day
    public let summary: String
    public let responses: [OutcomeResponse]

    public init(
        weeklyPrice: Pence, start: Day, validUntil: Day, summary: String,
        responses: [OutcomeResponse]
    ) {
        self.weeklyPrice = weeklyPrice
        self.start = start
        self.validUntil = validUntil
        self.summary = summary
        self.responses = responses
    }
}

/// One provider's bid on one package, from its draft to its end.
///
/// Source: the council's paper, 5.13; PCR 2015 reg 22(16) (sealed until the deadline).
public struct BidCase: Codable, Hashable, Sendable, Identifiable {
    public let id: Bid.ID
    public let package: SupportPackage.ID
    public let provider: Provider.ID
    /// The outcomes that the package asks about.
    public let outcomes: [Outcome.ID]
    /// The package's deadline; changes when the package is amended.
    public internal(set) var deadline: Instant
    public internal(set) var state: State = .draft
    /// Every offer that was made, oldest first; the last one stands. Never shown before the
    /// deadline: read it through `offer(to:at:)`.
    var offers: [Offer] = []
    public internal(set) var submittedAt: Instant?
    /// Whether the council opened it; a bid that left before that stays sealed.
    public internal(set) var wasOpened = false
    public internal(set) var clarifications: [Clarification] = []
    /// The last round in which the offer was revised.
    public internal(set) var revisedInRound = 0
    public internal(set) var round: OpenRound?
    public internal(set) var reasons: [String] = []

    public enum State: String, Codable, Hashable, Sendable, CaseIterable {
        case draft, submitted, withdrawn, opened, underEvaluation, clarification, negotiating
        case meetsCriteriaWithinBudget, doesNotMeetCriteria, overBudget, rejected
        case shortlisted, preferred, reserve, awarded, unsuccessful, lapsed
    }

    public struct Clarification: Codable, Hashable, Sendable {
        public let question: String
        public internal(set) var answer: String?
    }

    public struct OpenRound: Codable, Hashable, Sendable {
        public let number: Int
        public let deadline: Instant
        public init(number: Int, deadline: Instant) {
            self.number = number
            self.deadline = deadline
        }
    }

    public init(
        id: Bid.ID, package: SupportPackage.ID, provider: Provider.ID, outcomes: [Outcome.ID],
        deadline: Instant
    ) {
        self.id = id
        self.package = package
        self.provider = provider
        self.outcomes = outcomes
        self.deadline = deadline
    }

    /// Whether the award could still go to it.
    public var canStillWin: Bool {
        switch state {
        case .submitted, .opened, .underEvaluation, .clarification, .negotiating,
            .meetsCriteriaWithinBudget, .shortlisted, .preferred, .reserve:
            true
        case .draft, .withdrawn, .doesNotMeetCriteria, .overBudget, .rejected, .awarded,
            .unsuccessful, .lapsed:
            false
        }
    }

    /// Whether it was opened and not ended.
    public var isStanding: Bool {
        switch state {
        case .opened, .underEvaluation, .clarification, .negotiating, .meetsCriteriaWithinBudget,
            .doesNotMeetCriteria, .overBudget, .shortlisted, .preferred, .reserve:
            true
        case .draft, .submitted, .withdrawn, .rejected, .awarded, .unsuccessful, .lapsed: false
        }
    }

    /// The offer, for those who may read it: the provider at any time, the council from the moment
    /// that the bid was opened.
    public func offer(to actor: Actor, at now: Instant) throws(RuleRefusal) -> Offer? {
        let isOwn = actor.role == .provider && actor.id == provider.rawValue
        let isCouncil = actor.role != .provider && wasOpened
        try require(
            isOwn || (isCouncil && now >= deadline), .bidIsSealed,
            missing: phrase("the deadline, {moment}", ["moment": deadline.words]), mender: .clock)
        return offers.last
    }
}

extension BidCase {
    public enum Command: Sendable {
        /// `isInvited`: in the package's snapshot and still admitted.
        case submit(Offer, isInvited: Bool)
        case withdraw
        case moveDeadline(Instant)
        case open
        case startEvaluation
        case askToClarify(String)
        case clarify(String, unchanged: Bool)
        case inviteToRevise(OpenRound)
        case revise(Offer)
        case endRound
        case judge(BidResult)
        case reject(reason: String, asTooLow: Bool)
        case list
        case prefer
        case holdInReserve
        case award
        case fall(reason: String)
        case lose(reasons: [String])
        case lapse
    }

    public enum Event: Codable, Hashable, Sendable {
        case submitted(Offer, at: Instant)
        case withdrawn
        case deadlineMoved(Instant)
        case opened
        case evaluationStarted
        case clarificationAsked(String)
        case clarified(String)
        case invitedToRevise(OpenRound)
        case revised(Offer)
        case roundEnded
        case foundEligible
        case foundShortOfCriteria
        case foundOverBudget
        case rejected(reason: String)
        case listed
        case preferred
        case heldInReserve
        case awarded
        case fell(reason: String)
        case lost(reasons: [String])
        case lapsed
    }
}
