internal import Crypto
internal import Foundation
internal import JWTKit
internal import Procurement

/// The council's one secret: access tokens, and the sealing of deposits, hang on it.
public struct SigningKey: Sendable {
    let key: ES256PrivateKey
    /// Makes and reads access tokens, with a key that is derived from the signing key.
    let access: AccessToken
    /// With which records are opened that were sealed for the council. It is derived from the
    /// signing key, so that there is one secret to keep; with a new one laptops seal anew.
    let sealing: SealingKey

    /// A new key, for tests and simulations.
    public init() { self.init(P256.Signing.PrivateKey()) }

    private init(_ raw: P256.Signing.PrivateKey) {
        key = (try? ES256PrivateKey(backing: raw)) ?? ES256PrivateKey()
        access = AccessToken(from: raw.rawRepresentation)
        sealing = SealingKey(from: raw.rawRepresentation)
    }

    /// Why the key cannot be had.
    public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
        case unreadable(path: String)
        /// Others than the owner may read it.
        case tooOpen(path: String)
        case cannotWrite(path: String)

        public var description: String {
            switch self {
            case .unreadable(let path):
                "The signing key \(path) cannot be read. Restore it, or delete it and its twin to make "
                    + "a new one: laptops then ask for new access tokens, and what they sealed before "
                    + "cannot be opened."
            case .tooOpen(let path):
                "Others can read the signing key \(path). Run: chmod 600 \(path)"
            case .cannotWrite(let path): "The signing key \(path) cannot be written."
            }
        }
    }

    /// Reads the key from a file, which is made, for its owner only, when it is not there.
    ///
    /// The file is the key in PEM and a line `sha256: <64 hex digits>`, the checksum of all bytes before
    /// that line. It stands twice, beside itself as `...twin.pem`: what is damaged of one is mended from
    /// the other. Files of version 1.0 have no checksum, and no twin.
    public static func kept(at path: String) throws(Failure) -> SigningKey {
        let twin = twin(of: path)
        let (first, second) = (try KeyFile(path), try KeyFile(twin))
        guard
            let held = [first, second].compactMap(\.self).first(where: \.isWhole) ?? first ?? second
        else {
            let made = KeyFile(pem: P256.Signing.PrivateKey().pemRepresentation)
            // Another process may have been first: its key is as good.
            let isFirst = try made.make(at: path)
            guard isFirst else { return try kept(at: path) }
            try made.replace(twin)
            return try made.key(path)
        }
        let key = try held.key(path)
        // A key that cannot be written again still serves.
        for (place, found) in [(path, first), (twin, second)] where found != held.whole {
            try? held.whole.replace(place)
        }
        return key
    }

    private static func twin(of path: String) -> String {
        (path.hasSuffix(".pem") ? String(path.dropLast(4)) : path) + ".twin.pem"
    }

    fileprivate init(of key: P256.Signing.PrivateKey) { self.init(key) }
}

/// The bytes of a signing key's file.
private struct KeyFile: Hashable {
    let bytes: Data
    private static let mark = "sha256: "

    init(pem: String) {
        let text = pem.hasSuffix("\n") ? pem : pem + "\n"
        let sum = SHA256.hash(data: Data(text.utf8)).hexadecimal
        bytes = Data((text + Self.mark + sum + "\n").utf8)
    }

    /// `nil` when it is not there.
    init?(_ path: String) throws(SigningKey.Failure) {
        guard access(path, F_OK) == 0 else { return nil }
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue,
            let bytes = FileManager.default.contents(atPath: path)
        else { throw .unreadable(path: path) }
        guard mode & 0o077 == 0 else { throw .tooOpen(path: path) }
        self.bytes = bytes
    }

    private var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The key without its checksum.
    private var pem: String {
        text.range(of: Self.mark, options: .backwards).map { String(text[..<$0.lowerBound]) }
            ?? text
    }

    var isWhole: Bool { KeyFile(pem: pem).bytes == bytes }

    /// The same key with its checksum.
    var whole: KeyFile { KeyFile(pem: pem) }

    func key(_ path: String) throws(SigningKey.Failure) -> SigningKey {
        // Without a checksum it is of version 1.0; with a wrong one nobody knows what it was.
        guard isWhole || !text.contains("sha256"),
            let key = try? P256.Signing.PrivateKey(pemRepresentation: pem)
        else { throw .unreadable(path: path) }
        return SigningKey(of: key)
    }

    /// - Returns: `false` when there is a file already.
    func make(at path: String) throws(SigningKey.Failure) -> Bool {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if file < 0, errno == EEXIST { return false }
        guard file >= 0 else { throw .cannotWrite(path: path) }
        defer { close(file) }
        let isWritten =
            bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) } == bytes.count
        guard isWritten, fsync(file) == 0 else {
            unlink(path)
            throw .cannotWrite(path: path)
        }
        return true
    }

    /// The old file or the new one, whole, whatever happens.
    func replace(_ path: String) throws(SigningKey.Failure) {
        let fresh = path + ".new"
        unlink(fresh)
        guard try make(at: fresh), rename(fresh, path) == 0 else { throw .cannotWrite(path: path) }
    }
}
