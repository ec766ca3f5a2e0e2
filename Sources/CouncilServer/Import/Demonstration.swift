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
    /// - Throws: `ImportFailure`, `ImportStopped`, `StoreError`.
    public static func load(
        _ file: ImportFile, today: Day, with turns: inout ImportTurns, now: Instant
    ) throws -> Outcome {
        let problems = ProblemList()
        let shelf = PictureShelf()
        let read = try PackagesFileReader(file: file, problems: problems, shelf: shelf).read()
        try problems.check()
        guard let read else { throw ImportFailure(file.name, "has nothing that can be read") }
        return try load(
            read.shifted(to: today), named: file.name, shelf, with: &turns, now: now)
    }

    /// Loads a council that was made.
    ///
    /// - Throws: `ImportFailure`, `ImportStopped`, `StoreError`.
    public static func load(
        _ packages: PackagesFile, named name: String, with turns: inout ImportTurns, now: Instant
    ) throws -> Outcome {
        try load(packages, named: name, PictureShelf(), with: &turns, now: now)
    }

    private static func load(
        _ packages: PackagesFile, named name: String, _ shelf: PictureShelf,
        with turns: inout ImportTurns, now: Instant
    ) throws -> Outcome {
        var missing = packages
        missing.packages = try turns.store.read { transaction in
            try packages.packages.filter { record in
                try transaction.document(.package, record.reference.rawValue) == nil
            }
        }
        let summary = try PackagesImport.run(
            [(name, missing)], ProblemList(), shelf, with: &turns, now: now)
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
