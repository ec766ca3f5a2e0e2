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
    /// What some record of the package's own visits replaced.
    private var superseded: Set<Preference.ID> = []
    /// Where in `records` those stand that none replaced, in order of their ids.
    private var heads: [Int] = []

    struct Record {
        let preference: Preference
        /// Whose laptop signed it.
        let worker: Worker.ID
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
                preference: $0.preference, worker: $0.worker, claim: $0.claim, effect: $0.effect,
                payload: $0.payload, current: $0.current, receivedAt: $0.receivedAt,
                sequence: $0.sequence, changed: false)
        }
        for index in records.indices { weigh(index) }
    }

    /// Whose visit a record is about that a worker's laptop brings now.
    static func claim(
        on preference: Preference, by worker: Worker.ID, in transaction: StoreTransaction
    ) throws -> Claim {
        guard preference.meeting.worker == worker else { return .anothers }
        return try transaction.claim(of: worker, on: preference.basis.package)
    }

    /// Adds a record and says what it does. What it makes of the others is said by `settle`.
    mutating func add(
        _ preference: Preference, by worker: Worker.ID, payload: String, current: String?,
        claim: Claim, at now: Instant, sequence: Int64? = nil
    ) -> Effect {
        let effect = preference.effect(in: context(claim, heads: heads))
        records.append(
            Record(
                preference: preference, worker: worker, claim: claim, effect: effect,
                payload: payload, current: current, receivedAt: now, sequence: sequence,
                changed: true))
        weigh(records.count - 1)
        moveStage()
        return effect
    }

    /// Takes a record into `superseded` and `heads`. A record of somebody else's visit neither stands
    /// beside the worker's nor replaces it, and none replaces itself.
    private mutating func weigh(_ index: Int) {
        let record = records[index]
        guard record.claim != .anothers else { return }
        let replaced = record.preference.supersedes.filter { $0 != record.preference.id }
        if !replaced.isEmpty {
            superseded.formUnion(replaced)
            heads.removeAll { superseded.contains(records[$0].preference.id) }
        }
        guard !superseded.contains(record.preference.id) else { return }
        let place = heads.firstIndex { records[$0].preference.id > record.preference.id }
        heads.insert(index, at: place ?? heads.endIndex)
    }

    /// Says anew what each record does, now that there is another record, shortlist or bid.
    ///
    /// When a package has ended, what led to its end stays as it is.
    mutating func settle() {
        guard !package.stage.hasEnded else { return }
        for index in records.indices {
            let effect = effect(at: index)
            guard effect != records[index].effect else { continue }
            records[index].effect = effect
            records[index].changed = true
        }
        moveStage()
    }

    private func effect(at index: Int) -> Effect {
        let record = records[index]
        return record.preference.effect(
            in: context(record.claim, heads: heads.filter { $0 != index }))
    }

    private mutating func moveStage() {
        guard !package.stage.hasEnded else { return }
        // Only what none replaced can have an effect; two of them are always looked at together.
        let isAnswered =
            heads.count > 1
            || heads.contains { index in
                switch effect(at: index) {
                // Who wants to think about it has not answered: the people are still awaited.
                case .applied: records[index].preference.person?.choice != .notToday
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

    /// `heads`: the others that none replaced.
    private func context(_ claim: Claim, heads: [Int]) -> PreferenceContext {
        PreferenceContext(
            package: package, shortlist: shortlist, bids: bids,
            isWorkersVisit: claim != .anothers, isHandedOn: claim == .handedOn,
            heads: heads.map { records[$0].preference.id }, superseded: superseded)
    }

    /// The preferences whose effect is new, for the feed of those who hold the package.
    var changedRecords: [Record] { records.filter(\.changed) }

    var stageChanged: Bool { package.stage != stageBefore }

    /// Says what each record does now, and writes what changed into `changes`. `sequences` has the
    /// numbers of this transaction's own records.
    mutating func write(
        to changes: inout Changes, in transaction: StoreTransaction,
        sequences: [Preference.ID: Int64] = [:]
    ) throws {
        settle()
        for record in changedRecords {
            let stored = StoredPreference(
                preference: record.preference, worker: record.worker, claim: record.claim,
                effect: record.effect, receivedAt: record.receivedAt,
                sequence: record.sequence ?? sequences[record.preference.id] ?? 0,
                payload: record.payload, current: record.current)
            if let document = try transaction.save(stored) {
                changes.put(.preference, document, package.id, try stored.standing())
            }
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
