/// Sort codes with account numbers, IBANs and card numbers.
extension TextSweep {
    private static let coarser = "a bank account that the council has"
    private static let cues: Set<String> = [
        "sort", "sortcode", "account", "acct", "acc", "a/c", "bank", "iban", "bacs", "swift",
    ]

    mutating func findBankAccounts() {
        for index in 0..<count where isFree(index) {
            if let end = internationalNumber(at: index) ?? cardNumber(at: index) {
                claim(.bankAccount, index..<end, Self.coarser)
            } else if let code = digits(6, at: index), isSortCode(index, code) {
                claim(.bankAccount, index..<code, Self.coarser)
            } else if let end = digits(8, at: index) ?? digits(7, at: index),
                isAccount(index, end)
            {
                claim(.bankAccount, index..<end, Self.coarser)
            }
        }
    }

    /// Where exactly so many digits end, in groups of two or more with spaces or signs between.
    private func digits(_ wanted: Int, at index: Int) -> Int? {
        guard shape(index) == .number, isFree(index),
            !(touches(index) && (shape(index - 1) != .sign || "£$€./".contains(word(index - 1))))
        else { return nil }
        var found = 0
        var end = index
        while shape(end) == .number, isFree(end), found < wanted {
            found += word(end).utf8.count
            end += 1
            if found < wanted { end = skip("-. /–:", at: end) }
        }
        guard found == wanted, !(touches(end) && shape(end) != .sign) else { return nil }
        return end
    }

    private func isSortCode(_ index: Int, _ end: Int) -> Bool {
        if hasCue(["sort", "sortcode"], before: index, within: 5) { return true }
        // "20-45-67 12345678", "20-45-67, account 12345678"
        guard let account = accountNear(end) else { return false }
        let inPairs = end - index >= 3 && word(index).utf8.count == 2
        return inPairs || hasCue(Self.cues, before: account, within: 6)
    }

    /// An account number that follows a sort code, with its label between.
    private func accountNear(_ end: Int) -> Int? {
        var next = end
        while next < end + 6 {
            if digits(8, at: next) != nil { return next }
            let isLabel =
                [
                    "account", "acc", "acct", "a", "c", "/", "number", "no", "no.", "and", "&", ",",
                    ";", ":", ".", "-", "(", "is",
                ].contains(word(next))
            guard isLabel else { return nil }
            next += 1
        }
        return nil
    }

    private func isAccount(_ index: Int, _ end: Int) -> Bool {
        var before = index - 1
        while before > index - 6, before >= 0 {
            if claim(at: before)?.kind == .bankAccount { return true }
            before -= 1
        }
        guard hasCue(["account", "acct", "acc", "bank", "iban"], before: index, within: 5) else {
            return false
        }
        // "My account is 12345678. Sort code 20-45-67."
        return hasCue(["bank", "sort", "number", "no", "account", "acc"], before: index, within: 8)
    }

    /// "GB29 NWBK 6016 1331 9268 19".
    ///
    /// Source: ISO 13616-1 (two letters, two check digits, at least eleven characters).
    private func internationalNumber(at index: Int) -> Int? {
        let first = word(index)
        guard shape(index) == .alphanumeric, first.prefix(2).allSatisfy(\.isLetter),
            first.dropFirst(2).prefix(2).allSatisfy(\.isNumber), first.utf8.count >= 4
        else { return nil }
        var code = first
        var end = index + 1
        while end < count, code.utf8.count < 34, isFree(end),
            shape(end) == .number || shape(end) == .alphanumeric || shape(end) == .upper
        {
            code += word(end)
            end += 1
        }
        let digits = code.filter(\.isNumber).count
        return code.utf8.count >= 15 && digits >= 10 && hasRightRemainder(code) ? end : nil
    }

    private func hasRightRemainder(_ code: String) -> Bool {
        var remainder = 0
        for character in code.dropFirst(4) + code.prefix(4) {
            guard let value = character.hexDigitValue ?? Int(String(character), radix: 36) else {
                return false
            }
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
        }
        return remainder == 1
    }

    /// 13 to 16 digits in groups of four whose last one is right.
    ///
    /// Source: ISO/IEC 7812-1, annex B (the Luhn formula).
    private func cardNumber(at index: Int) -> Int? {
        for length in [16, 15] {
            guard let end = digits(length, at: index) else { continue }
            let values = tokens[index..<end].flatMap {
                $0.shape == .number ? Array($0.lower.utf8) : []
            }
            let sum = values.reversed().enumerated().reduce(0) { sum, one in
                let value = Int(one.element) - 48
                guard one.offset % 2 == 1 else { return sum + value }
                return sum + (value > 4 ? value * 2 - 9 : value * 2)
            }
            if sum % 10 == 0, Set(values).count > 1 { return end }
        }
        return nil
    }
}
