/// A ground on which a provider must or may be kept out.
///
/// Source: PCR 2015 reg 57(1) to (3) (mandatory) and (8) (discretionary).
public enum ExclusionGround: String, Codable, Hashable, Sendable, CaseIterable {
    // Mandatory: conviction of the provider or of somebody who directs it.
    case organisedCrime, corruption, fraud, terrorism, moneyLaundering, childLabourOrTrafficking
    case unpaidTaxEstablished
    // Discretionary.
    case environmentalSocialLabourBreach, insolvency, graveProfessionalMisconduct
    case distortionOfCompetition, conflictOfInterest, priorInvolvement, poorPerformance
    case misrepresentation, undueInfluence, unpaidTax

    /// Tax grounds end by paying. Source: PCR 2015 reg 57(5).
    public var isTax: Bool { self == .unpaidTaxEstablished || self == .unpaidTax }

    public var isMandatory: Bool {
        switch self {
        case .organisedCrime, .corruption, .fraud, .terrorism, .moneyLaundering,
            .childLabourOrTrafficking, .unpaidTaxEstablished:
            true
        case .environmentalSocialLabourBreach, .insolvency, .graveProfessionalMisconduct,
            .distortionOfCompetition, .conflictOfInterest, .priorInvolvement, .poorPerformance,
            .misrepresentation, .undueInfluence, .unpaidTax:
            false
        }
    }
}

/// A ground that a provider is under: since when, and what it did about it.
public struct ExclusionFinding: Codable, Hashable, Sendable {
    public let ground: ExclusionGround
    /// The conviction, or for a discretionary ground the event.
    public let since: Day
    /// For a tax ground `accepted` means that it was shown to be paid.
    public var selfCleaning: SelfCleaning

    /// Source: PCR 2015 reg 57(13) to (17).
    public enum SelfCleaning: String, Codable, Hashable, Sendable, CaseIterable {
        case notOffered, offered, accepted, rejected
    }

    public init(_ ground: ExclusionGround, since: Day, selfCleaning: SelfCleaning = .notOffered) {
        self.ground = ground
        self.since = since
        self.selfCleaning = selfCleaning
    }

    /// The first day on which the ground no longer excludes by time alone.
    ///
    /// Source: PCR 2015 reg 57(11) (five years from conviction), (12) (three years from the event).
    public func ends(under pack: RulePack) -> Day {
        let years = ground.isMandatory ? pack.mandatoryExclusion : pack.discretionaryExclusion
        return since.addingYears(years)
    }

    /// Whether it still stands on a day. A tax ground has no years: it stands until it is paid.
    public func isInForce(on day: Day, under pack: RulePack) -> Bool {
        selfCleaning != .accepted && (ground.isTax || day < ends(under: pack))
    }
}

extension Day {
    /// The same day so many years later; for the 29th of February the 1st of March.
    func addingYears(_ years: Int) -> Day {
        Day(year: year + years, month: month, day: day) ?? adding(days: 1).sameDay(in: year + years)
    }

    private func sameDay(in year: Int) -> Day {
        guard let day = Day(year: year, month: month, day: day) else {
            preconditionFailure("the 1st of March is in every year")
        }
        return day
    }
}

/// The three heads on which a provider is selected, and nothing else.
///
/// Source: PCR 2015 reg 58(1); the council's paper, 5.12.
public enum SelectionHead: String, Codable, Hashable, Sendable, CaseIterable {
    case suitability, economicStanding, technicalAbility
}

/// What a provider says of itself.
public struct Declaration: Codable, Hashable, Sendable {
    public let signed: Day
    /// The grounds that it is under; empty is a declaration too.
    public let grounds: [ExclusionFinding]
    /// That it has gone through every ground.
    public let answersEveryGround: Bool

    public init(signed: Day, grounds: [ExclusionFinding], answersEveryGround: Bool) {
        self.signed = signed
        self.grounds = grounds
        self.answersEveryGround = answersEveryGround
    }
}

/// What the council found on one head.
public struct HeadVerdict: Codable, Hashable, Sendable {
    public let isMet: Bool
    public let reason: String

    public init(isMet: Bool, reason: String) {
        self.isMet = isMet
        self.reason = reason
    }
}
