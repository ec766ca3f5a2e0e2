internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL
internal import Packing
internal import Procurement
internal import SyncProtocol

/// One question to the council over HTTP, and its answer or why there is none.
struct CouncilConnection: Sendable {
    private let address: CouncilAddress
    private let http: HTTPClient
    /// The longest that a whole answer may take, its last byte included.
    private let longestAnswer: Duration

    /// The largest answer that is read, in bytes after decompression.
    private static let largestAnswer = 16 << 20
    /// The longest that a piece of a picture may take: the next one is smaller.
    private static let longestPiece = Duration.seconds(20)

    /// Throws when `authority` is not a certificate, as PEM.
    init(to address: CouncilAddress, authority: String?, longestAnswer: Duration) throws {
        self.address = address
        self.longestAnswer = longestAnswer
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
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func close() async { try? await http.shutdown() }
}

extension CouncilConnection {
    struct Body {
        let data: Data
        let type: String
        var isPacked = false

        /// Questions smaller than this are not worth compressing, in bytes.
        private static let smallestPacked = 600

        init(data: Data, type: String) {
            self.data = data
            self.type = type
        }

        /// As JSON, packed where that is worth it.
        init(_ value: some Encodable) throws(CouncilFailure) {
            guard let data = try? CanonicalJSON.encode(value) else { throw .unreadable }
            type = "application/json"
            if data.count >= Self.smallestPacked,
                let packed = try? ContentCoding.gzip.compress([UInt8](data)),
                packed.count < data.count
            {
                self.data = Data(packed)
                isPacked = true
            } else {
                self.data = data
            }
        }
    }

    /// A success that came from the council.
    struct Answer {
        let status: Int
        let epoch: String
        let body: PackedBody
        var contentRange: String?
        var next: String?
    }

    /// What was on the wire.
    struct PackedBody: Sendable {
        let bytes: ByteBuffer
        let encoding: String?

        func expanded() throws(CouncilFailure) -> Data {
            guard let coding = encoding.flatMap({ ContentCoding(named: $0) }) else {
                return Data(bytes.readableBytesView)
            }
            do throws(PackingFailure) {
                return Data(
                    try coding.expand(
                        Array(bytes.readableBytesView), limit: CouncilConnection.largestAnswer))
            } catch {
                throw .unreadable
            }
        }
    }
}

extension CouncilConnection {
    /// `range` asks for bytes as they are stored, and for an answer soon.
    ///
    /// - Throws: `problem` for what the council refused; the others where it gave no answer.
    func exchange(
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
    /// council says so with 502 to 504, and one that lets nothing through of this size with 413.
    private static func stranger(_ status: Int) -> CouncilFailure {
        switch status {
        case 413: .problem(Problem(.tooLarge, status: status, detail: ""))
        case 502...504: .offline
        default: .notTheCouncil
        }
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
