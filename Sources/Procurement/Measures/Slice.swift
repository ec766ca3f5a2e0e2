/// Packages that were always published together: their values, which of their totals are hidden,
/// and which cells of each table.
struct Slice: Codable, Sendable {
    /// The value of each package in every dimension that was ever used, as an index.
    private(set) var values: [SupportPackage.ID: [String: Int]]
    private(set) var margins: [String: MarginPlan] = [:]
    private var tables: [Table] = []

    private struct Table: Codable, Sendable {
        let rows: String
        let columns: String
        let hidden: Set<CellNetwork.Cell>
    }

    init(values: [SupportPackage.ID: [String: Int]]) { self.values = values }

    /// Reads the packages' values; what was read before has to be the same still.
    mutating func take(
        _ population: CountedPackages, _ dimensions: [Dimension]
    ) throws(PublicationRefusal) {
        for id in values.keys {
            for dimension in dimensions {
                guard let text = population.members[id]?[dimension.name],
                    let value = dimension.index(of: text)
                else { throw .unknownValue(dimension: dimension.name) }
                let before = values[id]?[dimension.name]
                try require(
                    before == nil || before == value, else: PublicationRefusal.changedSince)
                values[id]?[dimension.name] = value
            }
        }
    }

    /// Decides the totals of a dimension, once.
    mutating func add(_ dimension: Dimension, rule: SuppressionRule) throws(PublicationRefusal) {
        guard margins[dimension.name] == nil else { return }
        var counts = dimension.values.map { _ in 0 }
        for value in values.values.compactMap({ $0[dimension.name] }) { counts[value] += 1 }
        guard let plan = MarginPlan(counts: counts, rule: rule) else { throw .tooFew }
        margins[dimension.name] = plan
    }

    /// Decides a table, once.
    mutating func add(
        _ rows: Dimension, _ columns: Dimension, rule: SuppressionRule
    ) throws(PublicationRefusal) {
        if tables.contains(where: { Set([$0.rows, $0.columns]) == [rows.name, columns.name] }) {
            return
        }
        try require(
            !areJoined(rows.name, columns.name),
            else: PublicationRefusal.closesACircle(rows.name, columns.name))
        try add(rows, rule: rule)
        try add(columns, rule: rule)
        guard let rowPlan = margins[rows.name], let columnPlan = margins[columns.name],
            let suppression = Suppression(
                counts: counts(rows, columns), rows: rowPlan, columns: columnPlan,
                tellingRows: rows.tellingIndices, tellingColumns: columns.tellingIndices,
                rule: rule)
        else { throw .cannotBeHidden }
        tables.append(
            Table(rows: rows.name, columns: columns.name, hidden: suppression.hidden))
    }

    /// The true numbers with their totals, and which of them nobody may see.
    func table(
        _ rows: Dimension, _ columns: Dimension
    ) -> (counts: Grid, hidden: Set<CellNetwork.Cell>) {
        var lines = counts(rows, columns).map { $0 + [$0.reduce(0, +)] }
        lines.append(
            (0...columns.values.count).map { column in lines.reduce(0) { $0 + $1[column] } })
        var hidden = Set<CellNetwork.Cell>()
        for table in tables where Set([table.rows, table.columns]) == [rows.name, columns.name] {
            hidden = Set(
                table.hidden.map {
                    table.rows == rows.name ? $0 : .init(row: $0.column, column: $0.row)
                })
        }
        for row in margins[rows.name]?.hidden ?? [] {
            hidden.insert(.init(row: row, column: columns.values.count))
        }
        for column in margins[columns.name]?.hidden ?? [] {
            hidden.insert(.init(row: rows.values.count, column: column))
        }
        return (Grid(lines: lines), hidden)
    }

    private func counts(_ rows: Dimension, _ columns: Dimension) -> [[Int]] {
        var counts = rows.values.map { _ in columns.values.map { _ in 0 } }
        for value in values.values {
            if let row = value[rows.name], let column = value[columns.name] {
                counts[row][column] += 1
            }
        }
        return counts
    }

    /// Whether a chain of tables already leads from one dimension to the other.
    private func areJoined(_ one: String, _ other: String) -> Bool {
        var reached: Set<String> = [one]
        var grows = true
        while grows {
            grows = false
            for table in tables {
                let ends = [table.rows, table.columns]
                guard ends.count(where: reached.contains) == 1 else { continue }
                reached.formUnion(ends)
                grows = true
            }
        }
        return reached.contains(other)
    }
}

extension Dimension {
    var tellingIndices: Set<Int> { Set(telling.compactMap { index(of: $0) }) }
}
