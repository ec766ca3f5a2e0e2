internal import Foundation
internal import Procurement

/// One package with its shortlist, its bids and everything that was preferred: what is needed to
/// say what each record does.
struct PackageRecords {
    private(set) var package: SupportPackage
    let shortlist: Shortlist?
    let bids: [Bid]
    /// In the order in which they came.
    private(set) var records: [Record]
    private let stageBefore: SupportPackage.Stage

    struct Record {
        let preference: Preference
        fileprivate(set) var claim: Claim
        var effect: Effect
        let payload: String
        let current: String?
        let receivedAt: Instant
        /// `nil` for a record of this transaction: its number is not taken yet.
        let sequence: Int64?
        fileprivate(set) var changed: Bool
    }

    /// `nil` when the council has no such package.
    init?(_ id: SupportPackage.ID, in transaction: StoreTransaction) throws {
        var package: SupportPackage?
        var shortlist: Shortlist?
        var bids: [Bid] = []
        for document in try transaction.documents(of: id) {
            switch document.kind {
            case .package: package = try document.value()
            case .shortlist: shortlist = try document.value()
            case .bid: bids.append(try document.value())
            default: break
            }
        }
        guard let package else { return nil }
        self.init(
            package: package, shortlist: shortlist, bids: bids,
            stored: try transaction.preferences(of: id))
    }

    init(package: SupportPackage, shortlist: Shortlist?, bids: [Bid], stored: [StoredPreference]) {
        self.package = package
        self.shortlist = shortlist
        self.bids = bids
        stageBefore = package.stage
        records = stored.map {
            Record(
                preference: $0.preference, claim: $0.claim, effect: $0.effect, payload: $0.payload,
                current: $0.current, receivedAt: $0.receivedAt, sequence: $0.sequence,
                changed: false)
        }
    }

    /// Whose visit a record is about that a worker's laptop brings now.
    static func claim(
        on preference: Preference, by worker: Worker.ID, in transaction: StoreTransaction
    ) throws -> Claim {
        guard preference.meeting.worker == worker else { return .anothers }
        return try transaction.claim(of: worker, on: preference.basis.package)
    }

    /// Adds a record and says what it does.
    mutating func add(
        _ preference: Preference, payload: String, current: String?, claim: Claim,
        at now: Instant, sequence: Int64? = nil
    ) -> Effect {
        let effect = preference.effect(in: context(claim))
        records.append(
            Record(
                preference: preference, claim: claim, effect: effect, payload: payload,
                current: current, receivedAt: now, sequence: sequence, changed: true))
        settle()
        return effect
    }

    /// Says anew what each record does, now that there is another record, shortlist or bid.
    ///
    /// When a package has ended, what led to its end stays as it is.
    mutating func settle() {
        guard !package.stage.hasEnded else { return }
        for index in records.indices {
            let record = records[index]
            let effect = record.preference.effect(in: context(record.claim))
            guard effect != record.effect else { continue }
            records[index].effect = effect
            records[index].changed = true
        }
        let isAnswered = records.contains { record in
            switch record.effect {
            // Who wants to think about it has not answered: the people are still awaited.
            case .applied: record.preference.person?.choice != .notToday
            case .needsReview: true
            case .recordedWithoutEffect, .held, .unknown: false
            }
        }
        switch package.stage {
        case .shortlisted, .awaitingPreference:
            if isAnswered { package.stage = .preferenceReceived }
        case .preferenceReceived: if !isAnswered { package.stage = .awaitingPreference }
        default: break
        }
    }

    /// A worker who has the package again speaks for it again.
    mutating func giveBack(to worker: Worker.ID) {
        for index in records.indices
        where records[index].claim == .handedOn
            && records[index].preference.meeting.worker == worker
        {
            records[index].claim = .own
            records[index].changed = true
        }
    }

    private func context(_ claim: Claim) -> PreferenceContext {
        // A record of somebody else's visit neither stands beside the worker's nor replaces it.
        let own = records.filter { $0.claim != .anothers }.map(\.preference)
        let superseded = Set(own.flatMap(\.supersedes))
        return PreferenceContext(
            package: package, shortlist: shortlist, bids: bids,
            isWorkersVisit: claim != .anothers, isHandedOn: claim == .handedOn,
            heads: own.map(\.id).filter { !superseded.contains($0) }, superseded: superseded)
    }

    /// The preferences whose effect is new, for the feed of those who hold the package.
    var changedRecords: [Record] { records.filter(\.changed) }

    var stageChanged: Bool { package.stage != stageBefore }

    /// Writes what changed into `changes`. `sequences` has the numbers of this transaction's own
    /// records.
    func write(
        to changes: inout Changes, in transaction: StoreTransaction,
        sequences: [Preference.ID: Int64] = [:]
    ) throws {
        for record in changedRecords {
            let id = record.preference.id
            let stored = StoredPreference(
                preference: record.preference, claim: record.claim, effect: record.effect,
                receivedAt: record.receivedAt,
                sequence: record.sequence ?? sequences[id] ?? 0, payload: record.payload,
                current: record.current)
            try transaction.save(stored)
            changes.put(.preference, id.rawValue, package.id, try stored.standing())
        }
        if stageChanged {
            try changes.put(.package, package.id.rawValue, package.id, value: package)
        }
    }
}

extension SupportPackage.Stage {
    /// Whether nothing that people say can move the award any more.
    var hasEnded: Bool {
        switch self {
        case .withdrawn, .cancelled, .unsuccessful, .awarded, .contracted: true
        case .published, .closed, .underEvaluation, .negotiation, .shortlisted,
            .awaitingPreference, .preferenceReceived, .recommended:
            false
        }
    }
}

extension StoredPreference {
    /// The `PreferenceStanding` as JSON with sorted keys. The record is put in as it came, so that
    /// what this version does not know of it is kept.
    func standing() throws -> String {
        "{\"effect\":\(try effect.stored()),\"preference\":\(current ?? payload),"
            + "\"receivedAt\":\"\(receivedAt)\",\"sequence\":\(sequence)}"
    }
}
