public import Foundation
internal import NIOHTTP1
public import Procurement
public import SyncProtocol
internal import Synchronization

/// Asks the council over HTTP. Thin: what to ask and what an answer means is `SyncSession`'s.
public final class CouncilClient: CouncilTransport {
    /// Who asks. Without it only `hello` and `enrol` can be asked.
    public struct Identity: Sendable {
        public let device: DeviceID
        public let key: DeviceKey

        public init(device: DeviceID, key: DeviceKey) {
            self.device = device
            self.key = key
        }
    }

    private let connection: CouncilConnection
    private let identity: Identity?
    private let now: @Sendable () -> Instant
    private let state = Mutex(State())

    private struct State {
        var token: String?
        var tokenEnds = ContinuousClock.now
        var clockOffset: Int64 = 0
        /// The council does not know `GET /sync/pull`.
        var pullsByPost = false
    }

    /// The status of an answer that has nothing new (204, RFC 9110).
    private static let nothingNew = 204

    /// `authority` is a certificate authority to trust besides the system's, as PEM. Throws when
    /// it is not a certificate. `longestAnswer` is as in `CouncilConnection`.
    public init(
        address: CouncilAddress, identity: Identity?, authority: String? = nil,
        longestAnswer: Duration = .seconds(60),
        now: @escaping @Sendable () -> Instant = { Instant(Date()) }
    ) throws {
        connection = try CouncilConnection(
            to: address, authority: authority, longestAnswer: longestAnswer)
        self.identity = identity
        self.now = now
    }

    public func close() async { await connection.close() }
}

// MARK: - What can be asked

extension CouncilClient {
    public func hello() async throws(CouncilFailure) -> Reply<Hello> {
        let asked = now()
        let reply: Reply<Hello> = try await ask(.GET, "/sync/hello")
        let middle = (asked.milliseconds + now().milliseconds) / 2
        state.withLock { $0.clockOffset = reply.value.serverTime.milliseconds - middle }
        return reply
    }

    /// The council's clock minus the laptop's, in milliseconds, when `hello` last asked.
    public var clockOffset: Int64 { state.withLock { $0.clockOffset } }

    public func enrol(_ request: EnrolRequest) async throws(CouncilFailure) -> Reply<EnrolAnswer> {
        try await ask(.POST, "/sync/devices", body: .init(request))
    }

    public func push(_ request: PushRequest) async throws(CouncilFailure) -> Reply<PushAnswer> {
        try await askAsDevice(.POST, "/sync/push", body: .init(request))
    }

    public func pull(_ request: PullRequest) async throws(CouncilFailure) -> Reply<PulledPage> {
        if state.withLock({ $0.pullsByPost }) { return try await pullByPost(request) }
        let answer: CouncilConnection.Answer
        do {
            answer = try await asDevice { token throws(CouncilFailure) in
                try await self.connection.exchange(.GET, Self.path(of: request), token: token)
            }
        } catch .problem(let problem) where problem.code == .notFound {
            // A council of version 1.0.
            state.withLock { $0.pullsByPost = true }
            return try await pullByPost(request)
        }
        if answer.status == Self.nothingNew {
            guard let nothing = PullAnswer(nothingNewTo: request) else { throw .unreadable }
            return Reply(value: PulledPage(nothing), epoch: answer.epoch)
        }
        return Self.page(answer)
    }

    private func pullByPost(
        _ request: PullRequest
    ) async throws(CouncilFailure) -> Reply<PulledPage> {
        let body = try CouncilConnection.Body(request)
        return Self.page(
            try await asDevice { token throws(CouncilFailure) in
                try await self.connection.exchange(.POST, "/sync/pull", body: body, token: token)
            })
    }

    private static func page(_ answer: CouncilConnection.Answer) -> Reply<PulledPage> {
        let page = PulledPage(next: answer.next) { () throws(CouncilFailure) in
            let data = try answer.body.expanded()
            guard let page = try? PullAnswer(page: data) else { throw .unreadable }
            return page
        }
        return Reply(value: page, epoch: answer.epoch)
    }

    /// Short, because it is asked all day.
    private static func path(of request: PullRequest) -> String {
        var items = [
            URLQueryItem(name: "replica", value: request.replica.rawValue),
            URLQueryItem(name: "after", value: String(request.resultsAfter)),
        ]
        if let cursor = request.cursor { items.append(.init(name: "cursor", value: cursor)) }
        if let bytes = request.pageBytes {
            items.append(.init(name: "bytes", value: String(bytes)))
        }
        return "/sync/pull?" + query(items)
    }

    private static func query(_ items: [URLQueryItem]) -> String {
        var parts = URLComponents()
        parts.queryItems = items
        // A plus would be read as a space.
        return (parts.percentEncodedQuery ?? "").replacingOccurrences(of: "+", with: "%2B")
    }

    public func verify(
        _ request: VerifyRequest
    ) async throws(CouncilFailure) -> Reply<VerifyAnswer> {
        try await askAsDevice(.POST, "/sync/verify", body: .init(request))
    }

    public func deposit(
        _ request: DepositRequest
    ) async throws(CouncilFailure) -> Reply<DepositAnswer> {
        try await ask(.POST, "/sync/deposit", body: .init(request))
    }

    public func picture(
        _ sha256: Picture.ID, from offset: Int, length: Int
    ) async throws(CouncilFailure) -> Reply<PicturePiece> {
        let range = PicturePiece.question(from: offset, length: length)
        let answer = try await asDevice { token throws(CouncilFailure) in
            try await self.connection.exchange(
                .GET, PicturePiece.path(of: sha256), token: token, range: range)
        }
        guard
            let piece = PicturePiece(
                status: answer.status, contentRange: answer.contentRange,
                body: try answer.body.expanded())
        else { throw .unreadable }
        return Reply(value: piece, epoch: answer.epoch)
    }

    public func wait(
        cursor: String, seconds: Int
    ) async throws(CouncilFailure) -> Reply<WaitAnswer> {
        let query = Self.query([
            URLQueryItem(name: "cursor", value: cursor),
            URLQueryItem(name: "seconds", value: String(seconds)),
        ])
        return try await askAsDevice(.GET, "/sync/wait?" + query)
    }
}

// MARK: - Who asks

extension CouncilClient {
    private func askAsDevice<Value: Decodable & Sendable>(
        _ method: HTTPMethod, _ path: String, body: CouncilConnection.Body? = nil
    ) async throws(CouncilFailure) -> Reply<Value> {
        try value(
            try await asDevice { token throws(CouncilFailure) in
                try await self.connection.exchange(method, path, body: body, token: token)
            })
    }

    private func asDevice(
        _ exchange: (String) async throws(CouncilFailure) -> CouncilConnection.Answer
    ) async throws(CouncilFailure) -> CouncilConnection.Answer {
        do {
            return try await exchange(try await token())
        } catch .problem(let problem) where problem.code == .unauthorised {
            // The council may have changed its signing key, or restarted: once more, afresh.
            state.withLock { $0.token = nil }
            return try await exchange(try await token())
        }
    }

    private func token() async throws(CouncilFailure) -> String {
        let held = state.withLock { state in
            state.tokenEnds > .now ? state.token : nil
        }
        if let held { return held }
        do {
            return try await freshToken()
        } catch .problem(let problem) where problem.code == .unauthorised {
            // The clock may have been put right meanwhile.
            _ = try await hello()
            return try await freshToken()
        }
    }

    private func freshToken() async throws(CouncilFailure) -> String {
        guard let identity else { throw .unreadable }
        let councilTime = Instant(milliseconds: now().milliseconds + clockOffset)
        guard
            let assertion = try? await identity.key.assertion(of: identity.device, at: councilTime)
        else { throw .unreadable }
        let form = [
            ("grant_type", TokenRequest.grantType),
            ("client_assertion_type", TokenRequest.assertionType),
            ("client_assertion", assertion),
        ].map { name, value in
            name + "=" + (value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
        }.joined(separator: "&")
        let reply: Reply<TokenAnswer> = try await ask(
            .POST, "/oauth/token",
            body: CouncilConnection.Body(
                data: Data(form.utf8), type: "application/x-www-form-urlencoded"))
        state.withLock { state in
            state.token = reply.value.accessToken
            state.tokenEnds = .now + .seconds(max(0, reply.value.expiresIn - 60))
        }
        return reply.value.accessToken
    }

    private func ask<Value: Decodable & Sendable>(
        _ method: HTTPMethod, _ path: String, body: CouncilConnection.Body? = nil
    ) async throws(CouncilFailure) -> Reply<Value> {
        try value(try await connection.exchange(method, path, body: body))
    }

    private func value<Value: Decodable & Sendable>(
        _ answer: CouncilConnection.Answer
    ) throws(CouncilFailure) -> Reply<Value> {
        let data = try answer.body.expanded()
        guard let value = try? CanonicalJSON.decode(Value.self, from: data) else {
            throw .unreadable
        }
        return Reply(value: value, epoch: answer.epoch)
    }
}
