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
        guard digitText(index) != nil, !isInsideNumber(index) else { return nil }
        var digits = ""
        var end = index
        while let more = digitText(end), digits.utf8.count < 10 {
            digits += more
            end += 1
            if digits.utf8.count < 10 { end = skip(Self.separators, at: end) }
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

    /// Signs that stand between the groups of one number.
    static let separators = "-._…•/,*·~|:–\\"

    /// Digits alone, or with the letters that look like them.
    func digitText(_ index: Int) -> String? {
        shape(index) == .number ? word(index) : digitsWithLetters(at: index)
    }

    /// Two letters, six digits, A to D, however it is spaced: `AB 12 34 56 C`, `AB123 456C`. One
    /// that was never issued (`QQ`) is taken for a slip, and where the number is announced the last
    /// letter may be missing.
    ///
    /// Source: HMRC, National Insurance Manual NIM39110 (format).
    private func insuranceNumber(at index: Int) -> Int? {
        guard shape(index) == .alphanumeric || isLetters(index), word(index).utf8.count <= 9 else {
            return nil
        }
        // "s/c 20-45-67 a/c" is a sort code.
        guard !(word(index).utf8.count == 1 && word(index + 1) == "/") else { return nil }
        var code = ""
        var end = index
        var withoutSuffix: Int?
        while code.utf8.count < 9, end < count, end - index < 20, isFree(end),
            shape(end) != .sign, code.utf8.count + word(end).utf8.count <= 9
        {
            code += word(end)
            end += 1
            if code.utf8.count == 8 { withoutSuffix = end }
            if code.utf8.count == 9 { break }
            end = skip(Self.separators, at: end)
        }
        guard Self.isInsuranceNumber(code), !continuesNumber(end) else {
            let announced = hasCue(["insurance", "ni", "nino"], before: index, within: 5)
            guard announced, let end = withoutSuffix,
                Self.isInsuranceNumber(code.prefix(8) + "a"), !continuesNumber(end)
            else { return nil }
            return end
        }
        // "at 10 20 30 a": small letters in a row of words are words.
        guard shape(index) != .lower || !PlainWords.contains(word(index)) else { return nil }
        return end
    }

    private static func isInsuranceNumber(_ code: some StringProtocol) -> Bool {
        let characters = Array(code.utf8)
        return characters.count == 9 && characters[..<2].allSatisfy { (97...122).contains($0) }
            && characters[2..<8].allSatisfy { (48...57).contains($0) }
            && (97...100).contains(characters[8])
    }
}
