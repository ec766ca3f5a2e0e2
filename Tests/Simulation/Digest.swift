internal import Crypto
internal import Foundation
internal import Procurement
internal import Replica
internal import SyncClient
internal import SyncProtocol

/// Entries whose text is the simulator's own.
enum Digest {
    static func entry(
        mid: Int64, key: String, name: String, package: String, payload: String, at time: Instant,
        signedBy device: DeviceKey
    ) throws -> JournalEntry {
        let hash = sha256(payload)
        return JournalEntry(
            mid: mid, key: key, name: name, package: SupportPackage.ID(package), payload: payload,
            payloadHash: hash, recordedAt: time, clockOffset: nil,
            signature: try device.sign(
                Mutation.signedText(
                    key: key, name: name, payloadHash: hash, deviceTime: time)))
    }

    /// The mutation with another payload, as its laptop would sign it.
    static func edited(
        _ mutation: Mutation, payload: String, signedBy device: DeviceKey
    ) throws -> Mutation {
        let hash = sha256(payload)
        return Mutation(
            mid: mutation.mid, key: mutation.key, name: mutation.name, payload: payload,
            payloadHash: hash, deviceTime: mutation.deviceTime,
            clockOffset: mutation.clockOffset,
            signature: try device.sign(
                Mutation.signedText(
                    key: mutation.key, name: mutation.name, payloadHash: hash,
                    deviceTime: mutation.deviceTime)))
    }

    private static func sha256(_ text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
