internal import Procurement
internal import SyncProtocol

/// One push while it is being taken: read and decided first, written last.
struct PushBatch {
    let device: Device
    let replica: ReplicaID
    let now: Instant
    private(set) var lastMid: Int64
    private let lastMidBefore: Int64

    private var answers: [Answer] = []
    private var receipts: [Int64: Receipt] = [:]
    private var taken: [String: Taken] = [:]
    private var forks: [StoredMutation] = []
    /// By `mid`: what came under it and was not signed.
    private var apart: [Int64: Apart] = [:]
    /// `nil` for a package that the council does not have.
    private var cases: [SupportPackage.ID: PackageRecords?] = [:]

    private enum Answer {
        case stored(mid: Int64, StoredMutation)
        /// A mutation of this push.
        case taken(mid: Int64, key: String)
        case fork(ForkedMutation)
        /// It came before, and was not signed then either.
        case unverified(UnverifiedEntry)
        /// An entry of this push that is not signed.
        case apart(mid: Int64)
    }

    private struct Taken {
        let order: Int
        let mutation: IncomingMutation
        let digest: String
        let effect: Effect
        let held: String?
        let package: SupportPackage.ID?
    }

    private struct Apart {
        let order: Int
        let mutation: IncomingMutation
        let reason: String
    }

    init(device: Device, replica: ReplicaID, lastMid: Int64, now: Instant) {
        self.device = device
        self.replica = replica
        self.lastMid = lastMid
        self.now = now
        lastMidBefore = lastMid
    }

    var isEmpty: Bool { answers.isEmpty }

    /// A `mid` that the council has: the same answer again. What was damaged before and is whole now
    /// takes its place.
    ///
    /// - Returns: `false` when the `mid` is taken by another key: two disks use one name.
    mutating func again(
        _ mutation: IncomingMutation, _ examined: Examination, in transaction: StoreTransaction
    ) throws -> Bool {
        let receipt = try receipts[mutation.mid] ?? transaction.receipt(mutation.mid, of: replica)
        guard let receipt, receipt.key == mutation.key else {
            try fork(mutation, examined, .midTaken, in: transaction)
            return false
        }
        let known = try digest(of: mutation.key, in: transaction)
        var kind = receipt.kind
        if examined.isKnown(as: known) {
            kind = .taken
            try answer(mutation, in: transaction)
        } else if !examined.isVerified {
            if kind == .unverified {
                try setApart(mutation, examined, in: transaction)
            } else {
                try fork(mutation, examined, .payload, in: transaction)
            }
        } else if known == nil {
            kind = .taken
            try receive(mutation, examined, in: transaction)
        } else {
            if kind == .unverified { kind = .fork }
            try fork(mutation, examined, .payload, in: transaction)
        }
        if kind != receipt.kind { note(mutation, kind) }
        return true
    }

    /// The next `mid`.
    mutating func take(
        _ mutation: IncomingMutation, _ examined: Examination, in transaction: StoreTransaction
    ) throws {
        lastMid = mutation.mid
        let known = try digest(of: mutation.key, in: transaction)
        if examined.isKnown(as: known) {
            note(mutation, .taken)
            try answer(mutation, in: transaction)
        } else if !examined.isVerified {
            note(mutation, .unverified)
            try setApart(mutation, examined, in: transaction)
        } else if known == nil {
            note(mutation, .taken)
            try receive(mutation, examined, in: transaction)
        } else {
            note(mutation, .fork)
            try fork(mutation, examined, .payload, in: transaction)
        }
    }

    private mutating func note(_ mutation: IncomingMutation, _ kind: Receipt.Kind) {
        receipts[mutation.mid] = Receipt(mid: mutation.mid, key: mutation.key, kind: kind)
    }

    /// What is signed and new takes effect, or is held.
    private mutating func receive(
        _ mutation: IncomingMutation, _ examined: Examination, in transaction: StoreTransaction
    ) throws {
        let (effect, held, package) = try effect(of: mutation, examined, in: transaction)
        taken[mutation.key] = Taken(
            order: taken.count + apart.count, mutation: mutation, digest: examined.digest,
            effect: effect, held: held, package: package)
        answers.append(.taken(mid: mutation.mid, key: mutation.key))
    }

    /// What is not signed is kept beside, and its laptop goes on.
    private mutating func setApart(
        _ mutation: IncomingMutation, _ examined: Examination, in transaction: StoreTransaction
    ) throws {
        guard case .unverified(let reason) = examined.finding else { return }
        let before = try transaction.unverified(mutation.mid, of: replica)
        if let before, before.mutation.undated == mutation.undated {
            answers.append(.unverified(before))
            return
        }
        if apart[mutation.mid] == nil {
            apart[mutation.mid] = Apart(
                order: taken.count + apart.count, mutation: mutation, reason: reason)
        }
        answers.append(before.map { .unverified($0) } ?? .apart(mid: mutation.mid))
    }

    private func digest(of key: String, in transaction: StoreTransaction) throws -> String? {
        try taken[key]?.digest ?? transaction.mutation(key, of: device.worker)?.digest
    }

    private mutating func answer(
        _ mutation: IncomingMutation, in transaction: StoreTransaction
    ) throws {
        if taken[mutation.key] != nil {
            answers.append(.taken(mid: mutation.mid, key: mutation.key))
        } else if let stored = try transaction.mutation(mutation.key, of: device.worker) {
            answers.append(.stored(mid: mutation.mid, stored))
        }
    }

    private mutating func fork(
        _ mutation: IncomingMutation, _ examined: Examination, _ reason: ForkedMutation.Reason,
        in transaction: StoreTransaction
    ) throws {
        let answer = Answer.fork(
            ForkedMutation(mid: mutation.mid, key: mutation.key, reason: reason))
        guard examined.isVerified else {
            try setApart(mutation, examined, in: transaction)
            answers.removeLast()
            answers.append(answer)
            return
        }
        answers.append(answer)
        forks.append(
            stored(
                mutation, examined.digest, effect: .held(.failed), held: nil, package: nil,
                sequence: 0))
    }

    private mutating func effect(
        of mutation: IncomingMutation, _ examined: Examination, in transaction: StoreTransaction
    ) throws -> (Effect, held: String?, SupportPackage.ID?) {
        let preference: Preference
        let current: String?
        switch examined.finding {
        case .held(let reason, let why): return (.held(reason), why, nil)
        case .unverified(let why): return (.held(.unreadable), why, nil)
        case .preference(let read, let text): (preference, current) = (read, text)
        }
        let id = preference.basis.package
        do {
            if cases[id] == nil { cases[id] = .some(try PackageRecords(id, in: transaction)) }
            guard var packageRecords = cases[id] ?? nil else {
                return (.held(.unknownPackage), "the package is not known", id)
            }
            let claim = try PackageRecords.claim(on: preference, by: device.worker, in: transaction)
            let effect = packageRecords.add(
                preference, by: device.worker, payload: mutation.payload ?? "", current: current,
                claim: claim, at: now)
            cases[id] = packageRecords
            return (effect, nil, id)
        } catch {
            // Not the store: what stands beside the record. It waits; the others go on.
            guard let why = Examination.reason(holding: error) else { throw error }
            return (.held(.failed), why, id)
        }
    }

    private func stored(
        _ mutation: IncomingMutation, _ digest: String, effect: Effect, held: String?,
        package: SupportPackage.ID?, sequence: Int64
    ) -> StoredMutation {
        StoredMutation(
            replica: replica, mid: mutation.mid, key: mutation.key, worker: device.worker,
            name: mutation.name ?? "", payload: mutation.payload ?? "", digest: digest,
            payloadHash: mutation.payloadHash ?? "", deviceTime: mutation.deviceTime ?? "",
            clockOffset: mutation.clockOffset, signature: mutation.signature ?? "",
            age: mutation.age, receivedAt: now, sequence: sequence, effect: effect, held: held,
            package: package)
    }

    /// Writes everything, the sequence numbers last, and answers.
    func write(in transaction: StoreTransaction) throws -> PushAnswer {
        for fork in forks { try transaction.add(fork: fork) }
        for (_, receipt) in receipts { try transaction.store(receipt, of: replica) }
        if lastMid != lastMidBefore { try transaction.setLastMid(lastMid, of: replica) }
        let (stored, kept) = try writeTaken(in: transaction)
        return PushAnswer(
            results: answers.compactMap { answer in
                switch answer {
                case .stored(let mid, let mutation): mutation.result(mid: mid)
                case .taken(let mid, let key): stored[key]?.result(mid: mid)
                case .unverified(let entry): entry.result
                case .apart(let mid): kept[mid]?.result
                case .fork: nil
                }
            },
            lastMid: lastMid,
            forks: answers.compactMap { answer in
                guard case .fork(let fork) = answer else { return nil }
                return fork
            })
    }

    private func writeTaken(
        in transaction: StoreTransaction
    ) throws -> ([String: StoredMutation], [Int64: UnverifiedEntry]) {
        guard !taken.isEmpty || !apart.isEmpty else { return ([:], [:]) }
        let first = try transaction.allocate(taken.count + apart.count)
        var kept: [Int64: UnverifiedEntry] = [:]
        for (mid, entry) in apart {
            let unverified = UnverifiedEntry(
                replica: replica, worker: device.worker, mutation: entry.mutation,
                reason: entry.reason, receivedAt: now, sequence: first + Int64(entry.order))
            try transaction.add(unverified)
            kept[mid] = unverified
        }
        var stored: [String: StoredMutation] = [:]
        var sequences: [Preference.ID: Int64] = [:]
        for (key, entry) in taken {
            let mutation = self.stored(
                entry.mutation, entry.digest, effect: entry.effect, held: entry.held,
                package: entry.package, sequence: first + Int64(entry.order))
            try transaction.add(mutation)
            stored[key] = mutation
            sequences[Preference.ID(key)] = mutation.sequence
        }
        var changes = Changes()
        for package in cases.keys.sorted() {
            guard var packageRecords = cases[package] ?? nil else { continue }
            try packageRecords.write(to: &changes, in: transaction, sequences: sequences)
        }
        try changes.write(in: transaction, at: now)
        return (stored, kept)
    }
}
