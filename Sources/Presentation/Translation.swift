internal import CGettext
internal import Foundation

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
    // Untranslated, gettext gives back the very pointer it was given: it must still be alive.
    fill(text.withCString { String(cString: dgettext(translationDomain, $0)) }, values)
}

/// A text that depends on a number: `trn("{n} bid", "{n} bids", count)`. `{n}` is filled in.
public func trn(
    _ one: String, _ many: String, _ count: Int, _ values: [String: String] = [:]
) -> String {
    let text = one.withCString { one in
        many.withCString { many in
            String(cString: dngettext(translationDomain, one, many, UInt(max(0, count))))
        }
    }
    return fill(text, values.merging(["n": String(count)]) { given, _ in given })
}

private func fill(_ text: String, _ values: [String: String]) -> String {
    guard text.contains("{") else { return text }
    return values.reduce(text) { $0.replacingOccurrences(of: "{\($1.key)}", with: $1.value) }
}
