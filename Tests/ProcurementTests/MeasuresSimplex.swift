/// The least and the greatest value of a sum of unknowns that are nothing or more, under known
/// sums. Exact for a table and its totals, whose corners are whole numbers.
///
/// Source: G. Dantzig's simplex method, two phases, with R. Bland's rule against going round.
struct Simplex {
    private var lines: [[Double]] = []
    private var base: [Int] = []
    private let unknowns: Int
    /// Whether any table shows these sums.
    private(set) var isPossible = true
    private static let tiny = 1e-7

    init(unknowns: Int, sums: [Attacker.Sum]) {
        self.unknowns = unknowns
        let width = unknowns + sums.count + 1
        for (index, sum) in sums.enumerated() {
            var line = Array(repeating: 0.0, count: width)
            for unknown in sum.unknowns { line[unknown] = 1 }
            line[unknowns + index] = 1
            line[width - 1] = Double(sum.value)
            lines.append(line)
            base.append(unknowns + index)
        }
        var prices = Array(repeating: 0.0, count: width)
        for index in unknowns..<(width - 1) { prices[index] = -1 }
        isPossible = maximise(prices, over: width - 1) > -Self.tiny
        // A spare unknown that is still in the base at nothing is driven out, or its line is empty.
        for row in lines.indices where base[row] >= unknowns {
            if let column = (0..<unknowns).first(where: { abs(lines[row][$0]) > Self.tiny }) {
                pivot(row, column)
            }
        }
    }

    func range(of sum: [Int]) -> ClosedRange<Double>? {
        guard isPossible else { return nil }
        var prices = Array(repeating: 0.0, count: lines.first?.count ?? 0)
        for unknown in sum { prices[unknown] = 1 }
        var up = self
        var down = self
        let most = up.maximise(prices, over: unknowns)
        let least = -down.maximise(prices.map { -$0 }, over: unknowns)
        return min(least, most)...most
    }

    private mutating func maximise(_ prices: [Double], over columns: Int) -> Double {
        while true {
            let entering = (0..<columns).first { column in
                var gain = prices[column]
                for row in lines.indices { gain -= prices[base[row]] * lines[row][column] }
                return gain > Self.tiny
            }
            guard let entering else { break }
            var leaving: (row: Int, ratio: Double)?
            for row in lines.indices where lines[row][entering] > Self.tiny {
                let ratio = (lines[row].last ?? 0) / lines[row][entering]
                guard let best = leaving else {
                    leaving = (row, ratio)
                    continue
                }
                if ratio < best.ratio - Self.tiny
                    || (ratio < best.ratio + Self.tiny && base[row] < base[best.row])
                {
                    leaving = (row, ratio)
                }
            }
            guard let leaving else { return .infinity }
            pivot(leaving.row, entering)
        }
        return lines.indices.reduce(0) { $0 + prices[base[$1]] * (lines[$1].last ?? 0) }
    }

    private mutating func pivot(_ row: Int, _ column: Int) {
        let factor = lines[row][column]
        let scaled = lines[row].map { $0 / factor }
        lines[row] = scaled
        for other in lines.indices where other != row && abs(lines[other][column]) > 0 {
            let factor = lines[other][column]
            for index in scaled.indices { lines[other][index] -= factor * scaled[index] }
        }
        base[row] = column
    }
}
