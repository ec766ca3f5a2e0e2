internal import Procurement

/// The wire between a laptop and the council: JSON over HTTP/1.1 with TLS.
///
/// | request | body | answer |
/// |---|---|---|
/// | `GET /sync/hello` | | `Hello`; needs no token |
/// | `POST /sync/devices` | `EnrolRequest` | `EnrolAnswer`; needs a one-time code, no token |
/// | `POST /oauth/token` | form, `TokenRequest` | `TokenAnswer` (RFC 6749, RFC 7523) |
/// | `POST /sync/push` | `PushRequest` | `PushAnswer` |
/// | `GET /sync/pull?replica=r&cursor=c&after=mid&bytes=n` | | `PullAnswer`, bodies as values; 204 when nothing is new |
/// | `POST /sync/pull` | `PullRequest` | `PullAnswer`, bodies as text (version 1.0) |
/// | `POST /sync/deposit` | `DepositRequest` | `DepositAnswer`; needs no token |
/// | `POST /sync/verify` | `VerifyRequest` | `VerifyAnswer`: the packages that differ |
/// | `GET /sync/pictures/<sha256>` | | the bytes, or those that `Range` asks for (`PicturePiece`) |
/// | `GET /sync/wait?cursor=c&seconds=n` | | `WaitAnswer`, as soon as there is news or after n seconds |
///
/// Every answer that is not a success is a `Problem` (`application/problem+json`). JSON may be
/// packed (`Content-Encoding`) in both directions, with gzip or zstd. Every answer of the council
/// carries the header `Support-Choice-Council` with its epoch: an answer without it did not come
/// from the council (a captive portal answers 200 with HTML).
public enum SyncVersion {
    /// The version that this build speaks.
    public static let current = 1
    /// The oldest version that this build still understands.
    public static let oldest = 1
    /// The header by which an answer of the council is known.
    public static let councilHeader = "Support-Choice-Council"
    /// The header with which a page that is not the last, and brings no results, names its cursor: the
    /// next page can be asked for before this one is read.
    public static let nextHeader = "Support-Choice-Next"
    /// The header in which a laptop names the version it speaks.
    public static let versionHeader = "Support-Choice-Protocol"
}

/// What both ends keep to, unless `Hello` says otherwise.
public struct SyncLimits: Codable, Hashable, Sendable {
    /// The largest push, in bytes of JSON before compression.
    public var pushBytes: Int
    /// The largest page of a pull, in bytes of JSON before compression.
    public var pullBytes: Int
    /// The largest payload of one mutation, in bytes of its UTF-8: what a laptop may save. It has
    /// room for every voice; see `RecordRoom`.
    public var payloadBytes: Int
    /// The longest that `wait` holds a request open, in seconds.
    public var waitSeconds: Int

    public init(pushBytes: Int, pullBytes: Int, payloadBytes: Int, waitSeconds: Int) {
        self.pushBytes = pushBytes
        self.pullBytes = pullBytes
        self.payloadBytes = payloadBytes
        self.waitSeconds = waitSeconds
    }

    public static let standard = SyncLimits(
        pushBytes: 64 * 1024, pullBytes: 1024 * 1024, payloadBytes: RecordRoom.record,
        waitSeconds: 25)

    /// The largest payload that the council takes, in bytes. Laptops before this limit counted
    /// characters: four thousand of them can be any number of bytes.
    public var acceptedBytes: Int { max(payloadBytes, 32 * 1024 * 1024) }
}

public struct VersionRange: Codable, Hashable, Sendable {
    public let oldest: Int
    public let newest: Int
    public init(oldest: Int, newest: Int) {
        self.oldest = oldest
        self.newest = newest
    }
    public func contains(_ version: Int) -> Bool {
        (oldest...max(oldest, newest)).contains(version)
    }
}
