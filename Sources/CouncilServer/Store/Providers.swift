internal import Foundation
public import Procurement

/// The council's list of providers.
extension StoreTransaction {
    public func provider(_ id: Provider.ID) throws -> Provider? {
        try sql.first(
            "SELECT name FROM provider WHERE id = $1", [.text(id.rawValue)]
        ) { Provider(id: id, name: try $0.requiredText(0)) }
    }

    /// In order of id.
    public func providers() throws -> [Provider] {
        try sql.all("SELECT id, name FROM provider ORDER BY id") {
            Provider(id: Provider.ID(try $0.requiredText(0)), name: try $0.requiredText(1))
        }
    }

    func add(_ provider: Provider) throws {
        try sql.run(
            "INSERT INTO provider (id, name, matching) VALUES ($1, $2, $3)",
            [
                .text(provider.id.rawValue), .text(provider.name),
                .text(ProviderName.matching(provider.name)),
            ])
    }

    /// Who has the identifier of a register.
    func provider(scheme: String, number: String) throws -> Provider.ID? {
        try sql.first(
            "SELECT provider FROM provider_identifier WHERE scheme = $1 AND number = $2",
            [.text(scheme), .text(number)]
        ) { Provider.ID(try $0.requiredText(0)) }
    }

    /// The providers whose names are written the same, but for capitals and the like.
    func providers(named matching: String) throws -> [Provider.ID] {
        try sql.all(
            "SELECT id FROM provider WHERE matching = $1 ORDER BY id", [.text(matching)]
        ) { Provider.ID(try $0.requiredText(0)) }
    }

    func identifiers(of provider: Provider.ID) throws -> [ProviderIdentifier] {
        try sql.all(
            "SELECT scheme, number FROM provider_identifier WHERE provider = $1 "
                + "ORDER BY scheme, number", [.text(provider.rawValue)]
        ) { ProviderIdentifier(scheme: try $0.requiredText(0), number: try $0.requiredText(1)) }
    }

    func add(_ identifier: ProviderIdentifier, to provider: Provider.ID) throws {
        try sql.run(
            "INSERT INTO provider_identifier (scheme, number, provider) VALUES ($1, $2, $3) "
                + "ON CONFLICT (scheme, number) DO NOTHING",
            [.text(identifier.scheme), .text(identifier.number), .text(provider.rawValue)])
    }

    /// Which version of a package was imported last, and the digest of its record.
    func imported(_ package: SupportPackage.ID) throws -> (version: Int, digest: String)? {
        try sql.first(
            "SELECT version, digest FROM imported WHERE package = $1", [.text(package.rawValue)]
        ) { (Int(try $0.requiredInteger(0)), try $0.requiredText(1)) }
    }

    func setImported(_ package: SupportPackage.ID, version: Int, digest: String) throws {
        try sql.run(
            "INSERT INTO imported (package, version, digest) VALUES ($1, $2, $3) "
                + "ON CONFLICT (package) DO UPDATE SET version = excluded.version, "
                + "digest = excluded.digest",
            [.text(package.rawValue), .integer(Int64(version)), .text(digest)])
    }
}

/// An identifier in a register, as OCDS writes it: `GB-COH` and `01234567`.
struct ProviderIdentifier: Hashable, Sendable {
    let scheme: String
    let number: String
}

/// How names are compared.
enum ProviderName {
    /// The name without capitals, accents and punctuation, and with the usual short forms written
    /// out, so that `A & B Care LTD.` is `A and B Care Limited`.
    static func matching(_ name: String) -> String {
        let plain = name.folding(
            options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive],
            locale: Locale(identifier: "en_GB"))
        let words = plain.replacing("&", with: " and ").replacing("'", with: "")
            .replacing("\u{2019}", with: "")
            .split { !$0.isLetter && !$0.isNumber }
        return words.map { short[String($0)] ?? String($0) }.joined(separator: " ")
    }

    private static let short = [
        "ltd": "limited", "co": "company",
    ]
}
