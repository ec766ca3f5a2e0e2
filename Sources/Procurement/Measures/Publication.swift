/// What the council has published, so that the next table does not give away what an earlier one
/// hid.
///
/// Two tables about the same packages share their totals; a table of this month holds what last
/// month's held. Who subtracts one from the other has a third table. So nothing is published but
/// through here, and each request is worked out on *slices*: packages that were always published
/// together. A number is shown only when it could be shown in every slice that it adds up.
///
/// - The same packages by other dimensions: totals are hidden alike everywhere, and the tables of
///   a slice form a tree (`closesACircle`): then all of them together tell no more about a cell
///   than its own table, because any change in one fits the others.
/// - More packages than before: the newcomers are a slice of their own, suppressed as if the
///   difference had been printed.
/// - Some, but not all, of a slice: refused, for the rest would be known by subtraction.
///
/// It holds true counts, so it never leaves the council.
///
/// Source: UK GDPR recital 26 (singling out); Equality Act 2010 s149 (why we count at all).
public struct Publication: Codable, Sendable {
    public let rule: SuppressionRule
    private var slices: [Slice] = []
    private var stated: [String: [Set<SupportPackage.ID>]] = [:]

    public init(rule: SuppressionRule = SuppressionRule()) { self.rule = rule }

    /// A table of counts with its totals, with what could tell who it is held back.
    ///
    /// The same request has the same answer, always. Nothing is kept of a refused one.
    public mutating func publish(
        _ rows: Dimension, by columns: Dimension, of population: CountedPackages
    ) throws(PublicationRefusal) -> PublishedTable {
        try require(
            rows.name != columns.name, else: PublicationRefusal.sameDimension(rows.name))
        var next = self
        let parts = try next.partition(population, by: [rows, columns])
        var figures = Self.zeros(rows, columns)
        var hidden = Set<CellNetwork.Cell>()
        for part in parts {
            try next.slices[part].add(rows, columns, rule: rule)
            let slice = next.slices[part]
            let (counts, concealed) = slice.table(rows, columns)
            for cell in figures.addresses { figures[cell] += counts[cell] }
            hidden.formUnion(concealed)
        }
        self = next
        return PublishedTable(
            rows: rows, columns: columns,
            figures: figures.lines.enumerated().map { row, line in
                line.enumerated().map { column, count in
                    hidden.contains(.init(row: row, column: column)) ? .hidden : .count(count)
                }
            })
    }

    /// The numbers of one dimension, without another.
    public mutating func publish(
        _ dimension: Dimension, of population: CountedPackages
    ) throws(PublicationRefusal) -> PublishedLine {
        var next = self
        let parts = try next.partition(population, by: [dimension])
        var counts = dimension.values.map { _ in 0 }
        var hidden = Set<Int>()
        for part in parts {
            try next.slices[part].add(dimension, rule: rule)
            guard let plan = next.slices[part].margins[dimension.name] else { continue }
            for index in counts.indices { counts[index] += plan.counts[index] }
            hidden.formUnion(plan.hidden)
        }
        self = next
        return PublishedLine(
            dimension: dimension,
            figures: counts.indices.map { hidden.contains($0) ? .hidden : .count(counts[$0]) },
            total: counts.reduce(0, +))
    }

    /// Whether a figure that is no count, a median or a share, may be stated of some packages.
    ///
    /// Not of fewer than the threshold, and not beside the same figure of nearly the same
    /// packages: the few by which they differ could be worked out.
    public mutating func mayState(
        _ measure: String, of packages: Set<SupportPackage.ID>
    ) -> Bool {
        guard packages.count >= rule.threshold else { return false }
        let earlier = stated[measure, default: []]
        let isApart = earlier.allSatisfy {
            !rule.isSmall($0.symmetricDifference(packages).count)
        }
        guard isApart else { return false }
        if !earlier.contains(packages) { stated[measure, default: []].append(packages) }
        return true
    }

    /// The slices that make up the population; its newcomers become one more.
    private mutating func partition(
        _ population: CountedPackages, by dimensions: [Dimension]
    ) throws(PublicationRefusal) -> [Int] {
        var rest = Set(population.members.keys)
        var parts: [Int] = []
        for (index, slice) in slices.enumerated() {
            let members = Set(slice.values.keys)
            guard !members.isDisjoint(with: rest) else { continue }
            try require(
                members.isSubset(of: rest), else: PublicationRefusal.leavesARemainder)
            parts.append(index)
            rest.subtract(members)
        }
        if !rest.isEmpty {
            // Fewer than the threshold have no line that is large enough to show: `tooFew`, below.
            slices.append(Slice(values: Dictionary(uniqueKeysWithValues: rest.map { ($0, [:]) })))
            parts.append(slices.count - 1)
        }
        try require(!parts.isEmpty, else: PublicationRefusal.tooFew)
        for part in parts { try slices[part].take(population, dimensions) }
        return parts
    }

    private static func zeros(_ rows: Dimension, _ columns: Dimension) -> Grid {
        Grid(
            lines: Array(
                repeating: Array(repeating: 0, count: columns.values.count + 1),
                count: rows.values.count + 1))
    }
}

/// Why a table is not published, and what would help.
public enum PublicationRefusal: Error, Codable, Hashable, Sendable {
    /// There are too few packages, or too few that nothing was published of yet: wait for more.
    case tooFew
    /// Only some of the packages that were published together before: publish all of them.
    case leavesARemainder
    /// A package that was published counts differently now: it would stand out.
    case changedSince
    /// With what is out already, this table would make a circle of tables, whose numbers could be
    /// played off against each other. The names are those of its two dimensions.
    case closesACircle(String, String)
    /// Nothing is left that could keep a small number hidden: use fewer, wider values.
    case cannotBeHidden
    /// A package has a value that the dimension does not name.
    case unknownValue(dimension: String)
    case sameDimension(String)
}

/// Packages with their value in each dimension.
public struct CountedPackages: Sendable {
    public var members: [SupportPackage.ID: [String: String]]

    /// By the name of the dimension.
    public init(_ members: [SupportPackage.ID: [String: String]]) { self.members = members }
}

/// Lines of numbers with a total at the end of each, and of all.
struct Grid {
    var lines: [[Int]]

    var addresses: [CellNetwork.Cell] {
        lines.indices.flatMap { row in
            lines[row].indices.map { CellNetwork.Cell(row: row, column: $0) }
        }
    }

    subscript(cell: CellNetwork.Cell) -> Int {
        get { lines[cell.row][cell.column] }
        set { lines[cell.row][cell.column] = newValue }
    }
}
