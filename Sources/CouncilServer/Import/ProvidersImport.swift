internal import Foundation
public import Procurement

/// Reads suppliers from notices in the Open Contracting Data Standard, and adds those that the
/// council does not know to its list.
///
/// A supplier is a party with the role `supplier`, or one that an award names. It is known when
/// a provider has one of its numbers (`RegisterNumber`), or the same name as `ProviderName` compares
/// it, unless one register gives the two different numbers. Source: OCDS 1.1, release reference;
/// the register codes of org-id.guide.
public enum ProvidersImport {
    public struct Summary: Codable, Hashable, Sendable {
        public var files = 0
        public var releases = 0
        /// Suppliers in them, each counted once a release.
        public var suppliersRead = 0
        public var new = 0
        public var alreadyKnown = 0
        /// The first of what was passed over.
        public var skipped: [Skipped] = []
        /// How much was passed over.
        public var skippedCount = 0
        /// New providers whose names people cannot tell from another's.
        public var lookAlikes: [LookAlike] = []

        mutating func skip(_ skip: @autoclosure () -> Skipped) {
            skippedCount += 1
            if skipped.count < ProblemList.most { skipped.append(skip()) }
        }
    }

    /// Something that was passed over, and why.
    public struct Skipped: Codable, Hashable, Sendable {
        public let file: String
        /// The release, by its name or its place in the file.
        public let release: String?
        /// The way to it in the release, as in `parties[2].name`.
        public let field: String?
        public let reason: String
    }

    /// One supplier, and where it was read.
    private struct Found {
        let supplier: Supplier
        let file: String
        let release: String
    }

    private static let suppliersInATurn = 200

    /// Everything is read before the first thing is written; then the suppliers are written in
    /// turns. One that is known is not added again, so a stopped import is run again.
    ///
    /// - Throws: `ImportFailure` for a file that is no OCDS, and then nothing is imported;
    ///   `ImportStopped` when something was written already; `StoreError`.
    public static func run(
        _ files: [ImportFile], with turns: inout ImportTurns, now: Instant
    ) throws -> Summary {
        var summary = Summary()
        let found = try read(files, &summary)
        var names = NamesInUse(try turns.store.read { try $0.providers() })
        do {
            for turn in ImportTurns.divide(found, into: suppliersInATurn, { _ in 1 }) {
                (summary, names) = try turns.write {
                    try write(turn, after: summary, names, in: $0, now: now)
                }
            }
        } catch {
            let written = summary.new + summary.alreadyKnown
            guard written > 0 else { throw error }
            throw ImportStopped(done: "\(written) of \(found.count) suppliers", why: error)
        }
        return summary
    }

    private static func read(
        _ files: [ImportFile], _ summary: inout Summary
    ) throws(ImportFailure) -> [Found] {
        let problems = ProblemList()
        var found: [Found] = []
        for file in files {
            do throws(ImportFailure) {
                let notice = Notice(file: file.name, problems: problems)
                let releases = try notice.releases(of: file)
                summary.files += 1
                summary.releases += releases.count
                if releases.isEmpty {
                    summary.skip(
                        Skipped(
                            file: file.name, release: nil, field: nil,
                            reason: "there is no release in it"))
                }
                for release in releases {
                    let name = release.name.isEmpty ? nil : release.name
                    for (field, reason) in release.skipped {
                        summary.skip(
                            Skipped(
                                file: file.name, release: name, field: field.isEmpty ? nil : field,
                                reason: reason))
                    }
                    found += release.suppliers.map {
                        Found(supplier: $0, file: file.name, release: release.name)
                    }
                }
            } catch {
                problems.add(error)
            }
        }
        try problems.check()
        summary.suppliersRead = found.count
        return found
    }

    private static func write(
        _ turn: ArraySlice<Found>, after before: Summary, _ names: NamesInUse,
        in transaction: StoreTransaction, now: Instant
    ) throws -> (Summary, NamesInUse) {
        var (summary, names) = (before, names)
        for found in turn {
            let outcome = try add(found.supplier, in: transaction)
            if outcome.isTorn {
                summary.skip(
                    Skipped(
                        file: found.file, release: found.release, field: nil,
                        reason: "the numbers of a supplier are of two providers, "
                            + "or another than the one that is known; they were left as they are"))
            }
            guard outcome.isNew else {
                summary.alreadyKnown += 1
                continue
            }
            summary.new += 1
            let provider = Provider(id: outcome.provider, name: found.supplier.name)
            if let alike = names.add(provider) { summary.lookAlikes.append(alike) }
        }
        let new = summary.new - before.new
        if new > 0 {
            try transaction.audit(
                "imported \(new) providers", of: "providers", by: OperatingSystemUser.current,
                at: now)
        }
        return (summary, names)
    }

    private struct Outcome {
        let provider: Provider.ID
        let isNew: Bool
        /// Whether one of its numbers speaks against the provider.
        var isTorn = false
    }

    private static func add(
        _ supplier: Supplier, in transaction: StoreTransaction
    ) throws -> Outcome {
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
        var outcome = Outcome(provider: provider, isNew: found == nil)
        if found == nil {
            try transaction.add(Provider(id: provider, name: supplier.name))
        }
        for identifier in supplier.identifiers {
            let owner = try transaction.provider(
                scheme: identifier.scheme, number: identifier.number)
            let theirs = try transaction.identifiers(of: provider)
            if owner == provider { continue }
            if owner != nil || identifier.contradicts(theirs) {
                outcome.isTorn = true
            } else {
                try transaction.add(identifier, to: provider)
            }
        }
        return outcome
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
        others.contains { $0.scheme == scheme && $0.number != number }
    }
}
