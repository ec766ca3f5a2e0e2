/// Number plates of cars.
extension TextSweep {
    private static let cues: Set<String> = [
        "reg", "registration", "plate", "car", "van", "taxi", "minibus", "vehicle", "vrm", "vrn",
        "motability", "motorbike", "plates",
    ]

    /// Source: DVLA, INF104 (current, prefix and suffix formats) and Northern Ireland's.
    mutating func findNumberPlates() {
        for index in 0..<count where isFree(index) {
            for length in [1, 2] {
                let end = index + length
                guard end <= count, isFree(index..<end) else { continue }
                let parts = tokens[index..<end]
                guard parts.allSatisfy({ $0.shape != .sign }) else { continue }
                let cued = hasCue(Self.cues, before: index, within: 6)
                let small = parts.contains { token in
                    scan.bytes[token.start..<token.end].contains { (97...122).contains($0) }
                }
                if small && !cued { continue }
                let pattern = Self.pattern(parts.map(\.lower).joined())
                let last = parts.last?.lower ?? ""
                let isSure =
                    pattern == "aa00aaa"
                    || (["a0aaa", "a00aaa", "a000aaa", "aaa0a", "aaa00a", "aaa000a"]
                        .contains(pattern) && !PlainWords.contains(last)
                        && !PlainWords.contains(parts.first?.lower ?? ""))
                let isCued =
                    cued && !PlainWords.contains(parts.first?.lower ?? "")
                    && ["aaa0000", "aaa000", "aaa00", "aa0000", "aa000", "a000aa"]
                        .contains(pattern)
                if isSure || isCued {
                    claim(.carRegistration, index..<end, "a car")
                    break
                }
            }
        }
    }

    /// Letters as `a`, digits as `0`.
    static func pattern(_ word: String) -> String {
        guard word.utf8.count <= 8 else { return "" }
        return String(word.map { $0.isNumber ? "0" : "a" })
    }
}
