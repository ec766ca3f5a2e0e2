/// Numbers that are written in words, digit by digit, or partly so: "oh seven seven double oh ...".
extension TextSweep {
    private static let noughts: Set<String> = ["oh", "o", "zero", "nought", "nil", "null"]
    private static let cues: Set<String> = [
        "ring", "call", "phone", "text", "number", "tel", "telephone", "mobile", "nhs", "landline",
    ]

    mutating func findSpelledNumbers() {
        var index = 0
        while index < count {
            guard isFree(index), let found = spelledNumber(at: index),
                claim(found.kind, index..<found.end, found.coarser)
            else {
                index += 1
                continue
            }
            index = found.end
        }
    }

    private func spelledNumber(
        at index: Int
    ) -> (kind: Finding.Kind, coarser: String, end: Int)? {
        var digits = ""
        var spelled = 0
        var next = skip("+", at: index)
        guard let first = piece(at: next, begun: false) else { return nil }
        var end = first.end
        digits = first.digits
        spelled += first.isSpelled ? 1 : 0
        while digits.utf8.count < 16 {
            next = end
            while next < end + 3, shape(next) == .sign, "-.,/()–_*+".contains(word(next)) {
                next += 1
            }
            guard let more = piece(at: next, begun: true), isFree(end..<min(more.end, count)) else {
                break
            }
            digits += more.digits
            spelled += more.isSpelled ? 1 : 0
            end = more.end
        }
        guard spelled > 0, isFree(index..<end) else { return nil }
        if digits.utf8.count == 10, Self.hasRightCheckDigit(digits) {
            return (.nhsNumber, "an NHS number that the council has", end)
        }
        let isNational =
            (10...11).contains(digits.utf8.count) && digits.hasPrefix("0")
            || (12...13).contains(digits.utf8.count) && digits.hasPrefix("44")
        let isCued =
            (6...13).contains(digits.utf8.count) && hasCue(Self.cues, before: index, within: 4)
        return isNational || isCued
            ? (.telephone, "a telephone number that the council has", end) : nil
    }

    /// One group of digits: "7700", "seven", "double oh", "twenty-one", "nine hundred".
    private func piece(
        at index: Int, begun: Bool
    ) -> (digits: String, end: Int, isSpelled: Bool)? {
        guard isFree(index) else { return nil }
        if shape(index) == .number, word(index).utf8.count <= 11 {
            return (word(index), index + 1, false)
        }
        if let digits = digitsWithLetters(at: index) { return (digits, index + 1, true) }
        let times = word(index) == "double" ? 2 : word(index) == "triple" ? 3 : 1
        let place = times > 1 ? index + 1 : index
        guard let digits = spelledDigits(at: place, begun: begun || times > 1) else { return nil }
        return (String(repeating: digits.text, count: times), digits.end, true)
    }

    private func spelledDigits(at index: Int, begun: Bool) -> (text: String, end: Int)? {
        if Self.noughts.contains(word(index)) {
            let isClear =
                begun || word(index) == "zero" || word(index) == "oh" || word(index) == "o"
            return isClear ? ("0", index + 1) : nil
        }
        if shape(index) == .number, word(index).utf8.count == 1 { return (word(index), index + 1) }
        guard isLetters(index), let value = quantity(at: index), value.value < 100 else {
            return nil
        }
        let hundreds = value.value < 10 && word(value.end) == "hundred"
        return (String(value.value) + (hundreds ? "00" : ""), hundreds ? value.end + 1 : value.end)
    }

    /// "O77OO", "9l2": digits with the letters that look like them.
    func digitsWithLetters(at index: Int) -> String? {
        guard shape(index) == .alphanumeric, word(index).utf8.count >= 3 else { return nil }
        var digits = ""
        for letter in word(index) {
            switch letter {
            case "o": digits += "0"
            case "l", "i": digits += "1"
            case "0"..."9": digits.append(letter)
            default: return nil
            }
        }
        return digits
    }
}
