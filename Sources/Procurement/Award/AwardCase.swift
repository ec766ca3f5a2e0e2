/// The decision by delegated authority, from the recommendation to the published notice.
///
/// Source: the council's paper, 2.1.3 and 5.13.
public struct AwardCase: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = Identifier<AwardCase>

    public let id: ID
    public let package: SupportPackage.ID
    public let pack: RulePack.ID
    public internal(set) var state: State = .notStarted
    public internal(set) var recommendation: Recommendation?
    public internal(set) var approvedBy: String?
    public internal(set) var comment: String?
    /// The reasons that each bidder was told.
    public internal(set) var notified: [Bid.ID: [String]] = [:]
    /// The last day of the standstill; `nil` when none was offered.
    public internal(set) var standstillUntil: Day?
    public internal(set) var contractedOn: Day?
    /// The last day on which the award notice is in time.
    public internal(set) var noticeDueBy: Day?
    public internal(set) var successor: SupportPackage.ID?

    public enum State: String, Codable, Hashable, Sendable, CaseIterable {
        case notStarted, withApprover, returned, refused, approved, notified, standstill
        case challenged, contracted, noticePublished, fallen, setAside, ended
    }

    /// Who should get it, and why.
    public struct Recommendation: Codable, Hashable, Sendable {
        public let bid: Bid.ID
        public let by: String
        /// A year's cost: 52 weeks.
        public let annualCost: Pence
        /// Set when the bid is not the preferred one.
        public let override: Override?

        public init(bid: Bid.ID, by: String, weeklyPrice: Pence, override: Override? = nil) {
            self.bid = bid
            self.by = by
            annualCost = Pence(weeklyPrice.amount * 52)
            self.override = override
        }
    }

    /// Why the award does not follow the preference.
    public struct Override: Codable, Hashable, Sendable {
        public let ground: Ground
        public let reason: String
        public let personWasTold: Bool

        public enum Ground: String, Codable, Sendable, CaseIterable {
            case suitability, bestInterests
        }

        public init(ground: Ground, reason: String, personWasTold: Bool) {
            self.ground = ground
            self.reason = reason
            self.personWasTold = personWasTold
        }
    }

    /// What the other aggregates say at the moment of the command.
    public struct Facts: Hashable, Sendable {
        public var preferenceIsAccepted: Bool
        public var gatesAreClear: Bool
        public var deciding: PreferenceCase.Deciding
        public var shortlist: [Bid.ID]
        public var evaluators: Set<String>
        public var providerIsAdmitted: Bool
        public var bidCanStillWin: Bool
        public var bidIsValidUntil: Day
        /// The winner's documents were asked for and are up to date, or the council holds them.
        public var winnersDocumentsAreCurrent: Bool
        public var bidders: [Bid.ID]
        public var anotherAwardStands: Bool

        public init(
            preferenceIsAccepted: Bool, gatesAreClear: Bool, deciding: PreferenceCase.Deciding,
            shortlist: [Bid.ID], evaluators: Set<String>, providerIsAdmitted: Bool,
            bidCanStillWin: Bool, bidIsValidUntil: Day, winnersDocumentsAreCurrent: Bool,
            bidders: [Bid.ID], anotherAwardStands: Bool
        ) {
            self.preferenceIsAccepted = preferenceIsAccepted
            self.gatesAreClear = gatesAreClear
            self.deciding = deciding
            self.shortlist = shortlist
            self.evaluators = evaluators
            self.providerIsAdmitted = providerIsAdmitted
            self.bidCanStillWin = bidCanStillWin
            self.bidIsValidUntil = bidIsValidUntil
            self.winnersDocumentsAreCurrent = winnersDocumentsAreCurrent
            self.bidders = bidders
            self.anotherAwardStands = anotherAwardStands
        }
    }

    public init(id: ID, package: SupportPackage.ID, pack: RulePack.ID) {
        self.id = id
        self.package = package
        self.pack = pack
    }

    var rules: RulePack { .pack(pack) }

    /// Whether it stands, so that no other award of the package may be made.
    public var stands: Bool {
        switch state {
        case .withApprover, .returned, .approved, .notified, .standstill, .challenged, .contracted,
            .noticePublished:
            true
        case .notStarted, .refused, .fallen, .setAside, .ended: false
        }
    }
}

extension AwardCase {
    public enum Command: Sendable {
        case recommend(Recommendation, Facts)
        /// `limit`: the approver's, in pence a year.
        case approve(limit: Pence, Facts)
        case sendBack(comment: String)
        case refuse(reason: String)
        case notify([Bid.ID: [String]], Facts)
        case offerStandstill
        case challenge(reason: String)
        case endChallenge(upheld: Bool, reason: String)
        case contract(Facts)
        case publishNotice
        case fall(reason: String)
        case end(successor: SupportPackage.ID?)
    }

    public enum Event: Codable, Hashable, Sendable {
        case recommended(Recommendation)
        case approved(by: String)
        case sentBack(comment: String)
        case refused(reason: String)
        case notified([Bid.ID: [String]])
        case standstillOffered(until: Day)
        case challenged(reason: String)
        case challengeDismissed(reason: String)
        case setAside(reason: String)
        case contracted(on: Day, noticeDueBy: Day)
        case noticePublished(on: Day, late: Bool)
        case fell(reason: String)
        case ended(successor: SupportPackage.ID?)
    }
}
