public import Procurement
public import SyncProtocol

/// Takes what laptops recorded.
///
/// For each entry, in order of `mid`, in one transaction: its effect, the stored result and the
/// replica's `lastMid`. Rules (`sync.md`, push):
///
/// - what no laptop of the worker signed owns no key: it is kept apart, its laptop is told that it
///   cannot be read, `lastMid` grows, and the record itself takes its place whenever it comes.
/// - `mid <= lastMid`: the stored result again. Another payload than the stored one is kept as a
///   fork, and said so. Another key tells of two disks with one name: it is kept and said, and what
///   comes after it waits until the laptop has taken a name of its own.
/// - `mid == lastMid + 1`, a new key of this worker: it takes effect, or is held; either way
///   `lastMid` grows.
/// - `mid == lastMid + 1`, a known key: with the same payload the stored result under the new
///   `mid`; with another payload a fork. `lastMid` grows.
/// - a handler that fails, or a kind that is not known: held, `lastMid` grows, the queue goes on.
/// - a gap: what came before it is taken; when nothing did, `Problem.gap`.
public struct PushService: Sendable {
    public let limits: SyncLimits
    public let kinds: MutationKinds

    public init(limits: SyncLimits = .standard, kinds: MutationKinds = .standard) {
        self.limits = limits
        self.kinds = kinds
    }

    /// The largest body that is read, of a laptop that is on the list. A push of one large entry may
    /// exceed `limits.pushBytes`; in a text of JSON a quote takes two bytes.
    public var bodyLimit: Int { max(limits.pushBytes, 2 * limits.acceptedBytes) + 64 * 1024 }

    /// The largest body that is read from whoever sends it: one record of the newest laptops.
    public var openBodyLimit: Int { max(limits.pushBytes, 2 * limits.payloadBytes) + 64 * 1024 }

    /// - Throws: `Problem.notYourReplica`, `Problem.gap`, `Problem.malformed`; `StoreError`.
    public func push(
        _ request: IncomingPush, from device: Device, in transaction: StoreTransaction,
        now: Instant
    ) throws -> PushAnswer {
        let lastMid = try ReplicaService.lastMid(
            meeting: request.replica, of: device, in: transaction)
        var batch = PushBatch(
            device: device, replica: request.replica, lastMid: lastMid, now: now)
        for mutation in request.mutations {
            guard mutation.mid >= 1, Self.isKey(mutation.key) else {
                throw Problem.malformed("A mutation has no mid or no key.")
            }
            let examined = Examination(
                mutation, publicKeys: [device.publicKey], limits: limits, kinds: kinds)
            if mutation.mid <= batch.lastMid {
                guard try batch.again(mutation, examined, in: transaction) else { break }
            } else if mutation.mid == batch.lastMid + 1 {
                try batch.take(mutation, examined, in: transaction)
            } else if batch.isEmpty {
                throw Problem.gap(lastMid: batch.lastMid)
            } else {
                break
            }
        }
        return try batch.write(in: transaction)
    }

    /// Whether a text can be a key: what no two stores tell apart differently.
    private static func isKey(_ text: String) -> Bool {
        (1...128).contains(text.utf8.count)
            && text.utf8.allSatisfy { UInt8(ascii: "!")...UInt8(ascii: "~") ~= $0 }
    }
}
