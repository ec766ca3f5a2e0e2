internal import Foundation
public import Procurement

/// Loads the demonstration council.
public enum Demonstration {
    /// What became of it.
    public struct Outcome: Codable, Hashable, Sendable {
        public let summary: PackagesImport.Summary
        /// Packages that the council had already: they are left alone, whatever day it is.
        public let alreadyThere: Int

        public var text: String {
            guard summary.packagesAdded > 0 else {
                return "The demonstration is loaded already. Nothing changed."
            }
            return "Loaded \(summary.packagesAdded) packages with \(summary.bids) bids, "
                + "\(summary.visits) visits and \(summary.providersAdded) new providers."
        }
    }

    /// Loads a file as if it were of today. What the council has already is left as it is.
    ///
    /// - Throws: `ImportFailure`, `StoreError`.
    public static func load(
        _ file: ImportFile, today: Day, in transaction: StoreTransaction, now: Instant
    ) throws -> Outcome {
        let problems = ProblemList()
        let shelf = PictureShelf(transaction)
        let reader = PackagesFileReader(file: file, problems: problems, shelf: shelf)
        guard let packages = try reader.read(), problems.count == 0 else {
            throw ImportFailure(problems: problems.problems)
        }
        if let failure = shelf.failure { throw failure }
        let outcome = try load(
            packages.shifted(to: today), named: file.name, in: transaction, now: now)
        // Those of packages that were there already.
        try transaction.dropUnnamedPictures()
        return outcome
    }

    /// Loads a council that was made.
    ///
    /// - Throws: `ImportFailure`, `StoreError`.
    public static func load(
        _ packages: PackagesFile, named name: String, in transaction: StoreTransaction,
        now: Instant
    ) throws -> Outcome {
        var missing = packages
        missing.packages = try packages.packages.filter { record in
            try transaction.document(.package, record.reference.rawValue) == nil
        }
        let summary = try PackagesImport.run(missing, named: name, in: transaction, now: now)
        return Outcome(
            summary: summary, alreadyThere: packages.packages.count - missing.packages.count)
    }

    /// Finds a file of the demonstration: in the folder that the command runs in, or beside
    /// `program`, the path of the running program, where it was installed to.
    public static func file(_ name: String, program: String?) -> String? {
        var folders = ["data/demo"]
        if let program {
            let folder = URL(filePath: program).resolvingSymlinksInPath()
                .deletingLastPathComponent()
            folders.append(folder.path + "/../share/support-choice-server/demo")
        }
        return folders.map { "\($0)/\(name)" }.first {
            FileManager.default.fileExists(atPath: $0)
        }
    }
}
