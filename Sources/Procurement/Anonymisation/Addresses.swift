/// Street addresses, and houses that have a name.
extension TextSweep {
    private static let strongStreets: Set<String> = [
        "road", "rd", "street", "avenue", "ave", "lane", "ln", "crescent", "cres", "terrace",
        "grove", "mews", "gardens", "gdns", "drive", "close", "boulevard", "parade", "broadway",
        "cul-de-sac", "fold", "croft", "brow",
    ]
    private static let weakStreets: Set<String> = [
        "way", "court", "ct", "place", "pl", "square", "sq", "hill", "row", "walk", "rise", "view",
        "park", "green", "bank", "mount", "meadow", "meadows", "gate", "bridge", "heights", "st",
        "dr", "end", "side", "quay", "wharf", "chase", "ridge", "vale", "estate",
    ]
    private static let houses: Set<String> = [
        "cottage", "cottages", "house", "farm", "farmhouse", "lodge", "villa", "villas", "barn",
        "hall", "court", "manor", "rectory", "vicarage", "grange", "towers", "heights", "bungalow",
        "mansions", "apartments", "flats",
    ]
    private static let organisationWords: Set<String> = [
        "care", "support", "living", "homes", "home", "families", "ltd", "limited", "surgery",
        "school", "primary", "academy", "nursery", "hospital", "clinic", "medical", "practice",
        "college", "centre", "center", "church", "chapel", "club", "infant", "junior", "services",
        "health", "day", "nursing", "residential", "library", "community",
    ]
    private static let dwellings: Set<String> = [
        "flat", "apartment", "apt", "bungalow", "unit", "caravan", "plot",
    ]
    /// Streets of the television and of songs.
    private static let famous: Set<String> = [
        "coronation street", "sesame street", "downing street", "abbey road", "wall street",
        "quality street", "penny lane",
    ]
    /// Words before "road" that name no road.
    private static let described = NameTables.words(
        """
        main busy quiet noisy country narrow side back front different other new dead long short
        wide fast minor major nearby local same high hours minutes miles metres people person
        more small big single private steep rough first second third fourth bike cycle per on off
        """)

    mutating func findAddresses() {
        var index = 0
        while index < count {
            if isFree(index), let address = address(at: index),
                claim(.streetAddress, index..<address, "my street")
            {
                index = address
            } else {
                index += 1
            }
        }
    }

    private func address(at index: Int) -> Int? {
        if let end = flat(at: index) { return end }
        if isHouseNumber(index), let end = street(from: index + 1, numbered: true) { return end }
        if word(index) == "po" || word(index) == "p", let end = postBox(index) { return end }
        if isLetters(index), isCapital(index), let end = street(from: index, numbered: false) {
            return end
        }
        return namedHouse(at: index)
    }

    /// "Flat 3, 12 Mill Lane", "apartment 4b".
    private func flat(at index: Int) -> Int? {
        guard Self.dwellings.contains(word(index)) else { return nil }
        var next = skip(".", at: index + 1)
        if word(next) == "number" || word(next) == "no" { next = skip(".", at: next + 1) }
        guard isHouseNumber(next) else { return nil }
        if ["per", "times", "bedroom", "bed", "people", "hours", "days", "minutes", "-"]
            .contains(word(next + 1))
        {
            return nil
        }
        let end = next + 1
        let after = skip(",", at: end)
        if isHouseNumber(after), let street = street(from: after + 1, numbered: true) {
            return street
        }
        return street(from: after, numbered: false) ?? namedHouse(at: after) ?? end
    }

    private func isHouseNumber(_ index: Int) -> Bool {
        if let value = number(index) {
            return value < 2000 && !(index > 0 && touches(index) && word(index - 1) != "(")
        }
        guard shape(index) == .alphanumeric else { return false }
        let digits = word(index).prefix { $0.isNumber }
        return (1...3).contains(digits.count) && word(index).count == digits.count + 1
    }

    private func postBox(_ index: Int) -> Int? {
        for length in 1...3 where word(index + length) == "box" && number(index + length + 1) != nil
        {
            return index + length + 2
        }
        return nil
    }

    /// One to four words and a kind of street.
    private func street(from start: Int, numbered: Bool) -> Int? {
        var first = start
        if numbered { first = skip(",", at: first) }
        // "12-14 Mill Lane", "12a and 12b" are read from their last number.
        var end = first
        while end < count, end - first < 5, isFree(end) {
            if end > first, isStreetKind(end, named: first..<end, numbered: numbered) {
                if Self.organisationWords.contains(word(end + 1)), !numbered,
                    isCapital(end + 1) || word(end + 1) == "surgery"
                {
                    return nil
                }
                let name = (first...end).map { word($0) }.joined(separator: " ")
                return Self.famous.contains(name) ? nil : end + 1
            }
            let isNameWord =
                isCapital(end) && (numbered || end > first || !PlainLead.contains(word(end)))
                || (numbered && shape(end) == .lower && end - first < 2
                    && !Self.described.contains(word(end)) && !Self.described.contains(base(end))
                    && !PlainLead.contains(word(end)))
                || (end > first && ["of", "the", "le", "'", "."].contains(word(end)))
            guard isNameWord else { return nil }
            end += 1
        }
        return nil
    }

    private func isStreetKind(_ index: Int, named: Range<Int>, numbered: Bool) -> Bool {
        let kind = word(index)
        let capitals = named.allSatisfy {
            isCapital($0) || shape($0) == .sign || word($0).count <= 3
        }
        if Self.strongStreets.contains(kind) {
            if isCapital(index) {
                return capitals && (numbered || hasName(named) && !inPlainHeadline(named))
            }
            // "12 mill lane", "Mill lane"
            if numbered { return !["drive", "close", "gardens", "fold", "parade"].contains(kind) }
            return capitals && hasUnknown(named) && isTellingCapital(named.lowerBound)
        }
        guard Self.weakStreets.contains(kind), capitals, isCapital(index) else { return false }
        if numbered { return hasName(named) || kind != "place" && kind != "way" && kind != "end" }
        // "King's Court", but also "Dane Bank": only where it is an address.
        return kind != "st" && kind != "dr" && hasUnknown(named)
            && ["on", "off", "at", "in", "near", "to", "from"].contains(word(named.lowerBound - 1))
    }

    private func hasName(_ range: Range<Int>) -> Bool {
        range.contains { !PlainLead.contains(word($0)) && isLetters($0) }
    }

    private func inPlainHeadline(_ range: Range<Int>) -> Bool {
        inHeadline(range.lowerBound) && range.allSatisfy { PlainWords.contains(base($0)) }
    }

    private func hasUnknown(_ range: Range<Int>) -> Bool {
        range.contains { isUnknownCapital($0) || ["high", "church", "station"].contains(word($0)) }
    }

    /// "Rose Cottage", "The Old Rectory", "Ivy Farm".
    private func namedHouse(at index: Int) -> Int? {
        guard isLetters(index), isCapital(index), word(index) != "the" || isCapital(index + 1)
        else { return nil }
        var end = index + 1
        while end < count, end - index < 4, isCapital(end), isFree(end) {
            if Self.houses.contains(word(end)), !Self.organisationWords.contains(word(end + 1)) {
                let named = index..<end
                let sure =
                    named.contains { isUnknownCapital($0) || Self.gardenNames.contains(word($0)) }
                    || (["rectory", "vicarage", "grange", "manor"].contains(word(end)))
                return sure ? end + 1 : nil
            }
            end += 1
        }
        return nil
    }

    /// Plain words that houses are named after.
    private static let gardenNames: Set<String> = [
        "rose", "ivy", "holly", "church", "station", "mill", "school", "orchard", "wood", "hill",
        "garden", "lake", "river", "forest", "field", "beach", "hope",
    ]
}

/// Words that begin a sentence or a heading before "House" or "Road" without naming one.
enum PlainLead {
    static func contains(_ word: String) -> Bool { all.contains(word) }

    private static let all = NameTables.words(
        """
        a an the this that these those my your his her our their some any every each no another
        one two three i we he she it they you in on at to from of and or but by for with off near
        up down across along into onto over under is are was be been am do does can will would
        cross crossing main busy quiet safe good bad new big small shared own lovely nice long
        short same different when where if as so then there here not only just more most
        """)
}
