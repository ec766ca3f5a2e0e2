import Procurement

/// An invented text in which `[[ ]]` marks what must be found.
struct MarkedText {
    let text: String
    /// In the bytes of `text`; empty when nothing is marked.
    let marked: Range<Int>

    init(_ written: String) {
        let halves = written.components(of: "[[")
        let rest = halves.dropFirst().joined().components(of: "]]")
        text = halves[0] + rest.joined()
        let start = halves[0].utf8.count
        marked = start..<start + (halves.count > 1 ? rest[0].utf8.count : 0)
    }

    /// The finding that covers the whole mark, nothing of it left over.
    var finding: Finding? {
        AnonymisationTexts.check.findings(in: text).first {
            $0.start <= marked.lowerBound && marked.upperBound <= $0.end
        }
    }

    /// Each frame with each value in place of `%`, marked.
    static func all(_ frames: [String], _ values: [String]) -> [MarkedText] {
        frames.flatMap { frame in values.map { MarkedText(frame.replacing("%", with: "[[\($0)]]")) }
        }
    }

    /// Prints how many of the texts are found, and returns what was said of those that are not.
    static func missed(
        _ texts: [MarkedText], figure: String, kinds: Set<Finding.Kind>? = nil
    ) -> [String] {
        let missed = texts.filter { text in
            guard let finding = text.finding else { return true }
            return kinds.map { !$0.contains(finding.kind) } ?? false
        }
        print("figure anonymisation-\(figure)-cases \(texts.count) texts")
        print(
            "figure anonymisation-\(figure)-recall",
            Double((texts.count - missed.count) * 1000 / max(texts.count, 1)) / 10, "%")
        return missed.map { "\($0.text): \(AnonymisationTexts.told($0.text))" }
    }
}

extension String {
    fileprivate func components(of separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
