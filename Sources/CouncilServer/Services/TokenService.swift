internal import Crypto
internal import Foundation
internal import JWTKit
public import Procurement
public import SyncProtocol

/// Gives access tokens to enrolled laptops, and reads them.
///
/// A laptop proves itself by an assertion that its key signed (RFC 7523 sections 2.2 and 3), ES256
/// and nothing else. The token is the council's own (`AccessToken`).
public struct TokenService: Sendable {
    /// The largest request, in bytes.
    public static let bodyLimit = 8 * 1024
    /// How far a laptop's clock may be off beyond what it knows, in seconds.
    private static let leeway: Double = 60

    private let access: AccessToken
    private let store: any Store

    public init(key: SigningKey, store: any Store) {
        access = key.access
        self.store = store
    }

    struct Claims: JWTPayload {
        var iss: String?
        var sub: String?
        var aud: Audience?
        var exp: Double?
        var nbf: Double?
        var iat: Double?
        var jti: String?

        /// The claims are checked by hand, with the clock that is handed in.
        func verify(using algorithm: some JWTAlgorithm) async throws {}
    }

    /// One audience or several. Source: RFC 7519, section 4.1.3.
    struct Audience: Codable, Sendable {
        let names: [String]

        init(_ name: String) { names = [name] }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let name = try? container.decode(String.self) {
                names = [name]
            } else {
                names = try container.decode([String].self)
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try names.count == 1 ? container.encode(names[0]) : container.encode(names)
        }
    }

    /// An access token for an assertion.
    ///
    /// - Throws: `Problem.unauthorised`, `Problem.revoked`; `StoreError`.
    public func token(for assertion: String, now: Instant) async throws -> TokenAnswer {
        let seconds = Double(now.milliseconds) / 1000
        let claimed = try unverified(assertion)
        guard let name = claimed.iss, claimed.sub == name,
            let device = try await store.reading({ try $0.device(DeviceID(name)) })
        else { throw Problem.unauthorised("The assertion is of no device that we know.") }
        let claims = try await verified(assertion, publicKey: device.publicKey)
        guard claims.aud?.names.contains(TokenRequest.audience) == true else {
            throw Problem.unauthorised("The assertion is for somebody else.")
        }
        guard let expires = claims.exp, expires > seconds,
            expires <= seconds + Double(TokenRequest.longestAssertion) + Self.leeway,
            (claims.nbf ?? 0) <= seconds + Self.leeway
        else { throw Problem.unauthorised("The assertion is not of now.") }
        guard let jti = claims.jti, (1...128).contains(jti.utf8.count) else {
            throw Problem.unauthorised("The assertion has no jti.")
        }
        if device.revoked != nil { throw Problem.revoked }
        let until = Instant(milliseconds: Int64(expires * 1000))
        let isNew = try await store.writing {
            try $0.use(assertion: jti, of: device.id, until: until, at: now)
        }
        guard isNew else { throw Problem.unauthorised("The assertion was used before.") }
        let lifetime = TokenRequest.tokenLifetime
        let ends = UInt32(clamping: now.milliseconds / 1000 + Int64(lifetime))
        return TokenAnswer(
            accessToken: access.make(for: device.id, until: ends), expiresIn: lifetime)
    }

    /// Whose token it is.
    ///
    /// - Throws: `Problem.unauthorised`.
    public func device(of token: String, now: Instant) throws -> DeviceID {
        guard let (device, until) = access.read(token) else {
            throw Problem.unauthorised("The access token is none of ours.")
        }
        guard until * 1000 > now.milliseconds else { throw Problem.expiredToken }
        return device
    }

    private func unverified(_ token: String) throws -> Claims {
        try Self.demandES256(token)
        guard let (_, claims, _) = try? DefaultJWTParser().parse(Array(token.utf8), as: Claims.self)
        else { throw Problem.unauthorised("The assertion is not a token.") }
        return claims
    }

    private func verified(_ token: String, publicKey: [UInt8]) async throws -> Claims {
        guard let point = try? P256.Signing.PublicKey(x963Representation: publicKey),
            let key = try? ES256PublicKey(backing: point),
            let claims = try? await JWTKeyCollection().add(ecdsa: key)
                .verify(token, as: Claims.self)
        else { throw Problem.unauthorised("The device did not sign the assertion.") }
        return claims
    }

    /// The header must say ES256: a token that says `none` or names another kind is no token.
    private static func demandES256(_ token: String) throws {
        struct Header: Decodable {
            let alg: String
            let crit: [String]?
        }
        guard token.utf8.count <= 4096, let first = token.split(separator: ".").first,
            let bytes = Base64URL.decode(String(first)),
            let header = try? CanonicalJSON.decode(Header.self, from: Data(bytes)),
            header.alg == "ES256", header.crit == nil
        else { throw Problem.unauthorised("The token is not signed with ES256.") }
    }
}
