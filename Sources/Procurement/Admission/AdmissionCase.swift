/// A provider's standing in one category: from its request to participate to its last day.
///
/// Source: PCR 2015 reg 34; the council's paper, 5.6, 5.7, 5.12.
public struct AdmissionCase: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = Identifier<AdmissionCase>

    public let id: ID
    public let provider: Provider.ID
    public let category: Category
    public let pack: RulePack.ID
    public internal(set) var state: State = .draft
    public internal(set) var declaration: Declaration?
    public internal(set) var evidence: Set<SelectionHead> = []
    public internal(set) var verdicts: [SelectionHead: HeadVerdict] = [:]
    public internal(set) var receivedOn: Day?
    /// The last day on which the decision is in time.
    public internal(set) var decideBy: Day?
    public internal(set) var isExtended = false
    /// The last day to answer a call for a renewed declaration.
    public internal(set) var renewBy: Day?
    public internal(set) var reasons: [String] = []
    /// 1 for the first request; grows with every new one.
    public internal(set) var attempt = 1

    public enum State: String, Codable, Hashable, Sendable, CaseIterable {
        case draft, received, underEvaluation, furtherInformationRequested, selfCleaning
        case admitted, notAdmitted, excluded, suspended, removed, left
    }

    public enum Command: Sendable {
        case submit(Declaration, evidence: Set<SelectionHead>)
        case start
        case askForInformation(String)
        case answerInformation
        case extend(reason: String)
        case offerSelfCleaning(ExclusionGround)
        /// That the tax is paid, or that there is a binding arrangement to pay it.
        case showTaxPaid(ExclusionGround)
        case judgeSelfCleaning(ExclusionGround, accepted: Bool)
        case judge(SelectionHead, HeadVerdict)
        case admit
        case refuse
        case exclude(ExclusionGround, reason: String)
        case suspend(concern: String)
        case reinstate(reason: String)
        case remove(reason: String)
        case leave
        case askForRenewal
        case renew(Declaration)
        case lapseRenewal
        case reapply
    }

    public enum Event: Codable, Hashable, Sendable {
        case submitted(Declaration, evidence: Set<SelectionHead>, on: Day, decideBy: Day)
        case started
        case informationAsked(String)
        case informationAnswered
        case extended(reason: String, decideBy: Day)
        case selfCleaningOffered(ExclusionGround)
        case taxShownPaid(ExclusionGround)
        case selfCleaningJudged(ExclusionGround, accepted: Bool)
        case judged(SelectionHead, HeadVerdict)
        case admitted(on: Day, late: Bool)
        case refused(reasons: [String], on: Day, late: Bool)
        case excluded(ExclusionGround, reason: String)
        case suspended(concern: String)
        case reinstated(reason: String)
        case removed(reason: String)
        case left(on: Day)
        case renewalAsked(renewBy: Day)
        case renewed(Declaration)
        case renewalLapsed
        case reapplied
    }

    public init(id: ID, provider: Provider.ID, category: Category, pack: RulePack.ID) {
        self.id = id
        self.provider = provider
        self.category = category
        self.pack = pack
    }

    /// Whether the provider is invited to packages of the category.
    public var isInvited: Bool { state == .admitted }

    var rules: RulePack { .pack(pack) }

    /// The mandatory grounds that bar admission on a day.
    func barring(on day: Day) -> [ExclusionFinding] {
        (declaration?.grounds ?? []).filter {
            $0.ground.isMandatory && $0.isInForce(on: day, under: rules)
        }
    }
}
