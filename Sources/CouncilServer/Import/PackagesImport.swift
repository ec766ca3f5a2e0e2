internal import Crypto
internal import Foundation
public import Procurement

/// Puts files of packages into the store: all of them, or nothing.
public enum PackagesImport {
    /// What became of the records.
    public struct Summary: Codable, Hashable, Sendable {
        public var providersAdded = 0
        public var packagesAdded = 0
        public var packagesAmended = 0
        /// They were imported before, just as they are.
        public var packagesUnchanged = 0
        public var bids = 0
        public var visits = 0
        /// Pictures that the council did not have before.
        public var picturesAdded = 0

        public var changedNothing: Bool {
            providersAdded == 0 && packagesAdded == 0 && packagesAmended == 0
        }
    }

    /// Reads files and imports them.
    ///
    /// - Throws: `ImportFailure` with everything that is wrong in any of them; `StoreError`.
    public static func run(
        _ files: [ImportFile], in transaction: StoreTransaction, now: Instant
    ) throws -> Summary {
        let problems = ProblemList()
        let shelf = PictureShelf(transaction)
        var read: [(String, PackagesFile)] = []
        for file in files {
            do {
                let reader = PackagesFileReader(file: file, problems: problems, shelf: shelf)
                if let packages = try reader.read() { read.append((file.name, packages)) }
            } catch {
                for problem in error.problems { problems.add(problem) }
            }
        }
        if let failure = shelf.failure { throw failure }
        var summary = try run(read, problems: problems, in: transaction, now: now)
        // An amended bid may show other pictures.
        try transaction.dropUnnamedPictures()
        summary.picturesAdded = shelf.added
        return summary
    }

    /// Imports what was read or made.
    ///
    /// - Throws: `ImportFailure`, `StoreError`.
    public static func run(
        _ packages: PackagesFile, named name: String, in transaction: StoreTransaction,
        now: Instant
    ) throws -> Summary {
        try run([(name, packages)], problems: ProblemList(), in: transaction, now: now)
    }

    private static func run(
        _ files: [(name: String, packages: PackagesFile)], problems: ProblemList,
        in transaction: StoreTransaction, now: Instant
    ) throws -> Summary {
        var known = Dictionary(
            try transaction.providers().map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        var summary = Summary()
        var work: [(PackagesFile.Record, digest: String)] = []
        var seen: [SupportPackage.ID: String] = [:]
        for (name, packages) in files {
            PackagesRules(file: name, problems: problems, known: known).check(packages)
            for provider in packages.providers where known[provider.id] == nil {
                known[provider.id] = provider
                try transaction.add(provider)
                summary.providersAdded += 1
            }
            for record in packages.packages {
                let wrong = { (field: String, reason: String) in
                    problems.add(
                        ImportProblem(
                            file: name, record: record.reference.rawValue, field: field,
                            reason: reason))
                }
                if let other = seen[record.reference], other != name {
                    wrong("reference", "is in \(other) too")
                }
                seen[record.reference] = name
                let digest = try digest(of: record)
                guard
                    try isNew(record, digest: digest, in: transaction, wrong: wrong)
                else {
                    summary.packagesUnchanged += 1
                    continue
                }
                work.append((record, digest))
            }
        }
        guard problems.count == 0 else { throw ImportFailure(problems: problems.problems) }
        try write(work, providers: known, summary: &summary, in: transaction, now: now)
        return summary
    }

    private static func digest(of record: PackagesFile.Record) throws -> String {
        SHA256.hash(data: try CanonicalJSON.encode(record)).hexadecimal
    }

    /// Whether there is something to write. An amendment is a higher version; what was published
    /// is never changed under its own.
    private static func isNew(
        _ record: PackagesFile.Record, digest: String, in transaction: StoreTransaction,
        wrong: (String, String) -> Void
    ) throws -> Bool {
        let name = record.reference.rawValue
        guard let before = try transaction.imported(record.reference) else { return true }
        if before.version == record.version, before.digest == digest { return false }
        guard record.version > before.version else {
            wrong(
                "version",
                record.version == before.version
                    ? "the council has another record with version \(before.version); "
                        + "an amendment needs a higher one"
                    : "the council has version \(before.version) already")
            return true
        }
        if let package = try transaction.value(SupportPackage.self, .package, name),
            package.stage.hasEnded
        {
            wrong("", "the package has ended (\(package.stage.rawValue)) and cannot be amended")
        }
        if let shortlist = try transaction.value(Shortlist.self, .shortlist, name),
            let agreed = record.shortlist
        {
            let isSame = agreed.bids == shortlist.bids
            if agreed.version < shortlist.version
                || (agreed.version == shortlist.version && !isSame)
            {
                wrong(
                    "shortlist.version",
                    "the council has another shortlist with version \(shortlist.version)")
            }
        }
        return true
    }

    private static func write(
        _ work: [(record: PackagesFile.Record, digest: String)],
        providers: [Provider.ID: Provider], summary: inout Summary,
        in transaction: StoreTransaction, now: Instant
    ) throws {
        var changes = Changes()
        for (record, digest) in work {
            let name = record.reference.rawValue
            if try transaction.document(.package, name) == nil {
                summary.packagesAdded += 1
            } else {
                summary.packagesAmended += 1
            }
            try changes.put(.package, name, record.reference, value: record.package)
            for offer in record.bids {
                let bid = record.bid(offer, providerName: providers[offer.provider]?.name ?? "")
                try changes.put(.bid, offer.id.rawValue, record.reference, value: bid)
                summary.bids += 1
            }
            try changes.withdrawOthers(than: record, in: transaction)
            try changes.putShortlist(of: record, in: transaction)
            try changes.putVisit(of: record, in: transaction)
            if record.visit != nil { summary.visits += 1 }
            try transaction.setImported(
                record.reference, version: record.version, digest: digest)
        }
        try changes.write(in: transaction, at: now)
        for (record, _) in work {
            try PackageService.settle(
                record.reference, returned: record.visit?.worker, in: transaction, now: now)
        }
        if !work.isEmpty {
            try transaction.audit(
                "imported \(work.count) packages", of: "packages", by: "cli", at: now)
        }
    }
}

extension Changes {
    /// Bids that an amendment no longer has were withdrawn: nothing is ever deleted.
    fileprivate mutating func withdrawOthers(
        than record: PackagesFile.Record, in transaction: StoreTransaction
    ) throws {
        for document in try transaction.documents(of: record.reference)
        where document.kind == .bid
            && !record.bids.contains(where: { $0.id.rawValue == document.id })
        {
            var bid: Bid = try document.value()
            bid.standing = .withdrawn
            try put(.bid, document.id, record.reference, value: bid)
        }
    }

    fileprivate mutating func putShortlist(
        of record: PackagesFile.Record, in transaction: StoreTransaction
    ) throws {
        let name = record.reference.rawValue
        let before = try transaction.value(Shortlist.self, .shortlist, name)
        let now: Shortlist
        if let agreed = record.shortlist {
            now = Shortlist(
                package: record.reference, version: agreed.version, agreed: agreed.agreed,
                bids: agreed.bids)
        } else if let before {
            now = Shortlist(
                package: record.reference, version: before.version + 1, agreed: before.agreed,
                bids: [])
        } else {
            return
        }
        try put(.shortlist, name, record.reference, value: now)
    }

    fileprivate mutating func putVisit(
        of record: PackagesFile.Record, in transaction: StoreTransaction
    ) throws {
        guard let planned = record.visit else { return }
        let name = record.reference.rawValue
        let before = try transaction.value(Visit.self, .visit, name)
        let visit = Visit(
            package: record.reference, worker: planned.worker, due: planned.due,
            time: planned.time)
        try put(.visit, name, record.reference, value: visit)
        if let before, before.worker != planned.worker,
            try transaction.holds(record.reference, before.worker)
        {
            leave(before.worker, record.reference)
        }
        if try !transaction.holds(record.reference, planned.worker) {
            enter(planned.worker, record.reference)
        }
    }
}
