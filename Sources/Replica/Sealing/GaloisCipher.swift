internal import COpenSSL
internal import Crypto
internal import Foundation
internal import Synchronization

/// AES-256-GCM under one key, in its combined form: 12 bytes of random nonce, the ciphertext, 16
/// bytes of tag.
///
/// OpenSSL, because it lets a key be set up once and used for thousands of rows: a first pull seals
/// ten thousand, and the list of visits opens as many. Setting up was most of the work.
///
/// Source: NIST SP 800-38D; EVP_CipherInit_ex(3).
final class GaloisCipher: Sendable {
    private static let nonceBytes = 12
    private static let tagBytes: Int32 = 16
    /// Nonces that are drawn at once: to draw one takes longer than to seal a row.
    private static let drawnAtOnce = 32

    /// What one thread works with; as many as ever worked at the same time.
    private struct Context: Sendable {
        /// Has the key in it. Freeing it wipes that. One thread has it at a time: see `with`.
        nonisolated(unsafe) let cipher: OpaquePointer
        /// Random bytes that nothing was sealed with yet.
        var nonces: [UInt8] = []
    }
    private let key: SymmetricKey
    private let idle = Mutex<[Context]>([])

    init(key: SymmetricKey) {
        precondition(key.bitCount == 256, "The data key has 256 bits.")
        self.key = key
    }

    deinit {
        idle.withLock { for context in $0 { EVP_CIPHER_CTX_free(context.cipher) } }
    }

    private func with(_ body: (inout Context) -> Bool) -> Bool {
        guard var context = idle.withLock({ $0.popLast() }) ?? fresh() else { return false }
        defer { idle.withLock { $0.append(context) } }
        return body(&context)
    }

    private func fresh() -> Context? {
        guard let cipher = EVP_CIPHER_CTX_new() else { return nil }
        let isReady = key.withUnsafeBytes { bytes in
            EVP_CipherInit_ex(
                cipher, EVP_aes_256_gcm(), nil, bytes.bindMemory(to: UInt8.self).baseAddress, nil,
                1) == 1
        }
        guard isReady else {
            EVP_CIPHER_CTX_free(cipher)
            return nil
        }
        return Context(cipher: cipher)
    }

    private static func draw(
        to nonce: UnsafeMutablePointer<UInt8>, _ context: inout Context
    ) -> Bool {
        if context.nonces.isEmpty {
            var bytes = [UInt8](repeating: 0, count: nonceBytes * drawnAtOnce)
            guard RAND_bytes(&bytes, Int32(bytes.count)) == 1 else { return false }
            context.nonces = bytes
        }
        for index in 0..<nonceBytes { nonce[index] = context.nonces.removeLast() }
        return true
    }

    /// `nil` when OpenSSL has no memory or no randomness.
    func seal(_ plain: Data, authenticating text: String) -> Data? {
        let size = Self.nonceBytes + plain.count + Int(Self.tagBytes)
        guard let sealed = Self.room(size) else { return nil }
        let body = sealed + Self.nonceBytes
        let isSealed = with { context in
            Self.draw(to: sealed, &context)
                && EVP_CipherInit_ex(context.cipher, nil, nil, nil, sealed, 1) == 1
                && Self.update(text, plain, to: body, context.cipher)
                && Self.isFinal(context.cipher)
                && EVP_CIPHER_CTX_ctrl(
                    context.cipher, EVP_CTRL_AEAD_GET_TAG, Self.tagBytes, body + plain.count) == 1
        }
        return Self.data(sealed, count: size, isGood: isSealed)
    }

    /// `nil` when it was not sealed by this key with this text.
    func open(_ sealed: Data, authenticating text: String) -> Data? {
        let size = sealed.count - Self.nonceBytes - Int(Self.tagBytes)
        guard size >= 0, let plain = Self.room(size) else { return nil }
        let nonce = [UInt8](sealed.prefix(Self.nonceBytes))
        var tag = [UInt8](sealed.suffix(Int(Self.tagBytes)))
        let body = sealed.dropFirst(Self.nonceBytes).prefix(size)
        let isOpen = with { context in
            EVP_CipherInit_ex(context.cipher, nil, nil, nil, nonce, 0) == 1
                && Self.update(text, body, to: plain, context.cipher)
                && EVP_CIPHER_CTX_ctrl(
                    context.cipher, EVP_CTRL_AEAD_SET_TAG, Self.tagBytes, &tag) == 1
                && Self.isFinal(context.cipher)
        }
        return Self.data(plain, count: size, isGood: isOpen)
    }

    /// Takes in the authenticated text, then what is sealed or opened.
    private static func update(
        _ text: String, _ input: Data, to output: UnsafeMutablePointer<UInt8>,
        _ cipher: OpaquePointer
    ) -> Bool {
        var written: Int32 = 0
        var text = text
        let isRead = text.withUTF8 {
            EVP_CipherUpdate(cipher, nil, &written, $0.baseAddress, Int32($0.count)) == 1
        }
        // Without a byte to read, OpenSSL would take the text for ended.
        guard isRead, !input.isEmpty else { return isRead }
        return input.withUnsafeBytes { bytes in
            EVP_CipherUpdate(
                cipher, output, &written, bytes.bindMemory(to: UInt8.self).baseAddress,
                Int32(bytes.count)) == 1
        }
    }

    /// In this mode the end writes nothing; it makes the tag, or compares it.
    private static func isFinal(_ cipher: OpaquePointer) -> Bool {
        var nothing: Int32 = 0
        var room: UInt8 = 0
        return EVP_CipherFinal_ex(cipher, &room, &nothing) == 1
    }

    /// Hands the bytes over without a copy, or wipes them: what does not authenticate is nobody's.
    private static func data(
        _ bytes: UnsafeMutablePointer<UInt8>, count: Int, isGood: Bool
    ) -> Data? {
        guard isGood else {
            OPENSSL_cleanse(bytes, count)
            free(bytes)
            return nil
        }
        return Data(bytesNoCopy: bytes, count: count, deallocator: .free)
    }

    /// At least one byte, so that it has an address; `nil` when there is no memory.
    private static func room(_ count: Int) -> UnsafeMutablePointer<UInt8>? {
        malloc(max(count, 1))?.bindMemory(to: UInt8.self, capacity: count)
    }
}
