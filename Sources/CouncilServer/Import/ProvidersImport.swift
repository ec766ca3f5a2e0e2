internal import Foundation
public import Procurement

/// Reads suppliers from notices in the Open Contracting Data Standard, and adds those that the
/// council does not know to its list.
///
/// A supplier is a party with the role `supplier`, or one that an award names. It is known when
/// a provider has one of its identifiers, or the same name as `ProviderName` compares it, unless
/// one register gives the two different numbers. Numbers of `GB-CFS` and `GB-SRS` are of a portal,
/// given anew with each notice, and keep nobody apart. Source: OCDS 1.1, release reference; the
/// register codes of org-id.guide.
public enum ProvidersImport {
    public struct Summary: Codable, Hashable, Sendable {
        public var files = 0
        public var releases = 0
        /// Suppliers in them, each counted once a release.
        public var suppliersRead = 0
        public var new = 0
        public var alreadyKnown = 0
        public var skipped: [Skipped] = []
    }

    /// Something that was passed over, and why.
    public struct Skipped: Codable, Hashable, Sendable {
        public let file: String
        /// The release, where it has a name.
        public let release: String?
        public let reason: String
    }

    /// - Throws: `ImportFailure` for a file that is no OCDS, and then nothing is imported;
    ///   `StoreError`.
    public static func run(
        _ files: [ImportFile], in transaction: StoreTransaction, now: Instant
    ) throws -> Summary {
        var summary = Summary()
        let problems = ProblemList()
        for file in files {
            do throws(ImportFailure) {
                let releases = try Notice.releases(in: file)
                summary.files += 1
                for release in releases {
                    summary.releases += 1
                    let (suppliers, skipped) = Notice.suppliers(in: release)
                    let name = release["ocid"]?.text ?? release["id"]?.text
                    summary.skipped += skipped.map {
                        Skipped(file: file.name, release: name, reason: $0)
                    }
                    for supplier in suppliers {
                        summary.suppliersRead += 1
                        do {
                            if try add(supplier, in: transaction) {
                                summary.new += 1
                            } else {
                                summary.alreadyKnown += 1
                            }
                        } catch {
                            throw ImportFailure(
                                problems: [
                                    ImportProblem(
                                        file: file.name, record: "", field: "",
                                        reason: "the store failed: \(error)")
                                ])
                        }
                    }
                }
            } catch {
                for problem in error.problems { problems.add(problem) }
            }
        }
        guard problems.count == 0 else { throw ImportFailure(problems: problems.problems) }
        if summary.new > 0 {
            try transaction.audit(
                "imported \(summary.new) providers", of: "providers", by: "cli", at: now)
        }
        return summary
    }

    /// - Returns: whether the supplier was new.
    private static func add(_ supplier: Supplier, in transaction: StoreTransaction) throws -> Bool {
        var found: Provider.ID?
        for identifier in supplier.identifiers where found == nil {
            found = try transaction.provider(
                scheme: identifier.scheme, number: identifier.number)
        }
        if found == nil {
            let named = try transaction.providers(named: ProviderName.matching(supplier.name))
            found = try named.first { provider in
                let theirs = try transaction.identifiers(of: provider)
                return !supplier.identifiers.contains { $0.contradicts(theirs) }
            }
        }
        let provider = try found ?? newID(for: supplier, in: transaction)
        if found == nil {
            try transaction.add(Provider(id: provider, name: supplier.name))
        }
        for identifier in supplier.identifiers { try transaction.add(identifier, to: provider) }
        return found == nil
    }

    /// A name made of the supplier's own, as in `dane-valley-support`; with a number when that is
    /// taken.
    private static func newID(
        for supplier: Supplier, in transaction: StoreTransaction
    ) throws -> Provider.ID {
        let letters = supplier.name.folding(
            options: [.caseInsensitive, .diacriticInsensitive], locale: Locale(identifier: "en_GB"))
        let words = letters.replacing("'", with: "").split { character in
            !character.isASCII || !(character.isLetter || character.isNumber)
        }
        var base = String(words.joined(separator: "-").prefix(50))
        while base.hasSuffix("-") { base.removeLast() }
        if base.isEmpty { base = "provider" }
        var candidate = Provider.ID(base)
        var number = 2
        while try transaction.provider(candidate) != nil {
            candidate = Provider.ID("\(base)-\(number)")
            number += 1
        }
        return candidate
    }
}

extension ProviderIdentifier {
    /// Whether one register has the two under different numbers.
    fileprivate func contradicts(_ others: [ProviderIdentifier]) -> Bool {
        guard !["GB-CFS", "GB-SRS"].contains(scheme) else { return false }
        return others.contains { $0.scheme == scheme && $0.number != number }
    }
}
