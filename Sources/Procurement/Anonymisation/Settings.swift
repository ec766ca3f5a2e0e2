/// Schools, centres, clubs and taxis whose names no table has, by what the sentence says of them:
/// "my school is X", "I attend X", "X picks me up".
extension TextSweep {
    private static let coarser: [String: String] = [
        "school": "a school", "college": "a college", "nursery": "a nursery",
        "preschool": "a nursery", "centre": "a centre", "center": "a centre", "club": "a club",
        "church": "a church", "surgery": "a GP practice", "practice": "a GP practice",
        "hospital": "a hospital", "hostel": "a hostel", "respite": "a short-breaks home",
        "taxi": "a taxi firm", "cab": "a taxi firm", "minicab": "a taxi firm",
        "minibus": "a bus firm", "bus": "a bus firm", "firm": "a firm", "company": "a firm",
        "provider": "a provider", "agency": "an agency", "gym": "a gym", "pub": "a pub",
        "ward": "a hospital ward", "workshop": "a workshop", "farm": "a farm", "cafe": "a café",
        "shop": "a shop", "mosque": "a mosque", "temple": "a temple", "academy": "a school",
        "dentist": "a dentist", "library": "a library", "group": "a group", "service": "a service",
        "house": "a house", "home": "a home", "bungalow": "a house", "employer": "a workplace",
        "job": "a workplace", "workplace": "a workplace",
    ]
    private static let copulas: Set<String> = [
        "is", "was", "called", "named", ":", "at", "with", "from", "-", "is:",
    ]
    private static let fillers: Set<String> = [
        "firm", "company", "service", "centre", "home", "now", "the", "club", "group", "\"", "'",
        "day", "driver", "unit", "school",
    ]

    mutating func findSettings() {
        var index = 0
        while index < count {
            if let setting = namedSetting(at: index) ?? said(at: index) ?? attended(at: index)
                ?? taxiFirm(at: index)
                ?? fetching(at: index),
                claim(.namedOrganisation, setting.range, setting.coarser)
            {
                index = setting.range.upperBound
            } else {
                index += 1
            }
        }
    }

    /// A capital word, or one of several, that is in no table and could be the name of a place.
    private func settingName(at index: Int) -> Range<Int>? {
        var start = index
        if word(start) == "the", isCapital(start + 1) { start += 1 }
        // "Little Acorns"
        if isTellingCapital(start), ["little", "big", "new", "old", "great"].contains(word(start)),
            isFree(start..<start + 2), isTellingCapital(start + 1), isProper(start + 1)
        {
            return start..<settingEnd(start + 1)
        }
        guard isFree(start), isTellingCapital(start), isProper(start),
            base(start).utf8.count > 1, shape(start) != .upper || base(start).utf8.count > 4
        else { return nil }
        return start..<settingEnd(start)
    }

    private func settingEnd(_ start: Int) -> Int {
        var end = start + 1
        while isFree(end),
            isCapital(end) && word(end) != "i"
                || ["of", "&", "-", "and"].contains(word(end)) && isCapital(end + 1)
                    && isProper(end + 1)
        { end += 1 }
        return end
    }

    /// "The Beacon is my day centre."
    private func said(at index: Int) -> (range: Range<Int>, coarser: String)? {
        guard isFree(index), isCapital(index), isProper(index), !inHeadline(index),
            base(index).utf8.count > 1
        else { return nil }
        let end = settingEnd(index)
        guard ["is", "was"].contains(word(end)),
            ["my", "our", "his", "her"].contains(word(end + 1))
        else { return nil }
        for noun in end + 2..<end + 5 {
            guard isLetters(noun), tokens[noun].sentence == tokens[index].sentence else {
                return nil
            }
            if let coarser = Self.coarser[word(noun)],
                !isLetters(noun + 1) || ["and", "on", "in", "for"].contains(word(noun + 1))
            {
                return (index..<end, coarser)
            }
        }
        return nil
    }

    private func isProper(_ index: Int) -> Bool {
        !PlainWords.contains(base(index)) && !PlainWords.contains(word(index))
            && !CoarseNames.contains(base(index)) && !CoarseNames.contains(word(index))
    }

    /// "my school is Brackenfield", "the club, called Sunbeams", "taxi: Comet".
    private func namedSetting(at index: Int) -> (range: Range<Int>, coarser: String)? {
        guard let coarser = Self.coarser[base(index)], isLetters(index) else { return nil }
        var next = index + 1
        var isSaid = false
        while next < index + 5,
            Self.copulas.contains(word(next)) || Self.fillers.contains(word(next))
                || word(next) == ","
        {
            if Self.copulas.contains(word(next)) { isSaid = true }
            next += 1
        }
        guard isSaid, tokens.indices.contains(next) else { return nil }
        if let name = settingName(at: next) { return (name, coarser) }
        let isCalled = ["called", "named"].contains(word(next - 1))
        guard shape(next) == .lower, isFree(next), isCalled || word(next - 1) == "is",
            !isKnown(next), base(next).utf8.count > 4, !KnownWords.isMistyped(base(next))
        else { return nil }
        return (next..<nameEnd(next), coarser)
    }

    /// "I attend Horizons", "go to Sunbeams on Mondays".
    private func attended(at index: Int) -> (range: Range<Int>, coarser: String)? {
        let verb = word(index)
        if ["at", "in", "to"].contains(verb), word(index + 1) == "the", isFree(index + 2),
            base(index + 2).hasSuffix("s"), !isCapital(index + 3),
            !Self.everyPlace.contains(base(index + 2)), shape(index + 2) == .capitalised,
            let name = settingName(at: index + 2)
        {
            return (name, "a place that I go to")
        }
        if ["attend", "attends", "attended", "attending"].contains(verb),
            let name = settingName(at: index + 1)
        {
            return (name, "a place that I go to")
        }
        guard ["go", "goes", "going", "went", "been", "walk", "travel", "taken"].contains(verb),
            ["to", "at"].contains(word(index + 1)), word(index + 2) != "the",
            let name = settingName(at: index + 2),
            // What no dictionary has is told as a place.
            isKnown(name.lowerBound)
        else { return nil }
        return (name, "a place that I go to")
    }

    /// Plurals that people write with a capital and that are no names.
    private static let everyPlace = NameTables.words(
        """
        shops dentists opticians doctors barbers hairdressers chemists butchers bakers gardens baths
        stables allotments swings slides woods fields courts forces services olympics paralympics
        games seasons toilets amusements arches sales states
        """)

    private static let fleets: Set<String> = [
        "cars", "taxis", "cabs", "minicabs", "coaches", "travel", "minibuses", "transport", "taxi",
        "minibus", "cab", "minicab", "bus",
    ]
    /// Kinds of bus that are no names.
    private static let everyBus: Set<String> = [
        "shuttle", "double", "tour", "decker", "express", "accessible", "electric", "replacement",
    ]

    /// "Comet Cars", "Zephyr taxis".
    private func taxiFirm(at index: Int) -> (range: Range<Int>, coarser: String)? {
        guard isFree(index), isCapital(index), isProper(index), !inHeadline(index),
            base(index).utf8.count > 1, !Self.everyBus.contains(word(index))
        else { return nil }
        var end = index + 1
        while isCapital(end), isFree(end), !Self.fleets.contains(word(end)), end < index + 4 {
            end += 1
        }
        if word(end) == "private", word(end + 1) == "hire" {
            end += 1
        } else {
            guard Self.fleets.contains(word(end)) else { return nil }
        }
        let isSure =
            isCapital(end) || !isKnown(index)
            || isTellingCapital(index)
        return isSure && isFree(index..<min(end + 1, count))
            ? (index..<end + 1, "a taxi firm") : nil
    }

    /// "Comet picks me up": a word of the dictionary; what is none is told as a name.
    private func fetching(at index: Int) -> (range: Range<Int>, coarser: String)? {
        guard isFree(index), shape(index) == .capitalised, !inHeadline(index), isProper(index),
            isKnown(index), !word(index).hasSuffix("s"),
            ["picks", "collects", "drops", "fetches"].contains(word(index + 1)),
            ["me", "us", "him", "her", "them", "you"].contains(word(index + 2))
        else { return nil }
        return (index..<index + 1, "a taxi firm")
    }
}
