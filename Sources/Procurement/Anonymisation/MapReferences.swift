/// Spots on a map: what3words addresses, coordinates, grid references, plus codes.
extension TextSweep {
    private static let coarser = "a place in the borough"
    private static let services: Set<String> = ["what3words", "w3w", "what3word", "what3words's"]

    mutating func findMapReferences() {
        for index in 0..<count where isFree(index) {
            if let end = threeWords(at: index) ?? coordinates(at: index) ?? gridReference(at: index)
                ?? plusCode(at: index)
            {
                claim(.mapReference, index..<end, Self.coarser)
            }
        }
    }

    /// "///filled.count.soap", "filled.count.soap", "what3words: filled count soap".
    private func threeWords(at index: Int) -> Int? {
        if word(index) == "/", word(index + 1) == "/", word(index + 2) == "/" {
            return threeWords(from: index + 3, loosely: true)
        }
        guard isLetters(index) else { return nil }
        if let end = threeWords(from: index, loosely: false) { return end }
        let cued =
            hasCue(Self.services, before: index, within: 4)
            || (hasCue(["what"], before: index, within: 6)
                && hasCue(["3", "three"], before: index, within: 5)
                && hasCue(["words"], before: index, within: 4))
        let announced =
            hasCue(["three", "3"], before: index, within: 3) && word(index - 2) == "words"
            && ["are", "is", ":"].contains(word(index - 1))
        if announced, let end = threeWords(from: index, loosely: true), !isLetters(end) {
            return end
        }
        guard cued, shape(index) == .lower,
            !["is", "are", "address", "words", "my", "for", "at"]
                .contains(word(index))
        else { return nil }
        return threeWords(from: index, loosely: true)
    }

    /// Three words; when `loosely`, with spaces and any sign between them.
    private func threeWords(from start: Int, loosely: Bool) -> Int? {
        var next = start
        for place in 0..<3 {
            if place > 0 {
                if loosely {
                    next = skip(".-/,_*", at: next)
                } else {
                    guard word(next) == ".", touches(next), touches(next + 1) else { return nil }
                    next += 1
                }
            }
            guard isLetters(next), isFree(next), loosely || isWordOfThree(next) else { return nil }
            next += 1
        }
        // "www.example.org", "one.two.three.four"
        guard loosely || !(word(next) == "." && touches(next) && touches(next + 1)) else {
            return nil
        }
        return next
    }

    private func isWordOfThree(_ index: Int) -> Bool {
        shape(index) == .lower && word(index).utf8.count >= 4
            && !["www", "http", "https", "info", "email"].contains(word(index))
    }

    /// "53.0979, -2.4400", "53°05'52\"N 2°26'24\"W".
    private func coordinates(at index: Int) -> Int? {
        guard let latitude = degrees(at: index, upTo: 90) else { return nil }
        let next = skip(",;/", at: latitude)
        guard let longitude = degrees(at: skip("-+", at: next), upTo: 180) else { return nil }
        return longitude
    }

    private func degrees(at index: Int, upTo most: Int) -> Int? {
        guard let whole = number(index), whole <= most else { return nil }
        var end = index + 1
        if word(end) == ".", touches(end), touches(end + 1), shape(end + 1) == .number,
            word(end + 1).utf8.count >= 3
        {
            end = skip("°", at: end + 2)
        } else if word(end) == "°" || word(end) == "º" {
            end += 1
            while end < count, end - index < 12,
                shape(end) == .number || ".'\"′″".contains(word(end)) && shape(end) == .sign
            { end += 1 }
        } else {
            return nil
        }
        return ["n", "s", "e", "w"].contains(word(end)) ? end + 1 : end
    }

    /// "SJ 7055 5523": two letters of the National Grid and 6, 8 or 10 digits.
    ///
    /// Source: Ordnance Survey, A guide to coordinate systems in Great Britain, section 7.
    private func gridReference(at index: Int) -> Int? {
        guard isCapital(index) || shape(index) == .alphanumeric,
            let first = word(index).unicodeScalars.first, "hnst".unicodeScalars.contains(first)
        else { return nil }
        var code = word(index)
        var end = index + 1
        while shape(end) == .number, isFree(end), code.utf8.count < 12 {
            code += word(end)
            end += 1
        }
        let digits = code.dropFirst(2)
        guard code.prefix(2).allSatisfy(\.isLetter), [6, 8, 10].contains(digits.count),
            digits.allSatisfy(\.isNumber),
            // AB 12 34 56 with a letter behind is another number.
            !(isLetters(end) && word(end).utf8.count == 1),
            ["sj", "sk", "sd", "se", "sp", "so", "sh", "sn", "tf", "tq"].contains(code.prefix(2))
        else { return nil }
        return end
    }

    /// "9C5VHFXQ+8F", "HFXQ+8F Crewe".
    private func plusCode(at index: Int) -> Int? {
        let code = word(index)
        guard [4, 6, 8].contains(code.utf8.count),
            isCapital(index) || shape(index) == .alphanumeric,
            code.allSatisfy("23456789cfghjmpqrvwx".contains), word(index + 1) == "+",
            touches(index + 1), touches(index + 2), (2...3).contains(word(index + 2).utf8.count),
            word(index + 2).allSatisfy("23456789cfghjmpqrvwx".contains)
        else { return nil }
        return index + 3
    }
}
