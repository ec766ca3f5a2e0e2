/// Which totals of a dimension are hidden, decided once for everything that is published about
/// the same packages.
///
/// Each small total is hidden together with a partner that is large enough to have lost what the
/// small one may have gained. `moves` are these shifts: every table must leave room for them, so
/// that no table gives away what another hides.
struct MarginPlan: Codable, Hashable, Sendable {
    let counts: [Int]
    let moves: [Move]

    /// `threshold` more in `small`, as many fewer in `partner`.
    struct Move: Codable, Hashable, Sendable {
        let small: Int
        let partner: Int
    }

    /// `nil` when no value is large enough to be a partner: then there is too little to publish.
    init?(counts: [Int], rule: SuppressionRule) {
        self.counts = counts
        let small = counts.indices.filter { rule.isSmall(counts[$0]) }
        guard !small.isEmpty else {
            moves = []
            return
        }
        // The smallest that is large enough: least is lost.
        let partner = counts.indices.filter { counts[$0] >= rule.threshold }
            .min { (counts[$0], $0) < (counts[$1], $1) }
        guard let partner else { return nil }
        moves = small.map { Move(small: $0, partner: partner) }
    }

    var hidden: Set<Int> { Set(moves.flatMap { [$0.small, $0.partner] }) }

    /// The one shift that a proof about a cell of this line may use: its own, or any one.
    func move(for line: Int) -> Move? {
        moves.first { $0.small == line } ?? moves.first { $0.partner == line } ?? moves.first
    }
}
