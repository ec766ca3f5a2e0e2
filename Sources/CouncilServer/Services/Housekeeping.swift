public import Procurement
internal import SyncProtocol

/// What the council tidies up when it starts and once a day: it never touches what was recorded.
public struct Housekeeping: Sendable {
    /// How long the feed remembers that a package left, in seconds: 13 months.
    public static let leaveLifetime: Int64 = 396 * 86_400
    let held: HeldService

    public init(held: HeldService = HeldService()) { self.held = held }

    /// What was done.
    public struct Outcome: Hashable, Sendable {
        public let leavesPruned: Int
        /// Pictures that no bid names any more.
        public let picturesDropped: Int
        public let held: HeldService.Outcome
    }

    /// Tries what is held again, prunes what left long ago, and drops pictures that nobody names.
    ///
    /// - Throws: `StoreError`.
    @discardableResult
    public func tidy(in transaction: StoreTransaction, now: Instant) throws -> Outcome {
        let outcome = try held.retry(in: transaction, now: now)
        let pruned = try transaction.pruneLeaves(
            before: now.adding(seconds: -Self.leaveLifetime))
        let dropped = try transaction.dropUnnamedPictures()
        return Outcome(leavesPruned: pruned, picturesDropped: dropped, held: outcome)
    }
}
