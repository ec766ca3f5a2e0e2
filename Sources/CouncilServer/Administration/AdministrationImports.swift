internal import Foundation
internal import Procurement

extension Administration {
    /// What an import writes, with pauses as long as the writing: whoever waits for the database
    /// asks again every tenth of a second, and finds it free every second time.
    private func turns() -> ImportTurns {
        ImportTurns(store) { took in
            Thread.sleep(forTimeInterval: max(0.01, took / .seconds(1)))
        }
    }

    /// Loads the demonstration of a few packages, moved to today.
    public func demonstration(packages path: String) throws -> Reply {
        let file = try ImportFile(path: path)
        var turns = turns()
        let outcome = try Demonstration.load(file, today: today, with: &turns, now: now)
        return try Reply(outcome.text, json: outcome)
    }

    /// Loads a demonstration of the size of the real council.
    public func demonstration(words path: String, seed: UInt64) throws -> Reply {
        var scale = try CouncilScale(words: ImportFile(path: path), seed: seed, today: today)
        var turns = turns()
        let outcome = try Demonstration.load(scale.make(), named: path, with: &turns, now: now)
        return try Reply(outcome.text, json: outcome)
    }

    /// Imports files of packages. As JSON a `PackagesImport.Summary`.
    public func importPackages(_ paths: [String]) throws -> Reply {
        var turns = turns()
        let summary = try PackagesImport.run(ImportFile.all(paths), with: &turns, now: now)
        let text =
            summary.changedNothing
            ? summary.packagesUnchanged > 0
                ? "Everything was imported before. Nothing changed."
                : "There is nothing new to import. Nothing changed."
            : "Packages: \(summary.packagesAdded) new, \(summary.packagesAmended) amended, "
                + "\(summary.packagesUnchanged) unchanged. "
                + "Providers: \(summary.providersAdded) new. Bids: \(summary.bids)."
                + (summary.picturesAdded > 0 ? " Pictures: \(summary.picturesAdded) new." : "")
        let lines = [text] + first(summary.lookAlikes.map(\.text))
        return try Reply(lines.joined(separator: "\n"), json: summary)
    }

    /// Imports what a laptop wrote into a file. As JSON a `JournalImport.Summary`.
    public func importJournal(_ path: String, vouched worker: String?) throws -> Reply {
        if let worker, !CaseloadService.isName(worker) { throw CommandRefusal.notAName(worker) }
        var turns = turns()
        let summary = try JournalImport.run(
            ImportFile(path: path), key: try sealingKey(), vouched: worker.map { Worker.ID($0) },
            with: &turns, now: now)
        let text =
            "Records of \(summary.worker): \(summary.records), \(summary.new) new, "
            + "\(summary.held) held, \(summary.forks) whose name came with another content."
            + (summary.unverified == 0
                ? ""
                : " \(summary.unverified) not as the laptop signed them: they are kept apart and "
                    + "take no effect. Ask for a new copy from the laptop.")
            + (summary.unopened > 0
                ? " \(summary.unopened) could not be opened: get the file again." : "")
        return try Reply(text, json: summary)
    }

    /// Imports the suppliers of notices. As JSON a `ProvidersImport.Summary`.
    public func importProviders(_ paths: [String]) throws -> Reply {
        var turns = turns()
        let summary = try ProvidersImport.run(ImportFile.all(paths), with: &turns, now: now)
        var lines = [
            "Files: \(summary.files). Releases: \(summary.releases). Suppliers read: "
                + "\(summary.suppliersRead), \(summary.new) new, "
                + "\(summary.alreadyKnown) known already."
        ]
        lines += first(
            summary.skipped.map { skipped in
                let place = [skipped.file, skipped.release, skipped.field].compactMap { $0 }
                return "Skipped in \(place.joined(separator: ", ")): \(skipped.reason)."
            }, of: summary.skippedCount)
        lines += first(summary.lookAlikes.map(\.text))
        return try Reply(lines.joined(separator: "\n"), json: summary)
    }

    /// As many lines as somebody reads, and how many there are besides.
    private func first(_ lines: [String], of count: Int? = nil) -> [String] {
        let shown = Array(lines.prefix(ProblemList.most))
        let more = (count ?? lines.count) - shown.count
        return more > 0 ? shown + ["and \(more) more"] : shown
    }
}

extension ImportFailure {
    /// What is wrong, as `{"problems": [{"file", "record", "field", "reason", "line", "column"}],
    /// "more"}`: a place that is not known, and `more` when it is none, are left out.
    public func json() throws -> String {
        struct Listed: Encodable {
            let problems: [ImportProblem]
            let more: Int?
        }
        let listed = Listed(problems: problems, more: more > 0 ? more : nil)
        return String(decoding: try CanonicalJSON.encode(listed), as: UTF8.self)
    }
}
