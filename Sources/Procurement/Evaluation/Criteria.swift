/// What bids are judged on, published with the package and never changed after it.
///
/// Source: PCR 2015 reg 34(22) and (23), reg 67 (criteria and their weights are in the documents).
public struct AwardCriterion: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = Identifier<AwardCriterion>
    public let id: ID
    public let title: String
    /// In hundredths; the weights of a package add up to 100.
    public let weight: Int
    /// The lowest score that still meets the criterion.
    public let minimum: Int

    public init(id: ID, title: String, weight: Int, minimum: Int) {
        self.id = id
        self.title = title
        self.weight = weight
        self.minimum = minimum
    }

    /// The best score.
    public static let best = 5
}

/// What one evaluator, or all of them together, gave a bid on a criterion.
public struct Score: Codable, Hashable, Sendable {
    public let bid: Bid.ID
    public let criterion: AwardCriterion.ID
    /// 0 to 5.
    public let points: Int
    public let reason: String

    public init(bid: Bid.ID, criterion: AwardCriterion.ID, points: Int, reason: String) {
        self.bid = bid
        self.criterion = criterion
        self.points = points
        self.reason = reason
    }
}

/// How one bid came out: its consensus on every criterion, and its price against the budget.
public struct BidResult: Codable, Hashable, Sendable {
    public let bid: Bid.ID
    public let consensus: [Score]
    public let weeklyPrice: Pence
    /// Weighted, in hundredths of the best: 0 to 100.
    public let total: Int
    public let meetsCriteria: Bool
    public let isWithinBudget: Bool

    /// Computed from the published criteria; nobody types a result.
    public init(
        bid: Bid.ID, consensus: [Score], weeklyPrice: Pence, criteria: [AwardCriterion],
        budget: PersonalBudget
    ) {
        self.bid = bid
        self.consensus = consensus
        self.weeklyPrice = weeklyPrice
        let points = Dictionary(
            consensus.map { ($0.criterion, $0.points) }, uniquingKeysWith: { _, last in last })
        total =
            criteria.reduce(0) { $0 + $1.weight * (points[$1.id] ?? 0) } / AwardCriterion.best
        meetsCriteria = criteria.allSatisfy { (points[$0.id] ?? -1) >= $0.minimum }
        isWithinBudget = budget.affords(weeklyPrice)
    }

    public var isEligible: Bool { meetsCriteria && isWithinBudget }
}
