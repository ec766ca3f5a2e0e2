/// Packages that were published before, as an intruder holds them: to lay a new one beside them.
struct EarlierPackages: Sendable {
    /// So many words in a row, the same in two packages, are no chance.
    static let phraseLength = 8

    /// For each phrase the packages that have it. The phrases are hashed by their words, never
    /// by a shortened form: an equal key is an equal phrase.
    private let phrases: [String: Set<SupportPackage.ID>]
    private let facts: [(id: SupportPackage.ID, facts: QuasiIdentifiers)]

    init(_ packages: [SupportPackage]) {
        var phrases: [String: Set<SupportPackage.ID>] = [:]
        for package in packages {
            for part in package.partTexts where Self.isOwnWords(part.part) {
                for (phrase, _) in Self.phrases(ScannedText(part.text)) {
                    phrases[phrase, default: []].insert(package.id)
                }
            }
        }
        self.phrases = phrases
        facts = packages.map { ($0.id, QuasiIdentifiers($0)) }
    }

    /// Requirements are the council's set sentences, and the coarse place is a list of few.
    private static func isOwnWords(_ part: DocumentPart) -> Bool {
        switch part {
        case .title, .lifeNow, .whatMatters, .communicationNeed, .outcome, .text: true
        case .whole, .place, .requirement, .bidSummary, .bidResponse: false
        }
    }

    /// Every run of eight words with its tokens.
    private static func phrases(_ scan: ScannedText) -> [(String, ClosedRange<Int>)] {
        let words = scan.tokens.indices.filter { scan.tokens[$0].shape != .sign }
        guard words.count >= phraseLength else { return [] }
        return (0...words.count - phraseLength).map { start in
            let run = words[start..<start + phraseLength]
            let phrase = run.map { scan.tokens[$0].lower }.joined(separator: " ")
            return (phrase, words[start]...words[start + phraseLength - 1])
        }
    }

    /// Phrases of a text that another package has, each as long as it goes.
    func links(of package: SupportPackage, in part: PartText) -> [Finding] {
        guard !phrases.isEmpty, Self.isOwnWords(part.part) else { return [] }
        let scan = ScannedText(part.text)
        var runs: [ClosedRange<Int>] = []
        for (phrase, tokens) in Self.phrases(scan) {
            guard let owners = phrases[phrase], owners.contains(where: { $0 != package.id }) else {
                continue
            }
            if let last = runs.last, tokens.lowerBound <= last.upperBound {
                runs[runs.count - 1] = last.lowerBound...tokens.upperBound
            } else {
                runs.append(tokens)
            }
        }
        return runs.map { run in
            Finding(
                kind: .linkedPackage, part: part.part, start: scan.tokens[run.lowerBound].start,
                end: scan.tokens[run.upperBound].end,
                text: scan.text(run.lowerBound..<run.upperBound + 1),
                coarser: "the same in other words")
        }
    }

    /// Other packages with the same facts, each once, by id.
    func sharing(_ mine: QuasiIdentifiers, with package: SupportPackage) -> [SupportPackage.ID] {
        Set(facts.filter { $0.facts == mine && $0.id != package.id }.map(\.id)).sorted()
    }
}
