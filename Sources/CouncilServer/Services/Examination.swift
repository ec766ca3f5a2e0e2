internal import Crypto
internal import Foundation
internal import Procurement
internal import SyncProtocol

/// What one entry of a push is, before the store is asked: its digest, and either the preference
/// that it holds or why it cannot be read.
struct Examination {
    let digest: String
    let finding: Finding

    enum Finding {
        case preference(Preference)
        /// Kept raw; the text says why, for an administrator.
        case held(Effect.Held, String)
    }

    /// The longest name, key or signature that is a name, a key or a signature.
    private static let longestField = 512

    init(_ mutation: IncomingMutation, publicKey: [UInt8], limits: SyncLimits) {
        let payload = mutation.payload ?? ""
        digest = Self.hex(SHA256.hash(data: Data(payload.utf8)))
        finding = Self.finding(
            mutation, payload: payload, digest: digest, publicKey: publicKey, limits: limits)
    }

    private static func finding(
        _ mutation: IncomingMutation, payload: String, digest: String, publicKey: [UInt8],
        limits: SyncLimits
    ) -> Finding {
        guard let name = mutation.name, mutation.payload != nil, let time = mutation.deviceTime,
            let hash = mutation.payloadHash, let signature = mutation.signature
        else { return .held(.unreadable, "a field is missing") }
        guard payload.utf8.count <= limits.payloadBytes else {
            return .held(.unreadable, "the payload is too large")
        }
        let fields = [name, time, hash, signature]
        guard fields.allSatisfy({ $0.utf8.count <= longestField }) else {
            return .held(.unreadable, "a field is too long")
        }
        guard hash == digest else { return .held(.unreadable, "the hash is wrong") }
        let signed = "support-choice-mutation-1\n\(mutation.key)\n\(name)\n\(hash)\n\(time)"
        guard isSigned(signed, signature, publicKey) else {
            return .held(.unreadable, "the signature is wrong")
        }
        guard name == MutationName.recordPreference else {
            return .held(.unknownKind, "the kind of mutation is not known")
        }
        return preference(payload, key: mutation.key)
    }

    /// Reads a payload that was found to be what the laptop recorded.
    static func preference(_ payload: String, key: String) -> Finding {
        // It will be put into documents as it is: it must be one object and nothing around it.
        guard payload.utf8.first == UInt8(ascii: "{"), payload.utf8.last == UInt8(ascii: "}"),
            let preference = try? CanonicalJSON.decode(
                Preference.self, from: Data(payload.utf8))
        else { return .held(.unreadable, "the payload is not a preference") }
        guard preference.id.rawValue == key else {
            return .held(.unreadable, "the record has another name than its key")
        }
        return .preference(preference)
    }

    private static func isSigned(_ text: String, _ signature: String, _ key: [UInt8]) -> Bool {
        guard let raw = Base64URL.decode(signature),
            let signature = try? P256.Signing.ECDSASignature(rawRepresentation: raw),
            let key = try? P256.Signing.PublicKey(x963Representation: key)
        else { return false }
        return key.isValidSignature(signature, for: Data(text.utf8))
    }

    static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }
}
