internal import CouncilServer
internal import Foundation
internal import Procurement
internal import Replica
internal import SyncClient
internal import SyncProtocol

/// What a disk loses, and how it is found out and mended.
extension World {
    /// A document goes from the database without a word.
    func loseDocument(_ laptop: SimulatedLaptop) throws {
        try laptop.readDocuments(by: reader)
        let held = laptop.book.documents
        let names = held.keys.sorted { ($0.kind, $0.id) < ($1.kind, $1.id) }
        guard let name = dice.pick(names), let facts = held[name]?.facts else { return }
        try LostRow.delete(kind: name.kind, id: name.id, in: laptop.folder.path(of: .replica))
        laptop.book.lost["\(name.kind) \(name.id)"] = facts
        note("laptop \(laptop.number) loses \(name.kind) \(name.id)")
    }

    /// Asks whether the laptop holds what it should, and fetches what differs. Source: `SyncEngine`,
    /// check.
    func verify(_ laptop: SimulatedLaptop) throws {
        let identity = laptop.identity
        var replaced: Set<SupportPackage.ID> = []
        for _ in 0..<CouncilCheck.rounds {
            guard
                let question = try laptop.replica.read({
                    try CouncilCheck.question(from: identity.replica, in: $0)
                })
            else { return }
            if happens(.requestDropped) { return }
            let answer: VerifyAnswer
            do {
                answer = try council.verify(question, for: identity.device)
            } catch let problem as Problem {
                if problem.code == .cursorGone { try laptop.replica.write { try $0.startOver() } }
                return note("laptop \(laptop.number) may not compare: \(problem.code.rawValue)")
            }
            if happens(.replyLost) { return }
            // The answer is late: something else is read in between.
            if dice.chance(100), laptop.exchange == nil { try sync(laptop, stops: false) }
            let written = try write(on: laptop, .applies) {
                try CouncilCheck.received(answer, to: question, in: $0)
            }
            guard case .done(let fetched) = written else { return }
            for package in fetched {
                try hold(
                    .i11, packages(of: laptop.book.lost.keys).contains(package.rawValue),
                    "\(package) is fetched again, and nothing of it was lost")
            }
            guard !fetched.isEmpty, replaced.isDisjoint(with: fetched) else { return }
            replaced.formUnion(fetched)
            figures.happened[.packageMended, default: 0] += fetched.count
            note("laptop \(laptop.number) fetches \(fetched.map(\.rawValue)) again")
        }
    }

    /// The packages that documents belong to, by their names.
    private func packages(of documents: some Sequence<String>) -> Set<String> {
        Set(
            documents.flatMap { name -> [String] in
                let id = String(name.split(separator: " ")[1])
                guard name.hasPrefix("preference") else {
                    return [id.split(separator: "-").prefix(2).joined(separator: "-")]
                }
                return facts.values.filter { $0.key == id }.map(\.package)
            })
    }

    /// The database or the journal's copy cannot be read when the program starts next.
    func damage(_ laptop: SimulatedLaptop) throws {
        if laptop.exchange != nil { end(laptop, "the disk fails") }
        let kind = dice.below(3)
        let rubbish = Data((0..<4096).map { _ in UInt8(truncatingIfNeeded: dice.next()) })
        let isSalvaged = try laptop.restart(
            damagedBy: { folder in
                switch kind {
                case 0:
                    try rubbish.write(to: URL(filePath: folder + "/" + SimulatedLaptop.database[0]))
                case 1:
                    for name in SimulatedLaptop.database { unlink(folder + "/" + name) }
                default: unlink(folder + "/" + SimulatedLaptop.copy)
                }
            }, name: mint())
        note(
            "laptop \(laptop.number) cannot read "
                + (kind == 2 ? "its copy" : "its database") + (isSalvaged ? ", and salvages" : ""))
        if isSalvaged { figures.happened[.journalSalvaged, default: 0] += 1 }
        try check(laptop)
        try lookForPlaintext(laptop)
    }
}
