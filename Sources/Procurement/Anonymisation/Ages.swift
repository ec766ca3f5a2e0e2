/// Exact ages. A band ("18 and over", "7 to 18", "in his forties") is coarse and no finding.
extension TextSweep {
    private static let people = NameTables.words(
        """
        i he she who they son daughter brother sister mum dad mother father child boy girl man
        woman lad lass twin person cousin nephew niece partner husband wife friend teenager
        grandson granddaughter youngest oldest eldest i'm he's she's they're who's
        """)
    private static let verbs: Set<String> = ["am", "is", "was", "are", "were", "be", "being"]
    private static let softeners: Set<String> = [
        "only", "just", "now", "nearly", "almost", "about", "still", "already", "currently",
        "both", "around", "roughly", "approximately", "over", "a",
    ]

    mutating func findAges() {
        var index = 0
        while index < count {
            if isFree(index), let age = age(at: index),
                claim(.exactAge, index..<age.end, coarseAge(age.value, at: index))
            {
                index = age.end
            } else {
                index += 1
            }
        }
    }

    /// An age whose number, or "14th birthday", begins at the token.
    private func age(at index: Int) -> (value: Int?, end: Int)? {
        if let ordinal = ordinal(at: index), ordinal.value <= 110,
            base(ordinal.end) == "birthday" || base(ordinal.end) == "birthdays",
            ordinal.value > 1 || shape(index) == .alphanumeric
        {
            return (ordinal.value, ordinal.end + 1)
        }
        if let ordinal = ordinal(at: index), (13...110).contains(ordinal.value),
            word(ordinal.end) == "year", ["my", "his", "her", "their"].contains(word(index - 1))
        {
            return (ordinal.value - 1, ordinal.end + 1)
        }
        if let year = schoolYear(at: index) { return year }
        if let glued = gluedAge(at: index) { return glued }
        guard let number = quantity(at: index), number.value <= 110,
            !(index > 0 && touches(index) && "£$€.:-/+".contains(word(index - 1))
                && shape(index - 1) == .sign)
        else { return nil }
        if let end = yearsOld(number.end) { return (number.value, end) }
        guard !isBand(index, number.end) else { return nil }
        if isAged(index) || isSaidOfPerson(index, number.end) || isTurning(index, number.end)
            || isBesideName(index, number.end) || isNextInRow(index, number.end)
            || isTimeOfLife(index, number.value, number.end)
        {
            return (number.value, number.end)
        }
        return nil
    }

    /// "year-old", "years old", "yrs old", "y/o", "years of age", "months old".
    private func yearsOld(_ index: Int) -> Int? {
        var next = index
        if word(next) == "and", word(next + 1) == "a", word(next + 2) == "half" { next += 3 }
        if word(next) == "½" { next += 1 }
        next = skip("-", at: next)
        if ["yo", "yr-old"].contains(word(next)) { return next + 1 }
        if word(next) == "y", word(next + 1) == "/", word(next + 2) == "o" { return next + 3 }
        guard
            ["year", "years", "yr", "yrs", "month", "months", "week", "weeks", "y"]
                .contains(word(next))
        else { return nil }
        // "14 years and 3 months old"
        if ["and", ","].contains(word(next + 1)), quantity(at: next + 2) != nil,
            ["month", "months"].contains(word(next + 3))
        {
            next += 3
        }
        next = skip("-.", at: next + 1)
        if ["old", "olds"].contains(word(next)) { return next + 1 }
        if word(next) == "of", word(next + 1) == "age" { return next + 2 }
        return nil
    }

    /// "14yo", "14yrs old", "14y".
    private func gluedAge(at index: Int) -> (value: Int?, end: Int)? {
        guard shape(index) == .alphanumeric else { return nil }
        let digits = word(index).prefix { $0.isASCII && $0.isNumber }
        let rest = word(index).dropFirst(digits.count)
        guard digits.count <= 3, let value = Int(digits), value <= 110 else { return nil }
        if rest == "yo" { return (value, index + 1) }
        let next = skip("-", at: index + 1)
        if ["yr", "yrs", "y", "year", "years"].contains(rest), word(next) == "old" {
            return (value, next + 1)
        }
        if rest == "y", word(index + 1) == "/", word(index + 2) == "o" { return (value, index + 3) }
        return nil
    }

    /// "7-18", "7 to 18", "18 and over", "18+", "16 or older": a band.
    private func isBand(_ start: Int, _ end: Int) -> Bool {
        let after = word(end)
        if after == "+" || after == "plus" { return true }
        if ["and", "or", "&"].contains(after),
            [
                "over", "above", "older", "under", "below", "younger", "up", "upwards", "less",
                "more",
            ]
            .contains(word(end + 1))
        {
            return true
        }
        if ["-", "to", "and", "or"].contains(after), quantity(at: end + 1) != nil,
            after != "and" && after != "or" || word(start - 1) == "between"
                || hasCue(["between"], before: start, within: 2)
        {
            return true
        }
        if ["to", "-", "and"].contains(word(start - 1)), quantityEnds(before: start - 1),
            word(start - 1) != "and" || hasCue(["between"], before: start, within: 5)
        {
            return true
        }
        return ["over", "under", "above", "below", "between", "than"].contains(word(start - 1))
    }

    private func quantityEnds(before index: Int) -> Bool {
        number(index - 1) != nil || NumberWords.value(word(index - 1)) != nil
    }

    /// "aged 14", "age: 14", "at the age of 14", "ages 12 and 14".
    private func isAged(_ index: Int) -> Bool {
        var before = index - 1
        var steps = 0
        while steps < 4,
            [":", "of", "is", "about", "around", "nearly", "just", "only", "was", "-", "now"]
                .contains(word(before))
        {
            before -= 1
            steps += 1
        }
        if ["aged", "age", "ages"].contains(word(before)) { return true }
        return word(before) == "and" && quantityEnds(before: before)
            && ["aged", "ages"].contains(word(before - 2))
    }

    /// "she is 14", "I'm nearly 18", "my brother was six".
    private func isSaidOfPerson(_ index: Int, _ end: Int) -> Bool {
        var before = index - 1
        var steps = 0
        while Self.softeners.contains(word(before)), steps < 2 {
            before -= 1
            steps += 1
        }
        let said: Bool
        let short = ["i'm", "he's", "she's", "who's", "they're"].contains(word(before))
        if short {
            said = true
        } else if Self.verbs.contains(word(before)) {
            let subject = base(before - 1)
            said =
                Self.people.contains(subject) || isName(before - 1)
                || (["i", "he", "she"].contains(word(before)) && word(before - 1) != "it")
        } else {
            said = false
        }
        guard said, endsLikeAge(end) else { return false }
        // "I am one", "they are four": more often not an age.
        let isWord = isLetters(index)
        let value = quantity(at: index)?.value ?? 0
        let many = word(before) == "they're" || base(before - 1) == "they"
        return !isWord || value > (many ? 12 : 1)
    }

    private func isName(_ index: Int) -> Bool {
        guard isCapital(index) else { return false }
        return NameTables.sureFirstNames.contains(base(index))
            || (NameTables.doubtfulFirstNames.contains(base(index))
                && !PlainWords.contains(base(index)))
            || (!isKnown(index) && !inHeadline(index))
    }

    /// After an age a sentence ends or goes on; no unit follows.
    func endsLikeAge(_ end: Int) -> Bool {
        guard end < count else { return true }
        if shape(end) == .sign {
            let glued = touches(end) && touches(end + 1) && shape(end + 1) != .sign
            return !"%:/-&".contains(word(end)) && !(glued && word(end) == ".")
                || word(end) == "-" && !glued
        }
        let links: Set<String> = [
            "and", "but", "now", "next", "this", "on", "so", "when", "who", "with", "because",
            "in", "soon", "today", "tomorrow", "at", "he", "she", "i", "or", "already", "years",
            "years'", "then", "before", "after", "last", "by", "though", "although", "if", "years.",
            "while", "as", "since", "until", "or", "too",
        ]
        if word(end) == "in", quantity(at: end + 1) != nil { return false }
        if word(end) == "years" { return isEnd(end + 1) }
        return links.contains(word(end))
    }

    private func isEnd(_ index: Int) -> Bool { index >= count || shape(index) == .sign }

    /// "turns 18", "will be 18 in March", "until she reaches 18".
    private func isTurning(_ index: Int, _ end: Int) -> Bool {
        var before = index - 1
        if ["just", "nearly", "only", "the", "of"].contains(word(before)) { before -= 1 }
        let turning: Set<String> = [
            "turns", "turned", "turning", "turn", "reaches", "reach", "reached", "becomes",
            "hits", "hit",
        ]
        if turning.contains(word(before)), endsLikeAge(end) { return true }
        if word(before) == "age", turning.contains(word(before - 1)) { return true }
        if word(before) == "be",
            ["will", "he'll", "she'll", "i'll", "to", "would"].contains(word(before - 1))
                || ["he'll", "she'll", "i'll"].contains(word(before - 1)),
            !["there", "it", "they", "that", "this"].contains(word(before - 2)), endsLikeAge(end),
            !isLetters(index) || (quantity(at: index)?.value ?? 0) > 12
        {
            return true
        }
        return word(before) == "nearly" && endsLikeAge(end) && number(index) != nil
            && Self.people.contains(word(before - 1))
    }

    /// "12 and 14" after an age that was claimed.
    private func isNextInRow(_ index: Int, _ end: Int) -> Bool {
        ["and", ","].contains(word(index - 1)) && claim(at: index - 2)?.kind == .exactAge
            && endsLikeAge(end)
    }

    /// "Tom (14)", "my son, 14,", "a girl of six", "female, 32".
    private func isBesideName(_ index: Int, _ end: Int) -> Bool {
        let kinds: Set<String> = [
            "male", "female", "son", "daughter", "brother", "sister", "boy", "girl", "lad", "lass",
            "man", "woman", "child", "twin", "granddaughter", "grandson", "nephew", "niece",
            "mum", "dad", "mother", "father", "nan", "gran", "grandad", "grandma", "husband",
            "wife",
            "partner", "friend", "carer", "aunt", "auntie", "uncle", "cousin",
            "brothers", "sisters", "sons", "daughters", "boys", "girls", "twins", "children",
        ]
        if word(index - 1) == "of", kinds.contains(word(index - 2)),
            ["a", "young"].contains(word(index - 3))
        {
            return true
        }
        let person = kinds.contains(word(index - 2)) || isName(index - 2)
        if word(index - 1) == "(", person { return [")", ",", "and"].contains(word(end)) }
        guard word(index - 1) == ",", person else { return false }
        return end >= count || [",", ".", ")", ";"].contains(word(end))
            || (word(end) == "and" && quantity(at: end + 1).map { endsLikeAge($0.end) } == true)
    }

    /// "in Year 9": a school year is one age.
    private func schoolYear(at index: Int) -> (value: Int?, end: Int)? {
        guard word(index) == "year" || word(index) == "yr", let year = quantity(at: index + 1),
            (1...13).contains(year.value), word(year.end) != "of"
        else { return nil }
        let before: Set<String> = [
            "in", "into", "a", "starting", "starts", "finishing", "finished", "is", "i'm", "am",
            "for", "leave", "leaving", "repeating", "her", "his", "my",
        ]
        let pupil = ["pupil", "student", "class", "child", "group"].contains(word(year.end))
        guard isCapital(index) && before.contains(word(index - 1)) || pupil else { return nil }
        return (year.value + 5, year.end)
    }

    private func coarseAge(_ value: Int?, at index: Int) -> String {
        let owner: String
        if hasCue(
            ["he", "his", "him", "he's", "brother", "son", "man", "boy"], before: index, within: 5)
        {
            owner = "his"
        } else if hasCue(
            ["she", "her", "she's", "sister", "daughter", "woman", "girl"], before: index, within: 5
        ) {
            owner = "her"
        } else if hasCue(["i", "i'm", "my", "me"], before: index, within: 5) {
            owner = "my"
        } else {
            owner = "their"
        }
        return switch value ?? 0 {
        case ..<5: "under school age"
        case 5..<11: "of primary school age"
        case 11..<18: "in \(owner) teens"
        case 18: "an adult"
        case 19: "in \(owner) teens"
        default: "in \(owner) \(Self.decades[min((value ?? 20) / 10, 9) - 2])"
        }
    }

    private static let decades = [
        "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties",
        "nineties",
    ]
}
