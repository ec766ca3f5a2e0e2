/// The motivated-intruder check: finds in a package's texts what could tell who the person is.
///
/// Exact rules over fixed tables; the same text always has the same findings. Time is linear in
/// the length of the text. What it cannot find is a description that only local people understand:
/// a person still reads every package before it is published.
///
/// Source: ICO, Anonymisation guidance (motivated intruder test); the council's paper, 5.6.
public struct AnonymisationCheck: Sendable {
    private let gazetteer: Gazetteer
    private let population: Population?
    private let earlier: EarlierPackages

    /// - Parameters:
    ///   - gazetteer: the places that a text can name.
    ///   - population: how many people of the council share which facts; without it the rare
    ///     combinations are not looked for.
    ///   - earlier: packages that were published before.
    public init(
        gazetteer: Gazetteer = .cheshireAndWirral, population: Population? = nil,
        earlier: [SupportPackage] = []
    ) {
        self.gazetteer = gazetteer
        self.population = population
        self.earlier = EarlierPackages(earlier)
    }

    /// What one text tells, in its order, without overlaps.
    public func findings(in text: String, part: DocumentPart = .text) -> [Finding] {
        var sweep = TextSweep(text, gazetteer: gazetteer)
        sweep.run()
        return sweep.claims.map { claim in
            Finding(
                kind: claim.kind, part: part,
                start: sweep.tokens[claim.tokens.lowerBound].start,
                end: sweep.tokens[claim.tokens.upperBound - 1].end,
                text: sweep.scan.text(claim.tokens), coarser: claim.coarser)
        }.sorted { $0.start < $1.start }
    }

    /// What the package tells, in reading order: its texts, then the package as a whole.
    public func findings(in package: SupportPackage) -> [Finding] {
        let texts = package.partTexts.flatMap { part in
            // The package's own number is public.
            let own = findings(in: part.text, part: part.part)
                .filter { $0.text != package.id.rawValue }
            let links = earlier.links(of: package, in: part)
                .filter { link in !own.contains { $0.start < link.end && link.start < $0.end } }
            return (own + links).sorted { $0.start < $1.start }
        }
        return texts + wholeFindings(in: package)
    }

    /// What a bid tells about the person, in reading order.
    public func findings(in bid: Bid) -> [Finding] {
        bid.partTexts.flatMap { part in
            findings(in: part.text, part: part.part).filter { $0.text != bid.package.rawValue }
        }
    }

    private func wholeFindings(in package: SupportPackage) -> [Finding] {
        guard let population else { return [] }
        let facts = QuasiIdentifiers(package)
        guard population.isRare(facts) else { return [] }
        var findings = [
            Finding(
                kind: .rareCombination, part: .whole, start: 0, end: facts.summary.utf8.count,
                text: facts.summary, coarser: population.coarser(facts)?.summary ?? "fewer facts")
        ]
        for other in earlier.sharing(facts, with: package) {
            findings.append(
                Finding(
                    kind: .linkedPackage, part: .whole, start: 0, end: facts.summary.utf8.count,
                    text: facts.summary, coarser: "fewer facts than in \(other)"))
        }
        return findings
    }
}
