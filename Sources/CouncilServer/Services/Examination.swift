internal import Crypto
internal import Foundation
internal import Procurement
internal import SyncProtocol

/// What one entry of a push is, before the store is asked: its digest, and either the preference
/// that it holds or why it cannot be read.
struct Examination {
    let digest: String
    let finding: Finding
    /// What the laptop says that the digest is, where it sent no words.
    private let wordless: String?

    enum Finding {
        /// With its text as the newest version has it, where it came as an older one.
        case preference(Preference, current: String?)
        /// Signed, and cannot be read. Kept raw; the text says why, for an administrator.
        case held(Effect.Held, String)
        /// Nothing proves that a laptop of the worker recorded this: it may own no key.
        case unverified(String)
    }

    /// Whether it is what the council has under the digest: the same payload, or the name of it from a
    /// laptop that cannot send its words.
    func isKnown(as known: String?) -> Bool {
        known != nil && (known == digest || known == wordless)
    }

    /// Whether a laptop of the worker signed the whole of it.
    var isVerified: Bool {
        if case .unverified = finding { return false }
        return true
    }

    /// The longest name, key or signature that is a name, a key or a signature.
    private static let longestField = 512

    /// `publicKeys` are those of the laptops that may have signed it.
    init(
        _ mutation: IncomingMutation, publicKeys: [[UInt8]], limits: SyncLimits,
        kinds: MutationKinds
    ) {
        let payload = mutation.payload ?? ""
        digest = SHA256.hash(data: Data(payload.utf8)).hexadecimal
        wordless = payload.isEmpty ? mutation.payloadHash : nil
        finding = Self.finding(
            mutation, payload: payload, digest: digest, publicKeys: publicKeys, limits: limits,
            kinds: kinds)
    }

    private static func finding(
        _ mutation: IncomingMutation, payload: String, digest: String,
        publicKeys: [[UInt8]], limits: SyncLimits, kinds: MutationKinds
    ) -> Finding {
        guard let name = mutation.name, mutation.payload != nil, let time = mutation.deviceTime,
            let hash = mutation.payloadHash, let signature = mutation.signature
        else { return .unverified("a field is missing") }
        let fields = [name, time, hash, signature]
        guard fields.allSatisfy({ $0.utf8.count <= longestField }) else {
            return .unverified("a field is too long")
        }
        // No store keeps U+0000 in a text; no record that a laptop wrote has it.
        guard !(fields + [payload]).contains(where: { $0.utf8.contains(0) }) else {
            return .unverified("a text has the character U+0000")
        }
        let isSigned = publicKeys.contains {
            Self.isSigned(signedText(mutation, hash: hash), signature, $0)
        }
        guard hash == digest else {
            return .unverified(
                isSigned && payload.isEmpty
                    ? "the laptop could not send its words" : "the hash is wrong")
        }
        guard isSigned else { return .unverified("the signature is wrong") }
        guard payload.utf8.count <= limits.acceptedBytes else {
            return .held(.unreadable, "the payload is too large")
        }
        switch kinds.read(name, payload: payload) {
        case .unknown: return .held(.unknownKind, "the kind of mutation is not known")
        case .unreadable: return .held(.unreadable, "the older version cannot be read")
        case .readable(let current):
            return preference(payload, current: current, key: mutation.key)
        }
    }

    /// Reads a payload that was found to be what the laptop recorded.
    private static func preference(
        _ payload: String, current: String?, key: String
    ) -> Finding {
        let text = current ?? payload
        // It will be put into documents as it is: it must be one object and nothing around it.
        guard text.utf8.first == UInt8(ascii: "{"), text.utf8.last == UInt8(ascii: "}"),
            let preference = try? CanonicalJSON.decode(
                Preference.self, from: Data(text.utf8))
        else { return .held(.unreadable, "the payload is not a preference") }
        guard preference.id.rawValue == key else {
            return .held(.unreadable, "the record has another name than its key")
        }
        return .preference(preference, current: current)
    }

    /// Why a record is held whose handler failed; `nil` when the store itself did, and nothing can
    /// be kept.
    static func reason(holding error: any Error) -> String? {
        switch error {
        case StoreError.unreadable(let row): "the council cannot read \(row)"
        case is StoreError, is CancellationError: nil
        default: "its handler failed"
        }
    }

    /// Whether the laptop signed the mutation, whatever it says.
    static func isSigned(_ mutation: IncomingMutation, publicKey: [UInt8]) -> Bool {
        guard let signature = mutation.signature, let payload = mutation.payload else {
            return false
        }
        let digest = SHA256.hash(data: Data(payload.utf8)).hexadecimal
        return isSigned(
            signedText(mutation, hash: digest), signature, publicKey)
    }

    /// What the laptop signed, in the form in which it came.
    private static func signedText(_ mutation: IncomingMutation, hash: String) -> String {
        "support-choice-mutation-1\n\(mutation.key)\n\(mutation.name ?? "")\n\(hash)\n"
            + (mutation.deviceTime ?? "")
    }

    private static func isSigned(_ text: String, _ signature: String, _ key: [UInt8]) -> Bool {
        guard let raw = Base64URL.decode(signature),
            let signature = try? P256.Signing.ECDSASignature(rawRepresentation: raw),
            let key = try? P256.Signing.PublicKey(x963Representation: key)
        else { return false }
        return key.isValidSignature(signature, for: Data(text.utf8))
    }
}
