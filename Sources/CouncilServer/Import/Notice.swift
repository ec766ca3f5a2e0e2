internal import Foundation
internal import Procurement

/// A supplier as a notice names it.
struct Supplier: Hashable {
    let name: String
    /// The register's own first.
    var identifiers: [ProviderIdentifier]
}

/// Finds suppliers in notices of the Open Contracting Data Standard.
///
/// What is of another kind than the standard says is noted as a problem; what the standard allows
/// and we cannot use is passed over, and that is said.
struct Notice {
    let file: String
    let problems: ProblemList

    /// One release: what can be used of it, and why others were passed over.
    struct Release {
        var suppliers: [Supplier] = []
        var skipped: [(field: String, reason: String)] = []
        /// Its name, or its place in the file.
        let name: String

        mutating func skip(_ party: RecordReader, _ field: String, _ reason: String) {
            let place = party.path + field
            skipped.append((place.hasSuffix(".") ? String(place.dropLast()) : place, reason))
        }
    }

    /// The releases of a file: of a release package, or the one that the file is.
    func releases(of source: ImportFile) throws(ImportFailure) -> [Release] {
        let json = try source.json()
        guard let top = RecordReader(json, file: file, record: "", problems: problems) else {
            return []
        }
        if top.fields["releases"] != nil {
            let items = top.items("releases", 0...1_000_000) ?? []
            return items.enumerated().compactMap { release($1, at: "releases[\($0)]") }
        }
        if top.has("ocid") || top.has("parties") || top.has("tag") {
            return [release(json, at: "")].compactMap { $0 }
        }
        top.wrong("releases", "is missing: this is no release and no release package of OCDS")
        return []
    }

    private func release(_ value: JSONValue, at place: String) -> Release? {
        let said = value["ocid"]?.text ?? value["id"]?.text ?? ""
        let name = CaseloadService.isName(said) ? said : place
        guard
            let reader = RecordReader(value, file: file, record: name, problems: problems)
        else { return nil }
        var release = Release(name: name)
        var seen: Set<String> = []
        for party in objects("parties", of: reader) {
            let roles = texts("roles", of: party)
            guard roles.contains("supplier") else { continue }
            let id = party.fields["id"]?.text
            if let id, !seen.insert(id).inserted {
                release.skip(party, "", "a supplier is there twice")
                continue
            }
            take(party, into: &release)
        }
        for award in objects("awards", of: reader) {
            for reference in objects("suppliers", of: award) {
                if let id = reference.fields["id"]?.text, !seen.insert(id).inserted { continue }
                take(reference, into: &release)
            }
        }
        if release.suppliers.isEmpty, release.skipped.isEmpty {
            let tags = texts("tag", of: reader)
            let isAward = tags.contains { $0 == "award" || $0 == "awardUpdate" }
            let reason = isAward ? "the award names no supplier" : "the release has no award"
            release.skipped.append(("", reason))
        }
        return release
    }

    /// The objects of a list that may be missing.
    private func objects(_ field: String, of reader: RecordReader) -> [RecordReader] {
        guard reader.has(field) else { return [] }
        return reader.list(field, 0...1_000_000) { $0 } ?? []
    }

    private func texts(_ field: String, of reader: RecordReader) -> [String] {
        guard reader.has(field), let items = reader.items(field, 0...1000) else { return [] }
        return items.compactMap(\.text)
    }

    private func take(_ party: RecordReader, into release: inout Release) {
        let value = JSONValue.object(party.fields)
        guard let said = value["name"]?.text ?? value["identifier"]?["legalName"]?.text else {
            release.skip(party, "", "a supplier has no name")
            return
        }
        let name = ProviderName.tidy(said)
        guard (1...200).contains(name.unicodeScalars.count) else {
            release.skip(
                party, "name",
                name.isEmpty
                    ? "a supplier's name is empty"
                    : "a supplier's name is longer than 200 characters")
            return
        }
        if let flaw = ProviderName.flaw(in: name) {
            release.skip(party, "name", "a supplier's name \(flaw)")
            return
        }
        let (identifiers, isLacking) = identifiers(of: value)
        if isLacking {
            release.skip(
                party, "identifier",
                "a number of a supplier is none of its register, and was left out")
        }
        release.suppliers.append(Supplier(name: name, identifiers: identifiers))
    }

    private func identifiers(
        of party: JSONValue
    ) -> (identifiers: [ProviderIdentifier], isLacking: Bool) {
        var numbers: [RegisterNumber] = []
        let named =
            [party["identifier"]].compactMap { $0 }
            + (party["additionalIdentifiers"]?.items ?? [])
        for value in named {
            guard let scheme = value["scheme"]?.text else { continue }
            switch value["id"] {
            case nil: continue
            case .text(let text): numbers.append(RegisterNumber(scheme: scheme, number: text))
            case .integer(let number):
                numbers.append(RegisterNumber(scheme: scheme, number: String(number)))
            default: numbers.append(.none)
            }
        }
        // The id of a party is its scheme and number, as in `GB-COH-01234567`.
        if let id = party["id"]?.text,
            let match = id.wholeMatch(of: /([A-Za-z]{2,3}-[A-Za-z]+)-(\S{1,100})/)
        {
            numbers.append(RegisterNumber(scheme: String(match.1), number: String(match.2)))
        }
        var identifiers: [ProviderIdentifier] = []
        for case .number(let identifier) in numbers where !identifiers.contains(identifier) {
            identifiers.append(identifier)
        }
        return (identifiers, numbers.contains(.none))
    }
}
