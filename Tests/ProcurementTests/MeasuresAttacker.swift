/// Somebody who knows every number that was printed, and that people come in whole numbers of
/// nothing or more, and works out what was not printed.
///
/// It shares no code with what it attacks: one table is solved exactly by `Simplex`; several
/// together too, and then in whole numbers by narrowing bounds and trying what stays open.
struct Attacker {
    /// A printed number, or a hidden one: the sum of some unknowns.
    struct Sum {
        let unknowns: [Int]
        let value: Int
    }

    let known: [Sum]
    private let start: [ClosedRange<Int>]?

    /// `truth`: where to look first; nothing else is made of it.
    private let hints: [Int]
    private let simplex: Simplex

    init(truth: [Int], known: [Sum]) {
        self.known = known
        simplex = Simplex(unknowns: truth.count, sums: known)
        hints = truth
        var bounds = Array(repeating: 0...truth.reduce(0, +), count: truth.count)
        start = Self.narrow(&bounds, known) ? bounds : nil
    }

    /// The least and the greatest value that a hidden number can have; fractions allowed, so that
    /// it can only be too wide, and is exact for one table.
    func range(of hidden: [Int]) -> ClosedRange<Double>? { simplex.range(of: hidden) }

    /// Whether the hidden number can have a value, in whole numbers. After a while it gives up and
    /// says no, which counts against what is attacked.
    func canBe(_ hidden: [Int], _ value: Int) -> Bool {
        guard var bounds = start else { return false }
        let sums = known + [Sum(unknowns: hidden, value: value)]
        var tries = 3_000
        guard Self.narrow(&bounds, sums) else { return false }
        return solve(bounds, sums, &tries)
    }

    /// Whether two whole values are possible that are at least `distance` apart.
    func canDiffer(_ hidden: [Int], around value: Int, by distance: Int) -> Bool {
        guard let range = range(of: hidden) else { return false }
        let low = Int((range.lowerBound - 1e-6).rounded(.up))
        let high = Int((range.upperBound + 1e-6).rounded(.down))
        guard high - low >= distance else { return false }
        let least = (max(low, value - distance)...value).first { canBe(hidden, $0) } ?? value
        if value - least >= distance { return true }
        return (least + distance...max(high, least + distance)).contains { canBe(hidden, $0) }
    }

    private func solve(
        _ bounds: [ClosedRange<Int>], _ sums: [Sum], _ tries: inout Int
    ) -> Bool {
        tries -= 1
        guard tries > 0 else { return false }
        let open = bounds.indices.filter { bounds[$0].lowerBound < bounds[$0].upperBound }
        guard
            let next = open.min(by: {
                bounds[$0].upperBound - bounds[$0].lowerBound
                    < bounds[$1].upperBound - bounds[$1].lowerBound
            })
        else { return true }
        let hint = min(max(hints[next], bounds[next].lowerBound), bounds[next].upperBound)
        for value in bounds[next].sorted(by: { abs($0 - hint) < abs($1 - hint) }) {
            var tried = bounds
            tried[next] = value...value
            if Self.narrow(&tried, sums), solve(tried, sums, &tries) { return true }
        }
        return false
    }

    private static func narrow(
        _ bounds: inout [ClosedRange<Int>], _ sums: [Sum]
    ) -> Bool {
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for sum in sums {
                var low = 0
                var high = 0
                for unknown in sum.unknowns {
                    low += bounds[unknown].lowerBound
                    high += bounds[unknown].upperBound
                }
                guard low <= sum.value && sum.value <= high else { return false }
                for unknown in sum.unknowns {
                    let bound = bounds[unknown]
                    let least = max(bound.lowerBound, sum.value - (high - bound.upperBound))
                    let most = min(bound.upperBound, sum.value - (low - bound.lowerBound))
                    guard least <= most else { return false }
                    if least...most != bound {
                        low += least - bound.lowerBound
                        high += most - bound.upperBound
                        bounds[unknown] = least...most
                        hasChanged = true
                    }
                }
            }
        }
        return true
    }
}
