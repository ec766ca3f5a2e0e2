internal import Crypto
public import Foundation

/// The random key under which everything of a replica is sealed. It exists in memory only, or
/// wrapped in the vault.
public struct DataKey: Sendable {
    let key: SymmetricKey

    /// A fresh key of 256 random bits.
    public init() { key = SymmetricKey(size: .bits256) }

    init(bytes: Data) { key = SymmetricKey(data: bytes) }

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
    private let naming: SymmetricKey

    public init(_ key: DataKey) {
        cipher = GaloisCipher(key: key.key)
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
        guard let plain = cipher.open(sealed, authenticating: name.description) else {
            throw .damagedRow(name)
        }
        return plain
    }
}
