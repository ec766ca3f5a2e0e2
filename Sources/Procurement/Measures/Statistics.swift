/// The middle of some numbers, and what nine in ten do not exceed.
public struct Spread: Codable, Hashable, Sendable {
    public let median: Int
    /// `nil` for fewer than twice the threshold: it would be nearly one person's own number.
    public let ninetieth: Int?

    /// `nil` for fewer numbers than the threshold. The nearest rank, so that it is whole.
    init?(_ numbers: [Int], rule: SuppressionRule) {
        guard numbers.count >= rule.threshold else { return nil }
        let sorted = numbers.sorted()
        median = sorted[(sorted.count - 1) / 2]
        ninetieth =
            sorted.count >= 2 * rule.threshold ? sorted[(sorted.count * 9 + 9) / 10 - 1] : nil
    }
}

/// How much of the awarded weekly value lies with few providers.
public struct Concentration: Codable, Hashable, Sendable {
    /// Herfindahl and Hirschman's index, 0 to 10,000; 10,000 is one provider alone.
    public let index: Int
    /// Of the three largest together, in hundredths.
    public let topThree: Int

    /// `nil` when nothing was awarded.
    ///
    /// Source: Competition and Markets Authority, Merger Assessment Guidelines (the index).
    init?(_ values: [Pence]) {
        let amounts = values.map { Double($0.amount) }.filter { $0 > 0 }.sorted(by: >)
        let total = amounts.reduce(0, +)
        guard total > 0 else { return nil }
        index = Int(amounts.reduce(0) { $0 + ($1 / total) * ($1 / total) * 10_000 }.rounded())
        topThree = Int((amounts.prefix(3).reduce(0, +) / total * 100).rounded())
    }
}
