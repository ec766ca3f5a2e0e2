import Foundation
import HTTPTypes
import Packing
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

struct EndpointTests {
    static let epochHeader = HTTPField.Name(SyncVersion.councilHeader)

    @Test func helloIntroducesTheCouncil() async throws {
        try await TestServer.run { server in
            let answer = try await server.send(.get, "/sync/hello")
            let hello: Hello = try answer.value()
            #expect(hello.council == "Test Council")
            #expect(hello.epoch == "epoch1")
            #expect(hello.protocols.contains(SyncVersion.current))
            #expect(hello.serverTime == server.clock.now)
            #expect(hello.limits == .standard)
            #expect(hello.schemas == ["recordPreference": VersionRange(oldest: 1, newest: 1)])
        }
    }

    @Test(arguments: [
        ("GET", "/"), ("GET", "/nothing"), ("POST", "/sync/hello"), ("GET", "/sync/push"),
        ("DELETE", "/sync/pull"), ("PUT", "/oauth/token"), ("GET", "/sync/../etc/passwd"),
    ])
    func anUnknownPathOrMethodIsNotFound(_ method: String, _ path: String) async throws {
        try await TestServer.run { server in
            let answer = try await server.send(.init(method) ?? .get, path)
            #expect([404, 405].contains(answer.status))
            #expect(answer.problem?.code == .notFound)
            #expect(answer.headers[.contentType] == "application/problem+json")
        }
    }

    @Test(arguments: ["/sync/hello", "/nothing", "/sync/wait", "/oauth/token"])
    func everyAnswerSaysThatItIsTheCouncils(_ path: String) async throws {
        try await TestServer.run { server in
            let answer = try await server.send(.get, path)
            let name = try #require(Self.epochHeader)
            #expect(answer.headers[name] == "epoch1")
        }
    }

    @Test(arguments: ContentCoding.allCases)
    func aPreferenceTravelsFromPushToPull(_ coding: ContentCoding) async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            let token = try await server.accessToken(laptop)
            let replica = laptop.device.replica
            let mutation = try laptop.mutation(1, Sample.preference("p1"))
            let pushed: PushAnswer = try await server.post(
                "/sync/push", PushRequest(replica: replica, mutations: [mutation]), token: token
            ).value()
            #expect(pushed.results.map(\.effect) == [.applied])
            let pulled = try await server.post(
                "/sync/pull",
                PullRequest(replica: replica, cursor: nil, pageBytes: nil, resultsAfter: 0),
                token: token, headers: ["Accept-Encoding": coding.rawValue])
            #expect(pulled.headers[.contentEncoding] == coding.rawValue)
            let page = try coding.expand([UInt8](pulled.body), limit: 1 << 20)
            let answer = try PullAnswer(page: Data(page))
            #expect(
                answer.operations.contains { operation in
                    guard case .put(let document) = operation else { return false }
                    return document.kind == .preference && document.id == "p1"
                })
            #expect(answer.results == pushed.results)
        }
    }

    @Test(arguments: ContentCoding.allCases)
    func packedBodiesAreRead(_ coding: ContentCoding) async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            let token = try await server.accessToken(laptop)
            let mutation = try laptop.mutation(1, Sample.preference("p1"))
            let request = PushRequest(replica: laptop.device.replica, mutations: [mutation])
            let body = try coding.compress([UInt8](try CanonicalJSON.encode(request)))
            let answer = try await server.send(
                .post, "/sync/push", token: token, headers: ["Content-Encoding": coding.rawValue],
                body: Data(body))
            #expect(try answer.value(PushAnswer.self).lastMid == 1)
        }
    }

    @Test func anOldLaptopMayPushButNotPull() async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            let token = try await server.accessToken(laptop)
            let replica = laptop.device.replica
            let old = [SyncVersion.versionHeader: "0"]
            let pulled = try await server.post(
                "/sync/pull",
                PullRequest(replica: replica, cursor: nil, pageBytes: nil, resultsAfter: 0),
                token: token, headers: old)
            #expect(pulled.status == 426)
            #expect(pulled.problem?.code == .upgradeRequired)
            let mutation = try laptop.mutation(1, Sample.preference("p1"))
            let pushed = try await server.post(
                "/sync/push", PushRequest(replica: replica, mutations: [mutation]), token: token,
                headers: old)
            #expect(pushed.status == 200)
        }
    }

    @Test func aTokenOfAnotherDeviceCannotSpeakForAReplica() async throws {
        try await TestServer.run { server in
            let mine = try server.council.laptop()
            let other = try server.council.laptop()
            let token = try await server.accessToken(mine)
            let replica = other.device.replica
            let pushed = try await server.post(
                "/sync/push", PushRequest(replica: replica, mutations: []), token: token)
            #expect(pushed.status == 403)
            #expect(pushed.problem?.code == .notYourReplica)
            let pulled = try await server.post(
                "/sync/pull",
                PullRequest(replica: replica, cursor: nil, pageBytes: nil, resultsAfter: 0),
                token: token)
            #expect(pulled.problem?.code == .notYourReplica)
        }
    }

    @Test func waitAnswersAtOnceWhenThereIsNewsAndSaysWhenThereIsNone() async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            let token = try await server.accessToken(laptop)
            let news: WaitAnswer = try await server.send(
                .get, "/sync/wait?seconds=20", token: token
            ).value()
            #expect(news.changed)
            let cursor = try server.council.pull(laptop).cursor
            let none: WaitAnswer = try await server.send(
                .get, "/sync/wait?cursor=\(cursor)&seconds=0", token: token
            ).value()
            #expect(!none.changed)
            let gone = try await server.send(
                .get, "/sync/wait?cursor=AAAA&seconds=0", token: token)
            #expect(gone.problem?.code == .cursorGone)
            let bad = try await server.send(.get, "/sync/wait?seconds=soon", token: token)
            #expect(bad.problem?.code == .malformed)
        }
    }

    @Test func waitHearsOfAPush() async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            let token = try await server.accessToken(laptop)
            let cursor = try server.council.pull(laptop).cursor
            let mutation = try laptop.mutation(1, Sample.preference("p1"))
            async let waiting = server.send(
                .get, "/sync/wait?cursor=\(cursor)&seconds=25", token: token)
            _ = try await server.post(
                "/sync/push",
                PushRequest(replica: laptop.device.replica, mutations: [mutation]), token: token)
            #expect(try await waiting.value(WaitAnswer.self).changed)
        }
    }
}
