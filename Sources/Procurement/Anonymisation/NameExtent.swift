/// Where a name begins and ends around the token that gave it away.
extension TextSweep {
    /// Where a name that begins at a token ends: further names, initials, hyphens and the small
    /// words inside names.
    func nameEnd(_ start: Int) -> Int {
        var end = start + 1
        while end < count, isFree(end), end - start < 8,
            tokens[end].sentence == tokens[start].sentence
        {
            if word(end) == "-", touches(end), touches(end + 1),
                isCapital(end + 1) || isCapital(start) && isSmallPart(end + 1)
            {
                end += 2
            } else if isCapital(end), word(end) != "i", word(end).unicodeScalars.count == 1,
                !inHeadline(end)
            {
                end += 1
                if word(end) == ".", isCapital(end + 1) { end += 1 }
            } else if isFurtherName(end) {
                end += 1
            } else if let next = particleEnd(end) {
                end = next
            } else if shape(end) == .lower, shape(start) == .lower, isSmallSurname(end) {
                end += 1
            } else {
                break
            }
        }
        return min(end, count)
    }

    /// "Hyun-woo".
    private func isSmallPart(_ index: Int) -> Bool {
        shape(index) == .lower && (word(index).utf8.count < 5 || !isKnown(index))
    }

    private func isFurtherName(_ index: Int) -> Bool {
        guard isCapital(index) else { return false }
        if NameTables.familyNames.contains(base(index)) { return true }
        if inHeadline(index) || shape(index) == .upper { return !isKnown(index) }
        return isUnknownCapital(index) && !CoarseNames.contains(base(index))
            || (base(index).hasSuffix("ing") && !PlainWords.isListed(base(index))
                && isTellingCapital(index))
    }

    /// "van der Berg", "Ní Bhrolla", "al-Amin".
    private func particleEnd(_ index: Int) -> Int? {
        var next = index
        while NameCues.particles.contains(word(next)), next - index < 3 { next += 1 }
        guard next > index else { return nil }
        next = skip("-'", at: next)
        return isCapital(next) && isFree(next) && base(next).utf8.count > 1 ? next + 1 : nil
    }

    private func isSmallSurname(_ index: Int) -> Bool {
        NameTables.familyNames.contains(base(index)) && !PlainWords.contains(base(index))
            || (!isKnown(index) && base(index).utf8.count > 3
                && !KnownWords.isMistyped(base(index)))
    }

    /// Before a name: "van der", "O’", a capital that belongs to it.
    func nameStart(before index: Int) -> Int {
        var start = index
        while start > 0, isFree(start - 1) {
            // "J. Trebarth"
            if start > 1, word(start - 1) == ".", touches(start - 1), isInitial(start - 2),
                isFree(start - 2), !NameCues.counted.contains(word(start - 3)),
                word(start - 2) != "i"
            {
                start -= 2
                continue
            }
            guard tokens[start - 1].sentence == tokens[start].sentence else { break }
            let before = start - 1
            let isParticle =
                NameCues.particles.contains(word(before)) && shape(before) == .lower
                && !["do", "des", "o", "d", "y", "la", "le", "st", "mac", "ten"]
                    .contains(word(before))
            let isPart =
                isCapital(before) && word(before) != "i" && !inHeadline(before)
                && (isInitial(before) ? !tokens[before].startsSentence : !isPlain(before))
                && !(tokens[before].startsSentence && isKnown(before) && !isFirstName(before))
            let isHyphen =
                word(before) == "-" && touches(start) && touches(before) && isCapital(before - 1)
            // "Hyun-woo Baek"
            let isJoined =
                shape(before) == .lower && word(before - 1) == "-" && touches(before)
                && touches(before - 1) && isCapital(before - 2) && isFree(before - 2)
                && !isKnown(before - 2)
            guard isParticle || isPart || isHyphen || isJoined else { break }
            start -= isJoined ? 3 : isHyphen ? 2 : 1
        }
        return max(start, 0)
    }
}
