/// Something to be read by people, before it is in anybody's language.
///
/// This module may not ask gettext. It gives the English template, in one literal piece so that
/// xgettext finds it, and apart from it the values that fill its places: another language orders
/// them as it likes. `Presentation.tr` says a phrase in the reader's language.
public indirect enum Phrase: Codable, Hashable, Sendable {
    /// Somebody's own words, a name, a reference or a figure: the same in every language.
    case own(String)
    /// A template with `{name}` places, and what fills them.
    case template(String, [String: Phrase])
    /// A template in two forms, of which the number takes one; the number fills `{n}`.
    case counted(one: String, many: String, Int, [String: Phrase])

    /// A whole number, in figures.
    public static func number(_ number: Int) -> Phrase { .own(String(number)) }
}

/// A phrase: `phrase("a limit of {money} a year", ["money": cost.words])`.
///
/// The template is a whole sentence, or a whole part that can stand alone in another's place; it
/// is one literal without interpolation.
public func phrase(_ template: String, _ values: [String: Phrase] = [:]) -> Phrase {
    .template(template, values)
}

/// A phrase that depends on a number: `phrases("{n} bid", "{n} bids", count)`.
public func phrases(
    _ one: String, _ many: String, _ count: Int, _ values: [String: Phrase] = [:]
) -> Phrase {
    .counted(one: one, many: many, count, values)
}

/// How templates become one language's.
public struct Language: Sendable {
    private let single: @Sendable (_ template: String) -> String
    private let counted: @Sendable (_ one: String, _ many: String, _ count: Int) -> String

    /// From a translation of a template, and of the form of two templates that a number asks for.
    public init(
        single: @escaping @Sendable (_ template: String) -> String,
        counted: @escaping @Sendable (_ one: String, _ many: String, _ count: Int) -> String
    ) {
        self.single = single
        self.counted = counted
    }

    /// The language that the templates are written in.
    public static let english = Language(
        single: { $0 }, counted: { one, many, count in count == 1 ? one : many })

    fileprivate func text(_ phrase: Phrase) -> String {
        switch phrase {
        case .own(let text): text
        case .template(let template, let values):
            Template.fill(single(template), values.mapValues(text))
        case .counted(let one, let many, let count, let values):
            Template.fill(
                counted(one, many, count),
                values.mapValues(text).merging(["n": String(count)]) { given, _ in given })
        }
    }
}

extension Phrase {
    public func text(in language: Language) -> String { language.text(self) }

    /// As it is written here: for tests, and where there are no readers but programmers.
    public var english: String { text(in: .english) }
}

/// A text with `{name}` places.
public enum Template {
    /// The text with its places filled; one that nothing is given for stays as it is.
    ///
    /// In one pass: braces in a value are the value's own and are never filled. No value turns the
    /// order of what stands beside it, whatever characters it has.
    public static func fill(_ text: String, _ values: [String: String]) -> String {
        guard !values.isEmpty, text.contains("{") else { return text }
        var filled = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            filled += rest[..<open]
            rest = rest[open...]
            guard let close = rest.firstIndex(of: "}"),
                let value = values[String(rest[rest.index(after: open)..<close])]
            else {
                filled += "{"
                rest = rest.dropFirst()
                continue
            }
            filled += ShownText.isolated(value)
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }
}

extension Phrase {
    /// "Alder Support, Beech Care".
    public static func list(_ parts: [Phrase]) -> Phrase {
        joined(parts) { phrase("{first}, {rest}", ["first": $0, "rest": $1]) }
    }

    /// "published or closed".
    public static func either(_ parts: [Phrase]) -> Phrase {
        joined(parts) { phrase("{first} or {rest}", ["first": $0, "rest": $1]) }
    }

    /// References to documents of ours.
    static func references<Subject>(_ ids: [Identifier<Subject>]) -> Phrase {
        list(ids.map { .own($0.rawValue) })
    }

    private static func joined(
        _ parts: [Phrase], by pair: (_ first: Phrase, _ rest: Phrase) -> Phrase
    ) -> Phrase {
        guard let last = parts.last else { return .own("") }
        return parts.dropLast().reversed().reduce(last) { pair($1, $0) }
    }
}
