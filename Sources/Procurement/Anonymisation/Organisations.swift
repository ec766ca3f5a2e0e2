/// Named schools, colleges, hospitals, wards, homes, centres, clubs, churches and practices.
extension TextSweep {
    /// What kind of place a name ends with, and how to say it without the name. Longest first.
    private static let kinds: [(words: [String], coarser: String)] = [
        ("roman catholic primary school", "a primary school"),
        ("c of e primary school", "a primary school"), ("ce primary school", "a primary school"),
        ("catholic primary school", "a primary school"),
        ("church of england primary school", "a primary school"),
        ("primary school", "a primary school"), ("primary academy", "a primary school"),
        ("catholic high school", "a secondary school"), ("infant school", "a primary school"),
        ("infants school", "a primary school"), ("junior school", "a primary school"),
        ("high school", "a secondary school"), ("secondary school", "a secondary school"),
        ("grammar school", "a secondary school"), ("special school", "a special school"),
        ("nursery school", "a nursery"), ("sixth form college", "a college"),
        ("sixth form", "a college"), ("school for the deaf", "a school"),
        ("school of the deaf", "a school"), ("football club", "a sports club"),
        ("rugby club", "a sports club"), ("cricket club", "a sports club"),
        ("youth club", "a youth club"), ("social club", "a club"), ("scout group", "a youth club"),
        ("youth centre", "a youth club"), ("care home", "a care home"),
        ("nursing home", "a nursing home"), ("residential home", "a care home"),
        ("childrens home", "a children’s home"), ("children's home", "a children’s home"),
        ("day centre", "a day centre"), ("day service", "a day centre"),
        ("day services", "a day centre"), ("resource centre", "a day centre"),
        ("community centre", "a community centre"), ("leisure centre", "a leisure centre"),
        ("sports centre", "a leisure centre"), ("medical centre", "a GP practice"),
        ("health centre", "a GP practice"), ("medical practice", "a GP practice"),
        ("group practice", "a GP practice"), ("respite unit", "a short-breaks home"),
        ("general hospital", "a hospital"), ("district hospital", "a hospital"),
        ("cottage hospital", "a hospital"), ("community hospital", "a hospital"),
        ("memorial hospital", "a hospital"), ("garden centre", "a garden centre"),
        ("village hall", "a hall"), ("church hall", "a hall"), ("town hall", "a hall"),
        ("country park", "a park"), ("scouts", "a youth club"), ("brownies", "a youth club"),
        ("guides", "a youth club"), ("rovers", "a football team"), ("fc", "a football team"),
        ("afc", "a football team"), ("rufc", "a sports club"), ("primary", "a primary school"),
        ("infants", "a primary school"), ("juniors", "a primary school"),
        ("school", "a school"), ("academy", "a school"), ("college", "a college"),
        ("university", "a university"), ("nursery", "a nursery"), ("preschool", "a nursery"),
        ("playgroup", "a nursery"), ("hospital", "a hospital"), ("infirmary", "a hospital"),
        ("hospice", "a hospice"), ("ward", "a hospital ward"), ("clinic", "a clinic"),
        ("surgery", "a GP practice"), ("practice", "a GP practice"), ("pharmacy", "a chemist"),
        ("centre", "a centre"), ("center", "a centre"), ("club", "a club"), ("church", "a church"),
        ("chapel", "a church"), ("cathedral", "a church"), ("abbey", "a church"),
        ("mosque", "a mosque"), ("temple", "a temple"), ("gurdwara", "a temple"),
        ("synagogue", "a synagogue"), ("library", "a library"), ("theatre", "a theatre"),
        ("café", "a café"), ("cafe", "a café"), ("hotel", "a hotel"), ("pub", "a pub"),
        ("inn", "a pub"), ("arms", "a pub"), ("hostel", "a hostel"), ("gym", "a gym"),
        ("stables", "a stables"), ("allotments", "an allotment"), ("hub", "a centre"),
        ("unit", "a hospital ward"), ("dentist", "a dentist"), ("dental", "a dentist"),
        ("park", "a park"), ("canal", "a canal"), ("reservoir", "a lake"), ("station", "a station"),
        ("market", "a market"), ("estate", "an estate"), ("brewery", "a workplace"),
        ("factory", "a workplace"), ("zoo", "a zoo"), ("trust", "an organisation"),
        ("ltd", "an organisation"), ("limited", "an organisation"),
    ].map { (ScannedText($0.0).tokens.map(\.base), $0.1) }

    private static let kindsByFirst = Dictionary(grouping: kinds, by: { $0.words[0] })

    mutating func findOrganisations() {
        var index = 0
        while index < count {
            guard isFree(index), let found = organisation(at: index),
                claim(.namedOrganisation, index..<found.end, found.coarser)
            else {
                index += 1
                continue
            }
            index = found.end
        }
    }

    private func kind(at index: Int) -> (end: Int, coarser: String)? {
        guard let entries = Self.kindsByFirst[base(index)] else { return nil }
        for entry in entries
        where entry.words.indices.allSatisfy({ base(index + $0) == entry.words[$0] }) {
            return (index + entry.words.count, entry.coarser)
        }
        return nil
    }

    private func organisation(at index: Int) -> (end: Int, coarser: String)? {
        if let ward = numberedWard(at: index) { return ward }
        if let saint = saint(at: index) { return saint }
        if let royal = royalSchool(at: index) { return royal }
        guard isLetters(index) else { return nil }
        let lowerPlace = shape(index) == .lower ? gazetteer.place(at: index, in: tokens) : nil
        guard isCapital(index) || lowerPlace.map({ !$0.place.isDoubtful }) == true else {
            return nil
        }
        return named(at: index, from: lowerPlace?.end ?? index + 1)
    }

    /// A name of one to six words and then a kind: "Lower Moss Wood Primary School".
    private func named(at index: Int, from next: Int) -> (end: Int, coarser: String)? {
        guard !isDeterminer(index) || isCapital(index + 1) else { return nil }
        var end = next
        var best: (end: Int, coarser: String)?
        while end < count, end - index < 7 {
            if let kind = kind(at: end), isFree(end..<min(kind.end, count)),
                isName(index..<end, end)
            {
                best = kind
                // "Moss Church of England Primary School": a longer kind may follow.
                end = kind.end
                continue
            }
            let joins = ["of", "the", "&", "'", ".", "-", "and", "for", "on"].contains(word(end))
            guard isFree(end), isCapital(end) || (joins && isCapital(end + 1)),
                end + 1 >= count || !joins || !tokens[end + 1].startsSentence
            else { break }
            end += 1
        }
        // Holmes Chapel is a town.
        if let best, let place = gazetteer.place(at: index, in: tokens), place.end >= best.end {
            return nil
        }
        return best
    }

    private func isDeterminer(_ index: Int) -> Bool {
        ["the", "a", "an", "my", "our", "his", "her", "their", "your", "at", "in", "to"]
            .contains(word(index))
    }

    /// Whether the words before the kind are a name and not a description of it.
    private func isName(_ range: Range<Int>, _ kind: Int) -> Bool {
        let words = range.filter { shape($0) != .sign }
        // A kind written small after a capital at the start: "Special school", "Splash club".
        let isProper = isCapital(kind) && !inHeadline(kind)
        for index in words {
            if isDeterminer(index) { continue }
            if gazetteer.place(at: index, in: tokens).map({ !$0.place.isDoubtful }) == true {
                return true
            }
            if isUnknownCapital(index), !CoarseNames.contains(base(index)) { return true }
            if isProper, index > range.lowerBound || !tokens[index].startsSentence,
                Self.nameLike.contains(word(index)), isCapital(index)
            {
                return true
            }
        }
        return false
    }

    /// Plain words that begin the names of schools and homes when everything has capitals.
    private static let nameLike = NameTables.words(
        """
        rose ivy holly hope grace faith park green hill hills wood woods field fields meadow mill
        church river lake forest station orchard victoria royal king queen kings queens oak ash
        sun star silver gold red white black bridge north south east west grange court manor
        """)

    /// "Ward 12", "ward 4b", "Bay 3".
    private func numberedWard(at index: Int) -> (end: Int, coarser: String)? {
        guard word(index) == "ward",
            number(index + 1) != nil
                || (shape(index + 1) == .alphanumeric && word(index + 1).utf8.count <= 4)
                || (shape(index + 1) == .upper && word(index + 1).utf8.count <= 2)
                || (word(index + 1).utf8.count == 1 && isTellingCapital(index + 1)
                    && word(index + 1) != "i")
        else { return nil }
        return (index + 2, "a hospital ward")
    }

    /// "St Mary's", "St. John the Baptist Church", "st peter's".
    private func saint(at index: Int) -> (end: Int, coarser: String)? {
        guard ["st", "saint", "ss"].contains(word(index)) else { return nil }
        let next = skip(".", at: index + 1)
        guard isLetters(next), word(next).utf8.count > 2,
            isCapital(next) || (word(next).hasSuffix("'s") && word(index) == "st")
                || NameTables.sureFirstNames.contains(word(next)),
            !["george's", "patrick's", "andrew's", "david's"].contains(word(next))
                || word(next + 1) != "day"
        else { return nil }
        // A town such as St Helens is found with the places.
        if let place = gazetteer.place(at: index, in: tokens), kind(at: place.end) == nil {
            return nil
        }
        if let named = named(at: next, from: next + 1) { return named }
        var end = next + 1
        if ["&", "and"].contains(word(end)), isCapital(end + 1) {
            end += 2
            while isCapital(end), isFree(end), kind(at: end) == nil { end += 1 }
        }
        while end < count, let more = kind(at: end) { end = more.end }
        let coarser = kind(at: next + 1)?.coarser ?? "a school or church"
        return (min(end, count), coarser)
    }

    /// "School of the Holy Family", "University of Chester".
    private func royalSchool(at index: Int) -> (end: Int, coarser: String)? {
        guard isCapital(index), let kind = kind(at: index), word(kind.end) == "of" else {
            return nil
        }
        var end = kind.end + 1
        if word(end) == "the" { end += 1 }
        guard isUnknownCapital(end) else { return nil }
        while isCapital(end), isFree(end) { end += 1 }
        return (end, kind.coarser)
    }
}
