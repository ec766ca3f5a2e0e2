internal import Foundation
public import Procurement
public import SyncProtocol

/// Everything that laptops recorded, in the order in which it came, for the `preferences` command.
///
/// As JSON: `{"format": "support-choice/preferences-report-1", "records": [...]}`, where a record
/// is
///
/// | field | value |
/// |---|---|
/// | `key` | the name of the record, a UUID version 7 |
/// | `package`, `packageVersion`, `shortlistVersion` | what it was based on; absent when it cannot be read |
/// | `worker` | who recorded it |
/// | `device`, `deviceName`, `replica`, `mid` | where it came from |
/// | `deviceTime` | the laptop's clock, as it came: evidence only |
/// | `receivedAt`, `sequence` | the council's clock and number |
/// | `effect` | what it does now |
/// | `answered` | what was answered when it came |
/// | `held` | why it cannot be read; absent when it can |
/// | `supersedes` | the records that it replaces |
/// | `voices` | as in the record (`Voice`), each by itself |
/// | `forks` | how many other payloads came under the same key |
/// | `others` | those payloads, in the order in which they came: `payload` as it came, and its `voices`, none when it cannot be read |
/// | `payload` | what came, where it is held; otherwise absent |
/// | `recordedAt` | when it was recorded by the laptop's running time and the council's clock; absent when the laptop was started anew in between (evidence only) |
/// | `clockIsDoubtful` | the laptop's clock was wrong by more than five minutes (evidence only) |
///
/// `unverified` is what came and is not what a laptop of its worker signed, each with its `key`,
/// `worker`, `receivedAt` and `reason`: evidence, without effect.
///
/// `strays` are payloads under a key that no record has, each with its `key`: their laptop has yet to
/// come back with a name of its own.
public struct PreferenceReport: Codable, Hashable, Sendable {
    public var format = "support-choice/preferences-report-1"
    public let records: [Record]
    public let strays: [Other]
    public let unverified: [Unverified]

    /// What came and is not what a laptop of its worker signed.
    public struct Unverified: Codable, Hashable, Sendable {
        public let key: String
        public let worker: Worker.ID
        public let receivedAt: Instant
        public let reason: String
        public let payload: String
        public let voices: [Voice]

        init(_ entry: UnverifiedEntry) {
            let other = Other(key: entry.mutation.key, payload: entry.mutation.payload ?? "")
            (key, worker, receivedAt) = (other.key, entry.worker, entry.receivedAt)
            (reason, payload, voices) = (entry.reason, other.payload, other.voices)
        }
    }

    /// A payload that is kept and takes no effect.
    public struct Other: Codable, Hashable, Sendable {
        public let key: String
        public let payload: String
        public let voices: [Voice]

        init(key: String, payload: String) {
            self.key = key
            self.payload = payload
            let read = try? CanonicalJSON.decode(Preference.self, from: Data(payload.utf8))
            voices = read?.voices ?? []
        }
    }

    public struct Record: Codable, Hashable, Sendable {
        public let key: String
        public let package: SupportPackage.ID?
        public let packageVersion: Int?
        public let shortlistVersion: Int?
        public let worker: Worker.ID
        public let device: DeviceID?
        public let deviceName: String?
        public let replica: ReplicaID
        public let mid: Int64
        public let deviceTime: String
        public let receivedAt: Instant
        public let sequence: Int64
        public let effect: Effect
        public let answered: Effect
        public let held: String?
        public let supersedes: [Preference.ID]
        public let voices: [Voice]
        public let forks: Int
        public let others: [Other]
        public let payload: String?
        public let recordedAt: Instant?
        public let clockIsDoubtful: Bool
    }

    /// - Throws: `StoreError`.
    public init(in transaction: StoreTransaction) throws {
        let listed = Dictionary(
            try transaction.devices().map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        let replicas = Dictionary(
            try transaction.replicas().map { ($0.id, $0.device) }, uniquingKeysWith: { $1 })
        let kept = try transaction.currentPreferences()
        unverified = try transaction.unverified().map { Unverified($0) }
        var forks: [String: [Worker.ID: [Other]]] = [:]
        for (key, worker, _) in try transaction.forkedKeys() {
            forks[key, default: [:]][worker] = try transaction.forkedPayloads(of: key, by: worker)
                .map { Other(key: key, payload: $0) }
        }
        let mutations = try transaction.mutations()
        let known = Set(mutations.map(\.key))
        strays = forks.filter { !known.contains($0.key) }.sorted { $0.key < $1.key }
            .flatMap { $0.value.sorted { $0.key < $1.key }.flatMap(\.value) }
        records = mutations.map { mutation in
            var read: Preference?
            let current = kept[mutation.key]?[mutation.worker]
            let others = forks[mutation.key]?[mutation.worker] ?? []
            if mutation.held == nil {
                let text = current?.current ?? mutation.payload
                read = try? CanonicalJSON.decode(Preference.self, from: Data(text.utf8))
            }
            let device = (replicas[mutation.replica] ?? nil).flatMap { listed[$0] }
            return Record(
                key: mutation.key, package: read?.basis.package ?? mutation.package,
                packageVersion: read?.basis.packageVersion,
                shortlistVersion: read?.basis.shortlistVersion, worker: mutation.worker,
                device: device?.id, deviceName: device?.name, replica: mutation.replica,
                mid: mutation.mid, deviceTime: mutation.deviceTime,
                receivedAt: mutation.receivedAt, sequence: mutation.sequence,
                effect: current?.effect ?? mutation.effect, answered: mutation.effect,
                held: mutation.held, supersedes: read?.supersedes ?? [],
                voices: read?.voices ?? [],
                forks: others.count, others: others,
                payload: mutation.held == nil ? nil : mutation.payload,
                recordedAt: mutation.recordedAt, clockIsDoubtful: mutation.clockIsDoubtful)
        }
    }
}
