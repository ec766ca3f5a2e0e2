internal import Foundation
internal import Hummingbird
internal import NIOCore
internal import Packing
internal import Procurement
internal import SyncProtocol

internal import struct HTTPTypes.HTTPField

/// Bodies in and out.
enum Answers {
    /// Answers smaller than this are not worth compressing, in bytes.
    private static let smallest = 600

    static func json(_ value: some Encodable, to request: Request) throws -> Response {
        json([UInt8](try CanonicalJSON.encode(value)), to: request)
    }

    static func json(_ bytes: [UInt8], to request: Request) -> Response {
        var headers: HTTPFields = [
            .contentType: "application/json", .cacheControl: "no-store",
        ]
        var body = bytes
        if bytes.count >= smallest,
            let coding = request.headers[.acceptEncoding].flatMap({
                ContentCoding(accepted: $0, size: bytes.count)
            }),
            let small = try? coding.compress(bytes)
        {
            headers[.contentEncoding] = coding.rawValue
            body = small
        }
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// Bytes as they are stored, whole or in part. Source: RFC 9110, sections 14.4 and 15.3.7.
    static func picture(_ answer: PictureService.Answer) -> Response {
        let picture = answer.picture
        guard let range = answer.range else {
            var response = problem(.outOfRange, oauth: false)
            response.headers[.contentRange] = "bytes */\(picture.size)"
            return response
        }
        var headers: HTTPFields = [
            .contentType: picture.type.rawValue, .cacheControl: "no-store",
            .acceptRanges: "bytes", .eTag: picture.entityTag, .xContentTypeOptions: "nosniff",
        ]
        if answer.isPart {
            headers[.contentRange] = PicturePiece.contentRange(range, of: picture.size)
        }
        return Response(
            status: answer.isPart ? .partialContent : .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.bytes)))
    }

    static func problem(_ problem: Problem, oauth: Bool) -> Response {
        var headers: HTTPFields = [
            .contentType: "application/problem+json", .cacheControl: "no-store",
        ]
        if let seconds = problem.retryAfter { headers[.retryAfter] = String(seconds) }
        if problem.status == 401 { headers[.wwwAuthenticate] = "Bearer" }
        let body = try? CanonicalJSON.encode(ProblemBody(problem: problem, oauth: oauth))
        return Response(
            status: .init(code: problem.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body ?? Data("{}".utf8))))
    }

    /// The body of a request, expanded, and never more than `limit` bytes of it.
    ///
    /// - Throws: `Problem.tooLarge`, `Problem.malformed`; `Problem.busy` when `memory` has no room.
    static func body(
        of request: Request, limit: Int, room: BodyRoom, in memory: BodyMemory
    ) async throws(Problem) -> Data {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw Problem.tooLarge(limit: limit)
        }
        var bytes: [UInt8] = []
        do {
            for try await part in request.body {
                guard bytes.count + part.readableBytes <= limit else {
                    throw Problem.tooLarge(limit: limit)
                }
                try room.take(part.readableBytes, of: memory)
                bytes.append(contentsOf: part.readableBytesView)
            }
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem.brokenBody
        }
        let encoding = request.headers[.contentEncoding]?.lowercased() ?? "identity"
        if encoding == "identity" { return Data(bytes) }
        guard let coding = ContentCoding(named: encoding) else {
            throw Problem.malformed("The body's encoding is neither gzip nor zstd.", status: 415)
        }
        try room.take(limit, of: memory)
        do throws(PackingFailure) {
            return Data(try coding.expand(bytes, limit: limit))
        } catch {
            switch error {
            case .tooLarge: throw Problem.tooLarge(limit: limit)
            case .damaged: throw Problem.malformed("The body is not \(coding.rawValue).")
            }
        }
    }

    /// - Throws: `Problem.tooLarge`, `Problem.malformed`, `Problem.busy`.
    static func value<Value: Decodable>(
        _ type: Value.Type, of request: Request, limit: Int, room: BodyRoom, in memory: BodyMemory
    ) async throws -> Value {
        let body = try await body(of: request, limit: limit, room: room, in: memory)
        do {
            return try CanonicalJSON.decode(type, from: body)
        } catch is DecodingError {
            throw Problem.malformed("The body is not JSON of the shape that is expected here.")
        }
    }
}

/// A `Problem`; of the token endpoint with OAuth's own word beside it (RFC 6749, section 5.2).
private struct ProblemBody: Encodable {
    let problem: Problem
    let oauth: Bool

    private enum Key: String, CodingKey { case error }

    func encode(to encoder: any Encoder) throws {
        try problem.encode(to: encoder)
        guard oauth else { return }
        var container = encoder.container(keyedBy: Key.self)
        let word =
            switch problem.code {
            case .unauthorised, .revoked: "invalid_client"
            case .malformed, .tooLarge: "invalid_request"
            default: "server_error"
            }
        try container.encode(word, forKey: .error)
    }
}
