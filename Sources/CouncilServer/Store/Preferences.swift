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
    /// Whose laptop signed it.
    public let worker: Worker.ID
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
            "SELECT p.id, p.own, p.effect, m.received, m.sequence, m.payload, p.current, p.worker "
                + "FROM preference p JOIN mutation m ON m.key = p.id AND m.worker = p.worker "
                + "WHERE p.package = $1 ORDER BY m.sequence",
            [.text(package.rawValue)]
        ) { row in
            let id = try row.requiredText(0)
            let payload = try row.requiredText(5)
            let current = try row.text(6)
            guard let claim = Claim(rawValue: try row.requiredInteger(1)),
                let effect = Effect(stored: try row.requiredText(2)),
                let preference = try? CanonicalJSON.decode(
                    Preference.self, from: Data((current ?? payload).utf8))
            else { throw StoreError.unreadable(row: "preference \(id)") }
            return StoredPreference(
                preference: preference, worker: Worker.ID(try row.requiredText(7)), claim: claim,
                effect: effect, receivedAt: try row.requiredInstant(3),
                sequence: try row.requiredInteger(4), payload: payload, current: current)
        }
    }

    func hasPreferences(_ package: SupportPackage.ID) throws -> Bool {
        try sql.first(
            "SELECT 1 FROM preference WHERE package = $1 LIMIT 1", [.text(package.rawValue)]
        ) { _ in true } ?? false
    }

    /// What the preference does now, and its text where it came in an older form.
    struct CurrentPreference {
        let effect: Effect
        let current: String?
    }

    /// What each preference does now, by its id and the worker whose laptop signed it.
    func currentPreferences() throws -> [String: [Worker.ID: CurrentPreference]] {
        var found: [String: [Worker.ID: CurrentPreference]] = [:]
        try sql.rows("SELECT id, worker, effect, current FROM preference", []) { row in
            let id = try row.requiredText(0)
            guard let effect = Effect(stored: try row.requiredText(2)) else {
                throw StoreError.unreadable(row: "preference \(id)")
            }
            found[id, default: [:]][Worker.ID(try row.requiredText(1))] = CurrentPreference(
                effect: effect, current: try row.text(3))
            return true
        }
        return found
    }

    /// Stores what a preference does.
    ///
    /// - Returns: the id of the document in which laptops get it: its own, or one with its worker's
    ///   name where another worker's record has that. `nil` for a record that takes the name of
    ///   another's and has no part in the visit: laptops do not get it.
    func save(_ stored: StoredPreference) throws -> String? {
        let document = try self.document(for: stored)
        try sql.run(
            "INSERT INTO preference (id, worker, package, own, effect, current, document) "
                + "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id, worker) DO UPDATE "
                + "SET own = excluded.own, effect = excluded.effect, document = excluded.document",
            [
                .text(stored.preference.id.rawValue), .text(stored.worker.rawValue),
                .text(stored.preference.basis.package.rawValue),
                .integer(stored.claim.rawValue), .text(try stored.effect.stored()),
                .text(stored.current), .text(document),
            ])
        return document
    }

    private func document(for stored: StoredPreference) throws -> String? {
        let id = stored.preference.id.rawValue
        let rival = try sql.first(
            "SELECT own FROM preference WHERE id = $1 AND worker <> $2 AND document = $1",
            [.text(id), .text(stored.worker.rawValue)]
        ) { try $0.requiredInteger(0) }
        guard let rival else { return id }
        if stored.claim == .anothers { return nil }
        guard rival == Claim.anothers.rawValue else { return "\(id)~\(stored.worker)" }
        try sql.run(
            "UPDATE preference SET document = NULL WHERE id = $1 AND worker <> $2 "
                + "AND document = $1", [.text(id), .text(stored.worker.rawValue)])
        return id
    }
}
