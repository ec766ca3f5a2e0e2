import Foundation
import HTTPTypes
import Packing
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

/// Every endpoint that takes a body is fed what it must not choke on.
struct HostileBodyTests {
    static let endpoints = ["/sync/devices", "/oauth/token", "/sync/push", "/sync/pull"]

    enum Body: CaseIterable {
        case none, text, truncated, wrongShape, array, invalidUTF8, null, deep, oversized
        case declaredGzipButPlain, truncatedGzip, bomb, unknownEncoding, hugeNumbers

        var bytes: Data {
            switch self {
            case .none: Data()
            case .text, .declaredGzipButPlain, .unknownEncoding: Data("hello".utf8)
            case .truncated: Data("{\"replica\":\"replica-1\",\"mutations\":[{\"mid\":1".utf8)
            case .wrongShape: Data("{\"replica\":7,\"code\":[],\"mutations\":{}}".utf8)
            case .array: Data("[]".utf8)
            case .invalidUTF8: Data([0x7B, 0xFF, 0xFE, 0xC0, 0x80, 0x7D])
            case .null: Data("null".utf8)
            case .deep: Data(String(repeating: "[", count: 5000).utf8)
            case .oversized: Data(repeating: UInt8(ascii: " "), count: 4_000_000)
            case .truncatedGzip: Data([0x1F, 0x8B, 0x08, 0x00, 0x00])
            case .bomb:
                (try? Gzip.compress([UInt8](repeating: 32, count: 80_000_000), level: 9))
                    .map { Data($0) } ?? Data()
            case .hugeNumbers:
                Data(
                    """
                    {"replica":"r","mutations":[{"mid":99999999999999999999,"key":"k"}],
                     "resultsAfter":1e400}
                    """.utf8)
            }
        }

        var encoding: String? {
            switch self {
            case .declaredGzipButPlain, .truncatedGzip, .bomb: "gzip"
            case .unknownEncoding: "br"
            default: nil
            }
        }

        /// A push may be as large as anything that a laptop of an older version could save.
        func expected(at path: String) -> Problem.Code {
            switch self {
            case .oversized where path == "/sync/push": .malformed
            case .oversized, .bomb: .tooLarge
            default: .malformed
            }
        }
    }

    @Test(arguments: endpoints, Body.allCases)
    func anEndpointAnswersABadBodyWithAProblem(_ path: String, _ body: Body) async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            let token = try await server.accessToken(laptop)
            let answer = try await server.send(
                .post, path, token: token,
                headers: body.encoding.map { ["Content-Encoding": $0] } ?? [:], body: body.bytes)
            #expect((400..<500).contains(answer.status))
            #expect(answer.headers[.contentType] == "application/problem+json")
            #expect(answer.problem?.code == body.expected(at: path))
            #expect(answer.problem?.status == answer.status)
            #expect(try await server.send(.get, "/sync/hello").status == 200)
        }
    }

    @Test(arguments: ["", "Bearer", "Bearer ", "Bearer a.b.c", "Basic eDp5", "Bearer \u{7F}"])
    func withoutATokenNothingIsOpen(_ header: String) async throws {
        try await TestServer.run { server in
            for path in ["/sync/push", "/sync/pull"] {
                let answer = try await server.send(
                    .post, path, headers: ["Authorization": header], body: Data("{}".utf8))
                #expect(answer.status == 401)
                #expect(answer.problem?.code == .unauthorised)
            }
            let waited = try await server.send(
                .get, "/sync/wait?seconds=0", headers: ["Authorization": header])
            #expect(waited.status == 401)
        }
    }

    @Test func everyTruncationOfAPushIsAProblemOrHeld() async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            let token = try await server.accessToken(laptop)
            let mutation = try laptop.mutation(1, Sample.preference("p1"))
            let whole = try CanonicalJSON.encode(
                PushRequest(replica: laptop.device.replica, mutations: [mutation]))
            for count in stride(from: 0, to: whole.count, by: 97) {
                let answer = try await server.send(
                    .post, "/sync/push", token: token, body: whole.prefix(count))
                #expect(answer.problem?.code == .malformed)
            }
            let stored = try server.council.store.read { try $0.mutations() }
            #expect(stored.isEmpty)
        }
    }

    @Test func aProblemSaysNothingOfWhatWasSent() async throws {
        try await TestServer.run { server in
            let secret = "she said that she hates it there"
            for path in Self.endpoints {
                let laptop = try server.council.laptop()
                let token = try await server.accessToken(laptop)
                let answer = try await server.send(
                    .post, path, token: token, body: Data("{\"a\":\"\(secret)\"}".utf8))
                #expect(answer.status >= 400)
                #expect(!String(decoding: answer.body, as: UTF8.self).contains("hates"))
            }
        }
    }
}
