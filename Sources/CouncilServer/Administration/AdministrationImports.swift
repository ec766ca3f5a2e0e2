internal import Procurement

extension Administration {
    /// Loads the demonstration of a few packages, moved to today.
    public func demonstration(packages path: String) throws -> Reply {
        let file = try ImportFile(path: path)
        let outcome = try store.write {
            try Demonstration.load(file, today: today, in: $0, now: now)
        }
        return try Reply(outcome.text, json: outcome)
    }

    /// Loads a demonstration of the size of the real council.
    public func demonstration(words path: String, seed: UInt64) throws -> Reply {
        var scale = try CouncilScale(words: ImportFile(path: path), seed: seed, today: today)
        let council = scale.make()
        let outcome = try store.write {
            try Demonstration.load(council, named: path, in: $0, now: now)
        }
        return try Reply(outcome.text, json: outcome)
    }

    /// Imports files of packages. As JSON a `PackagesImport.Summary`.
    public func importPackages(_ paths: [String]) throws -> Reply {
        let files = try paths.map { try ImportFile(path: $0) }
        let summary = try store.write { try PackagesImport.run(files, in: $0, now: now) }
        let text =
            summary.changedNothing
            ? "Everything was imported before. Nothing changed."
            : "Packages: \(summary.packagesAdded) new, \(summary.packagesAmended) amended, "
                + "\(summary.packagesUnchanged) unchanged. "
                + "Providers: \(summary.providersAdded) new. Bids: \(summary.bids)."
                + (summary.picturesAdded > 0 ? " Pictures: \(summary.picturesAdded) new." : "")
        return try Reply(text, json: summary)
    }

    /// Imports what a laptop wrote into a file. As JSON a `JournalImport.Summary`.
    public func importJournal(_ path: String, vouched worker: String?) throws -> Reply {
        if let worker, !CaseloadService.isName(worker) { throw CommandRefusal.notAName(worker) }
        let file = try ImportFile(path: path)
        let summary = try store.write {
            try JournalImport.run(
                file, vouched: worker.map { Worker.ID($0) }, in: $0, now: now)
        }
        let text =
            "Records of \(summary.worker): \(summary.records), \(summary.new) new, "
            + "\(summary.held) held, \(summary.forks) whose name came with another content."
        return try Reply(text, json: summary)
    }

    /// Imports the suppliers of notices. As JSON a `ProvidersImport.Summary`.
    public func importProviders(_ paths: [String]) throws -> Reply {
        let files = try paths.map { try ImportFile(path: $0) }
        let summary = try store.write { try ProvidersImport.run(files, in: $0, now: now) }
        var lines = [
            "Files: \(summary.files). Releases: \(summary.releases). Suppliers read: "
                + "\(summary.suppliersRead), \(summary.new) new, "
                + "\(summary.alreadyKnown) known already."
        ]
        lines += summary.skipped.map { "Skipped in \($0.file): \($0.reason)." }
        return try Reply(lines.joined(separator: "\n"), json: summary)
    }
}

extension ImportFailure {
    /// What is wrong, as `{"problems": [{"file", "record", "field", "reason"}]}`.
    public func json() throws -> String {
        String(decoding: try CanonicalJSON.encode(["problems": problems]), as: UTF8.self)
    }
}
