import Foundation

/// A text cut once into words, numbers and signs, so that every rule can look at it in one pass.
///
/// A token is a run of letters and digits with apostrophes inside, or one sign. What nobody sees is
/// passed over, other scripts' digits and look-alike letters read as ours, and accents are folded
/// (`Disguises`): pasted text must not hide a name. Tokens keep the bytes of the text as it is
/// written. A blank line becomes a sign of its own, `¶`, which no rule reads across; a single line
/// break is a space.
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

    /// When `asSeen`, words that are turned round are read as they are seen.
    init(_ text: String, asSeen: Bool = false) {
        bytes = Array(text.utf8)
        var cutter = Cutter()
        if asSeen, let seen = Disguises.asSeen(text) {
            for (scalar, bytes) in seen { cutter.take(scalar, bytes) }
        } else {
            var offset = 0
            for scalar in text.unicodeScalars {
                let end = offset + UTF8.width(scalar)
                cutter.take(scalar, offset..<end)
                offset = end
            }
        }
        cutter.endToken()
        tokens = Self.withSentences(cutter.tokens)
        capitalsSayNothing = Self.headlines(tokens)
    }

    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[bytes(range)], as: UTF8.self)
    }

    /// Where the tokens stand in the text, from the first byte of any to the last of any.
    func bytes(_ range: Range<Int>) -> Range<Int> {
        let start = tokens[range].map(\.start).min() ?? 0
        return start..<max(start, tokens[range].map(\.end).max() ?? 0)
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
