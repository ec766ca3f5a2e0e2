internal import SyncProtocol

/// The problems that the council answers with. The details are for a log: no content is in them.
extension Problem {
    static func malformed(_ detail: String, status: Int = 400) -> Problem {
        Problem(.malformed, status: status, detail: detail)
    }
    /// The connection ended in the middle, or what came is not HTTP.
    static let brokenBody = Problem.malformed("The body of the request broke off.")
    /// Source: RFC 9112, section 3.2.
    static let wrongHost = Problem.malformed("The request must have one Host.")
    static func tooLarge(limit: Int) -> Problem {
        Problem(.tooLarge, status: 413, detail: "The body is larger than \(limit) bytes.")
    }
    static let wrongCode = Problem(
        .wrongCode, status: 403, detail: "There is no such enrolment code.")
    static let usedCode = Problem(
        .usedCode, status: 403, detail: "The enrolment code was used before.")
    static let expiredCode = Problem(
        .expiredCode, status: 403, detail: "The enrolment code is older than 24 hours.")
    static func unauthorised(_ detail: String) -> Problem {
        Problem(.unauthorised, status: 401, detail: detail)
    }
    /// Not a failed login: it happens to every laptop.
    static let expiredToken = Problem.unauthorised("The access token has expired.")
    static let notYourReplica = Problem(
        .notYourReplica, status: 403, detail: "The token is of another device than the replica.")
    static let revoked = Problem(
        .revoked, status: 403, detail: "The device was taken off the council's list.")
    static func gap(lastMid: Int64) -> Problem {
        Problem(
            .gap, status: 409, detail: "The mutations start after a gap; send from lastMid + 1.",
            lastMid: lastMid)
    }
    static let cursorGone = Problem(
        .cursorGone, status: 410, detail: "The cursor is not of this epoch; pull without one.")
    static let outOfRange = Problem(
        .outOfRange, status: 416, detail: "The picture has no bytes there.")
    static let upgradeRequired = Problem(
        .upgradeRequired, status: 426,
        detail: "This version of the protocol is no longer served for pull.")
    static func busy(retryAfter: Int, status: Int = 429) -> Problem {
        Problem(.busy, status: status, detail: "Try again later.", retryAfter: retryAfter)
    }
    static func notFound(status: Int = 404) -> Problem {
        Problem(.notFound, status: status, detail: "There is nothing here.")
    }
    static let failed = Problem(
        .failed, status: 500, detail: "The council failed; nothing was stored.")
}
