/// Names of people, by what stands around them.
extension TextSweep {
    private static let titles: Set<String> = [
        "mr", "mrs", "ms", "mx", "dr", "prof", "professor", "rev", "reverend", "cllr",
        "councillor",
    ]
    /// Titles that are words too.
    private static let wordTitles: Set<String> = [
        "miss", "sir", "lady", "lord", "nurse", "auntie", "aunty", "aunt", "uncle", "nanny",
        "nana", "nan", "gran", "granny", "grandma", "grandad", "grandpa", "father", "sister",
        "brother", "doctor", "canon", "imam", "pastor", "rabbi", "pc", "sergeant", "judge",
    ]
    private static let relations = NameTables.words(
        """
        brother brothers sister sisters mum mam mummy mother dad daddy father son sons daughter
        daughters wife husband partner uncle aunt auntie aunty nan nana nanny gran granny grandma
        grandmother grandad grandpa grandfather cousin cousins friend friends mate mates boyfriend
        girlfriend carer carers neighbour neighbours nephew niece twin stepdad stepmum stepbrother
        stepsister keyworker key worker workers advocate teacher nurse doctor manager gp dog cat
        horse pony rabbit hamster budgie pet ex fiance fiancee housemate flatmate guardian coach
        mentor therapist landlord boss assistant buddy escort driver baby kids children boy girl
        tutor dentist psychologist psychiatrist consultant solicitor vicar grandson granddaughter
        colleague roommate carers'
        """)
    private static let callings: Set<String> = [
        "called", "named", "nicknamed", "call", "calls", "surname", "forename", "alias", "aka",
        "known",
    ]
    /// People of stories and songs, whom everybody knows.
    private static let famous: Set<String> = [
        "harry potter", "peppa pig", "bob the", "thomas the", "elvis presley", "taylor swift",
        "tracy beaker", "james bond", "mary berry", "michael jackson", "elton john", "ed sheeran",
        "charlie bear", "david attenborough", "roald dahl", "george ezra", "mario kart",
        "super mario", "thomas and", "roman catholic",
    ]
    private static let seasonCues: Set<String> = [
        "the", "in", "this", "next", "last", "every", "each", "by", "during", "since", "until",
        "till", "a", "an", "our", "over", "of", "from", "mid", "late", "early",
    ]
    private static let personVerbs: Set<String> = [
        "likes", "loves", "lives", "wants", "said", "says", "enjoys", "told", "struggles",
        "attends", "needs", "uses", "has", "asked", "hates", "wears", "sleeps", "finds", "knows",
        "goes", "came", "went", "visits", "rings", "wakes", "understands", "communicates",
    ]
    /// Verbs that only somebody does.
    private static let sureVerbs: Set<String> = [
        "likes", "loves", "lives", "wants", "said", "says", "enjoys", "told", "struggles",
        "attends", "asked", "hates", "wears", "sleeps", "wakes", "understands", "communicates",
    ]
    /// Names that are ideas, and help as people do.
    private static let ideas: Set<String> = [
        "hope", "faith", "joy", "grace", "art", "patience", "harmony", "mercy", "charity", "melody",
        "prudence", "chance", "sage", "max",
    ]
    private static let monthsAndSeasons: Set<String> = [
        "may", "april", "june", "august", "march", "summer", "autumn", "winter", "spring", "sky",
        "star", "dawn",
    ]

    mutating func findPeople() {
        var index = 0
        while index < count {
            guard isFree(index), let person = person(at: index),
                claim(.personName, nameStart(before: index)..<person.end, person.coarser)
            else {
                index += 1
                continue
            }
            index = person.end
        }
        findInitials()
    }

    private func person(at index: Int) -> (end: Int, coarser: String)? {
        guard isLetters(index) else { return nil }
        if let end = titled(index) { return (end, "a person who knows me") }
        guard let start = nameStart(index) else { return nil }
        return (nameEnd(start), coarser(before: start))
    }

    /// "Mr Smith", "Dr. O'Neill", "Mrs S.", "Auntie Pat".
    private func titled(_ index: Int) -> Int? {
        let isSure = Self.titles.contains(word(index))
        guard isSure || (Self.wordTitles.contains(word(index)) && isCapital(index)) else {
            return nil
        }
        let next = skip(".", at: index + 1)
        guard isLetters(next), isFree(next),
            next == index + 1 || isSure
        else { return nil }
        if isSure {
            let isWord = ["who", "strange", "bean", "men", "and", "or"].contains(word(next))
            guard !isWord, isCapital(next) || !PlainWords.contains(base(next)) else { return nil }
            // A title in capitals can be a short form: "MS" is an illness.
            if word(index) == "ms", shape(index) == .upper, !isCapital(next) { return nil }
            return nameEnd(next)
        }
        guard isCapital(next), !inHeadline(index) || isFirstName(next) else { return nil }
        return isUnknownCapital(next) || isFirstName(next) && word(next) != "will"
            ? nameEnd(next) : nil
    }

    func isFirstName(_ index: Int) -> Bool {
        NameTables.sureFirstNames.contains(base(index))
            || NameTables.doubtfulFirstNames.contains(base(index))
    }

    /// The first token of a name, when the token begins one.
    private func nameStart(_ index: Int) -> Int? {
        let name = base(index)
        let isSure = NameTables.sureFirstNames.contains(name)
        let isDoubtful = !isSure && NameTables.doubtfulFirstNames.contains(name)
        if isUnknownCapital(index), !inHeadline(index), isSaidToBeSomebody(index) { return index }
        let unknown =
            isUnknownCapital(index) && !tokens[index].startsSentence
            && (shape(index) != .upper || isRelated(index) && word(index).utf8.count > 3)
        if isSure || isDoubtful, Self.famous.contains("\(name) \(base(index + 1))") { return nil }
        if isSure {
            if isCapital(index) { return index }
            return isRelated(index) || isCalled(index) ? index : nil
        }
        guard isCapital(index), isDoubtful || unknown else { return nil }
        // "I AM HAPPY": a word that is shouted is a word.
        if isDoubtful, shape(index) == .upper, PlainWords.contains(name) { return nil }
        if isRelated(index), isDoubtful ? !isAuxiliary(index) : !inHeadline(index) { return index }
        if isCalled(index), isDoubtful ? true : !inHeadline(index) { return index }
        if isDoubtful { return isLikelyName(index) ? index : nil }
        return isWithPeople(index) ? index : nil
    }

    /// "my brother Tom", "her mum, Susan,", "his friends Adeel".
    private func isRelated(_ index: Int) -> Bool {
        var before = index - 1
        if [",", "(", "-", ":"].contains(word(before)) { before -= 1 }
        guard Self.relations.contains(word(before)) else { return false }
        return before == index - 1 || word(index - 1) != "," || isFirstName(index)
            || (isUnknownCapital(index) && [",", "."].contains(word(index + 1)))
    }

    /// "called Rex", "named Joy", "name is Tom", "call me Jim", "I'm Adeel".
    private func isCalled(_ index: Int) -> Bool {
        var before = index - 1
        if ["\"", "'", ":", "as"].contains(word(before)) { before -= 1 }
        if Self.callings.contains(word(before)) {
            return !["call", "calls", "known"].contains(word(before)) || isFirstName(index)
                || word(index - 1) == "as"
        }
        if ["me", "him", "her", "them", "it"].contains(word(before)),
            ["call", "calls", "called"].contains(word(before - 1))
        {
            return true
        }
        if ["is", "was", ":"].contains(word(before)) || before < index - 1 {
            let noun = word(before) == "is" || word(before) == "was" ? before - 1 : before
            if ["name", "names", "nickname", "surname", "forename"].contains(base(noun)) {
                return true
            }
        }
        if ["name's", "i'm"].contains(word(before))
            || (word(before) == "am" && word(before - 1) == "i")
        {
            return word(before) == "name's" || isFirstName(index)
        }
        return ["name", "nickname", "surname"].contains(word(before)) && isCapital(index)
    }

    /// "my mum Will": a word that helps a verb is no name unless it cannot be one.
    private func isAuxiliary(_ index: Int) -> Bool {
        ["will", "may", "can", "mark"].contains(word(index)) && isLetters(index + 1)
            && ["be", "have", "not", "help", "come", "go", "i", "you", "we", "they", "she", "he"]
                .contains(word(index + 1))
    }

    /// A first name that is a word too, where the capital or the verb shows it to be a name.
    private func isLikelyName(_ index: Int) -> Bool {
        let name = base(index)
        let next = word(index + 1)
        if NameTables.familyNames.contains(base(index + 1)), isCapital(index + 1),
            !inHeadline(index) || !PlainWords.contains(base(index + 1)),
            !Self.seasonCues.contains(word(index - 1)),
            isUnknownCapital(index + 1)
                || isTellingCapital(index)
        {
            return true
        }
        if isSaidToBeSomebody(index) || isInPair(index) { return true }
        if tokens[index].startsSentence || inHeadline(index) {
            return startsWithName(index)
        }
        if Self.monthsAndSeasons.contains(name) || name == "chelsea" || name == "paris" {
            return Self.personVerbs.contains(next) && !Self.seasonCues.contains(word(index - 1))
        }
        if ["the", "a", "an", "this", "that", "some", "any", "every", "our"].contains(
            word(index - 1))
        {
            return false
        }
        // "May I", "Will you", "a Rose Garden".
        if isAuxiliary(index) { return false }
        return !(isCapital(index + 1) && PlainWords.contains(base(index + 1)) && next != "i")
            || Self.personVerbs.contains(next)
    }

    /// "Grace is my keyworker", "April was his best friend".
    private func isSaidToBeSomebody(_ index: Int) -> Bool {
        guard ["is", "was"].contains(word(index + 1)),
            ["my", "our", "his", "her", "the", "a"].contains(word(index + 2))
        else { return false }
        return (index + 3..<index + 6).contains { Self.relations.contains(word($0)) }
    }

    /// "Mark and Dawn", where both could be names.
    private func isInPair(_ index: Int) -> Bool {
        let isThing = { (place: Int) in
            Self.ideas.contains(base(place)) || Self.monthsAndSeasons.contains(base(place))
        }
        if word(index - 1) == "and", claim(at: index - 2)?.kind == .personName { return true }
        return word(index + 1) == "and" && isCapital(index + 2) && isFirstName(index + 2)
            && !isThing(index) && !inHeadline(index)
    }

    /// A word that is also a name at the start: "Joy visits us", "Bill helps me".
    private func startsWithName(_ index: Int) -> Bool {
        guard !inHeadline(index) else { return false }
        let next = word(index + 1)
        let visits = ["visits", "rings", "phones", "texts"].contains(next)
        if Self.sureVerbs.contains(next) || visits { return true }
        if ["helps", "takes", "tells", "gives", "asks", "sees", "brings"].contains(next),
            ["me", "us"].contains(word(index + 2))
        {
            return !Self.ideas.contains(base(index)) && !Self.monthsAndSeasons.contains(base(index))
        }
        if next == "comes", word(index + 2) == "to",
            ["see", "visit", "help"].contains(word(index + 3))
        {
            return true
        }
        return word(index).hasSuffix("'s")
            && ["mum", "dad", "mother", "father", "sister", "brother", "family", "parents"]
                .contains(next)
    }

    /// An unknown capital where people are spoken of: "with Adeel", "and Kasia", "ask Bogusia".
    private func isWithPeople(_ index: Int) -> Bool {
        guard isTellingCapital(index), shape(index) != .upper, isFree(index - 1), !isKnown(index)
        else { return false }
        let cues: Set<String> = [
            "with", "told", "asks", "ask", "asked", "misses", "loves", "knows", "met", "meets",
            "rings", "phones", "trusts", "and", "for", "when", "if", "because", "that", "says",
            "sees", "visits", "tells", "tell", "helps", "help",
        ]
        if cues.contains(word(index - 1)) { return word(index - 1) != "and" || !inHeadline(index) }
        return Self.personVerbs.contains(word(index + 1)) || word(index).hasSuffix("'s")
    }

    /// "known as T.S.", "J. Smith": initials with a family name.
    private mutating func findInitials() {
        for index in 0..<count where isFree(index) {
            guard isCapital(index), word(index).utf8.count == 1, word(index + 1) == ".",
                touches(index + 1)
            else { continue }
            var end = index + 2
            while word(end).utf8.count == 1, isCapital(end), word(end + 1) == "." { end += 2 }
            if NameTables.familyNames.contains(base(end)) && isCapital(end) {
                claim(.personName, index..<end + 1, "a person who knows me")
            }
        }
    }

    private func coarser(before start: Int) -> String {
        let relation =
            [",", "(", "-", ":"].contains(word(start - 1)) ? word(start - 2) : word(start - 1)
        switch relation {
        case "brother", "sister", "mum", "dad", "mother", "father", "son", "daughter", "uncle",
            "aunt", "auntie", "aunty", "cousin", "nan", "gran", "grandma", "grandad", "nephew",
            "niece", "twin", "wife", "husband":
            return "(no name)"
        case "worker", "keyworker", "nurse", "doctor", "teacher", "manager", "therapist", "gp",
            "advocate":
            return "(no name)"
        case "dog", "cat", "horse", "pony", "rabbit", "hamster", "budgie", "pet": return "(no name)"
        default: return "somebody I know"
        }
    }
}
