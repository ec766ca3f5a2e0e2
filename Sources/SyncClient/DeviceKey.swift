internal import Crypto
public import Foundation
internal import JWTKit
internal import Procurement
internal import SyncProtocol

/// The laptop's P-256 key: it signs what is recorded, and proves to the council which laptop asks.
public struct DeviceKey: Sendable {
    private let key: P256.Signing.PrivateKey

    public init() { key = P256.Signing.PrivateKey() }

    /// - Throws: when the 32 bytes are not a key.
    public init(raw: Data) throws { key = try P256.Signing.PrivateKey(rawRepresentation: raw) }

    /// 32 bytes; secret.
    public var raw: Data { key.rawRepresentation }

    /// X9.63 uncompressed, base64url.
    public var publicKey: String { key.publicKey.x963Representation.base64URL }

    /// ECDSA over SHA-256, raw, base64url.
    public func sign(_ text: String) throws -> String {
        try key.signature(for: Data(text.utf8)).rawRepresentation.base64URL
    }

    /// A client assertion for the token endpoint; `now` is the council's clock as far as it is
    /// known. Source: RFC 7523, section 3.
    func assertion(of device: DeviceID, at now: Instant) async throws -> String {
        let keys = JWTKeyCollection()
        await keys.add(ecdsa: try ES256PrivateKey(backing: key))
        return try await keys.sign(
            Assertion(
                iss: device.rawValue, sub: device.rawValue, aud: TokenRequest.audience,
                exp: now.milliseconds / 1000 + Int64(TokenRequest.longestAssertion) - 60,
                iat: now.milliseconds / 1000, jti: UUID().uuidString.lowercased()))
    }
}

private struct Assertion: JWTPayload {
    let iss: String
    let sub: String
    let aud: String
    let exp: Int64
    let iat: Int64
    let jti: String

    /// Nobody on this side checks one.
    func verify(using algorithm: some JWTAlgorithm) throws {}
}

extension Data {
    /// `nil` when the text is not base64url.
    init?(base64URL text: String) {
        var standard = text.replacingOccurrences(of: "-", with: "+")
            .replacingOccurrences(of: "_", with: "/")
        standard += String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        self.init(base64Encoded: standard)
    }

    /// Base64 for addresses, without padding. Source: RFC 4648, section 5.
    var base64URL: String {
        base64EncodedString().replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    }
}
