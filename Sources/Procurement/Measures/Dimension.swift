/// One way to sort packages: by client group, by area, by how many options people had.
///
/// The values are fixed, whether anybody has them or not: a line that comes and goes would itself
/// tell something.
public struct Dimension: Codable, Hashable, Sendable {
    /// Unique among the dimensions of a publication: `area`.
    public let name: String
    public let values: [String]
    /// Values that tell something about each person who has them, as "none of these": where
    /// everybody of a group has such a value, the group's number is hidden too.
    public let telling: Set<String>

    public init(name: String, values: [String], telling: Set<String> = []) {
        self.name = name
        self.values = values
        self.telling = telling
    }

    func index(of value: String) -> Int? { values.firstIndex(of: value) }
}

/// When a number is too small to be published.
public struct SuppressionRule: Codable, Hashable, Sendable {
    /// Counts from 1 to one below it are hidden, and nothing that is hidden can be narrowed to
    /// fewer values than this. Five is our choice, a setting of the council.
    ///
    /// Zero is published: that nobody was affected tells of nobody. A zero is hidden only as the
    /// second number that keeps a first one hidden, and looks then like every hidden number.
    public let threshold: Int

    /// - Precondition: `threshold` is at least 2.
    public init(threshold: Int = 5) {
        precondition(threshold >= 2, "a threshold hides at least the number one")
        self.threshold = threshold
    }

    func isSmall(_ count: Int) -> Bool { count > 0 && count < threshold }
}

/// A number of a published table.
public enum Figure: Codable, Hashable, Sendable {
    case count(Int)
    /// Held back, so that nobody can tell who it is.
    case hidden

    public var count: Int? {
        if case .count(let value) = self { value } else { nil }
    }
}

/// A table as anybody may read it.
public struct PublishedTable: Codable, Hashable, Sendable {
    public let rows: Dimension
    public let columns: Dimension
    /// A line for each row with its total last; the totals of the columns are the last line.
    public let figures: [[Figure]]

    public func figure(_ row: String, _ column: String) -> Figure? {
        guard let row = rows.index(of: row), let column = columns.index(of: column) else {
            return nil
        }
        return figures[row][column]
    }

    public func total(ofRow row: String) -> Figure? {
        rows.index(of: row).flatMap { figures[$0].last }
    }

    public func total(ofColumn column: String) -> Figure? {
        columns.index(of: column).flatMap { figures.last?[$0] }
    }

    public var total: Figure? { figures.last?.last }

    public var hiddenFigures: Int {
        figures.reduce(0) { $0 + $1.count { $0 == .hidden } }
    }
}

/// The numbers of one dimension, with their sum: "options offered, everybody together".
public struct PublishedLine: Codable, Hashable, Sendable {
    public let dimension: Dimension
    public let figures: [Figure]
    public let total: Int

    public func figure(_ value: String) -> Figure? {
        dimension.index(of: value).map { figures[$0] }
    }
}
