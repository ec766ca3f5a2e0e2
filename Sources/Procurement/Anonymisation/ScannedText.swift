import Foundation

/// A text cut once into words, numbers and signs, so that every rule can look at it in one pass.
///
/// A token is a run of letters and digits with apostrophes inside, or one sign. Soft hyphens and
/// zero-width characters are passed over, digits of other scripts read as ours and accents are
/// folded: pasted text must not hide a name. A blank line becomes a sign of its own, `¶`, which no
/// rule reads across; a single line break is a space.
struct ScannedText {
    struct Token {
        /// Offsets in the UTF-8 bytes of the text, the end not included.
        let start: Int
        let end: Int
        /// Lower case, folded, with plain apostrophes.
        let lower: String
        /// The same without `'s`.
        let base: String
        let shape: Shape
        /// Whether it touches the token before it.
        let touches: Bool
        var startsSentence: Bool
        var sentence: Int
    }

    enum Shape {
        /// Letters only: `tom`, `Tom`, `TOM` (two letters or more), `McTom`.
        case lower, capitalised, upper, mixedCase
        /// Digits only; digits and letters; one sign.
        case number, alphanumeric, sign
    }

    let bytes: [UInt8]
    let tokens: [Token]
    /// For each sentence whether capitals say nothing: all words have them.
    let capitalsSayNothing: [Bool]

    init(_ text: String) {
        bytes = Array(text.utf8)
        var cutter = Cutter()
        for scalar in text.unicodeScalars { cutter.take(scalar) }
        cutter.endToken()
        tokens = Self.withSentences(cutter.tokens)
        capitalsSayNothing = Self.headlines(tokens)
    }

    func text(_ range: Range<Int>) -> String {
        guard let first = tokens[range].first, let last = tokens[range].last else { return "" }
        return String(decoding: bytes[first.start..<last.end], as: UTF8.self)
    }

    /// Words after which a full stop ends no sentence.
    private static let abbreviations: Set<String> = [
        "mr", "mrs", "ms", "mx", "dr", "st", "prof", "rev", "no", "tel", "ref", "nr", "rd", "ave",
        "eg", "ie", "approx", "b", "d", "o", "cllr", "jan", "feb", "mar", "apr", "jun", "jul",
        "aug", "sep", "sept", "oct", "nov", "dec", "ext", "mob", "apt",
    ]

    private static func withSentences(_ cut: [Token]) -> [Token] {
        var tokens = cut
        var sentence = 0
        var starting = true
        for index in tokens.indices {
            let sign = tokens[index].shape == .sign ? tokens[index].lower : ""
            tokens[index].startsSentence = starting && sign.isEmpty
            tokens[index].sentence = sentence
            if sign.isEmpty {
                starting = false
            } else if ends(sign, at: index, in: tokens) {
                starting = true
                if sign != ":" { sentence += 1 }
            } else if "\"“‘'([•*".contains(sign), index == 0 || tokens[index - 1].shape == .sign {
                starting = starting || index == 0
            }
        }
        return tokens
    }

    private static func ends(_ sign: String, at index: Int, in tokens: [Token]) -> Bool {
        switch sign {
        case "!", "?", "¶", ";", "•": return true
        case ":": return index + 1 < tokens.count && !tokens[index + 1].touches
        case ".":
            guard index + 1 < tokens.count else { return true }
            if tokens[index + 1].touches { return tokens[index + 1].shape == .capitalised }
            return index == 0 || !abbreviations.contains(tokens[index - 1].lower)
                || !tokens[index].touches
        default: return false
        }
    }

    /// Words that headings write small.
    private static let smallInHeadings: Set<String> = ["the", "and", "for", "with", "from", "near"]

    private static let calendar: Set<String> = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
        "february", "april", "june", "july", "august", "september", "october", "november",
        "december", "mum", "dad",
    ]

    private static func headlines(_ tokens: [Token]) -> [Bool] {
        var long: [Int] = []
        var capital: [Int] = []
        for token in tokens {
            while long.count <= token.sentence {
                long.append(0)
                capital.append(0)
            }
            // Days and months have their capital everywhere.
            guard token.lower.utf8.count >= 3, !calendar.contains(token.base) else { continue }
            switch token.shape {
            case .lower: long[token.sentence] += smallInHeadings.contains(token.lower) ? 0 : 1
            case .capitalised, .upper, .mixedCase:
                long[token.sentence] += 1
                capital[token.sentence] += 1
            case .number, .alphanumeric, .sign: break
            }
        }
        return zip(long, capital).map { $0 >= 4 && $1 * 8 >= $0 * 7 }
    }
}

extension ScannedText {
    /// Cuts scalar by scalar.
    private struct Cutter {
        var tokens: [Token] = []
        private var offset = 0
        private var start = 0
        private var end = 0
        private var word = ""
        private var letters = 0
        private var digits = 0
        private var capitals = 0
        private var firstIsCapital = false
        private var pendingApostrophe = false
        private var lineBreaks = 0
        private var touches = false

        mutating func take(_ scalar: Unicode.Scalar) {
            defer { offset += UTF8.width(scalar) }
            if isPassedOver(scalar) { return }
            if let digit = digit(scalar) {
                add(String(digit), scalar)
                digits += 1
            } else if isLetter(scalar) {
                if isCapital(scalar) {
                    capitals += 1
                    if letters + digits == 0 { firstIsCapital = true }
                }
                add(folded(scalar), scalar)
                letters += 1
            } else if scalar == "'" || scalar == "\u{2019}", !word.isEmpty, !pendingApostrophe {
                pendingApostrophe = true
            } else {
                endToken()
                if scalar.properties.isWhitespace {
                    touches = false
                    if scalar == "\n" || scalar == "\u{2029}" { lineBreaks += 1 }
                } else {
                    emitParagraph()
                    let sign = plain(scalar)
                    append(sign, sign, .sign, offset, offset + UTF8.width(scalar))
                }
            }
        }

        private mutating func add(_ text: String, _ scalar: Unicode.Scalar) {
            if word.isEmpty {
                emitParagraph()
                start = offset
            }
            if pendingApostrophe {
                word += "'"
                pendingApostrophe = false
            }
            word += text
            end = offset + UTF8.width(scalar)
        }

        mutating func endToken() {
            defer {
                (word, letters, digits, capitals) = ("", 0, 0, 0)
                (firstIsCapital, pendingApostrophe) = (false, false)
            }
            guard !word.isEmpty else { return }
            let base = word.hasSuffix("'s") ? String(word.dropLast(2)) : word
            let ownCapitals = word.hasSuffix("'s") ? max(letters - 1, 1) : letters
            let shape: Shape =
                if letters == 0 {
                    .number
                } else if digits > 0 {
                    .alphanumeric
                } else if capitals == 0 {
                    .lower
                } else if capitals >= ownCapitals && ownCapitals > 1 {
                    .upper
                } else if firstIsCapital && (capitals == 1 || word.contains("'")) {
                    .capitalised
                } else {
                    firstIsCapital ? .mixedCase : .lower
                }
            append(word, base, shape, start, end)
        }

        private mutating func emitParagraph() {
            if lineBreaks >= 2 {
                append("¶", "¶", .sign, offset, offset)
                touches = false
            }
            lineBreaks = 0
        }

        private mutating func append(
            _ lower: String, _ base: String, _ shape: Shape, _ start: Int, _ end: Int
        ) {
            tokens.append(
                Token(
                    start: start, end: end, lower: lower, base: base, shape: shape,
                    touches: touches, startsSentence: false, sentence: 0))
            touches = true
            if lower != "¶" { lineBreaks = 0 }
        }

        private func isPassedOver(_ scalar: Unicode.Scalar) -> Bool {
            switch scalar.value {
            case 0xAD, 0x200B...0x200F, 0x2060, 0xFEFF, 0x0300...0x036F, 0xFE0F: true
            default: false
            }
        }

        private func digit(_ scalar: Unicode.Scalar) -> Int? {
            if scalar.isASCII {
                return (48...57).contains(scalar.value) ? Int(scalar.value) - 48 : nil
            }
            guard scalar.properties.numericType == .decimal,
                let value = scalar.properties.numericValue
            else { return nil }
            return Int(value)
        }

        private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
            scalar.isASCII
                ? (65...90).contains(scalar.value) || (97...122).contains(scalar.value)
                : scalar.properties.isAlphabetic
        }

        private func isCapital(_ scalar: Unicode.Scalar) -> Bool {
            scalar.isASCII ? (65...90).contains(scalar.value) : scalar.properties.isUppercase
        }

        private func folded(_ scalar: Unicode.Scalar) -> String {
            if scalar.isASCII { return scalar.properties.lowercaseMapping }
            return String(scalar).folding(
                options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        }

        private func plain(_ scalar: Unicode.Scalar) -> String {
            switch scalar {
            case "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2212}": "-"
            case "\u{FF20}": "@"
            case "\u{201C}", "\u{201D}": "\""
            case "\u{2018}", "\u{2019}": "'"
            default: String(scalar)
            }
        }
    }
}
