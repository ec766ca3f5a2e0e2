/// Exact dates, and dates of birth in particular.
extension TextSweep {
    private static let months: [String: Int] = [
        "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
        "august": 8, "september": 9, "october": 10, "november": 11, "december": 12, "jan": 1,
        "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
        "oct": 10, "nov": 11, "dec": 12,
    ]
    private static let birth: Set<String> = [
        "born", "birth", "dob", "birthday", "birthdate", "birthdays",
    ]

    mutating func findDates() {
        var index = 0
        while index < count {
            guard isFree(index), let date = date(at: index) else {
                index += 1
                continue
            }
            let isBirth = isAboutBirth(index)
            let coarse =
                isBirth ? "a coarse age, such as “in their twenties”" : Self.season(date.month)
            claim(isBirth ? .dateOfBirth : .exactDate, index..<date.end, coarse)
            index = date.end
        }
    }

    static func season(_ month: Int?) -> String {
        switch month {
        case 12?, 1?, 2?: "in winter"
        case 3?, 4?, 5?: "in spring"
        case 6?, 7?, 8?: "in summer"
        case 9?, 10?, 11?: "in autumn"
        default: "some years ago"
        }
    }

    private func isAboutBirth(_ index: Int) -> Bool {
        if hasCue(Self.birth, before: index, within: 6) { return true }
        // "d.o.b." and "b. 1998"
        let before = (max(0, index - 7)..<index).map { word($0) }.joined()
        return before.hasSuffix("d.o.b.") || before.hasSuffix("d.o.b") || before.hasSuffix("d.o.b:")
            || before.hasSuffix("d.o.b.:") || before.hasSuffix("d/o/b:")
            || (word(index - 1) == "." && word(index - 2) == "b" && touches(index - 1))
    }

    private func date(at index: Int) -> (month: Int?, end: Int)? {
        numericDate(at: index) ?? dayAndMonth(at: index) ?? monthAndDay(at: index)
            ?? birthOnly(at: index)
    }

    // MARK: Digits only

    private func numericDate(at index: Int) -> (month: Int?, end: Int)? {
        guard shape(index) == .number || shape(index) == .alphanumeric else { return nil }
        // 2011-05-03, also with a time behind it: 2011-05-03T09:00
        if let year = fullYear(index), let joined = joint(index + 1, "-/."),
            let month = number(joined), (1...12).contains(month), joint(joined + 1, "-/.") != nil,
            let day = leadingNumber(joined + 2), (1...31).contains(day), touches(joined + 2)
        {
            return (year < 1 ? nil : month, joined + 3)
        }
        // "DOB 030511"
        if number(index) != nil || word(index).utf8.count == 8, shape(index) == .number,
            [6, 8].contains(word(index).utf8.count), isAboutBirth(index)
        {
            return (nil, index + 1)
        }
        guard let first = number(index), (1...31).contains(first), !followsDigits(index) else {
            return nil
        }
        if let joined = joint(index + 1, "-/."), let second = number(joined),
            (1...31).contains(second), first <= 12 || second <= 12, word(joined).utf8.count <= 2
        {
            let month = second <= 12 ? second : first
            if joint(joined + 1, "-/.") != nil, word(joined + 1) == word(index + 1),
                isYear(joined + 2),
                !(touches(joined + 3) && "-/".contains(word(joined + 3))
                    && touches(joined + 4) && shape(joined + 4) == .number)
            {
                return (month, joined + 3)
            }
            // "on 12/05"
            let cues: Set<String> = [
                "on", "by", "since", "until", "till", "born", "dob", "birthday",
            ]
            if word(index + 1) == "/", second <= 12, first > 1, cues.contains(word(index - 1)),
                !(first == 24 && second == 7), joint(joined + 1, "-/.") == nil
            {
                return (month, joined + 1)
            }
        }
        if let spaced = spacedDate(at: index, first) { return spaced }
        // "DOB 03 05 2011"
        guard isAboutBirth(index) else { return nil }
        if let second = number(index + 1), (1...12).contains(second), isYear(index + 2) {
            return (second, index + 3)
        }
        return nil
    }

    /// "03 05 2011", "3 / 5 / 2011", "3.5-2011": a whole year makes a date of them.
    private func spacedDate(at index: Int, _ first: Int) -> (month: Int?, end: Int)? {
        let middle = skip("-/.", at: index + 1)
        let last = skip("-/.", at: middle + 1)
        guard let second = number(middle), (1...31).contains(second), first <= 12 || second <= 12,
            word(middle).utf8.count <= 2, fullYear(last) != nil,
            middle > index + 1 || word(index).utf8.count == 2 && word(middle).utf8.count == 2
        else { return nil }
        return (second <= 12 ? second : first, last + 1)
    }

    /// The token after a joining sign that touches both sides.
    private func joint(_ index: Int, _ signs: String) -> Int? {
        guard shape(index) == .sign, touches(index), touches(index + 1), !word(index).isEmpty,
            signs.contains(word(index))
        else { return nil }
        return index + 1
    }

    private func followsDigits(_ index: Int) -> Bool {
        guard index > 0 else { return false }
        if touches(index), "-/.£$€+".contains(word(index - 1)), shape(index - 1) == .sign {
            return shape(index - 2) == .number || "£$€+".contains(word(index - 1))
        }
        return shape(index - 1) == .number && word(index - 1).hasPrefix("0")
            && word(index - 1).utf8.count >= 3 && word(index + 1) != "/"
    }

    private func leadingNumber(_ index: Int) -> Int? {
        if let value = number(index) { return value }
        guard shape(index) == .alphanumeric else { return nil }
        let digits = word(index).prefix { $0.isNumber }
        let rest = word(index).dropFirst(digits.count)
        return rest.hasPrefix("t") ? Int(digits) : nil
    }

    private func fullYear(_ index: Int) -> Int? {
        guard let value = number(index), (1900...2099).contains(value) else { return nil }
        return value
    }

    private func isYear(_ index: Int) -> Bool {
        fullYear(index) != nil || (number(index) != nil && word(index).utf8.count == 2)
    }

    // MARK: Months by name

    /// A month at a token: long names in any case; "May", "March" and short ones with a capital.
    private func month(at index: Int, sure: Bool) -> Int? {
        guard isLetters(index), let month = Self.months[word(index)] else { return nil }
        let isWord = ["may", "march", "mar", "sun", "jan", "dec"].contains(word(index))
        return isWord && !sure && shape(index) == .lower ? nil : month
    }

    /// Where a year after a month ends, with a comma, "of" or an apostrophe before it.
    private func yearEnd(_ index: Int) -> Int? {
        var next = skip(",", at: index)
        next = skip("-/.", at: next)
        if word(next) == "of" || word(next) == "in" { next += 1 }
        if fullYear(next) != nil { return next + 1 }
        next = skip("'", at: next)
        guard word(next).utf8.count == 2, number(next) != nil,
            word(next - 1) == "'" || "-/".contains(word(next - 1)) && shape(next - 1) == .sign
                || next == index && !isCountable(next + 1) && word(next + 1) != ":"
        else { return nil }
        return next + 1
    }

    /// "3 May", "3rd of May 2011", "third of May", "3-May-11".
    private func dayAndMonth(at index: Int) -> (month: Int?, end: Int)? {
        let isOrdinal: Bool
        let after: Int
        if let ordinal = ordinal(at: index), (1...31).contains(ordinal.value) {
            (isOrdinal, after) = (true, ordinal.end)
        } else if let day = number(index), (1...31).contains(day) {
            (isOrdinal, after) = (false, index + 1)
        } else {
            return nil
        }
        var next = after
        if word(next) == "day", word(next + 1) == "of" { next += 1 }
        let hasOf = word(next) == "of" || (word(next) == "in" && isOrdinal)
        if hasOf { next += 1 }
        let isSpelled = isLetters(index)
        if !hasOf, !isSpelled { next = skip("-/.,", at: next) }
        guard let month = month(at: next, sure: isOrdinal && (hasOf || yearEnd(next + 1) != nil)),
            !isSpelled || hasOf, !(word(next - 1) == "," && shape(next) == .lower)
        else { return nil }
        // "at 14, May moved" and "3 May children"
        if word(next - 1) == ",", yearEnd(next + 1) == nil { return nil }
        let end = skip(".", at: next + 1)
        // "3 May be too many"
        if word(next) == "may", !isOrdinal, !hasOf,
            ["be", "have", "not", "come", "need", "go", "also", "help", "get"].contains(word(end))
        {
            return nil
        }
        return (month, yearEnd(next + 1) ?? yearEnd(end) ?? next + 1)
    }

    /// "May 3rd", "March 12, 2009", "May 2011", "Sept '09".
    private func monthAndDay(at index: Int) -> (month: Int?, end: Int)? {
        guard let month = month(at: index, sure: false) ?? lowerMonthWithYear(index) else {
            return nil
        }
        let next = skip("-/", at: skip(".", at: index + 1))
        let isWord = ["may", "march", "mar", "jan", "dec"].contains(word(index))
        let theDay = word(next) == "the" ? next + 1 : next
        if let day = ordinal(at: theDay), (1...31).contains(day.value),
            !isLetters(theDay)
                || !isWord
        {
            return (month, yearEnd(day.end) ?? day.end)
        }
        if let day = number(next), (1...31).contains(day), word(next).utf8.count <= 2 {
            if let end = yearEnd(next + 1), fullYear(end - 1) != nil { return (month, end) }
            if !isCountable(next + 1), word(next + 1) != ":", !isWord || isEnd(next + 1) {
                return (month, next + 1)
            }
        }
        if let end = yearEnd(index + 1), fullYear(end - 1) != nil || word(end - 2) == "'" {
            return (month, end)
        }
        if isAboutBirth(index) { return (month, index + 1) }
        return nil
    }

    private func lowerMonthWithYear(_ index: Int) -> Int? {
        guard let month = Self.months[word(index)], fullYear(index + 1) != nil else { return nil }
        return month
    }

    /// Something that a number before it counts: "2 workers".
    private func isCountable(_ index: Int) -> Bool {
        let links: Set<String> = [
            "and", "at", "is", "for", "to", "with", "when", "if", "or", "in", "because", "but",
            "was", "so", "by", "until", "from", "she", "he", "i", "we", "they", "as", "after",
            "before", "this", "next", "last", "onwards",
        ]
        return isLetters(index) && !links.contains(word(index)) || word(index) == "%"
    }

    private func isEnd(_ index: Int) -> Bool { index >= count || shape(index) == .sign }

    // MARK: Births

    /// "born in 1998", "birthday is the 3rd".
    private func birthOnly(at index: Int) -> (month: Int?, end: Int)? {
        if fullYear(index) != nil, isAboutBirth(index) { return (nil, index + 1) }
        // "In 1972 I was born"
        if fullYear(index) != nil, word(index - 1) == "in",
            (index + 1..<index + 5).contains(where: { word($0) == "born" })
        {
            return (nil, index + 1)
        }
        if word(index - 1) == "'", touches(index), number(index) != nil,
            word(index).utf8.count == 2, hasCue(Self.birth, before: index, within: 4)
        {
            return (nil, index + 1)
        }
        if let day = ordinal(at: index), !isLetters(index), (1...31).contains(day.value),
            hasCue(Self.birth, before: index, within: 4), !Self.birth.contains(word(day.end))
        {
            return (nil, day.end)
        }
        return nil
    }
}
