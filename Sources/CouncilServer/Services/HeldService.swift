public import Procurement
public import SyncProtocol

/// Tries again what is held: after an upgrade, or when what was missing is there.
///
/// Each mutation is examined as if it came now, signature included. One that can be read takes
/// effect in its own place in the order, and the laptops that brought it get the new result with
/// their next pull. One that still cannot be read stays as it is, and so do its bytes in any case.
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
        try retry(transaction.held(), in: transaction, now: now)
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
                    mutation.key, effect: after, held: why, package: mutation.package)
            }
            if case .held = after {
                after == before
                    ? outcome.waiting.append(mutation.key) : outcome.changed.append(mutation.key)
            } else {
                outcome.released.append(mutation.key)
            }
            guard after != before else { continue }
            var changes = Changes()
            for worker in try transaction.workers(awaiting: mutation.key) {
                changes.revise(mutation.key, for: worker)
            }
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
                mutation.key, effect: .held(reason), held: why, package: mutation.package)
            return .held(reason)
        case .preference(let preference, let current):
            let id = preference.basis.package
            guard var packageRecords = try PackageRecords(id, in: transaction) else {
                try transaction.revise(
                    mutation.key, effect: .held(.unknownPackage),
                    held: "the package is not known", package: id)
                return .held(.unknownPackage)
            }
            let claim = try PackageRecords.claim(
                on: preference, by: mutation.worker, in: transaction)
            let effect = packageRecords.add(
                preference, payload: mutation.payload, current: current, claim: claim,
                at: mutation.receivedAt, sequence: mutation.sequence)
            var changes = Changes()
            try packageRecords.write(to: &changes, in: transaction)
            try transaction.revise(mutation.key, effect: effect, held: nil, package: id)
            try changes.write(in: transaction, at: now)
            return effect
        }
    }
}
