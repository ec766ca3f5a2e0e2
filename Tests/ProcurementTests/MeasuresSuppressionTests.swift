import Testing

@testable import Procurement

/// A hidden number stays hidden from somebody who solves for it.
struct MeasuresSuppressionTests {
    private static let rule = SuppressionRule()

    @Test func nothingHiddenIsRecoveredFromATable() throws {
        var attacked = 0
        var recovered = 0
        var hidden = 0
        var seed: UInt64 = 0
        while attacked < 2_400 {
            seed += 1
            var random = Seeded(seed)
            let sample = Sample.random(&random)
            var publication = Publication(rule: Self.rule)
            guard
                let table = try? publication.publish(
                    sample.rows, by: sample.columns, of: sample.population)
            else { continue }
            attacked += 1
            let view = View(table, of: sample)
            hidden += view.hidden.count
            recovered += view.recovered(Self.rule)
            #expect(view.smallAndShown(Self.rule) == 0, "seed \(seed)")
        }
        #expect(recovered == 0)
        #expect(hidden > attacked)
        // Most tables can be published; the rest hold nearly nothing.
        #expect(seed < 2 * UInt64(attacked))
        print("figure suppression-tables-attacked \(attacked) tables")
        print("figure suppression-cells-attacked \(hidden) cells")
        print("figure suppression-cells-recovered \(recovered) cells")
    }

    /// The attacker is no scarecrow: with only the small cells hidden it finds many.
    @Test func theAttackerRecoversWhatIsHiddenAlone() {
        var recovered = 0
        for seed in 1...100 as ClosedRange<UInt64> {
            var random = Seeded(seed)
            let sample = Sample.random(&random)
            recovered += View(hidingOnlySmall: sample, Self.rule).recovered(Self.rule)
        }
        #expect(recovered > 50)
    }
}

/// Packages in a table of their own.
struct Sample {
    let rows: Dimension
    let columns: Dimension
    var counts: [[Int]]

    static func random(_ random: inout Seeded) -> Sample {
        let rows = Int.random(in: 2...4, using: &random)
        let columns = Int.random(in: 2...4, using: &random)
        let most = [4, 8, 15].randomElement(using: &random) ?? 8
        // Some tables are nearly empty, some have hardly a zero.
        let empty = Int.random(in: 0...7, using: &random)
        return Sample(
            rows: Dimension(name: "row", values: (0..<rows).map { "r\($0)" }),
            columns: Dimension(name: "column", values: (0..<columns).map { "c\($0)" }),
            counts: (0..<rows).map { _ in
                (0..<columns).map { _ in
                    Int.random(in: 0..<10, using: &random) < empty
                        ? 0 : Int.random(in: 0...most, using: &random)
                }
            })
    }

    var population: CountedPackages {
        var members: [SupportPackage.ID: [String: String]] = [:]
        for (row, line) in counts.enumerated() {
            for (column, count) in line.enumerated() {
                for number in 0..<count {
                    members[SupportPackage.ID("\(row)-\(column)-\(number)")] = [
                        "row": rows.values[row], "column": columns.values[column],
                    ]
                }
            }
        }
        return CountedPackages(members)
    }
}

/// What a reader of one table sees; the unknowns are its inner cells.
struct View {
    var sums: [(sum: Attacker.Sum, isShown: Bool)] = []
    private let truth: [Int]

    init(_ table: PublishedTable, of sample: Sample) {
        truth = sample.counts.flatMap(\.self)
        add(sample) { row, column, _ in table.figures[row][column] != .hidden }
    }

    init(hidingOnlySmall sample: Sample, _ rule: SuppressionRule) {
        truth = sample.counts.flatMap(\.self)
        add(sample) { _, _, count in count == 0 || count >= rule.threshold }
    }

    private mutating func add(_ sample: Sample, isShown: (Int, Int, Int) -> Bool) {
        let width = sample.columns.values.count
        let height = sample.counts.count
        for row in 0...height {
            for column in 0...width {
                let rows = row == height ? Array(0..<height) : [row]
                let columns = column == width ? Array(0..<width) : [column]
                let value = rows.reduce(0) { sum, row in
                    sum + columns.reduce(0) { $0 + sample.counts[row][$1] }
                }
                let cells = rows.flatMap { row in columns.map { row * width + $0 } }
                sums.append((.init(unknowns: cells, value: value), isShown(row, column, value)))
            }
        }
    }

    var hidden: [Attacker.Sum] { sums.filter { !$0.isShown }.map(\.sum) }

    /// How many hidden numbers the attacker narrows to less than the threshold.
    func recovered(_ rule: SuppressionRule) -> Int {
        let attacker = Attacker(truth: truth, known: sums.filter(\.isShown).map(\.sum))
        return hidden.count { sum in
            guard let range = attacker.range(of: sum.unknowns) else { return true }
            return range.upperBound - range.lowerBound < Double(rule.threshold) - 1e-6
        }
    }

    func smallAndShown(_ rule: SuppressionRule) -> Int {
        sums.count { $0.isShown && $0.sum.value > 0 && $0.sum.value < rule.threshold }
    }
}
