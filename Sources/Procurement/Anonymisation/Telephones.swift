/// Telephone numbers of the United Kingdom, however they are spaced.
extension TextSweep {
    private static let cues: Set<String> = [
        "tel", "telephone", "phone", "ring", "call", "mobile", "mob", "text", "fax", "number",
        "landline", "whatsapp", "ext", "on", "cell", "contact",
    ]
    /// Numbers that everybody may know.
    private static let public3 = Set(["999", "111", "112", "101", "116", "119", "105"])

    mutating func findTelephones() {
        var index = 0
        while index < count {
            if isFree(index), let end = telephone(at: index),
                claim(.telephone, index..<end, "a telephone number that the council has")
            {
                index = end
            } else {
                index += 1
            }
        }
    }

    private func telephone(at index: Int) -> Int? {
        guard ["+", "("].contains(word(index)) || digitText(index) != nil,
            index == 0 || !touches(index) || !isDigitJoin(index - 1)
        else { return nil }
        var digits = ""
        var position = index
        var ends: [(digits: String, end: Int)] = []
        while position < count, position - index < 32, isFree(position) {
            if let more = digitText(position) {
                digits += more
                position += 1
                ends.append((digits, position))
                if digits.utf8.count > 15 { break }
            } else if isSpacer(position, begun: !digits.isEmpty) {
                position += 1
            } else {
                break
            }
        }
        // The longest reading that is a number wins.
        for reading in ends.reversed()
        where isTelephone(reading.digits, plus: word(index) == "+", at: index, reading.end) {
            var end = reading.end
            if ["ext", "x", "extension"].contains(word(skip(".", at: end))),
                number(skip(".", at: skip(".", at: end) + 1)) != nil
            {
                end = skip(".", at: skip(".", at: end) + 1) + 1
            }
            return end
        }
        return nil
    }

    private func isDigitJoin(_ index: Int) -> Bool {
        shape(index) == .number || shape(index) == .alphanumeric
            || "£$€".contains(word(index)) || (word(index) == "." && shape(index - 1) == .number)
            || (word(index) == "-" && shape(index - 1) == .number && touches(index))
            || word(index) == "/"
    }

    private func isSpacer(_ index: Int, begun: Bool) -> Bool {
        switch word(index) {
        case "(", "+": true
        case "£", "$", "€", "%": false
        default:
            // "07700 - 900 / 123", "07700...900"
            begun && shape(index) == .sign && word(index) != "¶"
                && (digitText(index + 1) != nil || word(index + 1) == "("
                    || shape(index + 1) == .sign && digitText(index + 2) != nil)
                && (Self.separators.contains(word(index)) || word(index) == ")")
        }
    }

    private func isTelephone(_ digits: String, plus: Bool, at index: Int, _ end: Int) -> Bool {
        var national = digits
        if plus && !national.hasPrefix("44") {
            return (9...15).contains(digits.utf8.count)
        }
        if plus || national.hasPrefix("0044") {
            national = String(national.dropFirst(plus ? 2 : 4))
            if !national.hasPrefix("0") { national = "0" + national }
        }
        if national.hasPrefix("0") {
            guard let second = national.dropFirst().first, "1235789".contains(second) else {
                return false
            }
            return (10...11).contains(national.utf8.count)
        }
        if national.hasPrefix("44"), (12...12).contains(national.utf8.count) { return true }
        // A mobile number that lost its 0.
        if national.hasPrefix("7"), national.utf8.count == 10 { return true }
        // A local number, where somebody is to ring it.
        guard (5...8).contains(digits.utf8.count), !Self.public3.contains(String(digits.prefix(3)))
        else { return false }
        let cue = skip(".", at: skip(":", at: index - 1)) == index - 1 ? index - 1 : index - 2
        let strong: Set<String> = ["tel", "telephone", "phone", "mobile", "mob", "landline", "fax"]
        let isRung =
            ["ring", "call", "text"].contains(word(cue))
            || (["on", "is", "number", "him", "her", "me", "us", "them"].contains(word(cue))
                && hasCue(strong.union(["ring", "call", "text"]), before: cue, within: 5))
        return (isRung || strong.contains(word(cue))) && !isUnit(end)
    }

    /// "call 12345 people": what is counted is no telephone.
    private func isUnit(_ index: Int) -> Bool {
        shape(index) == .lower && word(index).hasSuffix("s")
    }
}
