internal import Foundation
public import Procurement

/// Whose visit it was, when the record came.
public enum Claim: Int64, Hashable, Sendable {
    /// The worker never had the package, or records in another's name.
    case anothers = 0
    case own = 1
    /// The worker had the package once: somebody looks at the record before it counts.
    case handedOn = 2
}

/// A preference among the others of its package, with what it does now.
public struct StoredPreference: Hashable, Sendable {
    public let preference: Preference
    public let claim: Claim
    /// What it does now, beside the others. What was answered when it came is in its mutation.
    public var effect: Effect
    public let receivedAt: Instant
    public let sequence: Int64
    /// The record as it came: its bytes never change.
    public let payload: String
    /// The record as this version reads it, where it came in an older form.
    public let current: String?
}

extension StoreTransaction {
    /// The preferences of a package in the order in which they came.
    public func preferences(of package: SupportPackage.ID) throws -> [StoredPreference] {
        try sql.all(
            "SELECT p.id, p.own, p.effect, m.received, m.sequence, m.payload, p.current "
                + "FROM preference p JOIN mutation m ON m.key = p.id WHERE p.package = $1 ORDER BY m.sequence",
            [.text(package.rawValue)]
        ) { row in
            let id = try row.requiredText(0)
            let payload = try row.requiredText(5)
            let current = try row.text(6)
            guard let effect = Effect(stored: try row.requiredText(2)),
                let preference = try? CanonicalJSON.decode(
                    Preference.self, from: Data((current ?? payload).utf8))
            else { throw StoreError.unreadable(row: "preference \(id)") }
            return StoredPreference(
                preference: preference, claim: Claim(rawValue: try row.requiredInteger(1)) ?? .own,
                effect: effect, receivedAt: try row.requiredInstant(3),
                sequence: try row.requiredInteger(4), payload: payload, current: current)
        }
    }

    func hasPreferences(_ package: SupportPackage.ID) throws -> Bool {
        try sql.first(
            "SELECT 1 FROM preference WHERE package = $1 LIMIT 1", [.text(package.rawValue)]
        ) { _ in true } ?? false
    }

    /// What each preference does now, by its id, and its text where it came in an older form.
    func currentPreferences() throws -> [String: (effect: Effect?, current: String?)] {
        var found: [String: (effect: Effect?, current: String?)] = [:]
        try sql.rows("SELECT id, effect, current FROM preference", []) { row in
            found[try row.requiredText(0)] = (
                Effect(stored: try row.requiredText(1)), try row.text(2)
            )
            return true
        }
        return found
    }

    func save(_ stored: StoredPreference) throws {
        try sql.run(
            "INSERT INTO preference (id, package, own, effect, current) "
                + "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE "
                + "SET own = excluded.own, effect = excluded.effect",
            [
                .text(stored.preference.id.rawValue),
                .text(stored.preference.basis.package.rawValue),
                .integer(stored.claim.rawValue), .text(try stored.effect.stored()),
                .text(stored.current),
            ])
    }
}
