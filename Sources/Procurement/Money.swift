/// An amount of money in whole pence. Never a floating-point number.
public struct Pence: Hashable, Comparable, Codable, Sendable {
    public let amount: Int

    public init(_ amount: Int) { self.amount = amount }

    public init(from decoder: any Decoder) throws {
        amount = try decoder.singleValueContainer().decode(Int.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(amount)
    }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.amount < rhs.amount }
    public static func - (lhs: Self, rhs: Self) -> Pence { Pence(lhs.amount - rhs.amount) }
    public static func + (lhs: Self, rhs: Self) -> Pence { Pence(lhs.amount + rhs.amount) }
}

/// What the council pays for the person's support in a week.
///
/// Source: Care Act 2014, s26.
public struct PersonalBudget: Hashable, Codable, Sendable {
    public let weekly: Pence

    public init(weekly: Pence) { self.weekly = weekly }

    /// Whether a weekly price can be paid from it. Exactly the budget can.
    public func affords(_ weeklyPrice: Pence) -> Bool { weeklyPrice <= weekly }

    /// What would be left in a week; negative when the price is over the budget.
    public func left(after weeklyPrice: Pence) -> Pence { weekly - weeklyPrice }
}
