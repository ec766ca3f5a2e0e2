/// Postcodes, whole or only their first half.
extension TextSweep {
    /// The letters that postcodes begin with. Source: Royal Mail, PAF, postcode areas.
    private static let areas = NameTables.words(
        """
        ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt
        dy e ec eh en ex fk fy g gl gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la
        ld le ll ln ls lu m me mk ml n ne ng nn np nr nw ol ox pa pe ph pl po pr rg rh rm s sa se
        sg sk sl sm sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc wd wf wn wr ws wv
        yo ze
        """)
    private static let local: Set<String> = ["cw", "ch", "sk", "wa", "st", "sy", "ll", "tf"]

    mutating func findPostcodes() {
        for index in 0..<count where isFree(index) {
            if let end = wholePostcode(at: index) ?? scatteredPostcode(at: index) {
                claim(.postcode, index..<end, "part of the borough")
            } else if isOutwardCode(index) {
                claim(.postcode, index..<index + 1, "part of the borough")
            }
        }
    }

    private func wholePostcode(at index: Int) -> Int? {
        // "CW 1 2AB"
        if Self.local.contains(word(index)), let district = number(index + 1), district < 100,
            Self.isInward(word(index + 2))
        {
            return index + 3
        }
        guard shape(index) == .alphanumeric else { return nil }
        let first = word(index)
        if Self.isOutward(first) {
            var next = skip("-._/,*+~|:", at: index + 1)
            if Self.isInward(word(next)), isFree(next) { return next + 1 }
            // "CW1 2 AB"
            next = index + 1
            if word(next).utf8.count == 1, number(next) != nil, isLetters(next + 1),
                Self.isInward(word(next) + word(next + 1)), shape(next + 1) == .upper
            {
                return next + 2
            }
        }
        if first.utf8.count >= 5, Self.isOutward(String(first.dropLast(3))),
            Self.isInward(String(first.suffix(3)))
        {
            return index + 1
        }
        return nil
    }

    /// "C W 1 2 A B", "CW1/2AB", "CW1 - 2AB", "CW 12 AB": in pieces, with any sign between.
    private func scatteredPostcode(at index: Int) -> Int? {
        guard isCapital(index) || shape(index) == .alphanumeric, word(index).utf8.count <= 4 else {
            return nil
        }
        let cued = hasCue(["postcode", "postcodes"], before: index, within: 4)
        var code = ""
        var end = index
        while end < count, isFree(end), code.utf8.count < 7 {
            let isPiece =
                word(end).utf8.count <= 4
                && (shape(end) == .number || shape(end) == .alphanumeric
                    || isCapital(end) || (cued && isLetters(end)))
            guard isPiece, !(isLetters(end) && word(end).utf8.count > 2) else { break }
            code += word(end)
            end += 1
            if Self.isWhole(code), !touches(end) || shape(end) == .sign,
                (97...122).contains(scan.bytes[tokens[index].start]) == false || cued
            {
                return end
            }
            end = skip("-._/,*+~|:", at: end)
        }
        return nil
    }

    private static func isWhole(_ code: String) -> Bool {
        code.utf8.count >= 5 && isOutward(String(code.dropLast(3)))
            && isInward(String(code.suffix(3)))
    }

    /// `cw1`, `m14`, `sw1a`, `ec1a`.
    private static func isOutward(_ word: String) -> Bool {
        let letters = word.prefix { $0.isASCII && $0.isLetter }
        let rest = word.dropFirst(letters.count)
        guard areas.contains(String(letters)), let digit = rest.first, digit.isNumber,
            rest.count <= 2
        else { return false }
        return rest.count == 1 || rest.last?.isNumber == true || letters.count == 2
            || ["e", "n", "w", "s"].contains(letters)
    }

    private static func isInward(_ word: String) -> Bool {
        guard word.utf8.count == 3, let digit = word.first, digit.isNumber else { return false }
        return word.dropFirst().allSatisfy { $0.isLetter && !"cikmov".contains($0) }
    }

    /// The first half alone, when it is not a motorway, a paper size or a level.
    private func isOutwardCode(_ index: Int) -> Bool {
        guard shape(index) == .alphanumeric, Self.isOutward(word(index)) else { return false }
        // A part of something longer, such as "CW1/22": not ours to judge, but still told.
        let letters = String(word(index).prefix { $0.isLetter })
        let isSmall = (97...122).contains(scan.bytes[tokens[index].start])
        if letters.utf8.count == 2 {
            if word(index) == "hs2" { return false }
            return !isSmall || Self.local.contains(letters)
        }
        if isSmall { return false }
        let after = ["area", "postcode", "postcodes", "district"].contains(word(index + 1))
        let before = hasCue(
            ["postcode", "postcodes", "area", "district"], before: index, within: 3)
        let within = ["in", "around"].contains(word(index - 1)) && letters != "a"
        return after || before || within
    }
}
