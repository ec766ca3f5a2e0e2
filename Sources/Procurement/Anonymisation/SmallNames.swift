/// Names that are written small: an unknown word, or a nickname, where somebody is spoken of.
extension TextSweep {
    func isSmallName(_ index: Int) -> Bool {
        guard base(index).utf8.count > 2 else {
            // "my friend jo"
            return NameTables.doubtfulFirstNames.contains(base(index)) && !isKnown(index)
                && NameCues.roles.contains(word(index - 1))
        }
        let isListed =
            NameTables.sureFirstNames.contains(base(index)) && !PlainWords.contains(base(index))
        let unknown = !isKnown(index) || isListed
        guard unknown else { return isNickname(index) }
        if isSlip(index) || isSwappedSmallWord(index) { return false }
        if isAfterRole(index) || isSpokenOf(index) { return true }
        if isListed || touches(index) || touches(index + 1) && word(index + 1) == "-" {
            return false
        }
        // "elowen trebarth"
        return shape(index + 1) == .lower && !isKnown(index + 1) && !isSlip(index + 1)
            && base(index).utf8.count > 3 && base(index + 1).utf8.count > 3
    }

    /// "i see mirella", "live with zofka", "ask for daz", "zofka comes".
    private func isSpokenOf(_ index: Int) -> Bool {
        let before = word(index - 1)
        if before == "with" {
            return NameCues.together.contains(word(index - 2))
                || NameCues.together.contains(word(index - 3))
        }
        let verbs: Set<String> = [
            "see", "sees", "saw", "meet", "met", "visit", "ring", "rang", "phone", "ask", "asked",
            "told", "tell", "trust", "miss",
        ]
        if verbs.contains(before) { return true }
        if ["called", "named", "nicknamed"].contains(before) {
            return ["is", "was", "are", "i'm", "am", "me", "him", "her", "he's", "she's", ","]
                .contains(word(index - 2))
        }
        if before == "for", ["ask", "asks", "asked"].contains(word(index - 2)) { return true }
        if ["and", "&"].contains(before), claim(at: index - 2)?.kind == .personName { return true }
        let isMine =
            ["is", "was"].contains(word(index + 1)) && ["my", "our"].contains(word(index + 2))
            && (NameCues.roles.contains(word(index + 3))
                || NameCues.roles.contains(word(index + 4)))
        let isBeside =
            ["and", "&"].contains(word(index + 1)) && ["me", "i"].contains(word(index + 2))
            || ["and", "&"].contains(before) && ["me", "i"].contains(word(index - 2))
        if isMine || isBeside || word(index) != base(index) { return true }
        return NameCues.deeds.contains(word(index + 1))
            && (tokens[index].startsSentence
                || ["and", "but", "when", "because", "that"]
                    .contains(before))
    }

    /// "my friend smudge comes", "my cat is called biscuit": a word of the dictionary as a name.
    private func isNickname(_ index: Int) -> Bool {
        guard !isPlain(index), KnownWords.isCommon(base(index)),
            !["ly", "s", "ed", "ing"].contains(where: word(index).hasSuffix)
        else { return false }
        if ["called", "named", "nicknamed"].contains(word(index - 1)) {
            return hasCue(NameCues.roles, before: index - 1, within: 3)
        }
        if word(index - 1) == "is", word(index - 2) == "nickname" { return true }
        return NameCues.roles.contains(word(index - 1)) && word(index - 1) != "support"
            && (NameCues.determiners.contains(word(index - 2)) || word(index - 2).hasSuffix("'s"))
            && NameCues.deeds.contains(word(index + 1))
    }

    /// "adn", "teh".
    private func isSwappedSmallWord(_ index: Int) -> Bool {
        var letters = Array(base(index))
        guard letters.count < 6 else { return false }
        for place in letters.indices.dropLast() {
            letters.swapAt(place, place + 1)
            if PlainWords.isListed(String(letters)) { return true }
            letters.swapAt(place, place + 1)
        }
        return false
    }

    /// "my brother T0m".
    func isNameWithDigits(_ index: Int) -> Bool {
        let text = word(index)
        guard let first = text.first, first.isLetter, let last = text.last else { return false }
        let letters = text.filter(\.isLetter).count
        return letters >= 2 && (last.isLetter || letters > 2) && isAfterRole(index)
    }
}
