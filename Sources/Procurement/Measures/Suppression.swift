/// Hides the small cells of a table, and as few others as keep them hidden.
///
/// What is promised: a reader who knows every number that is shown, the totals among them, and
/// that no number is negative, cannot narrow a hidden one to a single value, nor to a range
/// narrower than the threshold.
///
/// How: for each hidden cell there is another table that shows the same numbers, and in which the
/// cell differs by at least the threshold. `CellNetwork` finds it; where there is none, the
/// cheapest further cells are hidden until there is.
struct Suppression {
    typealias Cell = CellNetwork.Cell

    let counts: [[Int]]
    let rows: MarginPlan
    let columns: MarginPlan
    let rule: SuppressionRule
    private(set) var hidden: Set<Cell>

    /// `telling`: the columns whose value tells something about each who has it.
    ///
    /// `nil` when the totals that are already out leave no room: the table cannot be published.
    init?(
        counts: [[Int]], rows: MarginPlan, columns: MarginPlan, tellingRows: Set<Int> = [],
        tellingColumns: Set<Int> = [], rule: SuppressionRule
    ) {
        self.counts = counts
        self.rows = rows
        self.columns = columns
        self.rule = rule
        hidden = []
        for cell in cells {
            let count = counts[cell.row][cell.column]
            let isWhole =
                (tellingColumns.contains(cell.column) && count == rows.counts[cell.row]
                    && columns.counts[cell.column] < total)
                || (tellingRows.contains(cell.row) && count == columns.counts[cell.column]
                    && rows.counts[cell.row] < total)
            if rule.isSmall(count) || (count > 0 && isWhole) { hidden.insert(cell) }
        }
        leaveRoomForMoves()
        guard protectAll() else { return nil }
    }

    private var total: Int { rows.counts.reduce(0, +) }

    private var cells: [Cell] {
        counts.indices.flatMap { row in
            counts[row].indices.map { Cell(row: row, column: $0) }
        }
    }

    /// Hides in each of the two lines of a shift the cells that it would pass through.
    private mutating func leaveRoomForMoves() {
        for move in rows.moves {
            hideRoute(along: counts[move.partner]) {
                [Cell(row: move.partner, column: $0), Cell(row: move.small, column: $0)]
            }
        }
        for move in columns.moves {
            hideRoute(along: counts.map { $0[move.partner] }) {
                [Cell(row: $0, column: move.partner), Cell(row: $0, column: move.small)]
            }
        }
    }

    private mutating func hideRoute(along line: [Int], _ pair: (Int) -> [Cell]) {
        var missing = rule.threshold
        let order = line.indices.sorted {
            let (left, right) = (shown(pair($0)), shown(pair($1)))
            return (left, -line[$0], $0) < (right, -line[$1], $1)
        }
        for index in order where missing > 0 && line[index] > 0 {
            hidden.formUnion(pair(index))
            missing -= line[index]
        }
    }

    private func shown(_ pair: [Cell]) -> Int { pair.count { !hidden.contains($0) } }

    /// Every cell that is hidden on the way has to be kept hidden too, until none is open.
    private mutating func protectAll() -> Bool {
        var isDone = false
        while !isDone {
            isDone = true
            for cell in hidden.sorted() where slack(of: cell) < rule.threshold {
                guard protect(cell) else { return false }
                isDone = false
            }
        }
        return true
    }

    /// How far apart the least and the greatest value are that the cell can have, at most twice
    /// the threshold.
    func slack(of cell: Cell) -> Int {
        let isOpen: (Cell) -> Int? = { hidden.contains($0) ? 0 : nil }
        var up = network(for: cell)
        var down = network(for: cell)
        return up.raise(cell, limit: rule.threshold, cost: isOpen).amount
            + down.lower(cell, limit: rule.threshold, cost: isOpen).amount
    }

    private mutating func protect(_ cell: Cell) -> Bool {
        let price = { [hidden, counts] (other: Cell) -> Int? in
            hidden.contains(other) ? 0 : 1 + counts[other.row][other.column]
        }
        var up = network(for: cell)
        let raised = up.raise(cell, limit: rule.threshold, cost: price)
        var down = network(for: cell)
        let lowered = down.lower(cell, limit: rule.threshold - raised.amount, cost: price)
        guard raised.amount + lowered.amount >= rule.threshold else { return false }
        hidden.formUnion(raised.cells)
        hidden.formUnion(lowered.cells)
        return true
    }

    private func network(for cell: Cell) -> CellNetwork {
        var network = CellNetwork(counts: counts)
        network.open(rowMove: rows.move(for: cell.row), upTo: rule.threshold)
        network.open(columnMove: columns.move(for: cell.column), upTo: rule.threshold)
        return network
    }
}
