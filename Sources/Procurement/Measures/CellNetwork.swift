/// The cells of a table as pipes from its rows to its columns.
///
/// Everything that a reader can work out from row and column totals is what can be pumped around
/// in here: a cell can be `n` larger exactly when `n` can flow from its column back to its row
/// through cells that the reader does not see. All bounds are exact whole numbers.
///
/// Source: L. H. Cox, "Network models for complementary cell suppression", Journal of the American
/// Statistical Association 90 (1995); the maximum flow is by L. R. Ford and D. R. Fulkerson (1956).
struct CellNetwork {
    let counts: [[Int]]
    private let rows: Int
    private var pipes: [Pipe] = []

    struct Cell: Codable, Hashable, Comparable, Sendable {
        let row: Int
        let column: Int

        static func < (lhs: Self, rhs: Self) -> Bool {
            (lhs.row, lhs.column) < (rhs.row, rhs.column)
        }
    }

    private struct Pipe {
        let from: Int
        let to: Int
        /// `nil` for a shift between two hidden totals.
        let cell: Cell?
        var flow: Int
        let capacity: Int
    }

    /// What was pumped, and through which cells.
    struct Pumped {
        var amount = 0
        var cells: Set<Cell> = []
    }

    init(counts: [[Int]]) {
        self.counts = counts
        rows = counts.count
        for (row, line) in counts.enumerated() {
            for (column, count) in line.enumerated() {
                pipes.append(
                    Pipe(
                        from: row, to: rows + column, cell: Cell(row: row, column: column),
                        flow: count, capacity: .max))
            }
        }
    }

    /// Lets up to `amount` move from one hidden total to another.
    mutating func open(rowMove move: MarginPlan.Move?, upTo amount: Int) {
        guard let move else { return }
        pipes.append(
            Pipe(from: move.partner, to: move.small, cell: nil, flow: 0, capacity: amount))
    }

    mutating func open(columnMove move: MarginPlan.Move?, upTo amount: Int) {
        guard let move else { return }
        pipes.append(
            Pipe(
                from: rows + move.small, to: rows + move.partner, cell: nil, flow: 0,
                capacity: amount))
    }

    /// How much larger the cell can be, at most `limit`, through cells that cost something.
    mutating func raise(_ cell: Cell, limit: Int, cost: (Cell) -> Int?) -> Pumped {
        pump(from: rows + cell.column, to: cell.row, around: cell, limit: limit, cost: cost)
    }

    /// How much smaller the cell can be, at most `limit` and never below nothing.
    mutating func lower(_ cell: Cell, limit: Int, cost: (Cell) -> Int?) -> Pumped {
        pump(
            from: cell.row, to: rows + cell.column, around: cell,
            limit: min(limit, counts[cell.row][cell.column]), cost: cost)
    }

    private mutating func pump(
        from start: Int, to end: Int, around cell: Cell, limit: Int, cost: (Cell) -> Int?
    ) -> Pumped {
        var pumped = Pumped()
        while pumped.amount < limit {
            guard let way = cheapestWay(from: start, to: end, around: cell, cost: cost) else {
                break
            }
            let amount = min(way.map(room(of:)).min() ?? 0, limit - pumped.amount)
            for step in way {
                pipes[step.pipe].flow += step.isForward ? amount : -amount
                if let cell = pipes[step.pipe].cell { pumped.cells.insert(cell) }
            }
            pumped.amount += amount
        }
        return pumped
    }

    private struct Step {
        let pipe: Int
        let isForward: Bool
    }

    private func room(of step: Step) -> Int {
        let pipe = pipes[step.pipe]
        return step.isForward ? pipe.capacity - pipe.flow : pipe.flow
    }

    /// The cheapest way with room in it; by Bellman and Ford, in a fixed order, so that the same
    /// table is always hidden in the same way.
    private func cheapestWay(
        from start: Int, to end: Int, around cell: Cell, cost: (Cell) -> Int?
    ) -> [Step]? {
        var best: [Int: (cost: Int, step: Step?, before: Int)] = [start: (0, nil, start)]
        let prices: [Int?] = pipes.map { pipe in
            guard let own = pipe.cell else { return 0 }
            return own == cell ? nil : cost(own)
        }
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for (index, pipe) in pipes.enumerated() {
                guard let price = prices[index] else { continue }
                for isForward in [true, false] {
                    let step = Step(pipe: index, isForward: isForward)
                    let (tail, head) = isForward ? (pipe.from, pipe.to) : (pipe.to, pipe.from)
                    guard room(of: step) > 0, let known = best[tail] else { continue }
                    if best[head].map({ known.cost + price < $0.cost }) ?? true {
                        best[head] = (known.cost + price, step, tail)
                        hasChanged = true
                    }
                }
            }
        }
        guard best[end] != nil else { return nil }
        var way: [Step] = []
        var node = end
        while node != start, let known = best[node], let step = known.step {
            way.append(step)
            node = known.before
        }
        return way.reversed()
    }
}
