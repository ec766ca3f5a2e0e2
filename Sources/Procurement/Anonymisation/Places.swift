/// Towns, villages and wards that the gazetteer knows, and other names that stand where a place
/// does.
extension TextSweep {
    private static let prepositions: Set<String> = [
        "in", "near", "at", "from", "around", "outside", "towards", "toward", "through", "between",
        "by", "beyond", "into", "to", "of", "leaving", "visiting", "via", "past", "central",
    ]

    mutating func findPlaces() {
        var index = 0
        while index < count {
            guard isFree(index), let found = gazetteer.place(at: index, in: tokens),
                isPlace(found.place, index, found.end),
                claim(.placeName, index..<found.end, found.place.coarser)
            else {
                index += 1
                continue
            }
            index = found.end
        }
    }

    private func isPlace(_ place: Gazetteer.Place, _ index: Int, _ end: Int) -> Bool {
        if !place.isDoubtful { return true }
        guard isCapital(index) else { return false }
        var before = index - 1
        if ["in", "at"].contains(word(before)), word(before - 1) == "up" { before -= 1 }
        if word(before) == "and" || word(before) == ",", claim(at: before - 1)?.kind == .placeName {
            return true
        }
        guard Self.prepositions.contains(word(before)) else { return false }
        if PlainWords.contains(word(index)) || place.name == "Reading" {
            // "good at Reading", "Over to you": only after the surest signs.
            return ["in", "near", "outside"].contains(word(before)) && !inHeadline(index)
                && word(before - 1) != "interested" && word(before - 1) != "help"
                && word(before - 1) != "lessons"
        }
        return !inHeadline(index) || ["near", "in"].contains(word(before))
    }

    /// "in Xxxx", "near Xxxx", "lives in Xxxx", "the River Xxxx".
    mutating func findPlacesByCue() {
        for index in 0..<count where isFree(index) {
            guard isUnknownCapital(index), !inHeadline(index), !tokens[index].startsSentence,
                shape(index) != .upper || word(index).utf8.count > 4, isPlaceCue(index - 1)
            else { continue }
            var end = index + 1
            while end < count, isFree(end), isUnknownCapital(end) || isHyphenated(end) {
                end += word(end) == "-" ? 2 : 1
            }
            claim(.placeName, index..<min(end, count), "a place in the borough")
        }
    }

    private func isHyphenated(_ index: Int) -> Bool {
        word(index) == "-" && touches(index) && touches(index + 1) && isLetters(index + 1)
            && isFree(index + 1)
    }

    private func isPlaceCue(_ index: Int) -> Bool {
        guard isFree(index) else { return false }
        // "helped by Zofka", "from Motability"
        if CoarseNames.contains(base(index + 1)) { return false }
        if word(index) == "by",
            word(index - 1).hasSuffix("ed")
                || ["taught", "driven", "seen"].contains(word(index - 1))
        {
            return false
        }
        // "at Mirella's"
        if word(index + 1) != base(index + 1), !isCapital(index + 2) { return false }
        switch word(index) {
        case "near", "in", "around", "outside", "at", "from", "between", "towards", "through",
            "beyond", "visiting", "via", "river", "lake", "mount", "by":
            return true
        case "to":
            return hasCue(
                [
                    "move", "moved", "moving", "moves", "go", "goes", "going", "went", "travel",
                    "travels", "trip", "trips", "bus", "train", "taxi", "way", "back", "walk",
                    "walks", "drive", "drives", "lift", "minibus", "come", "came", "return",
                    "close", "next", "route", "belongs", "get", "gets", "take", "takes", "taken",
                ], before: index, within: 6)
        case "of":
            return [
                "north", "south", "east", "west", "outskirts", "side", "edge", "town", "village",
            ]
            .contains(word(index - 1))
        default:
            return false
        }
    }
}
