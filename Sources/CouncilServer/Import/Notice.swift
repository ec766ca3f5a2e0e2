internal import Foundation
internal import Procurement

/// A supplier as a notice names it.
struct Supplier: Hashable {
    let name: String
    /// The register's own first.
    var identifiers: [ProviderIdentifier]
}

/// Finds suppliers in notices of the Open Contracting Data Standard.
enum Notice {
    /// The releases of a file: of a release package, or the one that the file is.
    ///
    /// - Throws: `ImportFailure` for a file that is neither.
    static func releases(in file: ImportFile) throws(ImportFailure) -> [JSONValue] {
        let json = try file.json()
        if case .array(let releases)? = json["releases"] { return releases }
        if json["ocid"] != nil || json["parties"] != nil || json["tag"] != nil { return [json] }
        throw ImportFailure(
            problems: [
                ImportProblem(
                    file: file.name, record: "", field: "releases",
                    reason: "is missing: this is no release and no release package of OCDS")
            ])
    }

    /// The suppliers of a release in order, each once, and why others were passed over.
    static func suppliers(in release: JSONValue) -> ([Supplier], skipped: [String]) {
        var skipped: [String] = []
        var suppliers: [Supplier] = []
        var byID: [String: Int] = [:]
        for party in release["parties"]?.items ?? [] {
            let roles = (party["roles"]?.items ?? []).compactMap(\.text)
            guard roles.contains("supplier") else { continue }
            guard let supplier = supplier(party) else {
                skipped.append("a supplier has no usable name")
                continue
            }
            if let id = party["id"]?.text {
                guard byID[id] == nil else {
                    skipped.append("a supplier is there twice")
                    continue
                }
                byID[id] = suppliers.count
            }
            suppliers.append(supplier)
        }
        for award in release["awards"]?.items ?? [] {
            for reference in award["suppliers"]?.items ?? [] {
                if let id = reference["id"]?.text, byID[id] != nil { continue }
                guard let supplier = supplier(reference) else {
                    skipped.append("an award names a supplier without a usable name")
                    continue
                }
                if let id = reference["id"]?.text { byID[id] = suppliers.count }
                suppliers.append(supplier)
            }
        }
        if suppliers.isEmpty, skipped.isEmpty {
            let tags = (release["tag"]?.items ?? []).compactMap(\.text)
            let isAward = tags.contains { $0 == "award" || $0 == "awardUpdate" }
            skipped.append(isAward ? "the award names no supplier" : "the release has no award")
        }
        return (suppliers, skipped)
    }

    private static func supplier(_ party: JSONValue) -> Supplier? {
        let said = party["name"]?.text ?? party["identifier"]?["legalName"]?.text
        guard let name = said.map(tidy), (1...200).contains(name.count) else { return nil }
        var identifiers: [ProviderIdentifier] = []
        let named =
            [party["identifier"]].compactMap { $0 }
            + (party["additionalIdentifiers"]?.items ?? [])
        for value in named {
            guard let scheme = value["scheme"]?.text, let number = number(value["id"]) else {
                continue
            }
            identifiers.append(ProviderIdentifier(scheme: scheme, number: number))
        }
        // The id of a party is its scheme and number, as in `GB-COH-01234567`.
        if let id = party["id"]?.text,
            let match = id.wholeMatch(of: /([A-Z]{2,3}-[A-Z]+)-(\S{1,100})/)
        {
            let own = ProviderIdentifier(scheme: String(match.1), number: String(match.2))
            if !identifiers.contains(own) { identifiers.append(own) }
        }
        return Supplier(name: name, identifiers: identifiers.filter(isUsable))
    }

    private static func isUsable(_ identifier: ProviderIdentifier) -> Bool {
        (1...20).contains(identifier.scheme.count) && (1...100).contains(identifier.number.count)
    }

    private static func number(_ value: JSONValue?) -> String? {
        switch value {
        case .text(let text): tidy(text)
        case .integer(let number): String(number)
        default: nil
        }
    }

    /// The text in one line, with single spaces.
    private static func tidy(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
