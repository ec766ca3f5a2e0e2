/// The motivated-intruder check: finds in a package's texts what could tell who the person is.
///
/// Exact rules over fixed tables, and over the shape and place of words that no table has; the same
/// text always has the same findings, however it is dressed up (`Disguises`). Time is linear in the
/// length of the text. What it cannot find is a name that is a common word where nothing speaks of
/// a person, and a description that only local people understand: a person still reads every
/// package before it is published.
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
        let written = found(in: text, part, asSeen: false)
        guard Disguises.asSeen(text) != nil else { return written }
        // What is turned round is read both ways: as it is seen, and as it stands.
        return written.reduce(into: found(in: text, part, asSeen: true)) { all, one in
            if !all.contains(where: { $0.start < one.end && one.start < $0.end }) {
                all.append(one)
            }
        }.sorted { $0.start < $1.start }
    }

    private func found(in text: String, _ part: DocumentPart, asSeen: Bool) -> [Finding] {
        var sweep = TextSweep(text, gazetteer: gazetteer, asSeen: asSeen)
        sweep.run()
        let findings = sweep.claims.map { claim in
            let bytes = sweep.scan.bytes(claim.tokens)
            return Finding(
                kind: claim.kind, part: part, start: bytes.lowerBound, end: bytes.upperBound,
                text: sweep.scan.text(claim.tokens), coarser: claim.coarser)
        }.sorted { ($0.start, -$0.end) < ($1.start, -$1.end) }
        guard asSeen else { return findings }
        // Two words under one override have the same bytes.
        return findings.reduce(into: []) { kept, finding in
            if (kept.last?.end ?? 0) <= finding.start { kept.append(finding) }
        }
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
