internal import Crypto
public import Foundation

/// The random key under which everything of a replica is sealed. It exists in memory only, or
/// wrapped in the vault.
public struct DataKey: Sendable {
    let key: SymmetricKey
    /// What the replica was sealed under before, while it is sealed anew: see `Replica.sealAnew`.
    let previous: SymmetricKey?

    /// A fresh key of 256 random bits.
    public init() { self.init(SymmetricKey(size: .bits256), previous: nil) }

    /// A fresh key in the place of another one.
    public init(after previous: DataKey) {
        self.init(SymmetricKey(size: .bits256), previous: previous.key)
    }

    /// The key that belongs to a secret of at least 100 random bits: HKDF-SHA256 of its UTF-8, 32
    /// bytes, with the info `support-choice enrolment`. Source: RFC 5869.
    public init(derivedFrom secret: String) {
        let key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: Data(secret.utf8)),
            info: Data("support-choice enrolment".utf8), outputByteCount: 32)
        self.init(key, previous: nil)
    }

    init(bytes: Data, previous: Data? = nil) {
        self.init(SymmetricKey(data: bytes), previous: previous.map { SymmetricKey(data: $0) })
    }

    private init(_ key: SymmetricKey, previous: SymmetricKey?) {
        self.key = key
        self.previous = previous
    }

    /// Whether the replica has to be sealed anew.
    public var isFresh: Bool { previous != nil }

    /// The key without the one before it.
    public var alone: DataKey { DataKey(key, previous: nil) }

    var bytes: Data { key.withUnsafeBytes { Data($0) } }
}

/// Seals and opens rows.
///
/// Sealed bytes are AES-256-GCM in its combined form: 12 bytes of random nonce, the ciphertext,
/// 16 bytes of tag. The authenticated data is the UTF-8 of `kind|id|version`, so that a row put in
/// another row's place does not open. Kinds that begin with `#` are the laptop's own (`#draft`,
/// `#journal`, `#result`, `#device`, `#picture`, `#piece`); the others are kinds of documents.
///
/// Source: NIST SP 800-38D (GCM, random 96-bit nonces).
public struct Seal: Sendable {
    private let cipher: GaloisCipher
    /// What it opens besides, and seals nothing with.
    private let previous: GaloisCipher?
    private let naming: SymmetricKey

    public init(_ key: DataKey) {
        cipher = GaloisCipher(key: key.key)
        previous = key.previous.map { GaloisCipher(key: $0) }
        naming = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: key.key, info: Data("support-choice names".utf8),
            outputByteCount: 32)
    }

    /// A name that is always the same for the same text, and says nothing about it to who lacks the
    /// key: HMAC-SHA256 of the text in hex, under a key that is derived from the data key by HKDF.
    ///
    /// Source: RFC 2104, RFC 5869.
    func alias(of text: String) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: naming)
        return String(
            decoding: code.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    public func seal(_ plain: Data, as name: RowName) throws(ReplicaError) -> Data {
        guard let sealed = cipher.seal(plain, authenticating: name.description) else {
            throw .damagedRow(name)
        }
        return sealed
    }

    /// - Throws: `ReplicaError.damagedRow` with the name that was asked for.
    public func open(_ sealed: Data, as name: RowName) throws(ReplicaError) -> Data {
        let text = name.description
        if let plain = cipher.open(sealed, authenticating: text) { return plain }
        if let plain = previous?.open(sealed, authenticating: text) { return plain }
        throw .damagedRow(name)
    }
}
