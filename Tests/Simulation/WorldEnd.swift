internal import Foundation
internal import Procurement
internal import Replica
internal import SyncProtocol

/// The end of a simulation: faults stop, and everything must come to rest.
extension World {
    /// In how many rounds every queue must be empty and every laptop up to date: one to bring, one
    /// to read what the others brought, one for a laptop whose exchange had to begin again.
    static let mostRounds = 4

    func finish() throws {
        isQuiet = true
        note("the faults stop")
        strays = []
        for laptop in laptops { try abort(laptop) }
        var rounds = 0
        repeat {
            rounds += 1
            try hold(.live, rounds <= Self.mostRounds, "not at rest after \(rounds - 1) rounds")
            for laptop in laptops { try round(laptop) }
        } while try !isAtRest()
        // A copy that has recorded nothing hears only now that its name is another's; who had the
        // name before it is enrolled anew.
        for laptop in laptops {
            try round(laptop)
            try fetchLastPictures(laptop)
        }
        try checkCouncil()
        for laptop in laptops {
            try check(laptop)
            try compare(laptop, with: model.scope(of: laptop.identity.worker))
            try hold(
                .i6, laptop.book.lost.isEmpty,
                "laptop \(laptop.number) compared, and still lacks \(laptop.book.lost.keys.sorted())"
            )
            try verify(laptop)
            try checkAnswers(laptop)
            try checkThatNothingMoves(laptop)
            try lookForPlaintext(laptop)
        }
        try checkThatNothingIsLost()
        try checkThatAbortsLeaveNothing()
        try checkThatAllHaveAnEffect()
    }

    private func abort(_ laptop: SimulatedLaptop) throws {
        if laptop.exchange != nil { end(laptop, "cut off") }
    }

    private func round(_ laptop: SimulatedLaptop) throws {
        now = now.adding(seconds: 60)
        if !devices.isListed(laptop.identity.device) { try enrolAgain(laptop) }
        try sync(laptop, stops: false)
        if !laptop.book.lost.isEmpty { try verify(laptop) }
        try check(laptop)
    }

    private func isAtRest() throws -> Bool {
        for laptop in laptops {
            if try laptop.replica.read({ try $0.firstToSend() }) != nil { return false }
            try laptop.readDocuments(by: reader)
            let found = Dictionary(
                laptop.book.documents.map { ("\($0.key.kind) \($0.key.id)", $0.value.facts) },
                uniquingKeysWith: { $1 })
            if found != model.scope(of: laptop.identity.worker) { return false }
        }
        return true
    }

    /// Every entry has a result, and it is what the council says.
    private func checkAnswers(_ laptop: SimulatedLaptop) throws {
        let reading = try laptop.replica.reading()
        let floor = laptop.book.pruned
        for (index, fact) in laptop.book.journal.enumerated().dropFirst(floor) {
            let key = fact.key
            guard index - floor < reading.journal.count else {
                throw Broken(.i8, "an entry cannot be read")
            }
            try hold(
                .i3, reading.journal[index - floor].payload == fact.payload,
                "\(short(key)) is not what was saved")
            guard let result = reading.results[Int64(index) + 1] else {
                throw Broken(.i9, "\(short(key)) has no result")
            }
            let shown = DocumentFacts.effect(
                json: String(decoding: try CanonicalJSON.encode(result.effect), as: UTF8.self))
            try hold(
                .i9, result.isFork || isTrue(shown, of: key),
                "\(short(key)) is shown as \(shown.text)")
        }
    }

    /// What is shown is what the council answered, and answered anew since it could read it.
    private func isTrue(_ shown: Model.Effect, of key: String) -> Bool {
        model.told[key]?.effect == shown
    }

    /// One more exchange: one question, an answer of a few hundred bytes, nothing to store.
    private func checkThatNothingMoves(_ laptop: SimulatedLaptop) throws {
        let sizes = try laptop.inspector.sizes()
        let (calls, bytes) = try counting { try sync(laptop, stops: false) }
        try hold(
            .i11, calls == 1 && bytes < 1024,
            "an exchange with nothing new took \(calls) questions and \(bytes) bytes")
        try hold(.i11, sizes == (try laptop.inspector.sizes()), "an idle exchange stored rows")
    }

    private func counting(_ body: () throws -> Void) throws -> (calls: Int, bytes: Int) {
        moved = (0, 0)
        try body()
        return moved
    }

    /// Many attempts that are cut off leave no more behind than a few.
    private func checkThatAbortsLeaveNothing() throws {
        guard let laptop = laptops.first else { return }
        var sizes: [[String: Int64]] = []
        var council: [[String: Int64]] = []
        var files: [[Int64]] = []
        losesReplies = true
        for count in [2, 12] {
            for _ in 0..<count { try sync(laptop, stops: false) }
            sizes.append(try laptop.inspector.sizes())
            council.append(try self.council.inspector.sizes())
            files.append([
                try laptop.inspector.number("PRAGMA page_count"),
                Int64(DiskImage.size(of: laptop.folder.path(of: .journalCopy))),
                try self.council.inspector.number("PRAGMA page_count"),
            ])
        }
        losesReplies = false
        try hold(.i12, sizes[0] == sizes[1], "aborted attempts leave rows on the laptop")
        try hold(.i12, council[0] == council[1], "aborted attempts leave rows at the council")
        try hold(.i12, files[0] == files[1], "aborted attempts make files larger")
    }

    /// Each record of a visit was taken by the council as it was saved.
    private func checkThatAllHaveAnEffect() throws {
        for fact in laptops.flatMap(\.book.journal) {
            let other = facts.keys.contains { $0.key == fact.key && $0.payload != fact.payload }
            try hold(
                .i9,
                model.told[fact.key]?.payload == fact.payload
                    || (other && model.isAtCouncil(fact)),
                "\(short(fact.key)) was never taken by the council")
        }
    }
}
