internal import Foundation

/// An identifier in a register, as OCDS writes it: `GB-COH` and `01234567`. It is in the register's
/// own form, so that two of one company are equal.
struct ProviderIdentifier: Hashable, Sendable {
    let scheme: String
    let number: String
}

/// What somebody wrote as the number of a provider in a register.
///
/// Source: the lists of org-id.guide (GB-COH, GB-CHC, GB-SC, GB-NIC, GB-MPR, GB-UKPRN, GB-EDU,
/// GB-NHS, GB-LAE, GB-LAS, GB-PPON, XI-PPON); Companies House, "Uniform Resource Identifiers (URI)
/// Customer Guide" (prefixes); the Charity Commission's register (linked charities have `-n`).
enum RegisterNumber: Hashable {
    /// A number, in the register's form.
    case number(ProviderIdentifier)
    /// A number that one portal, buyer or notice gave: it says nothing elsewhere.
    case local
    /// It says that there is none, or cannot be one.
    case none

    init(scheme: String, number: String) {
        let scheme = Self.scheme(scheme)
        guard !scheme.isEmpty, scheme.count <= 20 else {
            self = .none
            return
        }
        guard !Self.isLocal(scheme) else {
            self = .local
            return
        }
        let plain = Self.plain(number, of: scheme)
        guard !Placeholder.isOne(number), !Placeholder.isOne(plain),
            let number = Self.number(plain, in: scheme)
        else {
            self = .none
            return
        }
        self = .number(ProviderIdentifier(scheme: scheme, number: number))
    }

    /// Numbers of Contracts Finder, Find a Tender and the supplier registration service: given anew
    /// by each notice.
    private static func isLocal(_ scheme: String) -> Bool {
        ["GB-CFS", "GB-SRS", "GB-FTS", "CFS", "SRS", "FTS"].contains(scheme)
    }

    private static func scheme(_ text: String) -> String {
        let plain = text.uppercased().unicodeScalars
            .split { !$0.properties.isAlphabetic && $0.properties.numericType == nil }
            .map { String($0) }.joined(separator: "-")
        return names[plain] ?? plain
    }

    /// Other names of the schemes.
    private static let names = [
        "COH": "GB-COH", "COMPANIES-HOUSE": "GB-COH", "UK-COH": "GB-COH", "CHC": "GB-CHC",
        "UK-CHC": "GB-CHC", "CHARITY-COMMISSION": "GB-CHC", "PPON": "GB-PPON", "NIC": "GB-NIC",
        "OSCR": "GB-SC", "UKPRN": "GB-UKPRN", "MPR": "GB-MPR", "DUNS": "XI-DUNS",
        "GB-DUNS": "XI-DUNS", "US-DUNS": "XI-DUNS", "XI-PPON": "GB-PPON",
    ]

    /// Capitals, without spaces and what people write before a number.
    private static func plain(_ text: String, of scheme: String) -> String {
        var rest = text.precomposedStringWithCompatibilityMapping.uppercased()
            .trimmingCharacters(in: .whitespacesAndNewlines)
        if rest.hasPrefix(scheme + "-") { rest = String(rest.dropFirst(scheme.count + 1)) }
        let words = /(REGISTERED|REGISTRATION|REG|COMPANY|CO|CHARITY|NUMBER|NUM|NO)[.:#\s]+/
        while let match = rest.prefixMatch(of: words), match.range.upperBound < rest.endIndex {
            rest = String(rest[match.range.upperBound...])
        }
        let dashes = rest.replacing(/[\u{2010}-\u{2015}\u{2212}]/, with: "-")
        return String(
            String.UnicodeScalarView(
                dashes.unicodeScalars.filter {
                    $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-"
                        || $0 == "/"
                }))
    }

    /// Of a text of capitals, figures, dashes and slashes; `nil` when it is none of the register.
    private static func number(_ text: String, in scheme: String) -> String? {
        let joined = text.replacing("-", with: "").replacing("/", with: "")
        return switch scheme {
        case "GB-COH": company(joined)
        case "GB-CHC": charity(text)
        case "GB-SC": prefixed(joined, "SC", digits: 6)
        case "GB-NIC": prefixed(joined, "NIC", digits: 6)
        case "GB-MPR": mutual(joined)
        case "GB-UKPRN": joined.wholeMatch(of: /1[0-9]{7}/).map { String($0.output) }
        case "GB-EDU": joined.wholeMatch(of: /[0-9]{6}/).map { String($0.output) }
        case "GB-VAT": vat(joined)
        case "XI-DUNS": padded(joined, to: 9)
        case "GB-PPON": ppon(joined)
        case "GB-NHS", "GB-LAE", "GB-LAS":
            joined.wholeMatch(of: /[A-Z0-9]{2,10}/).map { String($0.output) }
        default: other(text)
        }
    }

    /// Eight characters: figures, or two letters and six figures; figures may have lost their zeros.
    private static func company(_ text: String) -> String? {
        if let number = padded(text, to: 8) { return number }
        if let match = text.wholeMatch(of: /([A-Z]{2})([0-9]{1,6})/) {
            return padded(String(match.2), to: 6).map { "\(match.1)\($0)" }
        }
        // Societies of old registers.
        if let match = text.wholeMatch(of: /((IP|SP|NP)[0-9]{5}R|(IP|SP|NP)[0-9]{4}RS|R[0-9]{7})/) {
            return String(match.0)
        }
        return nil
    }

    /// Six or seven figures, of a linked charity with its own number behind them; `-0` is the
    /// charity itself.
    private static func charity(_ text: String) -> String? {
        guard let match = text.wholeMatch(of: /0*([1-9][0-9]{5,6})([\-\/]([0-9]{1,3}))?/) else {
            return nil
        }
        let linked = match.3.flatMap { Int($0) } ?? 0
        return linked == 0 ? String(match.1) : "\(match.1)-\(linked)"
    }

    private static func prefixed(_ text: String, _ prefix: String, digits: Int) -> String? {
        let rest = text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
        return padded(rest, to: digits).map { prefix + $0 }
    }

    private static func mutual(_ text: String) -> String? {
        guard let match = text.wholeMatch(of: /(IP|SP|NP)?0*([1-9][0-9]{0,5})(RS|R)?/) else {
            return nil
        }
        return "\(match.1 ?? "")\(match.2)\(match.3 ?? "")"
    }

    private static func vat(_ text: String) -> String? {
        text.wholeMatch(of: /(GB|XI)?([0-9]{9}|[0-9]{12})/).map { String($0.2) }
    }

    private static func ppon(_ text: String) -> String? {
        text.wholeMatch(of: /(P[A-Z]{3})([0-9]{4})([A-Z]{4})/).map {
            "\($0.1)-\($0.2)-\($0.3)"
        }
    }

    /// A register that is not known here: leading zeros make no difference, and without a figure
    /// it must be one short word.
    private static func other(_ text: String) -> String? {
        guard (1...100).contains(text.count) else { return nil }
        if text.wholeMatch(of: /[0-9]+/) != nil { return String(text.drop { $0 == "0" }) }
        let hasFigure = text.contains { ("0"..."9").contains($0) }
        return hasFigure || text.count <= 12 ? text : nil
    }

    /// Figures alone, and not all of them zero, with as many as the register has.
    private static func padded(_ text: String, to count: Int) -> String? {
        guard text.wholeMatch(of: /[0-9]{1,12}/) != nil else { return nil }
        let figures = text.drop { $0 == "0" }
        guard (1...count).contains(figures.count) else { return nil }
        return String(repeating: "0", count: count - figures.count) + figures
    }
}
