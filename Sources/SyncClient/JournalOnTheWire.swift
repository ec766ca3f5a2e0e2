internal import Crypto
internal import Foundation
public import Procurement
public import Replica
public import SyncProtocol

extension Mutation {
    /// A journal entry as the council gets it. `base` is `ReplicaTransaction.base`.
    public init(_ entry: JournalEntry, base: Int64 = 0) {
        self.init(
            mid: entry.mid - base, key: entry.key, name: entry.name, payload: entry.payload,
            payloadHash: entry.payloadHash, deviceTime: entry.recordedAt,
            clockOffset: entry.clockOffset, running: entry.running, signature: entry.signature)
    }
}

extension Mutation {
    /// The entry without its words, which do not get through: so that what comes after it can go. Its
    /// hash and its signature stay; the council takes the whole entry whenever it comes.
    var withoutWords: Mutation {
        Mutation(
            mid: mid, key: key, name: name, payload: "", payloadHash: payloadHash,
            deviceTime: deviceTime, clockOffset: clockOffset, running: running,
            signature: signature)
    }

    var isWithoutWords: Bool { payload.isEmpty }
}

extension StoredResult {
    /// `base` is `ReplicaTransaction.base`.
    public init(_ result: MutationResult, base: Int64 = 0) {
        self.init(
            mid: result.mid + base, key: result.key, effect: result.effect,
            receivedAt: result.receivedAt, sequence: result.sequence)
    }
}

extension JournalEntry {
    /// Freezes a preference: its bytes, their hash, and the device's signature.
    ///
    /// - Throws: `Refusal.recordTooLarge` where no council takes it; otherwise what failed.
    public static func freezing(
        _ preference: Preference, mid: Int64, at now: Instant, clockOffset: Int64?,
        running: RunningTime? = nil, signedBy key: DeviceKey
    ) throws -> JournalEntry {
        let bytes = try CanonicalJSON.encode(preference)
        guard bytes.count <= RecordRoom.record else {
            throw Refusal.recordTooLarge(bytes: bytes.count - RecordRoom.record)
        }
        let hash = SHA256.hash(data: bytes).hexadecimal
        let name = MutationName.recordPreference
        let signature = try key.sign(
            Mutation.signedText(
                key: preference.id.rawValue, name: name, payloadHash: hash, deviceTime: now))
        return JournalEntry(
            mid: mid, key: preference.id.rawValue, name: name,
            package: preference.basis.package, payload: String(decoding: bytes, as: UTF8.self),
            payloadHash: hash, recordedAt: now, clockOffset: clockOffset, running: running,
            signature: signature)
    }

    /// The preference in the entry; `nil` when it records something else.
    public var preference: Preference? {
        guard name == MutationName.recordPreference else { return nil }
        return try? CanonicalJSON.decode(Preference.self, from: Data(payload.utf8))
    }
}
