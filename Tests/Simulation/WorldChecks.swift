internal import Foundation
internal import Replica

/// The invariants that are looked at after every step. Everything is read from the files.
extension World {
    /// What must be on the laptop is there, and nothing else.
    func check(_ laptop: SimulatedLaptop) throws {
        try checkFloor(laptop)
        let rows = try laptop.inspector.rows("SELECT mid, key, body FROM journal ORDER BY mid")
        let saved = laptop.book.journal.dropFirst(laptop.book.pruned)
        try hold(
            .i8, rows.map { $0[1] as String } == saved.map(\.key),
            "laptop \(laptop.number)'s journal holds \(rows.count) entries, "
                + "not the \(saved.count) that were saved")
        let floor = Int64(laptop.book.pruned)
        try hold(
            .i5, rows.enumerated().allSatisfy { $1[0] as Int64 == Int64($0) + 1 + floor },
            "laptop \(laptop.number)'s journal has gaps")
        for row in rows {
            let (mid, body): (Int64, Data) = (row[0], row[2])
            let first = laptop.book.sealed[mid]
            if first == nil { laptop.book.sealed[mid] = body }
            try hold(.i3, first ?? body == body, "a journal entry changed")
        }
        let drafts = Set(
            try laptop.inspector.rows("SELECT package FROM draft").map { $0[0] as String })
        try hold(
            .i8, drafts == Set(laptop.book.drafts.keys),
            "laptop \(laptop.number) holds drafts of \(drafts.sorted()), "
                + "not of \(laptop.book.drafts.keys.sorted())")
        try checkResults(laptop)
        try checkPictureFiles(laptop)
    }

    /// Entries are forgotten only when the council has had them for long.
    func checkFloor(_ laptop: SimulatedLaptop) throws {
        guard let row = try laptop.inspector.rows("SELECT pruned, base FROM sync").first else {
            throw Broken(.i8, "laptop \(laptop.number) has no place")
        }
        let (pruned, base): (Int64, Int64) = (row[0], row[1])
        for index in laptop.book.pruned..<max(Int(pruned), laptop.book.pruned) {
            try hold(
                .i1, model.isAtCouncil(laptop.book.journal[index]),
                "number \(index + 1) of laptop \(laptop.number) is forgotten and not brought")
            laptop.book.results.remove(Int64(index) + 1)
            figures.happened[.entryForgotten, default: 0] += 1
        }
        laptop.book.pruned = Int(pruned)
        laptop.book.base = base
    }

    private func checkResults(_ laptop: SimulatedLaptop) throws {
        let there = Set(try laptop.mids(of: "result"))
        try hold(
            .i9, laptop.book.results.isSubset(of: there),
            "laptop \(laptop.number) forgot a result")
        for mid in there.subtracting(laptop.book.results).sorted() {
            let key = laptop.book.journal[Int(mid) - 1].key
            try hold(
                .i9, answered.contains(key),
                "number \(mid) of laptop \(laptop.number) is marked as sent and was not")
        }
        laptop.book.results = there
    }

    /// Every acknowledged preference is somewhere.
    func checkThatNothingIsLost() throws {
        var held: Set<Fact.ID> = []
        for laptop in laptops {
            held.formUnion(laptop.book.journal.dropFirst(laptop.book.pruned).map(\.id))
        }
        for (id, fact) in facts where !held.contains(id) {
            try hold(
                .i1, model.isAtCouncil(fact) || goneWithADisk.contains(id),
                "\(short(fact.key)) is nowhere")
        }
        figures.checked[.i1, default: 0] += 1
    }

    /// The laptop has read the feed to its end: it holds exactly what the model says.
    func compare(_ laptop: SimulatedLaptop, with scope: [String: String]) throws {
        try laptop.readDocuments(by: reader)
        var found: [String: String] = [:]
        for (name, document) in laptop.book.documents {
            found["\(name.kind) \(name.id)"] = document.facts
        }
        figures.checked[.i6, default: 0] += 1
        // What was lost may have left since; what changed since must have come with the change.
        laptop.book.lost = laptop.book.lost.filter { name, facts in
            found[name] == nil && scope[name] == facts
        }
        let lost = laptop.book.lost
        let scope = scope.filter { lost[$0.key] == nil }
        guard found != scope else { return try checkPictures(laptop, of: scope) }
        for (name, facts) in found.sorted(by: { $0.key < $1.key }) where scope[name] == nil {
            throw Broken(.i7, "laptop \(laptop.number) holds \(name) (\(facts)), not its own")
        }
        for (name, facts) in scope.sorted(by: { $0.key < $1.key }) where found[name] != facts {
            throw Broken(
                name.hasPrefix("preference") && facts.hasPrefix("review") ? .i4 : .i6,
                "laptop \(laptop.number) holds \(name) as \(found[name] ?? "nothing"), not \(facts)"
            )
        }
    }

    /// Everything at the council against everything that it was told.
    func checkCouncil() throws {
        let rows = try council.inspector.rows(
            "SELECT key, payload, effect, sequence FROM mutation ORDER BY sequence")
        try hold(
            .i2, rows.map { $0[0] as String } == model.order,
            "the council holds \(rows.count) records, not \(model.order.count)")
        for row in rows {
            let (key, payload, effect): (String, String, String) = (row[0], row[1], row[2])
            guard let told = model.told[key] else {
                throw Broken(.i2, "the council holds a record that nobody brought")
            }
            try hold(
                .i3, payload == told.payload && facts[Fact.ID(key: key, payload: payload)] != nil,
                "the council changed \(short(key))")
            let found = DocumentFacts.effect(json: effect)
            try hold(
                .i9, found == told.effect,
                "\(short(key)) was answered \(found.text), "
                    + "not \(told.effect.text)")
        }
        try checkEffects()
        for (replica, receipts) in model.receipts.sorted(by: { $0.key < $1.key }) {
            let last = try lastMid(of: replica)
            try hold(
                .i5, last == Int64(receipts.count),
                "the council is at \(last), not at \(receipts.count)")
        }
    }

    /// What each preference does now.
    func checkEffects() throws {
        var found: [String: Model.Effect] = [:]
        for row in try council.inspector.rows("SELECT id, effect FROM preference") {
            found[row[0]] = DocumentFacts.effect(json: row[1])
        }
        for package in model.packages.values.sorted(by: { $0.id < $1.id }) {
            for record in package.records {
                let effect = found.removeValue(forKey: record.fact.key)
                var invariant = Invariant.i2
                if case .review = record.effect { invariant = .i4 }
                try hold(
                    invariant, effect == record.effect,
                    "\(short(record.fact.key)) is \(effect?.text ?? "nothing"), "
                        + "not \(record.effect.text)")
            }
        }
        try hold(.i2, found.isEmpty, "a record has an effect that should have none")
    }

    /// No file of the laptop holds what people said or what is known about them.
    func lookForPlaintext(_ laptop: SimulatedLaptop) throws {
        let folder = laptop.folder.path
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
        for name in files.sorted() + DiskImage.pictures(in: folder) {
            guard
                let bytes = FileManager.default.contents(
                    atPath: laptop.folder.path + "/" + name)
            else { continue }
            try hold(.i13, !holds(bytes, Self.plantedWords), "\(name) holds plain text")
            for sha256 in pictures.bytes.keys where name != "pictures" {
                try hold(.i13, !holds(bytes, sha256), "\(name) says which picture it is")
            }
        }
    }
}
