internal import Dispatch
internal import Foundation
internal import Presentation
internal import Procurement
internal import Replica
internal import SyncClient
internal import Synchronization

/// Keeps the opened caseload in memory and brings it up to date with what changed.
actor Caseload {
    /// One state of everything that the screens show.
    struct View: Sendable {
        /// Soonest first.
        var visits: [VisitFile]
        /// What was recorded on this laptop, newest first.
        var records: [RecordState]
        /// Drafts whose package is not here, by package.
        var kept: [VisitDraft]
        /// How many visits have something that this program cannot read.
        var unshown: Int
        var sync: SyncState
        /// Rows that did not open.
        var damaged: [RowName]
    }

    private let replica: Replica
    private var marks: [DocumentName: DocumentMark] = [:]
    private var change: Int64?
    private var damagedDocuments: [RowName] = []
    /// What this program cannot read, with the package that it belongs to.
    private var unread: [DocumentName: SupportPackage.ID] = [:]
    private var packages: [SupportPackage.ID: SupportPackage] = [:]
    private var visits: [SupportPackage.ID: Visit] = [:]
    private var shortlists: [SupportPackage.ID: Shortlist] = [:]
    private var bids: [Bid.ID: Bid] = [:]
    private var standings: [Preference.ID: PreferenceStanding] = [:]
    /// The preferences of the journal, which never change, by key.
    private var frozen: [String: Preference] = [:]

    init(_ replica: Replica) { self.replica = replica }

    func refreshed() throws -> View {
        let reading = try replica.reading(known: marks, change: change)
        if reading.change != change { take(reading) }
        let records = records(of: reading)
        return View(
            visits: files(reading, records), records: records.own.reversed(),
            kept: kept(reading), unshown: Set(unread.values).count, sync: reading.sync,
            damaged: reading.damaged + damagedDocuments)
    }
}

// MARK: - Documents

extension Caseload {
    /// Drafts in which something was said and whose visit has left. A package that is only not read
    /// yet, or cannot be read, has not.
    private func kept(_ reading: Reading) -> [VisitDraft] {
        guard reading.isWhole else { return [] }
        let broken = damagedDocuments.filter { $0.kind == DocumentKind.package.rawValue }
        let here = Set(packages.keys).union(unread.values)
            .union(broken.map { SupportPackage.ID($0.id) })
        return reading.drafts
            .filter { $0.saysSomething && !here.contains($0.basis.package) }
            .sorted { $0.basis.package < $1.basis.package }
    }

    private enum Value: Sendable {
        case package(SupportPackage)
        case visit(Visit)
        case shortlist(Shortlist)
        case bid(Bid)
        case standing(PreferenceStanding)

        /// `nil` for a kind that this program does not know, and for what it cannot read: the
        /// bytes stay in the replica for a newer one.
        init?(_ document: OpenedDocument) {
            func read<Value: Decodable>() -> Value? {
                try? CanonicalJSON.decodeLeniently(Value.self, from: document.body)
            }
            let value: Value? =
                switch DocumentKind(rawValue: document.name.kind) {
                case .package: read().map { .package($0) }
                case .visit: read().map { .visit($0) }
                case .shortlist: read().map { .shortlist($0) }
                case .bid: read().map { .bid($0) }
                case .preference: read().map { .standing($0) }
                default: nil
                }
            guard let value else { return nil }
            self = value
        }
    }

    /// The kinds without which a visit is not shown whole.
    private static let shown: Set<String> = [
        DocumentKind.package.rawValue, DocumentKind.visit.rawValue,
        DocumentKind.shortlist.rawValue, DocumentKind.bid.rawValue,
    ]

    private func take(_ reading: Reading) {
        change = reading.change
        damagedDocuments = reading.damaged.filter { !$0.kind.hasPrefix("#") }
        for name in reading.gone {
            marks[name] = nil
            unread[name] = nil
            drop(name)
        }
        for document in reading.documents { marks[document.name] = document.mark }
        for (document, value) in Self.values(reading.documents) {
            let isShown = value != nil || !Self.shown.contains(document.name.kind)
            unread[document.name] = isShown ? nil : document.package
            switch value {
            // What stood there before is not true any more.
            case nil: drop(document.name)
            case .package(let package): packages[package.id] = package
            case .visit(let visit): visits[visit.package] = visit
            case .shortlist(let shortlist): shortlists[shortlist.package] = shortlist
            case .bid(let bid): bids[bid.id] = bid
            case .standing(let standing):
                standings[Preference.ID(document.name.id)] = standing
            }
        }
    }

    private func drop(_ name: DocumentName) {
        switch DocumentKind(rawValue: name.kind) {
        case .package: packages[SupportPackage.ID(name.id)] = nil
        case .visit: visits[SupportPackage.ID(name.id)] = nil
        case .shortlist: shortlists[SupportPackage.ID(name.id)] = nil
        case .bid: bids[Bid.ID(name.id)] = nil
        case .preference: standings[Preference.ID(name.id)] = nil
        default: break
        }
    }

    /// Reads JSON on all processors.
    private static func values(
        _ documents: [OpenedDocument]
    ) -> [(OpenedDocument, Value?)] {
        let part = 200
        let values = Mutex<[(OpenedDocument, Value?)]>([])
        let parts = (documents.count + part - 1) / part
        DispatchQueue.concurrentPerform(iterations: parts) { index in
            let slice = documents[(index * part)..<min(documents.count, (index + 1) * part)]
            let read = slice.map { ($0, Value($0)) }
            values.withLock { $0 += read }
        }
        return values.withLock { $0 }
    }
}

// MARK: - Files and records

extension Caseload {
    private struct Records {
        /// Of this laptop, oldest first.
        var own: [RecordState] = []
        /// Own and synced ones, oldest first.
        var byPackage: [SupportPackage.ID: [RecordState]] = [:]
    }

    private func records(of reading: Reading) -> Records {
        var records = Records()
        var seen: Set<Preference.ID> = []
        for entry in reading.journal {
            guard let preference = frozen[entry.key] ?? entry.preference else { continue }
            frozen[entry.key] = preference
            seen.insert(preference.id)
            let result = reading.results[entry.mid]
            // The council's own view is the newer one, where it is here.
            let standing = result == nil ? nil : standing(of: preference)
            var effect = standing?.effect ?? result?.effect
            // The council has another record of the same visit, and keeps both.
            if result?.isFork == true { effect = .needsReview(with: [preference.id]) }
            let state = RecordState(
                preference: preference, savedAt: entry.recordedAt,
                receivedAt: result?.receivedAt, effect: effect,
                setAside: reading.setAside[entry.mid])
            records.own.append(state)
            records.byPackage[preference.basis.package, default: []].append(state)
        }
        for standing in standings.values where !seen.contains(standing.preference.id) {
            records.byPackage[standing.preference.basis.package, default: []].append(
                RecordState(
                    preference: standing.preference, savedAt: nil,
                    receivedAt: standing.receivedAt, effect: standing.effect))
        }
        return records
    }

    /// The council's view of a record of this laptop. Another worker's record of the same name, which
    /// has a document of its own, is another record.
    private func standing(of preference: Preference) -> PreferenceStanding? {
        let worker = preference.meeting.worker
        return [preference.id, Preference.ID("\(preference.id)~\(worker)")]
            .compactMap { standings[$0] }.first { $0.preference.meeting.worker == worker }
    }

    private func files(_ reading: Reading, _ records: Records) -> [VisitFile] {
        let drafts = Dictionary(
            reading.drafts.map { ($0.basis.package, $0) }, uniquingKeysWith: { _, later in later })
        let files = packages.values.map { package in
            let shortlist = shortlists[package.id]
            let offers = (shortlist?.bids ?? []).compactMap { bids[$0] }
            return VisitFile(
                package: package, visit: visits[package.id], shortlist: shortlist,
                bids: offers, draft: drafts[package.id],
                records: (records.byPackage[package.id] ?? []).sorted {
                    ($0.preference.meeting.ended, $0.id) < ($1.preference.meeting.ended, $1.id)
                },
                opened: reading.opened[package.id],
                pictures: reading.pictures.intersection(
                    offers.flatMap { $0.pictures.map(\.sha256) }))
        }
        return files.sorted { one, other in
            switch (one.visit?.due, other.visit?.due) {
            case (let due?, let otherDue?) where due != otherDue: due < otherDue
            case (.some, nil): true
            case (nil, .some): false
            default: one.id < other.id
            }
        }
    }
}
