internal import Foundation
public import Procurement

/// One laptop's copy of its worker's visits, named when its database is made (a UUID version 7).
public enum ReplicaSubject {}
public typealias ReplicaID = Identifier<ReplicaSubject>

/// The council's name for an enrolled laptop.
public enum DeviceSubject {}
public typealias DeviceID = Identifier<DeviceSubject>

/// The council introduces itself.
public struct Hello: Codable, Hashable, Sendable {
    /// "Cheshire East Council".
    public let council: String
    /// Changes when the council's database was restored from a backup: laptops then push
    /// everything again.
    public let epoch: String
    public let protocols: VersionRange
    public let serverTime: Instant
    public let limits: SyncLimits
    /// To which records are sealed that are sent while the laptop is locked (`SealedEntry`): X25519,
    /// 32 bytes, base64url. `nil` from a council that takes none.
    public let sealingKey: String?
    /// The versions of each kind of record that the council reads, by kind: `recordPreference`. What is
    /// newer it holds until it can read it. `nil` from a council of version 1.0.
    public let schemas: [String: VersionRange]?

    public init(
        council: String, epoch: String, protocols: VersionRange, serverTime: Instant,
        limits: SyncLimits, sealingKey: String? = nil, schemas: [String: VersionRange]? = nil
    ) {
        self.schemas = schemas
        self.council = council
        self.epoch = epoch
        self.protocols = protocols
        self.serverTime = serverTime
        self.limits = limits
        self.sealingKey = sealingKey
    }
}

/// A laptop asks to be let in, once.
public struct EnrolRequest: Codable, Hashable, Sendable {
    /// As typed; groups, spaces and case do not matter (`EnrolmentCode.normalised`).
    public let code: String
    public let replica: ReplicaID
    /// The laptop's P-256 public key, X9.63 uncompressed, base64url.
    public let publicKey: String
    /// What people call the laptop: "Laptop 14".
    public let deviceName: String
    public let appVersion: String
    /// Whose records the replica holds; a code of another worker is refused. `nil` from a laptop that
    /// is set up for the first time.
    public let worker: Worker.ID?

    public init(
        code: String, replica: ReplicaID, publicKey: String, deviceName: String,
        appVersion: String, worker: Worker.ID? = nil
    ) {
        self.worker = worker
        self.code = code
        self.replica = replica
        self.publicKey = publicKey
        self.deviceName = deviceName
        self.appVersion = appVersion
    }
}

public struct EnrolAnswer: Codable, Hashable, Sendable {
    public let device: DeviceID
    public let worker: Worker.ID
    public let council: String
    public let epoch: String

    public init(device: DeviceID, worker: Worker.ID, council: String, epoch: String) {
        self.device = device
        self.worker = worker
        self.council = council
        self.epoch = epoch
    }
}

/// A one-time code: 20 letters and digits of Crockford's base 32 (100 random bits), shown as
/// `XXXX-XXXX-XXXX-XXXX-XXXX`.
public enum EnrolmentCode {
    public static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    public static let length = 20

    public static func make(using random: inout some RandomNumberGenerator) -> String {
        String((0..<length).map { _ in alphabet[Int(random.next() >> 59)] })
    }

    /// In groups of four, as people read it out.
    public static func grouped(_ code: String) -> String {
        stride(from: 0, to: code.count, by: 4).map { start in
            let from = code.index(code.startIndex, offsetBy: start)
            return String(code[from...].prefix(4))
        }.joined(separator: "-")
    }

    /// What was typed without anything that is no letter or digit (spaces, dashes of every length, quotes,
    /// characters that nobody sees), wide letters read as narrow ones and those that look like digits
    /// as digits; `nil` when it cannot be a code.
    public static func normalised(_ typed: String) -> String? {
        guard typed.utf8.count <= longestTyped else { return nil }
        let plain = typed.precomposedStringWithCompatibilityMapping.uppercased().unicodeScalars
        let code = plain.filter { isPart($0) }.map { scalar -> Character in
            switch scalar {
            case "O": "0"
            case "I", "L": "1"
            default: Character(scalar)
            }
        }
        guard code.count == length, code.allSatisfy({ alphabet.contains($0) }) else { return nil }
        return String(code)
    }

    /// In bytes; a code with a mark between all of its letters is shorter.
    private static let longestTyped = 1000

    /// Letters of other alphabets and accents are parts too: with them it is no code.
    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        guard !scalar.properties.isDefaultIgnorableCodePoint else { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator,
            .lineSeparator, .paragraphSeparator, .connectorPunctuation, .dashPunctuation,
            .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
            .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol:
            return false
        default: return true
        }
    }
}

/// The form of `POST /oauth/token`.
///
/// The assertion is a JWT (ES256) that the device key signed: `iss` and `sub` the device, `aud`
/// the literal `TokenRequest.audience`, `exp` at most five minutes ahead, a fresh `jti`. Source:
/// RFC 7523 sections 2.2 and 3.
public enum TokenRequest {
    public static let grantType = "client_credentials"
    public static let assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    public static let audience = "urn:support-choice:council:token"
    /// How long an assertion may live, in seconds.
    public static let longestAssertion = 300
    /// How long an access token lives, in seconds.
    public static let tokenLifetime = 900
}

public struct TokenAnswer: Codable, Hashable, Sendable {
    public let accessToken: String
    public let tokenType: String
    /// In seconds.
    public let expiresIn: Int

    enum CodingKeys: String, CodingKey {
        case accessToken = "access_token"
        case tokenType = "token_type"
        case expiresIn = "expires_in"
    }

    public init(accessToken: String, expiresIn: Int) {
        self.accessToken = accessToken
        tokenType = "Bearer"
        self.expiresIn = expiresIn
    }
}
