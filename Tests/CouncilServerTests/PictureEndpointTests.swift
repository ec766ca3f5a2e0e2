import Foundation
import HTTPTypes
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

struct PictureEndpointTests {
    private static let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    private static let hash = Picture.ID(String(repeating: "ab", count: 32))
    private static let stored = StoredPicture(sha256: hash, type: .png, size: 1000)
    private static let path = PicturePiece.path(of: hash)

    /// The package of `sw-1` has a bid that shows the picture.
    private static func run(
        _ body: @escaping @Sendable (TestServer, TestLaptop, String) async throws -> Void
    ) async throws {
        try await TestServer.run { server in
            try show([hash], in: server.council)
            try server.council.store.write { _ = try $0.keep(bytes, as: stored) }
            let laptop = try server.council.laptop()
            try await body(server, laptop, try await server.accessToken(laptop))
        }
    }

    private static func show(_ hashes: [Picture.ID], in council: TestCouncil) throws {
        try council.store.write { transaction in
            var bid = try #require(
                try transaction.value(Bid.self, .bid, "CE-2041-1"), "no such bid")
            bid.pictures = hashes.map {
                Picture(sha256: $0, bytes: 1000, type: .png, words: "The front door.")
            }
            var changes = Changes()
            try changes.put(.bid, bid.id.rawValue, bid.package, value: bid)
            try changes.write(in: transaction, at: council.now)
        }
    }

    @Test func aPictureIsGivenWholeWithItsTypeAndItsHash() async throws {
        try await Self.run { server, _, token in
            let answer = try await server.send(
                .get, Self.path, token: token, headers: ["Accept-Encoding": "gzip"])
            #expect(answer.status == 200)
            #expect(answer.body == Data(Self.bytes))
            #expect(answer.headers[.contentType] == "image/png")
            #expect(answer.headers[.eTag] == "\"\(Self.hash)\"")
            #expect(answer.headers[.acceptRanges] == "bytes")
            #expect(answer.headers[.contentEncoding] == nil)
            #expect(answer.headers[.contentRange] == nil)
            #expect(answer.headers[.cacheControl] == "no-store")
        }
    }

    @Test(arguments: [
        ("bytes=0-99", 0..<100), ("bytes=990-2000", 990..<1000), ("bytes=500-", 500..<1000),
        ("bytes=-1", 999..<1000), ("bytes=0-999", 0..<1000),
    ])
    func aPartIsGiven(_ header: String, _ range: Range<Int>) async throws {
        try await Self.run { server, _, token in
            let answer = try await server.send(
                .get, Self.path, token: token, headers: ["Range": header])
            #expect(answer.status == 206)
            #expect(answer.body == Data(Self.bytes[range]))
            let said = try #require(answer.headers[.contentRange])
            #expect(said == PicturePiece.contentRange(range, of: 1000))
            let piece = PicturePiece(status: 206, contentRange: said, body: answer.body)
            #expect(piece?.offset == range.lowerBound)
        }
    }

    @Test func beyondTheEndThereIsNothing() async throws {
        try await Self.run { server, _, token in
            let answer = try await server.send(
                .get, Self.path, token: token, headers: ["Range": "bytes=1000-"])
            #expect(answer.status == 416)
            #expect(answer.headers[.contentRange] == "bytes */1000")
            #expect(answer.problem?.code == .outOfRange)
        }
    }

    @Test(arguments: ["bytes=0-4,8-9", "bytes=9-4", "lines=0-4", "nothing"])
    func aRangeThatIsNotServedIsPassedOver(_ header: String) async throws {
        try await Self.run { server, _, token in
            let answer = try await server.send(
                .get, Self.path, token: token, headers: ["Range": header])
            #expect(answer.status == 200)
            #expect(answer.body == Data(Self.bytes))
        }
    }

    @Test(arguments: [
        ("\"\(hash)\"", 206), ("\"another\"", 200), ("W/\"\(hash)\"", 200),
        ("Mon, 23 Nov 2026 09:00:00 GMT", 200),
    ])
    func aPartIsGivenOfThatStateAlone(_ condition: String, _ status: Int) async throws {
        try await Self.run { server, _, token in
            let answer = try await server.send(
                .get, Self.path, token: token,
                headers: ["Range": "bytes=0-9", "If-Range": condition])
            #expect(answer.status == status)
        }
    }

    @Test func whatAWorkerMayNotSeeIsAsIfItWereNotThere() async throws {
        try await Self.run { server, laptop, token in
            let other = try server.council.laptop("sw-2")
            let otherToken = try await server.accessToken(other)
            let unknown = PicturePiece.path(of: Picture.ID(String(repeating: "cd", count: 32)))
            let nothing = try await server.send(.get, unknown, token: otherToken)
            #expect(nothing.status == 404)
            for headers in [[:], ["Range": "bytes=0-9"], ["Range": "bytes=5000-"]] {
                let answer = try await server.send(
                    .get, Self.path, token: otherToken, headers: headers)
                #expect(answer.status == 404)
                #expect(answer.body == nothing.body)
                #expect(answer.headers == nothing.headers)
            }
            // Handed over: now it is the other's, and no more the first one's.
            try server.council.store.write { transaction in
                try CaseloadService.add(
                    "CE-2041", to: "sw-2", in: transaction, now: server.clock.now)
                try CaseloadService.remove(
                    "CE-2041", from: "sw-1", in: transaction, now: server.clock.now)
            }
            #expect(try await server.send(.get, Self.path, token: otherToken).status == 200)
            #expect(try await server.send(.get, Self.path, token: token).status == 404)
        }
    }

    @Test func aPictureThatNoBidNamesAnyMoreIsNotGivenAndThenDeleted() async throws {
        try await Self.run { server, _, token in
            try Self.show([], in: server.council)
            #expect(try await server.send(.get, Self.path, token: token).status == 404)
            let tidied = try server.council.store.write {
                try Housekeeping().tidy(in: $0, now: server.clock.now)
            }
            #expect(tidied.picturesDropped == 1)
            try Self.show([Self.hash], in: server.council)
            #expect(try await server.send(.get, Self.path, token: token).status == 404)
        }
    }

    @Test func onlyAListedDeviceWithATokenMayAsk() async throws {
        try await Self.run { server, laptop, token in
            #expect(try await server.send(.get, Self.path).status == 401)
            #expect(try await server.send(.get, Self.path, token: "x").status == 401)
            let old = [SyncVersion.versionHeader: "0"]
            #expect(
                try await server.send(.get, Self.path, token: token, headers: old).status == 426)
            _ = try server.council.store.write {
                try DeviceService.revoke(laptop.device.id, in: $0, now: server.clock.now)
            }
            let answer = try await server.send(.get, Self.path, token: token)
            #expect(answer.problem?.code == .revoked)
        }
    }

    @Test(arguments: ["", "x", "..", "%2e%2e", "\(hash.rawValue.uppercased())", "\(hash)0"])
    func whatIsNoHashIsNotFound(_ name: String) async throws {
        try await Self.run { server, _, token in
            let answer = try await server.send(.get, "/sync/pictures/" + name, token: token)
            #expect(answer.status == 404)
        }
    }

    @Test func aBidThatIsWithdrawnOrShortlistedKeepsItsPictures() async throws {
        try await Self.run { server, _, token in
            try server.council.store.write { transaction in
                _ = try PackageService.shortlist(
                    ["CE-2041-1"], of: "CE-2041", agreed: Sample.today, in: transaction,
                    now: server.clock.now)
                try PackageService.withdraw("CE-2041-1", in: transaction, now: server.clock.now)
            }
            let bid = try server.council.store.read { try $0.value(Bid.self, .bid, "CE-2041-1") }
            #expect(bid?.standing == .withdrawn)
            #expect(bid?.pictures.map(\.sha256) == [Self.hash])
            #expect(try await server.send(.get, Self.path, token: token).status == 200)
        }
    }
}
