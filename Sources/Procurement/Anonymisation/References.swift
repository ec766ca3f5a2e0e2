/// Numbers that other systems know a person by.
extension TextSweep {
    /// Systems and papers whose names come before a number.
    private static let systems = NameTables.words(
        """
        mosaic liquidlogic lcs las carefirst paris systmone emis rio eclipse frameworki controcc
        ehcp ehc ehm upn uln mrn urn azeus capita pims lorenzo meditech cerner epic caseworks
        caretrack controcc halo impulse synergy sims arbor
        """)
    private static let papers = NameTables.words(
        """
        case reference ref id person client patient hospital pupil passport policy claim account
        crime police court tenancy customer nhs user file record unique care application licence
        license driving disability badge dbs log incident referral placement contract order job
        membership member card plan number no
        """)
    private static let labels: Set<String> = [
        "id", "number", "no", "num", "ref", "reference", "is", "was", ":", "#", "-", ".", "nr",
        "code", "n", "=", "plan", "identifier", "record", "case", "(", "user", "the", "his", "her",
    ]

    mutating func findReferences() {
        for index in 0..<count where isFree(index) {
            if Self.systems.contains(base(index)) {
                findLabelled(index, labels: 0, needsLabel: false)
            } else if word(index) == "#" || word(index) == "n°" {
                findLabelled(index, labels: 1, needsLabel: true)
            } else if Self.papers.contains(word(index)) {
                let isItself = ["id", "ref", "reference"].contains(word(index))
                findLabelled(index, labels: isItself ? 1 : 0, needsLabel: true)
            } else if isLongNumber(index) {
                claimReference(index)
            }
        }
    }

    private mutating func findLabelled(_ index: Int, labels: Int, needsLabel: Bool) {
        var next = index + 1
        var seen = labels
        while next < count, next - index < 7, Self.labels.contains(word(next)) {
            if !["is", "was", "-", ".", "(", "the", "his", "her"].contains(word(next)) {
                seen += 1
            }
            next += 1
        }
        guard next < count, !needsLabel || seen > 0, isFree(next),
            shape(next) != .sign
        else { return }
        let end = codeEnd(next)
        let digits = tokens[next..<end].reduce(0) { sum, token in
            sum + token.lower.utf8.count { (48...57).contains($0) }
        }
        guard digits >= 3, isFree(next..<end) else { return }
        claim(.referenceNumber, next..<end, "a number that the council has")
    }

    private mutating func claimReference(_ index: Int) {
        let end = codeEnd(index)
        claim(.referenceNumber, index..<end, "a number that the council has")
    }

    /// Letters and digits joined by hyphens, slashes or full stops; digits may go on after spaces.
    private func codeEnd(_ start: Int) -> Int {
        var end = start + 1
        while end < count, isFree(end), end - start < 12 {
            if touches(end), shape(end) != .sign {
                end += 1
            } else if touches(end), "-/._".contains(word(end)), touches(end + 1),
                shape(end + 1) != .sign
            {
                end += 2
            } else if shape(end) == .number, shape(end - 1) != .lower, word(end).utf8.count >= 2,
                shape(end - 1) != .sign,
                !touches(end + 1) || shape(end + 1) != .sign
                    || ".,;)!?".contains(word(end + 1))
            {
                end += 1
            } else {
                break
            }
        }
        return end
    }

    /// Seven digits or more in one piece are never a price or a count.
    private func isLongNumber(_ index: Int) -> Bool {
        switch shape(index) {
        case .number, .alphanumeric:
            let digits = word(index).utf8.count { (48...57).contains($0) }
            return digits >= 7 && !(index > 0 && touches(index) && "£$€".contains(word(index - 1)))
        case .lower, .capitalised, .upper, .mixedCase, .sign: return false
        }
    }
}
