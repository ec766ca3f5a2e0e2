internal import Crypto
internal import Foundation
internal import Procurement

extension PackagesImport {
    /// What an import has to write, once everything in it was checked.
    struct Plan {
        /// Those that the council does not have.
        private(set) var providers: [Provider] = []
        /// In the order of the files.
        private(set) var work: [Work] = []
        /// What is known before anything is written.
        private(set) var summary = Summary()
        private(set) var known: [Provider.ID: Provider]

        struct Work {
            let record: PackagesFile.Record
            let digest: String
            let file: String

            /// The documents that it becomes.
            var documents: Int { record.bids.count + 3 }
            var pictures: [Picture.ID] {
                record.bids.flatMap { ($0.pictures ?? []).map(\.sha256) }
            }
        }

        /// - Throws: `ImportFailure` with everything that is wrong, also that which was found in
        ///   the files before; `StoreError`.
        init(
            _ files: [(name: String, packages: PackagesFile)], _ problems: ProblemList,
            in transaction: StoreTransaction
        ) throws {
            let before = try transaction.providers()
            known = Dictionary(before.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
            var names = NamesInUse(before)
            var workers = Dictionary(
                try transaction.workerNames().map { ($0.rawValue.lowercased(), $0) },
                uniquingKeysWith: { first, _ in first })
            var seen: [SupportPackage.ID: String] = [:]
            for (name, packages) in files {
                PackagesRules(file: name, problems: problems, known: known).check(packages)
                for provider in packages.providers where known[provider.id] == nil {
                    known[provider.id] = provider
                    providers.append(provider)
                    if let alike = names.add(provider) { summary.lookAlikes.append(alike) }
                }
                for record in packages.packages {
                    if let other = seen[record.reference], other != name {
                        problems.add(
                            ImportProblem(
                                file: name, record: record.reference.rawValue, field: "reference",
                                reason: "is in \(other) too"))
                    }
                    seen[record.reference] = name
                    if let worker = record.visit?.worker {
                        let same = workers[worker.rawValue.lowercased(), default: worker]
                        workers[worker.rawValue.lowercased()] = same
                        if same != worker {
                            problems.add(
                                ImportProblem(
                                    file: name, record: record.reference.rawValue,
                                    field: "visit.worker",
                                    reason: "is written \(same) elsewhere; capitals make another "
                                        + "worker, whose laptop nobody has"))
                        }
                    }
                    let one = Work(record: record, digest: try digest(of: record), file: name)
                    if try isNew(one, in: transaction, problems) {
                        work.append(one)
                    } else {
                        summary.packagesUnchanged += 1
                    }
                }
            }
            try problems.check()
        }
    }

    private static func digest(of record: PackagesFile.Record) throws -> String {
        SHA256.hash(data: try CanonicalJSON.encode(record)).hexadecimal
    }

    /// Whether there is something to write. An amendment is a higher version; what was published
    /// is never changed under its own.
    static func isNew(
        _ work: Plan.Work, in transaction: StoreTransaction, _ problems: ProblemList
    ) throws -> Bool {
        let (record, digest) = (work.record, work.digest)
        let name = record.reference.rawValue
        func wrong(_ field: String, _ reason: String) {
            problems.add(
                ImportProblem(file: work.file, record: name, field: field, reason: reason))
        }
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
}
