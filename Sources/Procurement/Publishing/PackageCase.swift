/// One package on its way from a draft to a contract: who is asked, until when, what they asked,
/// how the bids were judged, and what the shortlist was at each version.
///
/// Bids themselves are `BidCase`s: sealed until this case is closed.
///
/// Source: the council's paper, 5.6 and 5.13; PCR 2015 reg 34.
public struct PackageCase: Codable, Hashable, Sendable, Identifiable {
    public let id: SupportPackage.ID
    public let author: String
    public let pack: RulePack.ID
    /// The package that this one runs again; `nil` for a first one.
    public let rerunOf: SupportPackage.ID?
    public internal(set) var content: SupportPackage
    public internal(set) var state: State = .draft
    /// Whether the text as it stands passed its anonymisation check.
    public internal(set) var hasPassedCheck = false
    public internal(set) var criteria: [AwardCriterion] = []
    /// Who was admitted to the category when it was published.
    public internal(set) var invitees: [Provider.ID] = []
    public internal(set) var publishedOn: Day?
    public internal(set) var deadline: Instant?
    /// Each deadline that was set, oldest first: changed deadlines stay visible.
    public internal(set) var deadlines: [Instant] = []
    public internal(set) var questions: [Question] = []
    public internal(set) var bids: [Bid.ID] = []
    public internal(set) var evaluators: [String] = []
    public internal(set) var scores: [String: [Score]] = [:]
    public internal(set) var consensus: [Score] = []
    public internal(set) var rounds: [NegotiationRound] = []
    public internal(set) var shortlists: [Shortlist] = []
    public internal(set) var ending: Ending?

    public enum State: String, Codable, Hashable, Sendable, CaseIterable {
        case draft, anonymisationCheck, authorised, published, closed, underEvaluation, negotiation
        case shortlisted, awaitingPreference, preferenceReceived, recommended, awarded, contracted
        case withdrawn, cancelled, unsuccessful
    }

    /// A question of an invited provider; the answer is everybody's, the asker nobody's business.
    public struct Question: Codable, Hashable, Sendable, Identifiable {
        public let id: Int
        public let asker: Provider.ID
        public let text: String
        public internal(set) var answer: String?
    }

    /// An equal, logged invitation to revise an offer.
    public struct NegotiationRound: Codable, Hashable, Sendable {
        public let number: Int
        public let subject: String
        public let deadline: Instant
        public let invited: [Bid.ID]
        /// Who has answered, with an offer or without.
        public internal(set) var answered: Set<Bid.ID> = []
    }

    public enum Ending: Codable, Hashable, Sendable {
        case withdrawn(reason: String)
        case cancelled(reason: String)
        case unsuccessful(Cause)

        public enum Cause: String, Codable, Sendable, CaseIterable {
            case noBids, noneMeetsTheCriteria, noneWithinBudget, noneAcceptableToThePerson
        }
    }

    public init(
        content: SupportPackage, author: String, pack: RulePack.ID,
        rerunOf: SupportPackage.ID? = nil
    ) {
        id = content.id
        self.content = content
        self.author = author
        self.pack = pack
        self.rerunOf = rerunOf
    }

    var rules: RulePack { .pack(pack) }

    public var shortlist: Shortlist? { shortlists.last }

    /// How a bid came out; `nil` while a criterion has no consensus.
    public func result(of bid: Bid.ID, at weeklyPrice: Pence) -> BidResult? {
        let agreed = consensus.filter { $0.bid == bid }
        guard Set(agreed.map(\.criterion)) == Set(criteria.map(\.id)) else { return nil }
        return BidResult(
            bid: bid, consensus: agreed, weeklyPrice: weeklyPrice, criteria: criteria,
            budget: content.budget)
    }
}

extension PackageCase {
    public enum Command: Sendable {
        case edit(SupportPackage)
        case sendToCheck
        /// What the anonymisation check left open.
        case finishCheck(openFindings: Int)
        case authorise
        /// `admitted`: all who are admitted to the category at this moment; `systemOpened`: the day
        /// on which the notice of the system was sent.
        case publish(
            invitees: [Provider.ID], admitted: [Provider.ID], systemOpened: Day,
            criteria: [AwardCriterion], preferenceDecides: Bool, deadline: Instant,
            agreedBy: Set<Provider.ID>)
        case ask(String)
        case answer(Int, String)
        case amend(SupportPackage, deadline: Instant)
        case withdraw(reason: String)
        /// `submitted`: the bids that are in, unopened.
        case close(submitted: [Bid.ID])
        /// `conflicted`: who has declared a conflict of interest with a bidder.
        case startEvaluation(evaluators: [String], conflicted: Set<String>)
        case score(Score)
        case agree(Score)
        /// `canStillWin`: every bid that is neither withdrawn, lapsed nor rejected.
        case negotiate(
            subject: String, deadline: Instant, invited: [Bid.ID], canStillWin: [Bid.ID])
        case bidderAnswered(Bid.ID)
        case endNegotiation
        /// The live price of each bid that is still standing.
        case shortlist(prices: [Bid.ID: Pence])
        case askPeople
        case receivePreference
        case askPeopleAgain
        case recommend
        case award
        case fallBack
        case contract
        case endWithoutAward(Ending.Cause, prices: [Bid.ID: Pence])
        case cancel(reason: String)
        case rerun(as: SupportPackage.ID)
    }

    public enum Event: Codable, Hashable, Sendable {
        case edited(SupportPackage)
        case sentToCheck
        case checkPassed
        case checkFailed(openFindings: Int)
        case authorised(by: String)
        case published(
            invitees: [Provider.ID], criteria: [AwardCriterion], deadline: Instant, on: Day)
        case asked(Question)
        case answered(Int, String, toldTo: [Provider.ID])
        case amended(SupportPackage, deadline: Instant, toldTo: [Provider.ID])
        case withdrawn(reason: String)
        case closed(bids: [Bid.ID])
        case evaluationStarted(evaluators: [String])
        case scored(Score, by: String)
        case agreed(Score)
        case negotiationOpened(NegotiationRound)
        case bidderAnswered(Bid.ID)
        case negotiationEnded
        case shortlisted(Shortlist)
        case peopleAsked
        case preferenceReceived
        case recommended
        case awarded
        case fellBack
        case contracted
        case endedWithoutAward(Ending.Cause)
        case cancelled(reason: String)
        case rerun(as: SupportPackage.ID)
    }
}
