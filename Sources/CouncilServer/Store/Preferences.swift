internal import Foundation
public import Procurement

/// A preference among the others of its package, with what it does now.
public struct StoredPreference: Hashable, Sendable {
    public let preference: Preference
    /// Whether it was the worker's own visit.
    public let isOwn: Bool
    /// What it does now, beside the others. What was answered when it came is in its mutation.
    public var effect: Effect
    public let receivedAt: Instant
    public let sequence: Int64
    /// The record as it came: its bytes never change.
    public let payload: String
}

extension StoreTransaction {
    /// The preferences of a package in the order in which they came.
    public func preferences(of package: SupportPackage.ID) throws -> [StoredPreference] {
        try sql.all(
            "SELECT p.id, p.own, p.effect, m.received, m.sequence, m.payload FROM preference p "
                + "JOIN mutation m ON m.key = p.id WHERE p.package = $1 ORDER BY m.sequence",
            [.text(package.rawValue)]
        ) { row in
            let id = try row.requiredText(0)
            let payload = try row.requiredText(5)
            guard let effect = Effect(stored: try row.requiredText(2)),
                let preference = try? CanonicalJSON.decode(
                    Preference.self, from: Data(payload.utf8))
            else { throw StoreError.unreadable(row: "preference \(id)") }
            return StoredPreference(
                preference: preference, isOwn: try row.requiredInteger(1) == 1, effect: effect,
                receivedAt: try row.requiredInstant(3), sequence: try row.requiredInteger(4),
                payload: payload)
        }
    }

    func hasPreferences(_ package: SupportPackage.ID) throws -> Bool {
        try sql.first(
            "SELECT 1 FROM preference WHERE package = $1 LIMIT 1", [.text(package.rawValue)]
        ) { _ in true } ?? false
    }

    /// What each preference does now, by its id.
    func currentEffects() throws -> [String: Effect] {
        var effects: [String: Effect] = [:]
        try sql.rows("SELECT id, effect FROM preference", []) { row in
            effects[try row.requiredText(0)] = Effect(stored: try row.requiredText(1))
            return true
        }
        return effects
    }

    func save(_ stored: StoredPreference) throws {
        try sql.run(
            "INSERT INTO preference (id, package, own, effect) VALUES ($1, $2, $3, $4) "
                + "ON CONFLICT (id) DO UPDATE SET effect = excluded.effect",
            [
                .text(stored.preference.id.rawValue),
                .text(stored.preference.basis.package.rawValue),
                .integer(stored.isOwn ? 1 : 0), .text(try stored.effect.stored()),
            ])
    }
}
