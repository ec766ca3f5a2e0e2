internal import Foundation

/// Names that people cannot tell apart.
///
/// Source: the idea of Unicode Technical Standard 39 (skeletons), with the letters that pass for
/// Latin ones in the common fonts. Wider than the standard where a person reads quickly: capitals,
/// accents and spaces make no difference.
public enum LookAlikes {
    /// What is left of a name when everything is one that looks the same: two names with one
    /// skeleton are to be told from each other by somebody who knows.
    ///
    /// For comparing only: it is no text to show, and an `l` may stand for an `i`.
    public static func skeleton(of name: String) -> String {
        var plain = ""
        for scalar in name.decomposedStringWithCompatibilityMapping.unicodeScalars {
            let properties = scalar.properties
            if properties.isDefaultIgnorableCodePoint || scalar.isMark { continue }
            if properties.generalCategory == .control || properties.isWhitespace
                || scalar.value == 0x2800
            {
                plain += " "
            } else if let letter = letters[scalar] ?? squared(scalar) {
                plain.unicodeScalars.append(letter)
            } else {
                plain += properties.lowercaseMapping
            }
        }
        // A capital whose small form looks like something else has had its turn.
        var skeleton = ""
        for scalar in plain.unicodeScalars where !scalar.isMark {
            skeleton.unicodeScalars.append(letters[scalar] ?? scalar)
        }
        return skeleton.replacing("rn", with: "m").replacing("vv", with: "w")
            .split(separator: " ").joined(separator: " ")
    }

    /// Whether two names have one skeleton.
    public static func areAlike(_ one: String, _ other: String) -> Bool {
        skeleton(of: one) == skeleton(of: other)
    }

    /// The Latin small letter that a letter of another alphabet looks like; one that could be an
    /// `i` is read as one.
    static func latin(for scalar: Unicode.Scalar) -> Unicode.Scalar? {
        "ӏӀіІιΙıɪᎥꙇ".unicodeScalars.contains(scalar) ? "i" : letters[scalar] ?? squared(scalar)
    }

    static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF: scalar != "×" && scalar != "÷"
        default: false
        }
    }

    /// Of an alphabet of which letters look like Latin ones.
    static func passesForLatin(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x370...0x3FF, 0x1F00...0x1FFF, 0x400...0x52F, 0x1C80...0x1C8F, 0xA640...0xA69F,
            0x531...0x586, 0x13A0...0x13FD, 0xAB70...0xABBF, 0xA4D0...0xA4FD, 0x2C80...0x2CFF:
            true
        default: false
        }
    }

    /// White letters on black squares and discs, and the letters of flags.
    private static func squared(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        let first: UInt32
        switch scalar.value {
        case 0x1F150...0x1F169: first = 0x1F150
        case 0x1F170...0x1F189: first = 0x1F170
        case 0x1F1E6...0x1F1FF: first = 0x1F1E6
        default: return nil
        }
        let letter = Unicode.Scalar(scalar.value - first + 0x61)
        return letter.map { letters[$0] ?? $0 }
    }

    /// The Latin small letter, the figure or the sign that a scalar looks like.
    private static let letters: [Unicode.Scalar: Unicode.Scalar] = {
        var letters: [Unicode.Scalar: Unicode.Scalar] = [:]
        for (letter, others) in table {
            for other in others.unicodeScalars where other != letter { letters[other] = letter }
        }
        return letters
    }()

    private static let table: [(Unicode.Scalar, String)] = [
        ("a", "аАαΑɑᴀᎪꓮ"), ("b", "ВвьЬΒβᏴᗷꓐʙ"), ("c", "сСϲϹᴄᏟꓚⲤⲥ"), ("d", "ԁԀᎠᗪꓓᴅđĐ"),
        ("e", "еЕεΕᴇᎬꓰєЄ"), ("f", "Ϝϝꓝƒᖴ"), ("g", "ɡցԌᏀꓖɢ"), ("h", "һҺНнΗհᎻꓧʜħĦ"),
        ("j", "јЈϳᎫꓙᴊ"), ("k", "кКκΚᏦꓗᴋ"), ("l", "1Ii|ӏӀіІιΙıɪʟᏞꓡꓲłŁᛁǀ"), ("m", "мМΜᎷꓟᴍ"),
        ("n", "ΝηոпПɴꓠ"), ("o", "0оОοΟσօՕꓳᴏøØⲞⲟ"), ("p", "рРρΡᏢꓑᴘ"), ("q", "ԛԚզ"),
        ("r", "гГʀꓣᎡ"), ("s", "ѕЅᏚꓢꜱՏ"), ("t", "тТτΤᎢꓔᴛŧŦ"), ("u", "սՍμυʋᴜꓴ"),
        ("v", "νѵѴᴠᏙꓦ"), ("w", "ԝԜωᎳꓪᴡѡ"), ("x", "хХχΧꓫ×"), ("y", "уУγΥүҮʏꓬᎩ"),
        ("z", "ζΖᴢᏃꓜ"), ("3", "зЗƷӠ"),
        ("'", "\u{2018}\u{2019}\u{201B}\u{2BC}\u{2B9}\u{2BB}\u{2BD}\u{2C8}`\u{B4}\u{2032}"),
        ("\"", "\u{201C}\u{201D}\u{201E}\u{2033}"),
        ("-", "\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}\u{2043}\u{30FC}"),
        (".", "\u{B7}\u{2024}\u{2027}\u{2219}\u{22C5}"), (",", "\u{201A}\u{60C}"),
        ("/", "\u{2044}\u{2215}"), (":", "\u{A789}\u{2236}"),
    ]
}
