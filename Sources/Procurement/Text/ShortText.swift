/// The rule for names and short texts: every character in them is what it looks like.
///
/// It holds on every way in: files, the interface, the window, the record. Longer texts, which are
/// people's own words, are kept to the byte instead, and made safe where they are shown
/// (`ShownText`).
///
/// Source: Unicode Standard Annex 31 (joiners in names) and Technical Standards 39 (marks, mixed
/// alphabets) and 51 (sequences of emoji), cut down to what a name needs.
public enum ShortText {
    /// The first character that has no place in a name or a short text of one line.
    public static func problem(in text: String) -> CharacterProblem? {
        var reader = ScalarReader(text)
        var isSeen = false
        while let place = reader.next() {
            if let kind = place.kind { return place.problem(kind) }
            isSeen = isSeen || !place.scalar.properties.isWhitespace
        }
        if !isSeen { return CharacterProblem(kind: .blank, scalar: nil, offset: 0) }
        return mixedAlphabets(in: reader.scalars)
    }

    /// A word of Latin letters with one from an alphabet whose letters pass for them.
    private static func mixedAlphabets(in scalars: [Unicode.Scalar]) -> CharacterProblem? {
        var latin = false
        var other: CharacterProblem?
        for (offset, scalar) in scalars.enumerated() {
            guard scalar.properties.isAlphabetic || scalar.isMark else {
                (latin, other) = (false, nil)
                continue
            }
            if LookAlikes.isLatin(scalar) {
                latin = true
            } else if LookAlikes.passesForLatin(scalar), other == nil {
                other = CharacterProblem(
                    kind: .otherAlphabet, scalar: scalar.value, offset: offset)
            }
            if latin, let other { return other }
        }
        return nil
    }
}

/// Reads a text scalar by scalar and says of each what is wrong with it where it stands.
struct ScalarReader {
    struct Place {
        let scalar: Unicode.Scalar
        let offset: Int
        let kind: CharacterProblem.Kind?

        func problem(_ kind: CharacterProblem.Kind) -> CharacterProblem {
            CharacterProblem(kind: kind, scalar: scalar.value, offset: offset)
        }
    }

    /// Hebrew with points and accents has four; nothing that is written has more.
    private static let mostMarks = 4

    let scalars: [Unicode.Scalar]
    private var ahead = 0
    /// Marks in a row before the next scalar.
    private var marks = 0
    /// The flag that a tag sequence draws ends before this offset.
    private var flagEnds = 0

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    mutating func next() -> Place? {
        guard ahead < scalars.count else { return nil }
        let offset = ahead
        let scalar = scalars[offset]
        ahead += 1
        let kind = judge(scalar, at: offset)
        marks = scalar.isMark ? marks + 1 : 0
        return Place(scalar: scalar, offset: offset, kind: kind)
    }

    private mutating func judge(
        _ scalar: Unicode.Scalar, at offset: Int
    ) -> CharacterProblem.Kind? {
        // Most texts are nothing else.
        if (0x20...0x7E).contains(scalar.value) { return nil }
        switch scalar.value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: return .lineBreak
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: return .direction
        case 0x200C, 0x200D: return joins(scalar, at: offset) ? nil : .invisible
        case 0xFE00...0xFE0F, 0xE0100...0xE01EF:
            return varies(scalar, at: offset) ? nil : .invisible
        case 0xE0000...0xE007F: return isOfFlag(at: offset) ? nil : .invisible
        case 0x2800: return .invisible
        case 0xFFFC, 0xFFFD: return .lost
        case 0x20E3: return isKeycap(at: offset) ? nil : .piledMark
        default: break
        }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .control: return .control
        case .privateUse: return .privateUse
        case .unassigned, .surrogate: return .unassigned
        case .lineSeparator, .paragraphSeparator: return .lineBreak
        case .enclosingMark: return .piledMark
        case .format: return properties.isDefaultIgnorableCodePoint ? .invisible : .format
        default: break
        }
        if properties.isDefaultIgnorableCodePoint { return .invisible }
        let isSpacingMark = properties.generalCategory == .spacingMark
        return scalar.isMark || isSpacingMark ? mark(scalar, at: offset) : nil
    }

    private func mark(_ scalar: Unicode.Scalar, at offset: Int) -> CharacterProblem.Kind? {
        guard let before = self.scalar(at: offset - 1), !before.properties.isWhitespace else {
            return .looseMark
        }
        guard scalar.isMark else { return nil }
        let strikesOut = scalar.properties.canonicalCombiningClass == .overlay
        return strikesOut || before == scalar || marks >= Self.mostMarks ? .piledMark : nil
    }

    private func scalar(at offset: Int) -> Unicode.Scalar? {
        scalars.indices.contains(offset) ? scalars[offset] : nil
    }

    /// Whether a joiner stands in a picture of several people, after a virama, or between letters
    /// of a script whose letters join.
    private func joins(_ joiner: Unicode.Scalar, at offset: Int) -> Bool {
        guard let before = scalar(at: offset - 1), let after = scalar(at: offset + 1) else {
            return false
        }
        if before.properties.canonicalCombiningClass == .virama { return true }
        if joiner.value == 0x200D, after.isPicture {
            let modified = before.value == 0xFE0F || before.properties.isEmojiModifier
            let base = modified ? scalar(at: offset - 2) : before
            return base?.isPicture == true
        }
        let letter = scalars[..<offset].last { !$0.isMark }
        return letter?.isJoining == true && after.isJoining
    }

    /// Whether a variation selector follows what has variants: a picture, or an ideograph.
    private func varies(_ selector: Unicode.Scalar, at offset: Int) -> Bool {
        guard let before = scalar(at: offset - 1) else { return false }
        guard selector.value == 0xFE0E || selector.value == 0xFE0F else {
            return before.properties.isIdeographic
        }
        let isKey = before.isASCII && scalar(at: offset + 1)?.value == 0x20E3
        return before.isPicture || (isKey && before.properties.isEmoji)
    }

    private func isKeycap(at offset: Int) -> Bool {
        let base = scalar(at: offset - 1)?.value == 0xFE0F ? offset - 2 : offset - 1
        guard let key = scalar(at: base) else { return false }
        return key.isASCII && key.properties.isEmoji
    }

    /// The flags of England, Scotland and Wales are the only ones drawn with tags.
    private static let flags = ["gbeng", "gbsct", "gbwls"].map { name in
        name.unicodeScalars.map { $0.value + 0xE0000 } + [0xE007F]
    }

    private mutating func isOfFlag(at offset: Int) -> Bool {
        if offset < flagEnds { return true }
        guard scalar(at: offset - 1)?.value == 0x1F3F4,
            let flag = Self.flags.first(where: { flag in
                scalars[offset...].prefix(flag.count).map(\.value) == flag
            })
        else { return false }
        flagEnds = offset + flag.count
        return true
    }
}

extension Unicode.Scalar {
    var isMark: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
    }

    /// Of the scripts whose letters join with their neighbours: Arabic, Syriac, N'Ko, Mandaic,
    /// Mongolian.
    fileprivate var isJoining: Bool {
        guard properties.isAlphabetic else { return false }
        return switch value {
        case 0x0620...0x077F, 0x07CA...0x07EA, 0x0840...0x08C7, 0x1820...0x18AA, 0xFB50...0xFDFB,
            0xFE70...0xFEFC:
            true
        default: false
        }
    }

    /// A character that is drawn as a picture; not the figures, which may be.
    fileprivate var isPicture: Bool { !isASCII && properties.isEmoji }
}
