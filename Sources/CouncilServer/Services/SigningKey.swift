internal import Crypto
internal import Foundation
internal import JWTKit

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
                "The signing key \(path) cannot be read. Restore it, or delete it to make a new "
                    + "one: laptops then only ask for new access tokens."
            case .tooOpen(let path):
                "Others can read the signing key \(path). Run: chmod 600 \(path)"
            case .cannotWrite(let path): "The signing key \(path) cannot be written."
            }
        }
    }

    /// Reads the key from a file, which is made, for its owner only, when it is not there.
    public static func kept(at path: String) throws(Failure) -> SigningKey {
        let files = FileManager.default
        if !files.fileExists(atPath: path) { try make(at: path) }
        let attributes = try? files.attributesOfItem(atPath: path)
        guard let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue,
            let bytes = files.contents(atPath: path),
            let key = try? P256.Signing.PrivateKey(
                pemRepresentation: String(decoding: bytes, as: UTF8.self))
        else { throw .unreadable(path: path) }
        guard mode & 0o077 == 0 else { throw .tooOpen(path: path) }
        return SigningKey(key)
    }

    private static func make(at path: String) throws(Failure) {
        let pem = P256.Signing.PrivateKey().pemRepresentation
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        // Another process may have been first: its key is as good.
        if descriptor < 0, errno == EEXIST { return }
        guard descriptor >= 0 else { throw .cannotWrite(path: path) }
        defer { close(descriptor) }
        let bytes = Array(pem.utf8)
        guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw .cannotWrite(path: path)
        }
    }
}
