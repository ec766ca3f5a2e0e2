/// A broker's review of what the check found in one package, before it is published.
///
/// It passes only when every finding was mended in the text or overridden with a reason. An
/// override belongs to the exact text it was given for: when the text changes by one letter it no
/// longer counts, and is kept with its reason among those that did.
///
/// Source: the council's paper, 5.6; `anonymisationCheck` in the package's state machine.
public struct AnonymisationReview: Codable, Hashable, Sendable {
    public let package: SupportPackage.ID
    /// The texts of the last check, in reading order; empty before the first.
    public private(set) var texts: [PartText] = []
    /// What the last check found, in reading order.
    public private(set) var findings: [Finding] = []
    /// Nil before the first check.
    public private(set) var checkedAt: Instant?
    /// Overrides that count, oldest first.
    public private(set) var overrides: [Override] = []
    /// Overrides that no longer count, oldest first, with their reasons.
    public private(set) var ended: [EndedOverride] = []

    public init(package: SupportPackage.ID) { self.package = package }

    /// A broker's reason why a finding may stay.
    public struct Override: Codable, Hashable, Sendable {
        public let finding: Finding
        /// The whole text that the finding stood in.
        public let text: String
        public let by: Worker.ID
        public let reason: String
        public let at: Instant
    }

    public struct EndedOverride: Codable, Hashable, Sendable {
        public let override: Override
        public let why: Why
        public let at: Instant
        public enum Why: String, Codable, Sendable { case textChanged, withdrawn }
    }

    public enum Command: Sendable {
        /// Looks at everything that will be published.
        case check(SupportPackage, bids: [Bid], with: AnonymisationCheck)
        case override(Finding, by: Worker.ID, reason: String)
        case withdrawOverride(Finding)
    }

    public enum Event: Codable, Hashable, Sendable {
        case checked(texts: [PartText], findings: [Finding], at: Instant)
        case overridden(Override)
        case overrideEnded(Finding, EndedOverride.Why, at: Instant)
    }

    /// The longest reason, in characters.
    public static let reasonLimit = 1000

    /// Findings that are neither mended nor overridden, in reading order.
    public var unresolved: [Finding] {
        let resolved = Set(overrides.map(\.finding))
        return findings.filter { !resolved.contains($0) }
    }

    /// Whether the texts of the last check may be published.
    public var passes: Bool { checkedAt != nil && unresolved.isEmpty }
}

extension AnonymisationReview {
    /// - Throws: what is missing, and who can mend it.
    public func decide(
        _ command: Command, at now: Instant
    ) throws(AnonymisationRefusal) -> [Event] {
        switch command {
        case .check(let package, let bids, let check):
            return try checked(package, bids, check, at: now)
        case .override(let finding, let worker, let reason):
            return [.overridden(try override(finding, worker, reason, at: now))]
        case .withdrawOverride(let finding):
            try require(
                overrides.contains { $0.finding == finding },
                else: AnonymisationRefusal.notOverridden)
            return [.overrideEnded(finding, .withdrawn, at: now)]
        }
    }

    public mutating func evolve(_ event: Event) {
        switch event {
        case .checked(let texts, let findings, let at):
            (self.texts, self.findings, checkedAt) = (texts, findings, at)
        case .overridden(let override):
            overrides.append(override)
        case .overrideEnded(let finding, let why, let at):
            for override in overrides where override.finding == finding {
                ended.append(EndedOverride(override: override, why: why, at: at))
            }
            overrides.removeAll { $0.finding == finding }
        }
    }

    /// Lets exactly what was checked be published, and nothing else.
    public func requirePassed(
        _ package: SupportPackage, bids: [Bid] = []
    ) throws(AnonymisationRefusal) {
        try require(package.id == self.package, else: AnonymisationRefusal.otherPackage)
        try require(checkedAt != nil, else: AnonymisationRefusal.notChecked)
        try require(
            texts == Self.texts(package, bids), else: AnonymisationRefusal.changedSinceTheCheck)
        try require(unresolved.isEmpty, else: AnonymisationRefusal.unresolved(unresolved))
    }

    private func checked(
        _ package: SupportPackage, _ bids: [Bid], _ check: AnonymisationCheck, at now: Instant
    ) throws(AnonymisationRefusal) -> [Event] {
        try require(
            package.id == self.package && bids.allSatisfy { $0.package == package.id },
            else: AnonymisationRefusal.otherPackage)
        let texts = Self.texts(package, bids)
        let findings = check.findings(in: package) + bids.flatMap { check.findings(in: $0) }
        let text = Dictionary(texts.map { ($0.part, $0.text) }, uniquingKeysWith: { $1 })
        let stale = overrides.filter { override in
            !findings.contains(override.finding) || text[override.finding.part] != override.text
        }
        return [.checked(texts: texts, findings: findings, at: now)]
            + stale.map { .overrideEnded($0.finding, .textChanged, at: now) }
    }

    private func override(
        _ finding: Finding, _ worker: Worker.ID, _ reason: String, at now: Instant
    ) throws(AnonymisationRefusal) -> Override {
        try require(checkedAt != nil, else: AnonymisationRefusal.notChecked)
        guard findings.contains(finding), let text = texts.first(where: { $0.part == finding.part })
        else { throw .noSuchFinding }
        try require(
            !overrides.contains { $0.finding == finding },
            else: AnonymisationRefusal.alreadyOverridden)
        try require(reason.contains(where: \.isLetter), else: AnonymisationRefusal.reasonMissing)
        try require(
            reason.count <= Self.reasonLimit,
            else: AnonymisationRefusal.reasonTooLong(Self.reasonLimit))
        return Override(finding: finding, text: text.text, by: worker, reason: reason, at: now)
    }

    private static func texts(_ package: SupportPackage, _ bids: [Bid]) -> [PartText] {
        let whole = PartText(part: .whole, text: QuasiIdentifiers(package).summary)
        return package.partTexts + [whole] + bids.flatMap(\.partTexts)
    }
}

/// Why a command of the review was not carried out. Carries no text of the package beyond the
/// findings that the broker sees anyway.
public enum AnonymisationRefusal: Error, Hashable, Sendable {
    case notChecked
    case changedSinceTheCheck
    case unresolved([Finding])
    case noSuchFinding
    case alreadyOverridden
    case notOverridden
    case reasonMissing
    case reasonTooLong(_ limit: Int)
    case otherPackage

    /// The rule that said no.
    public enum Rule: String, Sendable, CaseIterable {
        /// Nothing is published unchecked, or changed after its check.
        case checkBeforePublishing
        /// Every finding is mended or overridden.
        case everyFindingIsResolved
        /// An override has a reason that others can read.
        case overrideHasAReason
        /// An override is of a finding of this review.
        case overrideIsOfAFinding
    }

    /// Who can put it right.
    public enum Mender: String, Sendable, CaseIterable { case broker, program }

    public var rule: Rule {
        switch self {
        case .notChecked, .changedSinceTheCheck: .checkBeforePublishing
        case .unresolved: .everyFindingIsResolved
        case .reasonMissing, .reasonTooLong: .overrideHasAReason
        case .noSuchFinding, .alreadyOverridden, .notOverridden, .otherPackage:
            .overrideIsOfAFinding
        }
    }

    /// What is missing, in a plain sentence.
    public var missing: Phrase {
        switch self {
        case .notChecked: phrase("Run the check first.")
        case .changedSinceTheCheck:
            phrase("The package changed after the check. Run the check again.")
        case .unresolved(let findings):
            phrases(
                "One finding is open. Change the text, or give a reason to keep it.",
                "{n} findings are open. Change each text, or give a reason.", findings.count)
        case .noSuchFinding: phrase("The last check has no such finding. Run the check again.")
        case .alreadyOverridden:
            phrase("There is a reason for this finding already. Withdraw it first.")
        case .notOverridden: phrase("There is no reason for this finding that could be withdrawn.")
        case .reasonMissing: phrase("Write why this may stay.")
        case .reasonTooLong(let limit):
            phrases(
                "Write the reason in {n} character or fewer.",
                "Write the reason in {n} characters or fewer.", limit)
        case .otherPackage:
            phrase("This review belongs to another package. Open that package’s review.")
        }
    }

    public var mender: Mender {
        switch self {
        case .otherPackage: .program
        case .notChecked, .changedSinceTheCheck, .unresolved, .noSuchFinding, .alreadyOverridden,
            .notOverridden, .reasonMissing, .reasonTooLong:
            .broker
        }
    }
}
