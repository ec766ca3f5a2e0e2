import Foundation

/// What pasted or dressed-up text hides a word with, and what it reads as: characters that nobody
/// sees, letters that look like ours, other scripts' digits, signs in other widths.
///
/// Sources: Unicode Standard Annex 15 (compatibility forms), Unicode Technical Standard 39
/// (look-alikes; the letters of it that stand for one of ours in common typefaces).
enum Disguises {
    /// Whether nobody sees the character, or only as a mark on the letter before it.
    static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return scalar.value < 9 || (14...31).contains(scalar.value) || scalar.value == 127
        }
        let properties = scalar.properties
        if properties.isDefaultIgnorableCodePoint || scalar == "\u{FFFC}" { return true }
        switch properties.generalCategory {
        case .control: return !properties.isWhitespace
        case .format, .nonspacingMark, .enclosingMark, .unassigned, .privateUse: return true
        default: return false
        }
    }

    /// An apostrophe, or a sign that people type for one inside a name.
    static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "'", "`", "\u{B4}", "\u{2B9}", "\u{2BB}", "\u{2BC}", "\u{2BD}", "\u{2C8}", "\u{2CA}",
            "\u{2CB}", "\u{374}", "\u{384}", "\u{55A}", "\u{5F3}", "\u{2018}", "\u{2019}",
            "\u{201B}", "\u{2032}", "\u{2035}", "\u{A78B}", "\u{A78C}", "\u{FF07}", "\u{FF40}":
            true
        default: false
        }
    }

    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar == "\u{2800}"
    }

    /// The value of a digit of any script.
    static func digit(_ scalar: Unicode.Scalar) -> Int? {
        if scalar.isASCII {
            return (48...57).contains(scalar.value) ? Int(scalar.value) - 48 : nil
        }
        guard scalar.properties.numericType == .decimal,
            let value = scalar.properties.numericValue
        else { return nil }
        return Int(value)
    }

    /// The value of a digit that is raised, lowered or in a ring: part of a number, but not of a
    /// word ("m²").
    static func dressedDigit(_ scalar: Unicode.Scalar) -> Int? {
        guard !scalar.isASCII, let value = scalar.properties.numericValue, (0...9).contains(value),
            scalar.properties.numericType == .digit
                || (scalar.properties.numericType == .numeric
                    && (0x2776...0x2793).contains(scalar.value))
        else { return nil }
        return Int(value)
    }

    static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            ? (65...90).contains(scalar.value) || (97...122).contains(scalar.value)
            : scalar.properties.isAlphabetic || boxedLetter(scalar) != nil
    }

    static func isCapital(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            ? (65...90).contains(scalar.value)
            : scalar.properties.isUppercase || boxedLetter(scalar) != nil
    }

    /// White letters in black boxes, which have no compatibility form.
    private static func boxedLetter(_ scalar: Unicode.Scalar) -> String? {
        for first: UInt32 in [0x1F150, 0x1F170] where (first..<first + 26).contains(scalar.value) {
            return Unicode.Scalar(scalar.value - first + 97).map(String.init)
        }
        return nil
    }

    /// A letter in lower case, plain in width and without its marks.
    static func folded(_ scalar: Unicode.Scalar) -> String {
        if scalar.isASCII { return scalar.properties.lowercaseMapping }
        if let boxed = boxedLetter(scalar) { return boxed }
        if let plain = strokes[scalar] { return plain }
        let compatible = String(scalar).precomposedStringWithCompatibilityMapping
        return compatible.folding(
            options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    }

    /// A sign as our keyboards have it.
    static func plainSign(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0x2010...0x2015, 0x2212, 0x2043, 0x2E3A, 0x2E3B, 0xFE58, 0xFE63: return "-"
        case 0x201C...0x201F, 0xAB, 0xBB, 0x2033: return "\""
        case 0x2018, 0x2019, 0x201A, 0x2039, 0x203A, 0xB4, 0x60: return "'"
        case 0x2024, 0x3002, 0xFF61, 0x6D4, 0x701, 0x702, 0x30FB, 0xB7, 0x2219, 0x22C5: return "."
        case 0x2044, 0x2215, 0x29F8: return "/"
        case 0xFF01...0xFF5E:
            return Unicode.Scalar(scalar.value - 0xFEE0).map(String.init) ?? String(scalar)
        case 0xFE50...0xFE6F: return String(scalar).precomposedStringWithCompatibilityMapping
        default: return String(scalar)
        }
    }

    /// Letters that are ours with a stroke, or two of ours in one.
    private static let strokes: [Unicode.Scalar: String] = [
        "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ħ": "h",
        "Ħ": "h", "ŧ": "t", "Ŧ": "t", "ı": "i", "ŋ": "n", "Ŋ": "n", "æ": "ae", "Æ": "ae",
        "œ": "oe", "Œ": "oe", "ß": "ss", "ẞ": "ss", "þ": "th", "Þ": "th", "ƒ": "f", "ɓ": "b",
        "Ɓ": "b", "ɗ": "d", "Ɗ": "d", "ƙ": "k", "Ƙ": "k", "ə": "e", "Ə": "e",
    ]

    /// The characters in the order in which they are seen, with the bytes that each stands for.
    ///
    /// An override turns whole words round: `\u{202E}yrraB\u{202C}` is read as Barry. What stands
    /// under one gets the bytes of all that it turned, so that it is found as a whole.
    ///
    /// - Returns: `nil` when nothing is turned round.
    static func asSeen(
        _ text: String
    ) -> [(scalar: Unicode.Scalar, bytes: Range<Int>)]? {
        guard text.unicodeScalars.contains("\u{202E}") else { return nil }
        var seen: [(scalar: Unicode.Scalar, bytes: Range<Int>)] = []
        var turned: [Unicode.Scalar] = []
        var start: Int?
        var offset = 0
        func turn(to end: Int) {
            guard let begin = start else { return }
            seen += turned.reversed().map { ($0, begin..<end) }
            (start, turned) = (nil, [])
        }
        for scalar in text.unicodeScalars {
            let next = offset + UTF8.width(scalar)
            switch scalar {
            case "\u{202E}":
                turn(to: offset)
                start = offset
            case "\u{202C}": turn(to: next)
            case "\n", "\r", "\u{2029}", "\u{85}":
                turn(to: offset)
                seen.append((scalar, offset..<next))
            default:
                if start == nil {
                    seen.append((scalar, offset..<next))
                } else {
                    turned.append(scalar)
                }
            }
            offset = next
        }
        turn(to: offset)
        return seen
    }
}
