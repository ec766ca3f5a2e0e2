/// A character that has no place in a name or a short text, and where it stands.
public struct CharacterProblem: Error, Codable, Hashable, Sendable {
    public let kind: Kind
    /// The number of the Unicode scalar, as in 8238 (U+202E); `nil` when no single one is wrong.
    public let scalar: UInt32?
    /// How many Unicode scalars stand before it.
    public let offset: Int

    /// Why a character is not what it looks like.
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        /// C0, DEL, C1: commands for a terminal or nothing at all.
        case control
        /// The text would not be one line.
        case lineBreak
        /// Turns the order in which what follows is shown.
        case direction
        /// Cannot be seen: zero-width, filler, tag, soft hyphen, a joiner where nothing joins.
        case invisible
        /// Another format character.
        case format
        /// Looks different on every machine, or like nothing.
        case privateUse
        /// Not a character, or none yet.
        case unassigned
        /// U+FFFC, U+FFFD: stands where something was lost.
        case lost
        /// A mark with no letter to stand on.
        case looseMark
        /// More marks on one letter than any language has, or one that strikes it out.
        case piledMark
        /// A letter that looks like one of ours in a word of our letters.
        case otherAlphabet
        /// Nothing in the text can be seen.
        case blank
    }

    /// As in "U+202E RIGHT-TO-LEFT OVERRIDE at character 5 turns the order of the text"; the text
    /// itself is not said.
    public var words: Phrase {
        guard let scalar else { return phrase("there is nothing in it that can be seen") }
        return phrase(
            "{character}, character {place} of it, {reason}",
            [
                "character": .own(Self.name(of: scalar)), "place": .number(offset + 1),
                "reason": kind.reason,
            ])
    }

    /// "U+202E RIGHT-TO-LEFT OVERRIDE".
    private static func name(of scalar: UInt32) -> String {
        let digits = String(scalar, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        let properties = Unicode.Scalar(scalar)?.properties
        guard let name = properties?.name ?? properties?.nameAlias else { return code }
        return code + " " + name
    }
}

extension CharacterProblem.Kind {
    /// What the character does, to follow its name.
    fileprivate var reason: Phrase {
        switch self {
        case .control: phrase("is a control character")
        case .lineBreak: phrase("breaks the line")
        case .direction: phrase("turns the order of the text")
        case .invisible, .blank: phrase("cannot be seen")
        case .format: phrase("is a format character")
        case .privateUse: phrase("has no agreed meaning")
        case .unassigned: phrase("is not a character")
        case .lost: phrase("stands where something was lost")
        case .looseMark: phrase("is a mark without a letter")
        case .piledMark: phrase("is one mark too many on a letter")
        case .otherAlphabet: phrase("is from another alphabet than the rest of the word")
        }
    }
}
