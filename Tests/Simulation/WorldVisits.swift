internal import Foundation
internal import Procurement
internal import Replica
internal import SyncClient
internal import SyncProtocol

/// What a worker does with a laptop in a home.
extension World {
    func visit(_ laptop: SimulatedLaptop) throws {
        if happens(.poisonedRecord), dice.chance(500) { return try recordPoison(laptop) }
        let open = laptop.book.drafts.keys.sorted()
        if let package = dice.pick(open), dice.chance(750) {
            try dice.chance(200) ? answerMore(laptop, package) : save(laptop, package)
        } else {
            try begin(laptop)
        }
    }

    private func begin(_ laptop: SimulatedLaptop) throws {
        guard let name = dice.pick(try laptop.packages()), laptop.book.drafts[name] == nil else {
            return
        }
        let (id, key) = (SupportPackage.ID(name), mint(Preference.self))
        let started = laptop.now(now)
        let choice = dice.below(8)
        let order = dice.split()
        var words = "\(Self.plantedWords) is near, that is number \(dice.below(100_000))."
        if dice.chance(20) {
            // As much as a voice may say, to the byte.
            let letter = ["a", "\u{6F22}", "\"", "\u{1F468}\u{200D}\u{1F469}"][dice.below(4)]
            let room = RecordRoom.left(beside: words) / RecordRoom.bytes(of: letter)
            words += String(repeating: letter, count: room)
            figures.happened[.fullRecordSaved, default: 0] += 1
        }
        let said = words
        let written = try write(on: laptop, .begins(name, key.rawValue)) {
            transaction -> Bool in
            guard
                let draft = try Self.draft(
                    key, of: id, choice: choice, words: said, order: order, at: started,
                    transaction)
            else { return false }
            try transaction.noteOpened(id, at: started)
            try transaction.store(draft)
            return true
        }
        if case .done(true) = written {
            laptop.book.drafts[name] = key.rawValue
            note("laptop \(laptop.number) begins \(short(key.rawValue)) of \(name)")
        }
    }

    /// A visit at which the person has said everything; `nil` where nobody is asked now.
    private static func draft(
        _ key: Preference.ID, of id: SupportPackage.ID, choice: Int, words: String, order: Dice,
        at started: Instant, _ transaction: ReplicaTransaction
    ) throws -> VisitDraft? {
        func read<Value: Decodable>(_ kind: DocumentKind) throws -> Value? {
            try transaction.document(kind.rawValue, id.rawValue).map {
                try CanonicalJSON.decode(Value.self, from: $0)
            }
        }
        guard let package: SupportPackage = try read(.package),
            let shortlist: Shortlist = try read(.shortlist), !shortlist.bids.isEmpty
        else { return nil }
        var random = order
        var draft = VisitDraft(
            preference: key, package: package, shortlist: shortlist,
            order: shortlist.bids.shuffled(using: &random),
            supersedes: try heads(of: id, transaction), place: .home, started: started)
        let commands: [VisitDraft.Command] =
            shortlist.bids.map { .answer(.person, $0, .like) } + [
                .choose(.person, Self.choice(choice, of: shortlist.bids)),
                .explain(.person, words),
            ]
        for command in commands {
            for event in try draft.decide(command) { draft.evolve(event) }
        }
        return draft
    }

    private static func choice(_ number: Int, of bids: [Bid.ID]) -> Choice {
        switch number {
        case 0: .noneOfThese
        case 1: .notToday
        case 2: .declined
        case 3 where bids.count > 1: .equal(Array(bids.prefix(2)))
        default: .favourite(bids[number % bids.count])
        }
    }

    /// The records of a package that no other record replaced, as far as this laptop knows. Source:
    /// `Laptop`, recording.
    private static func heads(
        of package: SupportPackage.ID, _ transaction: ReplicaTransaction
    ) throws -> [Preference.ID] {
        let own = try transaction.journal(of: package).compactMap(\.preference)
        let synced = try transaction.documents(DocumentKind.preference.rawValue, of: package)
            .compactMap { try? CanonicalJSON.decode(PreferenceStanding.self, from: $0).preference }
        let all = own + synced
        let superseded = Set(all.flatMap(\.supersedes))
        return Set(all.map(\.id)).subtracting(superseded).sorted()
    }

    private func answerMore(_ laptop: SimulatedLaptop, _ name: String) throws {
        let words = "\(Self.plantedWords) again, number \(dice.below(100_000))."
        _ = try write(on: laptop, .answers) { transaction in
            guard var draft = try transaction.draft(of: SupportPackage.ID(name)) else { return }
            for event in try draft.decide(.explain(.person, words)) { draft.evolve(event) }
            try transaction.store(draft)
        }
    }

    private func save(_ laptop: SimulatedLaptop, _ name: String) throws {
        guard let key = laptop.book.drafts[name] else { return }
        let id = SupportPackage.ID(name)
        let (time, identity) = (laptop.now(now), laptop.identity)
        if planted == .killInMidWrite {
            let draft = try laptop.replica.read { try $0.draft(of: id) }
            guard case .done = try write(on: laptop, .forgets, { try $0.removeDraft(of: id) })
            else { return }
            try laptop.replica.write { transaction in if let draft { try transaction.store(draft) }
            }
        }
        var fact: Fact?
        let isNew = happens(.poisonedRecord)
        let written = try write(on: laptop, .saves(name, key, { fact })) { transaction in
            guard let draft = try transaction.draft(of: id) else {
                throw Broken(.i8, "the draft \(key) is gone")
            }
            let preference = try draft.record(by: Worker.ID(identity.worker), at: time)
            var entry = try JournalEntry.freezing(
                preference, mid: try transaction.nextMid(), at: time,
                clockOffset: try transaction.syncState().clockOffset, signedBy: identity.key)
            fact = Fact(preference, payload: entry.payload, poison: isNew ? .unknownKind : nil)
            if isNew {
                entry = try Digest.entry(
                    mid: entry.mid, key: entry.key, name: Self.newKind, package: name,
                    payload: entry.payload, at: time, signedBy: identity.key)
            }
            try transaction.append(entry)
            try transaction.removeDraft(of: id)
        }
        guard case .done = written, let fact else { return }
        acknowledge(fact, on: laptop, draft: name)
    }

    /// From here on it may never be lost.
    func acknowledge(_ fact: Fact, on laptop: SimulatedLaptop, draft: String?) {
        facts[fact.id] = fact
        laptop.book.journal.append(fact)
        if let draft { laptop.book.drafts[draft] = nil }
        note(
            "laptop \(laptop.number) saves \(short(fact.key)) of \(fact.package) as number "
                + "\(laptop.book.journal.count)")
    }

    /// A kind that only a later council knows, from a laptop that is ahead.
    private static let newKind = "recordPreference@2"

    /// An entry that no council can read.
    private func recordPoison(_ laptop: SimulatedLaptop) throws {
        guard let name = dice.pick(try laptop.packages()) else { return }
        let key = mint(Preference.self).rawValue
        let (time, identity) = (laptop.now(now), laptop.identity)
        let payload = "{\"dream\":\"\(key)\"}"
        let fact = Fact(
            key: key, package: name, worker: identity.worker, shortlistVersion: 0, chosen: [],
            isNotToday: false, supersedes: [], payload: payload, poison: .unreadable)
        let written = try write(on: laptop, .saves(nil, key, { fact })) { transaction in
            try transaction.append(
                Digest.entry(
                    mid: try transaction.nextMid(), key: key,
                    name: MutationName.recordPreference, package: name, payload: payload, at: time,
                    signedBy: identity.key))
        }
        guard case .done = written else { return }
        acknowledge(fact, on: laptop, draft: nil)
    }

    func short(_ key: String) -> String { String(key.suffix(6)) }
}

extension Fact {
    init(_ preference: Preference, payload: String, poison: Poison?) {
        let choice = preference.person?.choice
        self.init(
            key: preference.id.rawValue, package: preference.basis.package.rawValue,
            worker: preference.meeting.worker.rawValue,
            shortlistVersion: preference.basis.shortlistVersion,
            chosen: choice?.bids.map(\.rawValue) ?? [], isNotToday: choice == .notToday,
            supersedes: preference.supersedes.map(\.rawValue), payload: payload, poison: poison)
    }
}
