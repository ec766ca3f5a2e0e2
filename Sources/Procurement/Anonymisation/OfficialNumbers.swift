/// NHS numbers and National Insurance numbers.
extension TextSweep {
    mutating func findOfficialNumbers() {
        for index in 0..<count where isFree(index) {
            if let end = nhsNumber(at: index) {
                claim(.nhsNumber, index..<end, "an NHS number that the council has")
            } else if let end = insuranceNumber(at: index) {
                claim(
                    .nationalInsuranceNumber, index..<end,
                    "a National Insurance number that the council has")
            }
        }
    }

    /// Ten digits, alone or in groups, whose last one is right.
    ///
    /// Source: NHS Data Dictionary, NHS NUMBER: weights 10 to 2, modulus 11, a remainder that
    /// asks for 10 is never issued.
    private func nhsNumber(at index: Int) -> Int? {
        guard shape(index) == .number, !isInsideNumber(index) else { return nil }
        var digits = ""
        var end = index
        while shape(end) == .number, digits.utf8.count < 10 {
            digits += word(end)
            end += 1
            if digits.utf8.count < 10 { end = skip("-.", at: end) }
        }
        guard digits.utf8.count == 10, !continuesNumber(end) else { return nil }
        return Self.hasRightCheckDigit(digits) ? end : nil
    }

    static func hasRightCheckDigit(_ digits: String) -> Bool {
        let values = digits.utf8.map { Int($0) - 48 }
        guard values.count == 10, Set(values).count > 1 else { return false }
        let sum = zip(values, stride(from: 10, through: 2, by: -1)).reduce(0) { $0 + $1.0 * $1.1 }
        let check = (11 - sum % 11) % 11
        return check < 10 && check == values[9]
    }

    /// Whether a digit run goes on before the token: "1234-" or "+44 ".
    private func isInsideNumber(_ index: Int) -> Bool {
        guard index > 0 else { return false }
        if shape(index - 1) == .number {
            return word(index - 2) == "+" || word(index - 1).hasPrefix("0")
        }
        return touches(index)
            && ("+£$€".contains(word(index - 1))
                || (shape(index - 2) == .number && touches(index - 1) && word(index - 1) != "("))
    }

    private func continuesNumber(_ end: Int) -> Bool {
        touches(end) && (shape(end) == .alphanumeric || isLetters(end))
            || (touches(end) && "-/.".contains(word(end)) && shape(end) == .sign
                && touches(end + 1) && shape(end + 1) == .number)
    }

    /// Two letters, six digits, A to D: `QQ 12 34 56 C`.
    ///
    /// Source: HMRC, National Insurance Manual NIM39110 (format and letters that are not used).
    private func insuranceNumber(at index: Int) -> Int? {
        guard shape(index) == .alphanumeric || isLetters(index) else { return nil }
        var letters = ""
        var end = index
        while letters.utf8.count < 9, end < count, end - index < 9 {
            guard shape(end) != .sign else { return nil }
            letters += word(end)
            end += 1
            if letters.utf8.count < 9, touches(end), touches(end + 1) { end = skip("-.", at: end) }
        }
        let characters = Array(letters.utf8)
        guard characters.count == 9, !continuesNumber(end) else { return nil }
        let first = characters[0]
        let second = characters[1]
        guard isLetter(first), isLetter(second), characters[2..<8].allSatisfy({ $0 < 58 }),
            (97...100).contains(characters[8]),
            !"dfiquv".utf8.contains(first), !"dfiquvo".utf8.contains(second),
            !["bg", "gb", "nk", "kn", "tn", "nt", "zz"].contains(String(letters.prefix(2)))
        else { return nil }
        // "at 10 20 30 a": small letters in a row of words are words.
        guard shape(index) != .lower || !PlainWords.contains(word(index)) else { return nil }
        return end
    }

    private func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte) }
}
