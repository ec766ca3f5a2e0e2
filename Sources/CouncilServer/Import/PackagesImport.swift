public import Procurement

/// Puts files of packages into the store: all of them, or nothing when anything is wrong.
///
/// Everything is read and checked before the first thing is written. Then the packages are written
/// in turns, each whole with its bids, shortlist and visit, and under the digest of its record: an
/// import that was stopped is finished by the same import again.
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
        /// New providers whose names people cannot tell from another's.
        public var lookAlikes: [LookAlike] = []

        public var changedNothing: Bool {
            providersAdded == 0 && packagesAdded == 0 && packagesAmended == 0
        }
    }

    /// The documents that are written in one turn: some milliseconds on a small machine.
    private static let documentsInATurn = 200

    /// Reads files and imports them.
    ///
    /// - Throws: `ImportFailure` with everything that is wrong in any of them; `StoreError`;
    ///   `ImportStopped` when something was written already.
    public static func run(
        _ files: [ImportFile], with turns: inout ImportTurns, now: Instant
    ) throws -> Summary {
        let problems = ProblemList()
        let shelf = PictureShelf()
        var read: [(String, PackagesFile)] = []
        for file in files {
            do throws(ImportFailure) {
                let reader = PackagesFileReader(file: file, problems: problems, shelf: shelf)
                if let packages = try reader.read() { read.append((file.name, packages)) }
            } catch {
                problems.add(error)
            }
        }
        return try run(read, problems, shelf, with: &turns, now: now)
    }

    /// Imports what was read or made, in the one transaction.
    ///
    /// - Throws: `ImportFailure`, `StoreError`.
    public static func run(
        _ packages: PackagesFile, named name: String, in transaction: StoreTransaction,
        now: Instant
    ) throws -> Summary {
        let plan = try Plan([(name, packages)], ProblemList(), in: transaction)
        let summary = try plan.write(plan.providers[...], in: transaction, after: plan.summary)
        return try plan.write(plan.work[...], in: transaction, after: summary, now: now)
    }

    /// Imports what was read or made, in turns; `shelf` has the pictures that it names.
    ///
    /// - Throws: as the one that reads files, with the problems that were found before.
    static func run(
        _ files: [(name: String, packages: PackagesFile)], _ problems: ProblemList,
        _ shelf: PictureShelf, with turns: inout ImportTurns, now: Instant
    ) throws -> Summary {
        let plan = try turns.store.read { try Plan(files, problems, in: $0) }
        var summary = plan.summary
        do {
            for turn in ImportTurns.divide(plan.providers, into: documentsInATurn, { _ in 1 }) {
                summary = try turns.write { try plan.write(turn, in: $0, after: summary) }
            }
            for turn in ImportTurns.divide(plan.work, into: documentsInATurn, \.documents) {
                try shelf.put(Set(turn.flatMap(\.pictures)), with: &turns)
                summary = try turns.write { transaction in
                    for picture in turn.flatMap(\.pictures) where try !transaction.has(picture) {
                        throw ImportFailure(picture.rawValue, "a picture went; import again")
                    }
                    return try plan.write(turn, in: transaction, after: summary, now: now)
                }
            }
            // An amended bid may show other pictures, and a stopped import may have left some.
            _ = try turns.write { try $0.dropUnnamedPictures() }
        } catch {
            let done = summary.packagesAdded + summary.packagesAmended
            guard done + summary.providersAdded > 0 else { throw error }
            throw ImportStopped(
                done: "\(done) of \(plan.work.count) packages and "
                    + "\(summary.providersAdded) of \(plan.providers.count) providers", why: error)
        }
        summary.picturesAdded = shelf.added
        return summary
    }
}
