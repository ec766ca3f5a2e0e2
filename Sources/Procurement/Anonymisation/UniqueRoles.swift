/// Words that say that there is only one such person, or hardly more.
extension TextSweep {
    /// What "the only" may be said of without pointing to a person.
    private static let things = NameTables.words(
        """
        thing things time times way ways reason food foods day days place places one ones problem
        noise room help bus train shop part bit game song film colour bath toilet meal exception
        drink option hour hours
        """)
    private static let phrases: [(words: [String], coarser: String)] = [
        ("only one of", "one of"), ("no one else in", "few people in"),
        ("nobody else in", "few people in"), ("first person in", "a person in"),
        ("first in the country", "early"), ("youngest person", "a young person"),
        ("oldest person", "an older person"), ("youngest in", "young in"),
        ("oldest in", "older in"), ("in the newspaper", "known to some people"),
        ("in the papers", "known to some people"), ("in the news", "known to some people"),
        ("in the local paper", "known to some people"), ("on the news", "known to some people"),
        ("on television", "known to some people"), ("went viral", "known to some people"),
        ("former mayor", "a former public role"), ("the mayor", "a public role"),
        ("member of parliament", "a public role"), ("councillor's", "a family member’s"),
        ("headteacher's", "a family member’s"), ("vicar's", "a family member’s"),
        ("paralympian", "someone who loves sport"), ("olympian", "someone who loves sport"),
        ("triplet", "one of several children"), ("triplets", "several children"),
        ("quadruplet", "one of several children"), ("quadruplets", "several children"),
        ("world champion", "someone who is good at a sport"),
        ("county champion", "someone who is good at a sport"),
        ("national champion", "someone who is good at a sport"),
    ].map { (ScannedText($0.0).tokens.map(\.lower), $0.1) }
    private static let phrasesByFirst = Dictionary(grouping: phrases, by: { $0.words[0] })

    mutating func findUniqueRoles() {
        for index in 0..<count where isFree(index) {
            if let end = onlyOne(at: index) ?? oneOfFew(at: index) {
                claim(.uniqueRole, index..<end, "one of several")
                continue
            }
            for phrase in Self.phrasesByFirst[word(index)] ?? []
            where phrase.words.indices.allSatisfy({ word(index + $0) == phrase.words[$0] }) {
                if claim(.uniqueRole, index..<index + phrase.words.count, phrase.coarser) { break }
            }
        }
    }

    /// "the only wheelchair user in the village"; not "the only thing I like".
    private func onlyOne(at index: Int) -> Int? {
        guard ["the", "his", "her", "their", "my"].contains(word(index)),
            word(index + 1) == "only"
                || word(index + 1) == "sole"
        else { return nil }
        for place in index + 2..<index + 6 {
            guard isLetters(place) else { break }
            if Self.things.contains(word(place)) {
                return word(place) == "one" || word(place) == "ones"
                    ? oneIn(place + 1, index) : nil
            }
            if ["i", "we", "that", "he", "she", "you", "they"].contains(word(place)) { return nil }
            if ["in", "with", "at", "of", "who", "to", "on"].contains(word(place)) { break }
        }
        return word(index) == "the" || word(index + 1) == "sole" ? index + 2 : nil
    }

    private func oneIn(_ place: Int, _ index: Int) -> Int? {
        ["in", "with", "at", "on", "who", "to"].contains(word(place)) ? index + 2 : nil
    }

    /// "one of only two people", "one of three in the borough"; not "one of two workers comes".
    private func oneOfFew(at index: Int) -> Int? {
        guard word(index) == "one", word(index + 1) == "of" else { return nil }
        var next = index + 2
        let only = ["only", "just"].contains(word(next))
        if only { next += 1 }
        if word(next) == "the" { next += 1 }
        if word(next) == "a", ["few", "handful"].contains(word(next + 1)) { next += 1 }
        if word(next) == "very" { next += 1 }
        let few = ["few", "handful"].contains(word(next))
        guard few || quantity(at: next).map({ (2...10).contains($0.value) }) == true else {
            return nil
        }
        let end = quantity(at: next)?.end ?? next + 1
        if only { return end }
        let limits: Set<String> = ["in", "with", "at", "who", "known", "living", "left"]
        for place in end..<end + 6 {
            guard place < count, tokens[place].sentence == tokens[index].sentence else { break }
            if limits.contains(word(place)) { return end }
        }
        return nil
    }
}
