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

    /// The providers whose names are written the same, but for capitals and the like; none for a
    /// name of signs alone.
    func providers(named matching: String) throws -> [Provider.ID] {
        guard !matching.isEmpty else { return [] }
        return try sql.all(
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

    /// Writes anew by what names are compared, and the numbers of registers in the register's own
    /// form; what is no number is dropped. Where two providers have one number it stays with the
    /// one that had it in that form, or with the first; every provider stays.
    func normaliseProviders() throws {
        for provider in try providers() {
            try sql.run(
                "UPDATE provider SET matching = $1 WHERE id = $2",
                [.text(ProviderName.matching(provider.name)), .text(provider.id.rawValue)])
        }
        let rows = try sql.all(
            "SELECT scheme, number, provider FROM provider_identifier "
                + "ORDER BY provider, scheme, number", []
        ) {
            (
                written: ProviderIdentifier(
                    scheme: try $0.requiredText(0), number: try $0.requiredText(1)),
                provider: Provider.ID(try $0.requiredText(2))
            )
        }
        let read = rows.compactMap { row -> (ProviderIdentifier, Provider.ID, isFirst: Bool)? in
            let number = RegisterNumber(scheme: row.written.scheme, number: row.written.number)
            guard case .number(let identifier) = number else { return nil }
            return (identifier, row.provider, identifier == row.written)
        }
        try sql.run("DELETE FROM provider_identifier", [])
        for (identifier, provider, _) in read.filter(\.isFirst) + read.filter({ !$0.isFirst }) {
            try add(identifier, to: provider)
        }
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
