public import Procurement
public import SyncProtocol

/// Tries again what is held: after an upgrade, or when what was missing is there.
///
/// Each mutation is examined as if it came now, signature included. One that can be read takes
/// effect in its own place in the order, and the laptops that brought it get the new result with
/// their next pull. One that still cannot be read stays as it is, and so do its bytes in any case.
///
/// What was set apart because no laptop of its worker seemed to have signed it, and what came as a
/// fork of a key that nobody owns any more, takes its place when it is signed after all.
public struct HeldService: Sendable {
    public let limits: SyncLimits
    public let kinds: MutationKinds

    public init(limits: SyncLimits = .standard, kinds: MutationKinds = .standard) {
        self.limits = limits
        self.kinds = kinds
    }

    /// What a round of trying came to.
    public struct Outcome: Hashable, Sendable {
        /// Those that took effect, in the order in which they came.
        public var released: [String] = []
        /// Those that are held for another reason than before.
        public var changed: [String] = []
        /// Those that are held as before.
        public var waiting: [String] = []
    }

    /// Tries everything that is held.
    ///
    /// - Throws: `StoreError`.
    @discardableResult
    public func retry(in transaction: StoreTransaction, now: Instant) throws -> Outcome {
        var outcome = try retry(transaction.held(), in: transaction, now: now)
        for entry in try transaction.unverified() {
            guard
                try recover(
                    entry.mutation, of: entry.worker, from: entry.replica,
                    receivedAt: entry.receivedAt, sequence: entry.sequence, in: transaction,
                    now: now)
            else { continue }
            try transaction.remove(entry)
            outcome.released.append(entry.mutation.key)
        }
        for fork in try transaction.forksOfNothing() {
            guard
                try recover(
                    IncomingMutation(fork), of: fork.worker, from: fork.replica,
                    receivedAt: fork.receivedAt, sequence: nil, in: transaction, now: now)
            else { continue }
            outcome.released.append(fork.key)
        }
        return outcome
    }

    /// Gives an entry its place, when a laptop of its worker signed it.
    private func recover(
        _ mutation: IncomingMutation, of worker: Worker.ID, from replica: ReplicaID,
        receivedAt: Instant, sequence: Int64?, in transaction: StoreTransaction, now: Instant
    ) throws -> Bool {
        let examined = Examination(
            mutation, publicKeys: try transaction.devices(of: worker).map(\.publicKey),
            limits: limits, kinds: kinds)
        guard examined.isVerified else { return false }
        let known = try transaction.mutation(mutation.key, of: worker)
        let isFork = known.map { $0.digest != examined.digest } ?? false
        let stored = StoredMutation(
            replica: replica, mid: mutation.mid, key: mutation.key, worker: worker,
            name: mutation.name ?? "", payload: mutation.payload ?? "", digest: examined.digest,
            payloadHash: mutation.payloadHash ?? "", deviceTime: mutation.deviceTime ?? "",
            clockOffset: mutation.clockOffset, signature: mutation.signature ?? "",
            age: mutation.age, receivedAt: receivedAt,
            sequence: try known?.sequence ?? sequence ?? transaction.allocate(1),
            effect: .held(.failed), held: "it is tried again", package: nil)
        if isFork {
            try transaction.add(fork: stored)
        } else if known == nil {
            try transaction.add(stored)
            _ = try retry([stored], in: transaction, now: now)
        }
        // Its own number says so now, unless another key came under it.
        if try transaction.receipt(mutation.mid, of: replica)?.key == mutation.key {
            try transaction.store(
                Receipt(mid: mutation.mid, key: mutation.key, kind: isFork ? .fork : .taken),
                of: replica)
        }
        var changes = Changes()
        changes.revise(mutation.key, for: worker)
        try changes.write(in: transaction, at: now)
        return true
    }

    func retry(
        _ held: [StoredMutation], in transaction: StoreTransaction, now: Instant
    ) throws -> Outcome {
        var outcome = Outcome()
        for mutation in held {
            let before = mutation.effect
            let after: Effect
            do {
                after = try retry(mutation, in: transaction, now: now)
            } catch {
                guard let why = Examination.reason(holding: error) else { throw error }
                after = .held(.failed)
                try transaction.revise(
                    mutation.key, of: mutation.worker, effect: after, held: why,
                    package: mutation.package)
            }
            if case .held = after {
                after == before
                    ? outcome.waiting.append(mutation.key) : outcome.changed.append(mutation.key)
            } else {
                outcome.released.append(mutation.key)
            }
            guard after != before else { continue }
            var changes = Changes()
            changes.revise(mutation.key, for: mutation.worker)
            try changes.write(in: transaction, at: now)
        }
        return outcome
    }

    private func retry(
        _ mutation: StoredMutation, in transaction: StoreTransaction, now: Instant
    ) throws -> Effect {
        // The laptop may have a new key since: any that the worker's laptops ever had will do.
        let keys = try transaction.devices(of: mutation.worker).map(\.publicKey)
        let examined = Examination(
            IncomingMutation(mutation), publicKeys: keys, limits: limits, kinds: kinds)
        switch examined.finding {
        case .held(let reason, let why):
            try transaction.revise(
                mutation.key, of: mutation.worker, effect: .held(reason), held: why,
                package: mutation.package)
            return .held(reason)
        case .unverified: return mutation.effect
        case .preference(let preference, let current):
            let id = preference.basis.package
            guard var packageRecords = try PackageRecords(id, in: transaction) else {
                try transaction.revise(
                    mutation.key, of: mutation.worker, effect: .held(.unknownPackage),
                    held: "the package is not known", package: id)
                return .held(.unknownPackage)
            }
            let claim = try PackageRecords.claim(
                on: preference, by: mutation.worker, in: transaction)
            let effect = packageRecords.add(
                preference, by: mutation.worker, payload: mutation.payload, current: current,
                claim: claim, at: mutation.receivedAt, sequence: mutation.sequence)
            var changes = Changes()
            try packageRecords.write(to: &changes, in: transaction)
            try transaction.revise(
                mutation.key, of: mutation.worker, effect: effect, held: nil, package: id)
            try changes.write(in: transaction, at: now)
            return effect
        }
    }
}
