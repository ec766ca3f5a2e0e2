internal import Procurement
internal import SyncProtocol

/// How much one laptop may bring: far more than a person can record, so that only a program gone
/// wrong, or somebody with a stolen key, ever meets it.
///
/// A laptop over its quota hears that the council is busy: it keeps its records and tries again. One
/// that brought too much altogether is enrolled again, and then counts as a new one.
struct DeviceQuota: Sendable {
    /// What new records of a device come to.
    struct Use: Hashable, Sendable {
        var records: Int64 = 0
        /// Of their payloads.
        var bytes: Int64 = 0
    }

    /// Of one day (UTC).
    var aDay = Use(records: 5_000, bytes: 64 << 20)
    var altogether = Use(records: 200_000, bytes: 2 << 30)

    private static let detail = "The laptop brought more than its quota. It keeps its records."
    /// How often at the least a laptop tries again, in seconds.
    private static let longestWait: Int64 = 3_600

    static func isMet(_ problem: Problem) -> Bool { problem.detail == detail }

    /// Runs `body` and counts what it stored; repeats count for nothing.
    ///
    /// - Throws: `Problem.busy` before `body` runs, when the quota is met; what `body` throws;
    ///   `StoreError`.
    func counting<Answer>(
        _ replica: ReplicaID, of device: DeviceID, bytes: Int, in transaction: StoreTransaction,
        now: Instant, _ body: () throws -> Answer
    ) throws -> Answer {
        let day = now.milliseconds / 86_400_000
        let (today, all) = try transaction.use(of: device, on: day)
        if all.reaches(altogether) {
            throw Self.met(retryAfter: Self.longestWait)
        }
        if today.reaches(aDay) {
            let left = ((day + 1) * 86_400_000 - now.milliseconds) / 1_000 + 1
            throw Self.met(retryAfter: min(left, Self.longestWait))
        }
        let before = try transaction.kept(of: replica)
        let answer = try body()
        let new = try transaction.kept(of: replica) - before
        if new > 0 {
            try transaction.note(Use(records: new, bytes: Int64(bytes)), of: device, on: day)
        }
        return answer
    }

    private static func met(retryAfter: Int64) -> Problem {
        Problem(.busy, status: 429, detail: detail, retryAfter: Int(retryAfter))
    }
}

extension DeviceQuota.Use {
    fileprivate func reaches(_ limit: Self) -> Bool {
        records >= limit.records || bytes >= limit.bytes
    }
}
