internal import Foundation
public import Presentation
public import Procurement
internal import Replica
internal import SyncClient

extension Laptop {
    public func begin(_ package: SupportPackage.ID) async throws(RecordingRefusal) -> VisitDraft {
        try recording { session, transaction in
            if let draft = try transaction.draft(of: package) { return draft }
            let draft = try freshDraft(of: package, transaction)
            try transaction.noteOpened(package, at: surroundings.now())
            try transaction.store(draft)
            return draft
        }
    }

    public func noteOpened(_ package: SupportPackage.ID) async {
        let now = surroundings.now()
        try? session?.replica.write { try $0.noteOpened(package, at: now) }
    }

    public func give(
        _ command: VisitDraft.Command, to package: SupportPackage.ID
    ) async throws(RecordingRefusal) -> VisitDraft {
        try recording { session, transaction in
            guard var draft = try transaction.draft(of: package) else {
                throw RecordingRefusal.noSuchVisit
            }
            let events = try draft.decide(command)
            guard !events.isEmpty else { return draft }
            for event in events { draft.evolve(event) }
            try transaction.store(draft)
            return draft
        }
    }

    public func startAgain(
        _ package: SupportPackage.ID
    ) async throws(RecordingRefusal) -> VisitDraft {
        try recording { session, transaction in
            let draft = try freshDraft(of: package, transaction)
            try transaction.store(draft)
            return draft
        }
    }

    public func discard(_ package: SupportPackage.ID) async throws(RecordingRefusal) {
        try recording { session, transaction in try transaction.removeDraft(of: package) }
    }

    public func save(_ package: SupportPackage.ID) async throws(RecordingRefusal) -> RecordState {
        let state = try recording { session, transaction in
            guard let draft = try transaction.draft(of: package) else {
                throw RecordingRefusal.noSuchVisit
            }
            let now = surroundings.now()
            let preference = try draft.record(by: session.device.worker, at: now)
            let entry = try JournalEntry.freezing(
                preference, mid: try transaction.nextMid(), at: now,
                clockOffset: try transaction.syncState().clockOffset,
                running: surroundings.running(), signedBy: session.deviceKey)
            try transaction.append(entry)
            try transaction.removeDraft(of: package)
            return RecordState(
                preference: preference, savedAt: now, receivedAt: nil, effect: nil)
        }
        // Sealed for the council too, so that it can go after the window was closed. Nobody waits
        // for it, and locking does it again.
        if let session { Task { await seal(session) } }
        wake()
        return state
    }

    /// One durable step: all of it is on the disk when it returns, or nothing changed.
    private func recording<Value>(
        _ body: (Session, ReplicaTransaction) throws -> Value
    ) throws(RecordingRefusal) -> Value {
        guard let session else { throw .locked }
        do {
            return try session.replica.write { try body(session, $0) }
        } catch let refusal as RecordingRefusal {
            throw refusal
        } catch let refusal as Refusal {
            throw .rule(refusal)
        } catch ReplicaError.notStored(let diskFull) {
            throw .notStored(diskFull: diskFull)
        } catch {
            throw .notStored(diskFull: false)
        }
    }

    private func freshDraft(
        of id: SupportPackage.ID, _ transaction: ReplicaTransaction
    ) throws -> VisitDraft {
        guard let body = try transaction.document(DocumentKind.package.rawValue, id.rawValue),
            let package = try? CanonicalJSON.decodeLeniently(SupportPackage.self, from: body)
        else { throw RecordingRefusal.noSuchVisit }
        let shortlist = try transaction.document(DocumentKind.shortlist.rawValue, id.rawValue)
            .flatMap { try? CanonicalJSON.decodeLeniently(Shortlist.self, from: $0) }
        var chance = surroundings.chance
        return try VisitDraft.begin(
            package: package, shortlist: shortlist, supersedes: try heads(of: id, transaction),
            place: .home, now: surroundings.now(), using: &chance)
    }

    /// The records of a package that no other record replaced, as far as this laptop knows.
    private func heads(
        of package: SupportPackage.ID, _ transaction: ReplicaTransaction
    ) throws -> [Preference.ID] {
        let own = try transaction.journal(of: package).compactMap(\.preference)
        let synced = try transaction.documents(DocumentKind.preference.rawValue, of: package)
            .compactMap {
                try? CanonicalJSON.decode(PreferenceStanding.self, from: $0).preference
            }
        let all = own + synced
        let superseded = Set(all.flatMap(\.supersedes))
        return Set(all.map(\.id)).subtracting(superseded).sorted()
    }
}
