import Foundation
import HTTPTypes
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

/// `GET /sync/pull`.
struct ShortPullTests {
    private func path(
        _ replica: ReplicaID, cursor: String? = nil, after: Int64 = 0, bytes: String? = nil
    ) -> String {
        "/sync/pull?replica=\(replica)&after=\(after)"
            + (cursor.map { "&cursor=\($0)" } ?? "") + (bytes.map { "&bytes=\($0)" } ?? "")
    }

    @Test func itGivesTheSamePageAsPost() async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            let token = try await server.accessToken(laptop)
            let answer = try await server.send(.get, path(laptop.device.replica), token: token)
            #expect(answer.status == 200)
            let page = try PullAnswer(page: answer.body)
            #expect(!page.operations.isEmpty)
            #expect(try page == server.council.pull(laptop))
            // Bodies stand as values: nothing is escaped.
            #expect(!String(decoding: answer.body, as: UTF8.self).contains("\\\""))
        }
    }

    @Test func aPageThatIsNotTheLastNamesTheCursorOfTheNext() async throws {
        try await TestServer.run { server in
            _ = try server.council.importing((1...30).map { Sample.record("CE-\(4000 + $0)") })
            let laptop = try server.council.laptop()
            let token = try await server.accessToken(laptop)
            let next = try #require(HTTPField.Name(SyncVersion.nextHeader))
            let replica = laptop.device.replica
            var cursor: String?
            var pages = 0
            while true {
                let answer = try await server.send(
                    .get, path(replica, cursor: cursor, bytes: "16384"), token: token)
                guard answer.status == 200 else { break }
                let page = try PullAnswer(page: answer.body)
                #expect(answer.headers[next] == (page.more ? page.cursor : nil))
                pages += 1
                cursor = page.cursor
                if !page.more { break }
            }
            #expect(pages > 1)
            // With results on a page the next question is another.
            _ = try server.council.push([laptop.mutation(1, Sample.preference("p1"))], from: laptop)
            let answer = try await server.send(
                .get, path(replica, bytes: "16384"), token: token)
            #expect(try PullAnswer(page: answer.body).more)
            #expect(answer.headers[next] == nil)
        }
    }

    @Test func nothingNewIsNoContent() async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            let token = try await server.accessToken(laptop)
            let cursor = try server.council.pull(laptop).cursor
            let answer = try await server.send(
                .get, path(laptop.device.replica, cursor: cursor), token: token)
            #expect(answer.status == 204)
            #expect(answer.body.isEmpty)
            #expect(answer.headers[try #require(EndpointTests.epochHeader)] != nil)
        }
    }

    @Test func aResultThatTheLaptopLacksIsNews() async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            let token = try await server.accessToken(laptop)
            let mutation = try laptop.mutation(1, Sample.preference("p1"))
            let pushed = try server.council.push([mutation], from: laptop)
            let cursor = try server.council.pull(laptop).cursor
            let replica = laptop.device.replica
            let behind = try await server.send(
                .get, path(replica, cursor: cursor, after: 0), token: token)
            #expect(try PullAnswer(page: behind.body).results == pushed.results)
            let even = try await server.send(
                .get, path(replica, cursor: cursor, after: 1), token: token)
            #expect(even.status == 204)
            // The laptop holds more than the council has: it has to hear that.
            let ahead = try await server.send(
                .get, path(replica, cursor: cursor, after: 2), token: token)
            #expect(try PullAnswer(page: ahead.body).lastMid == 1)
        }
    }

    @Test func aBodyThatIsNoJSONDoesNotSpoilThePage() async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            let token = try await server.accessToken(laptop)
            let found = try server.council.store.read { try $0.document(.package, "CE-2041") }
            let whole = try #require(found)
            let broken = StoredDocument(
                kind: .package, id: whole.id, package: whole.package, version: whole.version,
                body: "{\"half\":")
            try server.council.store.write { try $0.save(broken) }
            let answer = try await server.send(.get, path(laptop.device.replica), token: token)
            let bodies = try PullAnswer(page: answer.body).operations.compactMap { operation in
                if case .put(let document) = operation { document.body } else { nil }
            }
            #expect(bodies.contains(broken.body))
            #expect(bodies.count > 1)
        }
    }

    @Test(arguments: ["", "?replica=r", "?replica=r&after=x", "?replica=r&after=0&bytes=many"])
    func aQueryThatCannotBeReadIsMalformed(_ query: String) async throws {
        try await TestServer.run { server in
            let token = try await server.accessToken(try server.council.laptop())
            let answer = try await server.send(.get, "/sync/pull" + query, token: token)
            #expect(answer.problem?.code == .malformed)
        }
    }

    @Test func withoutATokenThereIsNothing() async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            let answer = try await server.send(.get, path(laptop.device.replica))
            #expect(answer.problem?.code == .unauthorised)
        }
    }
}
