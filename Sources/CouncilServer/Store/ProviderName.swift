internal import Foundation
internal import Procurement

/// How the names of providers are read and compared.
enum ProviderName {
    /// The name as somebody wrote it, in one line with single spaces. What is written for the web
    /// (`&amp;`) is read once, so that a name that came through a portal is the provider's own.
    static func tidy(_ text: String) -> String {
        WebText.read(text).trimmingCharacters(in: .whitespacesAndNewlines)
            .split { $0 == " " || $0 == "\t" || $0 == "\u{A0}" }.joined(separator: " ")
    }

    /// Whether a name that was stored, perhaps by an older version, is this one.
    static func isOne(_ stored: String, _ name: String) -> Bool {
        stored == name || tidy(stored) == name
    }

    /// Why a text is no name of a provider, without the text; `nil` when it may be one.
    static func flaw(in name: String) -> String? {
        if let problem = ShortText.problem(in: name) { return problem.reason }
        let letters = name.unicodeScalars.filter {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
        }
        if letters.isEmpty { return "is made of signs alone" }
        if Placeholder.isOne(name) || Placeholder.isRemark(name) {
            return "says that there is none"
        }
        if letters.count > 5, !letters.contains(where: \.properties.isAlphabetic) {
            return "is a number"
        }
        if letters.count > 3, Set(name.lowercased()).count == 1 {
            return "is one letter again and again"
        }
        if WebText.isMisread(name) {
            return "was saved in one alphabet and read in another, as in Ã©; save it as UTF-8"
        }
        return nil
    }

    /// The name without capitals, accents and punctuation, and with the usual short forms and signs
    /// written out, so that `A & B Care LTD.` is `A and B Care Limited`; empty for a name of signs alone,
    /// which is like no other.
    static func matching(_ name: String) -> String {
        let plain = name.folding(
            options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive],
            locale: Locale(identifier: "en_GB"))
        guard plain.contains(where: { $0.isLetter || $0.isNumber }) else { return "" }
        let words = plain.replacing("&", with: " and ").replacing("+", with: " plus ")
            .replacing("'", with: "")
            .replacing("\u{2019}", with: "")
            .split { !$0.isLetter && !$0.isNumber }
        return words.map { short[String($0)] ?? String($0) }.joined(separator: " ")
    }

    private static let short = [
        "ltd": "limited", "co": "company",
    ]
}

/// What people write where there is nothing to write.
enum Placeholder {
    /// Whether a text says that there is none: compared by its letters and figures alone.
    static func isOne(_ text: String) -> Bool {
        let plain = String(
            String.UnicodeScalarView(
                text.lowercased().unicodeScalars.filter {
                    $0.properties.isAlphabetic || $0.properties.numericType != nil
                }))
        if plain.isEmpty || words.contains(plain) { return true }
        let isNines = plain.count > 5 && plain.allSatisfy { $0 == "9" }
        return isNines || plain.allSatisfy { $0 == "0" } || plain.allSatisfy { $0 == "x" }
    }

    /// Whether a text in place of a name is a remark of whoever filled the form in, as in
    /// "No supplier appointed", "See attached list" or "Details withheld".
    static func isRemark(_ text: String) -> Bool {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map { String($0) }
        if !remarks.isDisjoint(with: words) { return true }
        guard words.count > 1 else { return false }
        return switch words[0] {
        case "no", "none", "not", "various", "multiple": things.contains(words[1])
        case "see": places.contains(words[1])
        default: false
        }
    }

    private static let remarks: Set<String> = [
        "redacted", "withheld", "undisclosed", "anonymised", "anonymized",
    ]
    private static let things: Set<String> = [
        "supplier", "suppliers", "provider", "providers", "bidder", "bidders", "bid", "bids",
        "award", "awarded", "awards", "contract", "contractor", "contractors", "tender", "tenders",
        "tenderer", "tenderers", "response", "responses", "winner", "applicable", "available",
        "known", "disclosed", "provided", "appointed", "received", "specified", "stated",
    ]
    private static let places: Set<String> = [
        "attached", "attachment", "attachments", "below", "above", "list", "document", "documents",
        "notice", "contract", "description", "additional", "annex", "appendix", "spreadsheet",
    ]

    private static let words: Set<String> = [
        "na", "none", "null", "nil", "nan", "no", "undefined", "unknown", "notknown",
        "notapplicable", "notavailable", "notprovided", "notsupplied", "notregistered",
        "notgiven", "notstated", "notdisclosed", "notrequired", "notspecified", "nonumber",
        "nosupplier", "nosuppliers", "noname", "noaward", "notawarded", "missing", "blank",
        "empty", "tbc", "tba", "tbd", "tobeconfirmed", "tobeadvised", "pending", "redacted",
        "redactedname", "withheld", "namewithheld", "confidential", "commerciallyconfidential",
        "anonymous", "anonymised", "private", "exempt", "various", "varioussuppliers", "multiple",
        "multiplesuppliers", "seeattached", "seeattachment", "seebelow", "seeabove", "asabove",
        "asbelow", "seedocument", "seedocuments", "seelist", "supplier", "suppliername", "provider",
        "providername", "name", "companyname", "number", "soletrader", "test", "dummy", "example",
        "individual",
    ]
}

/// Text that came through the web.
enum WebText {
    /// The text with its character references read, once: `&amp;amp;` becomes `&amp;`. What is no
    /// reference stays as it is. Source: the HTML standard, 13.5, of which these are in use.
    static func read(_ text: String) -> String {
        guard text.contains("&") else { return text }
        return text.replacing(/&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});/) { match in
            character(String(match.output.1)) ?? String(match.output.0)
        }
    }

    private static func character(_ reference: String) -> String? {
        guard reference.hasPrefix("#") else { return named[reference] }
        let digits = reference.dropFirst()
        let isHexadecimal = digits.hasPrefix("x") || digits.hasPrefix("X")
        let value = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return value.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    }

    private static let named: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
        "lsquo": "\u{2018}", "rsquo": "\u{2019}", "ldquo": "\u{201C}", "rdquo": "\u{201D}",
        "ndash": "\u{2013}", "mdash": "\u{2014}", "hellip": "\u{2026}", "bull": "\u{2022}",
        "middot": "\u{B7}", "copy": "©", "reg": "®", "trade": "™", "pound": "£", "euro": "€",
        "aacute": "á", "Aacute": "Á", "agrave": "à", "acirc": "â", "auml": "ä", "Auml": "Ä",
        "aring": "å", "ccedil": "ç", "eacute": "é", "Eacute": "É", "egrave": "è", "Egrave": "È",
        "ecirc": "ê", "euml": "ë", "iacute": "í", "Iacute": "Í", "iuml": "ï", "icirc": "î",
        "ntilde": "ñ", "oacute": "ó", "Oacute": "Ó", "ocirc": "ô", "ouml": "ö", "Ouml": "Ö",
        "oslash": "ø", "uacute": "ú", "Uacute": "Ú", "ugrave": "ù", "ucirc": "û", "uuml": "ü",
        "Uuml": "Ü", "szlig": "ß", "wcirc": "ŵ", "ycirc": "ŷ",
    ]

    /// Whether the text is UTF-8 that somebody read as Latin-1 or Windows-1252, as in `Ã‰lan`.
    static func isMisread(_ text: String) -> Bool {
        guard text.unicodeScalars.contains(where: { $0.value > 0x7F }) else { return false }
        for encoding in [String.Encoding.isoLatin1, .windowsCP1252] {
            if let bytes = text.data(using: encoding), String(data: bytes, encoding: .utf8) != nil {
                return true
            }
        }
        return false
    }
}

extension CharacterProblem {
    /// Why a text with it is not taken, without the text.
    var reason: String {
        let kind = kind == .lineBreak ? "has a line break" : "has a character that is not allowed"
        return "\(kind): \(words.english)"
    }
}
