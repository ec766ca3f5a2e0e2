/// Why the council did not do what was asked. Source: RFC 9457 (`application/problem+json`).
public struct Problem: Error, Codable, Hashable, Sendable {
    public let code: Code
    public let status: Int
    /// A sentence for the log and for an administrator; no content of a request is in it.
    public let detail: String
    /// How long to wait before the next try, in seconds, where the council says so.
    public let retryAfter: Int?
    /// With `gap`: the newest `mid` that the council has.
    public let lastMid: Int64?

    /// An open list: a laptop treats a code that it does not know by its status.
    public struct Code: RawRepresentable, Codable, Hashable, Sendable {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// 400: not JSON of the shape that the endpoint takes.
        public static let malformed = Code(rawValue: "malformed")
        /// 413: larger than the limit.
        public static let tooLarge = Code(rawValue: "tooLarge")
        /// 403: no such enrolment code. Said of wrong codes, so that none can be told apart.
        public static let wrongCode = Code(rawValue: "wrongCode")
        /// 403: the code was used before.
        public static let usedCode = Code(rawValue: "usedCode")
        /// 403: the code is older than 24 hours.
        public static let expiredCode = Code(rawValue: "expiredCode")
        /// 401: no token, an expired one, or one that the council did not sign.
        public static let unauthorised = Code(rawValue: "unauthorised")
        /// 403: the token is of another device than the replica in the request.
        public static let notYourReplica = Code(rawValue: "notYourReplica")
        /// 403: the device was taken off the list.
        public static let revoked = Code(rawValue: "revoked")
        /// 409: the laptop sent `mid`s after a gap; `lastMid` is what the council has.
        public static let gap = Code(rawValue: "gap")
        /// 410: the cursor is of another epoch; the laptop starts again from the beginning.
        public static let cursorGone = Code(rawValue: "cursorGone")
        /// 416: the picture has no bytes there.
        public static let outOfRange = Code(rawValue: "outOfRange")
        /// 426: this version of the protocol is no longer served.
        public static let upgradeRequired = Code(rawValue: "upgradeRequired")
        /// 429 or 503: try again after `retryAfter`.
        public static let busy = Code(rawValue: "busy")
        /// 404 and 405.
        public static let notFound = Code(rawValue: "notFound")
        /// 500: the council's fault; nothing was stored.
        public static let failed = Code(rawValue: "failed")
    }

    public init(
        _ code: Code, status: Int, detail: String, retryAfter: Int? = nil, lastMid: Int64? = nil
    ) {
        self.code = code
        self.status = status
        self.detail = detail
        self.retryAfter = retryAfter
        self.lastMid = lastMid
    }
}
