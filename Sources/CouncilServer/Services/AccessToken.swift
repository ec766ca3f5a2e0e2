internal import Crypto
internal import Foundation
internal import Procurement
internal import SyncProtocol

/// Access tokens: opaque to laptops, a few bytes on every request, and checked in microseconds
/// without a look into the store. Any server that has the council's signing key reads them.
///
/// A token is the base64url of:
///
/// | bytes | |
/// |---|---|
/// | 4 | when it ends, in seconds since 1970, big-endian |
/// | 16 | the first half of HMAC-SHA-256 over all other bytes, in their order |
/// | 1 | 1: the device's id is a UUID in lower case; 2: another text |
/// | rest | the UUID's 16 bytes, or the text's UTF-8 |
///
/// The key of the HMAC is derived from the signing key. Source: RFC 2104; RFC 5869; NIST SP
/// 800-107 section 5.1 (truncation).
struct AccessToken: Sendable {
    private let key: SymmetricKey
    private static let codeLength = 16

    init(from secret: Data) {
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: secret),
            info: Data("support-choice-access-token-1".utf8), outputByteCount: 32)
    }

    func make(for device: DeviceID, until seconds: UInt32) -> String {
        let ends = withUnsafeBytes(of: seconds.bigEndian) { [UInt8]($0) }
        let name = Self.bytes(of: device)
        return Base64URL.encode(ends + code(over: ends + name) + name)
    }

    /// The device, and when the token ends; `nil` when the council did not make it.
    func read(_ token: String) -> (device: DeviceID, until: Int64)? {
        guard token.utf8.count <= 256, let bytes = Base64URL.decode(token),
            bytes.count > 5 + Self.codeLength
        else { return nil }
        let ends = Array(bytes[..<4])
        let name = Array(bytes[(4 + Self.codeLength)...])
        // Takes as long for a wrong code as for a right one.
        let difference = zip(code(over: ends + name), bytes[4..<(4 + Self.codeLength)])
            .reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
        guard difference == 0, let device = Self.device(of: name) else { return nil }
        return (device, ends.reduce(0) { $0 << 8 | Int64($1) })
    }

    private func code(over bytes: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key).prefix(Self.codeLength))
    }

    private static func bytes(of device: DeviceID) -> [UInt8] {
        let text = device.rawValue
        guard let id = UUID(uuidString: text), id.uuidString.lowercased() == text else {
            return [2] + Array(text.utf8)
        }
        return [1] + withUnsafeBytes(of: id.uuid) { [UInt8]($0) }
    }

    private static func device(of name: [UInt8]) -> DeviceID? {
        switch name.first {
        case 1 where name.count == 17:
            var id = UUID().uuid
            withUnsafeMutableBytes(of: &id) { $0.copyBytes(from: name.dropFirst()) }
            return DeviceID(UUID(uuid: id).uuidString.lowercased())
        case 2: return String(validating: name.dropFirst(), as: UTF8.self).map { DeviceID($0) }
        default: return nil
        }
    }
}
