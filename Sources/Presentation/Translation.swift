internal import CGettext
internal import Foundation
public import Procurement

/// The gettext domain of everything that people read.
public let translationDomain = "support-choice"

/// Tells gettext where the translations are, and reads the language from the environment.
public func bindTranslations(folder: String) {
    setlocale(LC_ALL, "")
    bindtextdomain(translationDomain, folder)
    bind_textdomain_codeset(translationDomain, "UTF-8")
    textdomain(translationDomain)
}

/// A text in the reader's language.
///
/// The literal must stand in one piece, without interpolation, so that xgettext finds it:
/// `tr("{count} bids", ["count": "3"])`.
public func tr(_ text: String, _ values: [String: String] = [:]) -> String {
    Template.fill(translated(text), values)
}

/// A text that depends on a number: `trn("{n} bid", "{n} bids", count)`. `{n}` is filled in.
public func trn(
    _ one: String, _ many: String, _ count: Int, _ values: [String: String] = [:]
) -> String {
    Template.fill(
        translated(one, many, count),
        values.merging(["n": String(count)]) { given, _ in given })
}

/// What the rules and the letters say, in the reader's language.
public func tr(_ phrase: Phrase) -> String { phrase.text(in: .readers) }

extension Language {
    /// The reader's, by gettext.
    public static let readers = Language(
        single: { translated($0) }, counted: { translated($0, $1, $2) })
}

/// Untranslated, gettext gives back the very pointer it was given: it must still be alive.
private func translated(_ text: String) -> String {
    text.withCString { String(cString: dgettext(translationDomain, $0)) }
}

private func translated(_ one: String, _ many: String, _ count: Int) -> String {
    one.withCString { one in
        many.withCString { many in
            String(cString: dngettext(translationDomain, one, many, UInt(max(0, count))))
        }
    }
}
