/// Names that no list has, by their shape and place: a capital that only a name explains, a word
/// that no dictionary has where somebody is spoken of.
extension TextSweep {
    mutating func findNamesByShape() {
        let shouted = shoutedSentences()
        var index = 0
        while index < count {
            guard isFree(index), let name = shapedName(at: index, shouted),
                claim(.personName, name, coarserName(name))
            else {
                index += 1
                continue
            }
            index = name.upperBound
        }
    }

    /// Sentences in capitals throughout, where a short word in capitals is no abbreviation.
    private func shoutedSentences() -> Set<Int> {
        var capitals: [Int: Int] = [:]
        var small: Set<Int> = []
        for token in tokens {
            switch token.shape {
            case .upper: capitals[token.sentence, default: 0] += 1
            case .lower, .mixedCase: small.insert(token.sentence)
            case .capitalised where token.lower.utf8.count > 1: small.insert(token.sentence)
            case .capitalised, .number, .alphanumeric, .sign: break
            }
        }
        return Set(capitals.filter { $0.value >= 3 && !small.contains($0.key) }.keys)
    }

    private func shapedName(at index: Int, _ shouted: Set<Int>) -> Range<Int>? {
        if let initials = initialsAndSurname(index) { return initials }
        if let spelled = spelledName(index) { return spelled }
        guard looksLikeName(index, shouted) else { return nil }
        let end = isListedPair(index) ? nameEnd(index + 1) : nameEnd(index)
        let name = nameStart(before: index)..<end
        return isFree(name) && !isProvider(name) ? name : nil
    }

    private func looksLikeName(_ index: Int, _ shouted: Set<Int>) -> Bool {
        let isShouted = tokens[index].sentence >= 0 && shouted.contains(tokens[index].sentence)
        switch shape(index) {
        case .lower: return isSmallName(index)
        case .number, .sign: return false
        case .alphanumeric: return isNameWithDigits(index)
        case .capitalised, .mixedCase, .upper: break
        }
        guard base(index).utf8.count > 1 else { return false }
        if isKnown(index) { return isCuedCapital(index) || isCapitalPair(index) }
        if shape(index) == .mixedCase, isCompound(index) { return false }
        if shape(index) == .upper, !isShouted, !inHeadline(index) {
            return base(index).utf8.count > 5 || isCued(index) || isBesideUnknownCapitals(index)
        }
        if isShouted || inHeadline(index) {
            // In a heading a word in capitals is an abbreviation.
            if !isShouted, shape(index) == .upper, base(index).utf8.count <= 5,
                headingIsMixed(index)
            {
                return false
            }
            return base(index).utf8.count > 2 && !isSlip(index)
        }
        return tokens[index].startsSentence ? startsLikeName(index) : true
    }

    /// A known word that says nothing on its own: of the tables, not of the dictionary alone.
    func isPlain(_ index: Int) -> Bool {
        PlainWords.contains(base(index)) || PlainWords.contains(word(index))
            || CoarseNames.contains(base(index)) || CoarseNames.contains(word(index))
    }

    /// One slip of the keys away from a word. Short words are near to too many.
    func isSlip(_ index: Int) -> Bool {
        base(index).utf8.count >= 6 && KnownWords.isMistyped(base(index))
    }

    /// The first word of a sentence: no dictionary has it, and the sentence goes on as after a
    /// name.
    private func startsLikeName(_ index: Int) -> Bool {
        let next = index + 1
        if shape(next) == .lower, touches(next) == false,
            NameCues.openings.contains(word(next))
        {
            return false
        }
        // "Upton is not here": a place as much as a word, and neither leads to anybody.
        if gazetteer.place(at: index, in: tokens) != nil, !isCapital(next),
            !NameCues.deeds.contains(word(next)), word(index) == base(index)
        {
            return false
        }
        return !isSlip(index)
    }

    private func isBesideUnknownCapitals(_ index: Int) -> Bool {
        let unknown = { (place: Int) in
            isCapital(place) && !isKnown(place) && base(place).utf8.count > 2
        }
        return base(index).utf8.count > 2 && (unknown(index - 1) || unknown(index + 1))
    }

    private func headingIsMixed(_ index: Int) -> Bool {
        tokens.contains {
            $0.sentence == tokens[index].sentence && $0.shape == .capitalised
                && $0.lower.utf8.count > 1
        }
    }

    /// "JustGiving", "EasyRead": two words that lost their space.
    private func isCompound(_ index: Int) -> Bool {
        let text = scan.text(index..<index + 1)
        if ["Mc", "Mac", "De", "La", "Le", "Van", "Von", "Fitz", "O"].contains(
            where: text.hasPrefix)
        {
            return false
        }
        var parts: [String] = []
        for letter in text {
            if letter.isUppercase || parts.isEmpty { parts.append("") }
            parts[parts.count - 1] += letter.lowercased()
        }
        return parts.count > 1 && parts.allSatisfy { $0.count > 1 && KnownWords.contains($0) }
    }

    // MARK: Cues

    /// "my friend X", "my worker is X", "friend – X".
    func isAfterRole(_ index: Int) -> Bool {
        var before = index - 1
        var steps = 0
        while steps < 3, NameCues.links.contains(word(before)) {
            before -= 1
            steps += 1
        }
        // "my mate big dave"
        if steps == 0, ["big", "little", "old", "young"].contains(word(before)) { before -= 1 }
        return NameCues.roles.contains(base(before)) && before >= 0
            && tokens[before].sentence == tokens[index].sentence
            && !(steps > 0 && word(index - 1) == "," && word(index + 1) != ",")
    }

    private func isCued(_ index: Int) -> Bool {
        isAfterRole(index) || NameCues.company.contains(word(index - 1))
            || (word(index - 1) == "for" && ["ask", "asks", "asked"].contains(word(index - 2)))
            || (["and", "&"].contains(word(index - 1)) && claim(at: index - 2)?.kind == .personName)
    }

    /// A word of the dictionary with a capital where somebody is named: "My worker is Piper".
    private func isCuedCapital(_ index: Int) -> Bool {
        if isListedPair(index) { return true }
        guard isTellingCapital(index), shape(index) == .capitalised, !isPlain(index) else {
            return false
        }
        let isTitle = isCapital(index + 1) && isPlain(index + 1)
        return isAfterRole(index)
            || (isCued(index) && !isTitle && !["like", "love"].contains(word(index - 1)))
    }

    /// "with Hunter Fields": a first name that is a word too, and a plain word after it.
    private func isListedPair(_ index: Int) -> Bool {
        guard NameTables.doubtfulFirstNames.contains(base(index)), shape(index) == .capitalised,
            shape(index + 1) == .capitalised, isTellingCapital(index + 1),
            isFree(index + 1), !NameCues.determiners.contains(word(index - 1))
        else { return false }
        return isCued(index) || NameCues.deeds.contains(word(index + 2))
            || ["is", "was"].contains(word(index + 2)) && ["my", "our"].contains(word(index + 3))
            || ["who", "to"].contains(word(index + 2)) && isTellingCapital(index)
            || word(index + 1) != base(index + 1)
    }

    /// "Hunter Fields comes": two words of the dictionary that only a name puts together.
    private func isCapitalPair(_ index: Int) -> Bool {
        let next = index + 1
        guard shape(index) == .capitalised, shape(next) == .capitalised, isTellingCapital(next),
            !isPlain(index), !isPlain(next), !NameCues.determiners.contains(word(index - 1)),
            !isCapital(index - 1), tokens[index].startsSentence || isTellingCapital(index)
        else { return false }
        return NameCues.deeds.contains(word(next + 1)) || isCued(index)
            || (NameCues.states.contains(word(next + 1)) && ["my", "our"].contains(word(next + 2)))
    }

    // MARK: Pieces

    /// "J. Trebarth", "J.R. Trebarth", "J Trebarth".
    private func initialsAndSurname(_ index: Int) -> Range<Int>? {
        guard isInitial(index) else { return nil }
        var end = index
        var hasStop = false
        while isInitial(end) {
            end += 1
            if word(end) == ".", touches(end) {
                hasStop = true
                end += 1
            }
        }
        guard isCapital(end), isFree(end), base(end).utf8.count > 1,
            shape(end) != .upper || base(end).utf8.count > 3
        else { return nil }
        if !hasStop, ["a", "i"].contains(word(index)) { return nil }
        if NameCues.counted.contains(word(index - 1)) { return nil }
        if isKnown(end) {
            guard hasStop, !isPlain(end), word(index) != "i",
                isTellingCapital(index) || tokens[index].startsSentence
            else { return nil }
        }
        let name = index..<nameEnd(end)
        return isFree(name) ? name : nil
    }

    func isInitial(_ index: Int) -> Bool {
        isCapital(index) && word(index).unicodeScalars.count == 1
    }

    /// "M i r e l l a", "M.I.R.E.L.L.A": a name letter by letter.
    private func spelledName(_ index: Int) -> Range<Int>? {
        guard isLetters(index), base(index).unicodeScalars.count == 1, isCapital(index) else {
            return nil
        }
        var letters = ""
        var end = index
        while isLetters(end), word(end).unicodeScalars.count == 1, isFree(end) {
            letters += word(end)
            end += 1
            if !isLetters(end), end + 1 < count, isLetters(end + 1),
                word(end + 1).unicodeScalars.count == 1
            {
                end = skip(".-_*,/", at: end)
            }
        }
        let isShort =
            letters.utf8.count == 3
            && (isAfterRole(index) || NameTables.sureFirstNames.contains(letters))
        guard letters.utf8.count >= 4 || isShort, !KnownWords.contains(letters),
            !"abcdefghijklmnopqrstuvwxyz".contains(letters)
        else { return nil }
        return index..<end
    }

    /// "Hazelthrift Living", "Wrenfold Play and Care".
    private func isProvider(_ name: Range<Int>) -> Bool {
        guard !isAfterRole(name.lowerBound) else { return false }
        for index in name.lowerBound..<name.upperBound + 4 {
            guard isCapital(index) || ["and", "&", "of", "the", "-"].contains(word(index)) else {
                return false
            }
            if NameCues.providers.contains(word(index)) {
                return !NameCues.staff.contains(word(index + 1))
            }
        }
        return false
    }

    private func coarserName(_ name: Range<Int>) -> String {
        if NameCues.roles.contains(word(name.lowerBound - 1)) { return "(no name)" }
        let last = name.upperBound - 1
        return word(last) == base(last) ? "somebody I know" : "somebody’s"
    }
}
