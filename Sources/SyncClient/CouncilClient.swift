internal import AsyncHTTPClient
public import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL
internal import Packing
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

    private let address: CouncilAddress
    private let identity: Identity?
    private let now: @Sendable () -> Instant
    private let http: HTTPClient
    private let state = Mutex(State())

    private struct State {
        var token: String?
        var tokenEnds = ContinuousClock.now
        var clockOffset: Int64 = 0
        /// The council does not know `GET /sync/pull`.
        var pullsByPost = false
    }

    /// The largest answer that is read, in bytes after decompression.
    private static let largestAnswer = 16 << 20
    /// The status of an answer that has nothing new (204, RFC 9110).
    private static let nothingNew = 204
    /// Questions smaller than this are not worth compressing, in bytes.
    private static let smallestPacked = 600
    /// The longest that a piece of a picture may take: the next one is smaller.
    private static let longestPiece = Duration.seconds(20)

    /// The longest that a whole answer may take, its last byte included.
    private let longestAnswer: Duration

    /// `authority` is a certificate authority to trust besides the system's, as PEM. Throws when
    /// it is not a certificate.
    public init(
        address: CouncilAddress, identity: Identity?, authority: String? = nil,
        longestAnswer: Duration = .seconds(60),
        now: @escaping @Sendable () -> Instant = { Instant(Date()) }
    ) throws {
        self.address = address
        self.identity = identity
        self.longestAnswer = longestAnswer
        self.now = now
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        if let authority {
            let certificates = try NIOSSLCertificate.fromPEMBytes(Array(authority.utf8))
            tls.additionalTrustRoots = [.certificates(certificates)]
        }
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: tls, redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(5), read: .seconds(20)))
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        http = HTTPClient(
            eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    public func close() async { try? await http.shutdown() }
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
        try await ask(.POST, "/sync/devices", body: encoded(request))
    }

    public func push(_ request: PushRequest) async throws(CouncilFailure) -> Reply<PushAnswer> {
        try await askAsDevice(.POST, "/sync/push", body: encoded(request))
    }

    public func pull(_ request: PullRequest) async throws(CouncilFailure) -> Reply<PulledPage> {
        if state.withLock({ $0.pullsByPost }) { return try await pullByPost(request) }
        let answer: Answer
        do {
            answer = try await asDevice { token throws(CouncilFailure) in
                try await self.exchange(.GET, Self.path(of: request), token: token)
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
        let body = try encoded(request)
        return Self.page(
            try await asDevice { token throws(CouncilFailure) in
                try await self.exchange(.POST, "/sync/pull", body: body, token: token)
            })
    }

    private static func page(_ answer: Answer) -> Reply<PulledPage> {
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
        try await askAsDevice(.POST, "/sync/verify", body: encoded(request))
    }

    public func deposit(
        _ request: DepositRequest
    ) async throws(CouncilFailure) -> Reply<DepositAnswer> {
        try await ask(.POST, "/sync/deposit", body: encoded(request))
    }

    public func picture(
        _ sha256: Picture.ID, from offset: Int, length: Int
    ) async throws(CouncilFailure) -> Reply<PicturePiece> {
        let range = PicturePiece.question(from: offset, length: length)
        let answer = try await asDevice { token throws(CouncilFailure) in
            try await self.exchange(.GET, PicturePiece.path(of: sha256), token: token, range: range)
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

// MARK: - How it is asked

extension CouncilClient {
    private func encoded(_ value: some Encodable) throws(CouncilFailure) -> Body {
        guard let data = try? CanonicalJSON.encode(value) else { throw .unreadable }
        guard data.count >= Self.smallestPacked,
            let packed = try? ContentCoding.gzip.compress([UInt8](data)), packed.count < data.count
        else { return Body(data: data, type: "application/json") }
        return Body(data: Data(packed), type: "application/json", isPacked: true)
    }

    private struct Body {
        let data: Data
        let type: String
        var isPacked = false
    }

    private func askAsDevice<Value: Decodable & Sendable>(
        _ method: HTTPMethod, _ path: String, body: Body? = nil
    ) async throws(CouncilFailure) -> Reply<Value> {
        try value(
            try await asDevice { token throws(CouncilFailure) in
                try await self.exchange(method, path, body: body, token: token)
            })
    }

    private func asDevice(
        _ exchange: (String) async throws(CouncilFailure) -> Answer
    ) async throws(CouncilFailure) -> Answer {
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
            body: Body(data: Data(form.utf8), type: "application/x-www-form-urlencoded"))
        state.withLock { state in
            state.token = reply.value.accessToken
            state.tokenEnds = .now + .seconds(max(0, reply.value.expiresIn - 60))
        }
        return reply.value.accessToken
    }

    private func ask<Value: Decodable & Sendable>(
        _ method: HTTPMethod, _ path: String, body: Body? = nil
    ) async throws(CouncilFailure) -> Reply<Value> {
        try value(try await exchange(method, path, body: body))
    }

    private func value<Value: Decodable & Sendable>(
        _ answer: Answer
    ) throws(CouncilFailure) -> Reply<Value> {
        let data = try answer.body.expanded()
        guard let value = try? CanonicalJSON.decode(Value.self, from: data) else {
            throw .unreadable
        }
        return Reply(value: value, epoch: answer.epoch)
    }

    /// A success that came from the council.
    private struct Answer {
        let status: Int
        let epoch: String
        let body: PackedBody
        var contentRange: String?
        var next: String?
    }

    /// What was on the wire.
    private struct PackedBody: Sendable {
        let bytes: ByteBuffer
        let encoding: String?

        func expanded() throws(CouncilFailure) -> Data {
            guard let coding = encoding.flatMap({ ContentCoding(named: $0) }) else {
                return Data(bytes.readableBytesView)
            }
            do throws(PackingFailure) {
                return Data(try coding.expand(Array(bytes.readableBytesView), limit: largestAnswer))
            } catch {
                throw .unreadable
            }
        }
    }

    /// `range` asks for bytes as they are stored, and for an answer soon.
    private func exchange(
        _ method: HTTPMethod, _ path: String, body: Body? = nil, token: String? = nil,
        range: String? = nil
    ) async throws(CouncilFailure) -> Answer {
        var request = HTTPClientRequest(url: address.text + path)
        request.method = method
        request.headers.add(
            name: "Accept-Encoding",
            value: range == nil ? ContentCoding.acceptable : "identity")
        if let range { request.headers.add(name: "Range", value: range) }
        request.headers.add(
            name: SyncVersion.versionHeader, value: String(SyncVersion.current))
        if let token { request.headers.add(name: "Authorization", value: "Bearer " + token) }
        if let body {
            request.headers.add(name: "Content-Type", value: body.type)
            if body.isPacked { request.headers.add(name: "Content-Encoding", value: "gzip") }
            request.body = .bytes(body.data)
        }
        let limit = range == nil ? longestAnswer : min(longestAnswer, Self.longestPiece)
        let end = ContinuousClock.now + limit
        let response: HTTPClientResponse
        do {
            // It ends with the head of the answer.
            response = try await http.execute(request, timeout: TimeAmount(limit))
        } catch {
            throw Self.failure(error)
        }
        let status = Int(response.status.code)
        let header = { response.headers.first(name: $0) }
        guard let epoch = header(SyncVersion.councilHeader) else { throw Self.stranger(status) }
        let answer = Answer(
            status: status, epoch: epoch,
            body: PackedBody(
                bytes: try await Self.whole(response.body, before: end),
                encoding: header("Content-Encoding")),
            contentRange: header("Content-Range"), next: header(SyncVersion.nextHeader))
        guard (200..<300).contains(answer.status) else {
            throw .problem(Self.problem(try answer.body.expanded(), answer.status))
        }
        return answer
    }

    /// Reads to the end. A connection that breaks in the middle bears no answer of this size, as one
    /// that is too slow: both are `timedOut`.
    private static func whole(
        _ body: HTTPClientResponse.Body, before end: ContinuousClock.Instant
    ) async throws(CouncilFailure) -> ByteBuffer {
        var whole = ByteBuffer()
        do {
            for try await var part in body {
                guard whole.readableBytes + part.readableBytes <= largestAnswer else {
                    throw CouncilFailure.unreadable
                }
                whole.writeBuffer(&part)
                guard ContinuousClock.now < end else { throw CouncilFailure.timedOut }
            }
            try Task.checkCancellation()
        } catch is CancellationError {
            throw .offline
        } catch {
            let failure = Self.failure(error)
            throw failure == .offline ? .timedOut : failure
        }
        return whole
    }

    /// Something between the laptop and the council answered. A gateway that cannot reach the
    /// council says so with 502 to 504.
    private static func stranger(_ status: Int) -> CouncilFailure {
        (502...504).contains(status) ? .offline : .notTheCouncil
    }

    private static func problem(_ data: Data, _ status: Int) -> Problem {
        (try? CanonicalJSON.decode(Problem.self, from: data))
            ?? Problem(.failed, status: status, detail: "")
    }

    private static func failure(_ error: any Error) -> CouncilFailure {
        switch error {
        case let failure as CouncilFailure: return failure
        case NIOSSLError.uncleanShutdown: return .offline
        case NIOSSLError.handshakeFailed(.sslError(let stack))
        where stack.contains(.eofDuringHandshake):
            return .offline
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError: return .certificateNotTrusted
        case let failure as HTTPClientError:
            if [.readTimeout, .writeTimeout, .deadlineExceeded].contains(failure) {
                return .timedOut
            }
            return .offline
        case HTTPParserError.invalidEOFState: return .offline
        case is HTTPParserError: return .notTheCouncil
        case is NIOTooManyBytesError: return .unreadable
        default: return .offline
        }
    }
}
