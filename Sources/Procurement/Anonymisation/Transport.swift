/// A time at which somebody is fetched, beside the place: together they say where to wait.
extension TextSweep {
    private static let cues: Set<String> = [
        "pick", "picks", "picked", "pickup", "pick-up", "collect", "collects", "collected",
        "collection", "drop", "drops", "dropped", "dropping", "taxi", "minibus", "escort", "route",
        "transport", "vehicle", "fetched", "fetches", "bus", "passenger", "leaves", "arrives",
        "gets", "seated", "starts", "finishes",
    ]
    private static let fetching: Set<String> = [
        "pick", "picks", "picked", "pickup", "collect", "collects", "collected", "collection",
        "drop", "drops", "dropped", "fetched", "fetches", "escort", "route",
    ]

    mutating func findTransport() {
        var sentences: [Int: (cued: Bool, fetched: Bool, placed: Bool)] = [:]
        for index in 0..<count {
            let sentence = tokens[index].sentence
            if Self.cues.contains(word(index)) {
                sentences[sentence, default: (false, false, false)].cued = true
            }
            if Self.fetching.contains(word(index)) {
                sentences[sentence, default: (false, false, false)].fetched = true
            }
            switch claim(at: index)?.kind {
            case .placeName?, .namedOrganisation?, .streetAddress?, .postcode?:
                sentences[sentence, default: (false, false, false)].placed = true
            default: break
            }
        }
        for index in 0..<count where isFree(index) {
            guard let facts = sentences[tokens[index].sentence], facts.cued,
                let end = clockTime(at: index, cued: facts.placed)
            else { continue }
            if facts.placed || (facts.fetched && hasPlaceWord(end)) {
                claim(.transportRoute, index..<end, "in the morning or afternoon")
            }
        }
    }

    private func hasPlaceWord(_ end: Int) -> Bool {
        for place in end..<min(end + 6, count) {
            if ["from", "outside", "at", "to", "by"].contains(word(place)) { return true }
        }
        return false
    }

    /// "7:45", "7.45am", "0745", "8am", "quarter to eight", "half past seven".
    private func clockTime(at index: Int, cued: Bool) -> Int? {
        if let hour = number(index), hour < 24, touches(index + 1), touches(index + 2),
            [":", "."].contains(word(index + 1)), isMinutes(index + 2)
        {
            let end = index + 3
            return ["am", "pm"].contains(word(end)) ? end + 1 : end
        }
        if shape(index) == .number, word(index).utf8.count == 4, let value = number(index),
            value < 2400, value % 100 < 60, word(index).hasPrefix("0") || cued && value % 5 == 0,
            !(1900...2099).contains(value)
        {
            return index + 1
        }
        if number(index).map({ $0 <= 12 }) == true, ["am", "pm"].contains(word(index + 1)) {
            return index + 2
        }
        if shape(index) == .alphanumeric,
            word(index).hasSuffix("am") || word(index).hasSuffix("pm"),
            let hour = Int(word(index).dropLast(2)), hour <= 12
        {
            return index + 1
        }
        guard ["half", "quarter", "ten", "twenty", "five"].contains(word(index)),
            ["past", "to"].contains(word(index + 1)), let hour = quantity(at: index + 2),
            (1...12).contains(hour.value)
        else { return nil }
        return hour.end
    }

    private func isMinutes(_ index: Int) -> Bool {
        if number(index) != nil { return word(index).utf8.count == 2 && (number(index) ?? 99) < 60 }
        let text = word(index)
        return shape(index) == .alphanumeric && text.utf8.count == 4
            && (text.hasSuffix("am") || text.hasSuffix("pm"))
    }
}
