import Foundation
import GRDB
import LaptopSamples
import Procurement
import SyncProtocol
import Synchronization
import Testing

@testable import Replica
@testable import SyncClient

struct PictureFetchingTests {
    private let pair: Pair
    private let bytes = Samples.pictureBytes(200_000)
    private var picture: Picture { Samples.picture(bytes) }

    init() throws { pair = try Pair() }

    /// The laptop knows of the picture; the council has these bytes of it.
    private func begin(_ bytes: Data?) async throws {
        await pair.council.send(Samples.documents() + [Samples.bid(showing: [picture])])
        await pair.council.hold(bytes, as: picture.sha256)
        try await pair.engine.run()
    }

    private func held() throws -> Data? { try pair.replica.picture(picture.sha256) }

    @Test func aPictureComesInPiecesAndIsNotAskedForAgain() async throws {
        try await begin(bytes)
        #expect(await pair.council.pictureQuestions.isEmpty)
        #expect(try held() == nil)
        await pair.engine.fetchPictures()
        #expect(try held() == bytes)
        let questions = await pair.council.pictureQuestions
        #expect(questions.map(\.offset) == [0, 65_536, 131_072, 196_608])
        #expect(questions.map(\.length) == [65_536, 65_536, 65_536, 3392])
        try await pair.engine.run()
        await pair.engine.fetchPictures()
        #expect(await pair.council.pictureQuestions.count == 4)
    }

    @Test(arguments: 0..<4)
    func afterACutAtAnyPieceAnotherStartGoesOnAtTheNextByte(_ piece: Int) async throws {
        try await begin(bytes)
        await pair.council.failPieces(Array(repeating: nil, count: piece) + [.offline])
        await pair.engine.fetchPictures()
        #expect(try held() == nil)
        await pair.anotherEngine().fetchPictures()
        #expect(try held() == bytes)
        let questions = await pair.council.pictureQuestions
        #expect(questions.count == 5)
        #expect(questions[piece] == questions[piece + 1])
        #expect(Set(questions).reduce(0) { $0 + $1.length } == bytes.count)
    }

    @Test func aKillBetweenThePiecesAndTheComparisonLosesNothing() async throws {
        try await begin(bytes)
        let name = picture.sha256
        #expect(try pair.replica.store(bytes, of: name, from: 0))
        await pair.anotherEngine().fetchPictures()
        #expect(try held() == bytes)
        #expect(await pair.council.pictureQuestions.isEmpty)
    }

    @Test func otherBytesAreThrownAwayAndNotAskedForAgainAtOnce() async throws {
        var wrong = bytes
        wrong[100_000] ^= 1
        try await begin(wrong)
        await pair.engine.fetchPictures()
        #expect(try held() == nil)
        #expect(try pair.replica.read { try $0.pictureBytes() } == 0)
        #expect(await pair.council.pictureQuestions.count == 4)
        try await pair.engine.run()
        await pair.engine.fetchPictures()
        #expect(await pair.council.pictureQuestions.count == 4)
        await pair.council.hold(bytes, as: picture.sha256)
        await pair.anotherEngine().fetchPictures()
        #expect(try held() == bytes)
    }

    @Test(arguments: [100, 199_999, 200_001])
    func aPictureOfAnotherSizeIsNotStored(_ size: Int) async throws {
        try await begin(Samples.pictureBytes(size))
        await pair.engine.fetchPictures()
        #expect(try pair.replica.read { try $0.pictureBytes() } == 0)
        #expect(await pair.council.pictureQuestions.count == 1)
    }

    @Test func whatTheCouncilLacksIsLeftAloneForAnHourAndTheOthersCome() async throws {
        let other = Samples.pictureBytes(5000, seed: 2)
        let shown = Samples.picture(other)
        await pair.council.send([Samples.bid(showing: [picture, shown])])
        await pair.council.hold(other, as: shown.sha256)
        let clock = Mutex(Samples.now)
        let engine = SyncEngine(
            replica: pair.replica, replicaID: "replica-1", transport: pair.council,
            now: { clock.withLock { $0 } }, mint: { "replica-spare" })
        try await engine.run()
        await engine.fetchPictures()
        #expect(try pair.replica.picture(shown.sha256) == other)
        #expect(await pair.council.pictureQuestions.count == 2)
        await engine.fetchPictures()
        #expect(await pair.council.pictureQuestions.count == 2)
        clock.withLock { $0 = $0.adding(seconds: PictureFetching.rest) }
        await pair.council.hold(bytes, as: picture.sha256)
        await engine.fetchPictures()
        #expect(try held() == bytes)
    }

    @Test func piecesShrinkToWhatTheLinkBearsAndGrowAgain() async throws {
        try await begin(bytes)
        await pair.council.setLargestPiece(20_000)
        await pair.engine.fetchPictures()
        #expect(try held() == bytes)
        let lengths = await pair.council.pictureQuestions.map(\.length)
        #expect(lengths.prefix(3) == [65_536, 32_768, 16_384])
        // After some that went well a larger one is tried.
        #expect(lengths.dropFirst(3).contains(32_768))
        #expect(Set(lengths.dropLast()).isSubset(of: [65_536, 32_768, 16_384]))
    }

    @Test func aLinkThatBearsNothingIsGivenUpAtTheSmallestPiece() async throws {
        try await begin(bytes)
        await pair.council.setLargestPiece(1000)
        await pair.engine.fetchPictures()
        let lengths = await pair.council.pictureQuestions.map(\.length)
        #expect(lengths == [65_536, 32_768, 16_384, 8192])
        await pair.engine.fetchPictures()
        #expect(await pair.council.pictureQuestions.last?.length == 8192)
        await pair.council.setLargestPiece(.max)
        await pair.engine.fetchPictures()
        #expect(try held() == bytes)
        #expect(await pair.council.pictureQuestions.suffix(6).map(\.length).contains(32_768))
    }

    @Test func aRecordThatWaitsComesBeforeTheNextPiece() async throws {
        try await begin(bytes)
        let pair = pair
        await pair.council.beforePiece { number in
            if number == 1 { #expect(throws: Never.self) { try pair.record(1) } }
        }
        await pair.engine.fetchPictures()
        #expect(await pair.council.pictureQuestions.count == 2)
        await pair.engine.fetchPictures()
        #expect(await pair.council.pictureQuestions.count == 2)
        try await pair.engine.run()
        #expect(await pair.council.keys.count == 1)
        await pair.engine.fetchPictures()
        #expect(try held() == bytes)
        #expect(await pair.council.pictureQuestions.map(\.offset) == [0, 65_536, 131_072, 196_608])
    }

    @Test func aTaskThatIsCancelledStopsAndKeepsWhatCame() async throws {
        try await begin(bytes)
        let pair = pair
        await pair.council.beforePiece { number in
            guard number == 2 else { return }
            withUnsafeCurrentTask { $0?.cancel() }
        }
        await Task { await pair.engine.fetchPictures() }.value
        #expect(await pair.council.pictureQuestions.count == 3)
        #expect(try pair.replica.read { try $0.pictureBytes() } == 3 * 65_536)
        await pair.engine.fetchPictures()
        #expect(try held() == bytes)
    }

    @Test func aPackageThatLeavesBetweenTwoPiecesTakesItsPictureWithIt() async throws {
        try await begin(bytes)
        let pair = pair
        await pair.council.beforePiece { number in
            guard number == 1 else { return }
            #expect(throws: Never.self) {
                try pair.replica.write { try $0.leave(Samples.package) }
            }
        }
        await pair.engine.fetchPictures()
        #expect(await pair.council.pictureQuestions.count == 2)
        #expect(try pair.replica.read { try $0.pictureBytes() } == 0)
        #expect(try pair.replica.read { try $0.wantedPictures() }.isEmpty)
    }

    @Test func twoBidsThatShowTheSamePictureCostOne() async throws {
        await pair.council.send([
            Samples.bid(showing: [picture], of: "CE-1"),
            Samples.bid(showing: [picture], of: "CE-2"),
        ])
        await pair.council.hold(bytes, as: picture.sha256)
        try await pair.engine.run()
        await pair.engine.fetchPictures()
        #expect(await pair.council.pictureQuestions.count == 4)
        await pair.council.leave("CE-1")
        try await pair.engine.run()
        #expect(try held() == bytes)
        await pair.council.leave("CE-2")
        try await pair.engine.run()
        #expect(try held() == nil)
    }

    @Test func aFailingPictureIsNoFailureOfTheExchange() async throws {
        try await begin(nil)
        await pair.council.failPieces([
            .notTheCouncil, .unreadable, .certificateNotTrusted,
            .problem(Problem(.busy, status: 503, detail: "", retryAfter: 5)),
        ])
        for seed: UInt64 in 1...5 {
            try pair.record(seed)
            try await pair.engine.run()
            await pair.engine.fetchPictures()
        }
        #expect(await pair.council.keys.count == 5)
        #expect(await pair.council.pictureQuestions.count == 5)
        #expect(try pair.waiting() == nil)
    }

    @Test func aLaptopThatIsTooOldToReadFetchesNothing() async throws {
        try await begin(bytes)
        await pair.council.setProtocols(VersionRange(oldest: 2, newest: 3))
        let engine = pair.anotherEngine()
        await #expect(throws: SyncStop.tooOld) { try await engine.run() }
        await engine.fetchPictures()
        #expect(await pair.council.pictureQuestions.isEmpty)
    }

    @Test func storageIsBounded() async throws {
        let large = (1...140).map { number in
            Picture(
                sha256: Picture.ID(String(repeating: "0", count: 61) + "\(100 + number)"),
                bytes: Picture.largest, type: .jpeg, words: "A room.")
        }
        for (index, start) in stride(from: 0, to: large.count, by: 6).enumerated() {
            await pair.council.send([
                Samples.bid(
                    showing: Array(large[start..<min(start + 6, large.count)]),
                    of: SupportPackage.ID("CE-\(index)"))
            ])
        }
        try await pair.engine.run()
        // As if all of them had come.
        try pretendAllBytesButOneCame()
        await pair.engine.fetchPictures()
        #expect(await pair.council.pictureQuestions.isEmpty)
    }

    @Test func picturesLeaveRoomOnTheDiskForWhatPeopleSay() throws {
        let (most, free) = (PictureFetching.mostBytes, PictureFetching.leftFree)
        #expect(PictureFetching.hasRoom(for: 10, held: 0, free: free + 10))
        #expect(!PictureFetching.hasRoom(for: 10, held: 0, free: free + 9))
        #expect(PictureFetching.hasRoom(for: 10, held: most - 10, free: nil))
        #expect(!PictureFetching.hasRoom(for: 10, held: most - 9, free: nil))
        #expect(try #require(pair.replica.freeBytes) > 0)
    }

    private func pretendAllBytesButOneCame() throws {
        try pair.replica.pool.write { try $0.execute(sql: "UPDATE picture SET arrived = size - 1") }
    }
}

struct PicturePieceTests {
    private let body = Data((0..<100).map { UInt8($0) })

    @Test func aWholeAnswerIsAPieceToo() {
        let piece = PicturePiece(status: 200, contentRange: nil, body: body)
        #expect(piece == PicturePiece(offset: 0, total: 100, bytes: body))
        #expect(piece?.piece(from: 40, length: 10) == body[40..<50])
        #expect(piece?.piece(from: 95, length: 10) == body[95..<100])
        #expect(piece?.piece(from: 100, length: 10) == nil)
    }

    @Test func aPartSaysWhereItBelongs() {
        let piece = PicturePiece(status: 206, contentRange: "bytes 50-149/1000", body: body)
        #expect(piece == PicturePiece(offset: 50, total: 1000, bytes: body))
        #expect(piece?.piece(from: 50, length: 64) == body.prefix(64))
        #expect(piece?.piece(from: 49, length: 64) == nil)
        #expect(PicturePiece.question(from: 50, length: 100) == "bytes=50-149")
        #expect(PicturePiece.contentRange(50..<150, of: 1000) == "bytes 50-149/1000")
    }

    @Test(arguments: [
        "", "bytes 0-98/100", "bytes 0-99/99", "bytes 99-0/100", "bytes 0-99/*", "bytes */100",
        "items 0-99/100", "bytes 0-99", "bytes -1-98/100", "bytes 0-99/99999999999999999999",
    ])
    func aRangeThatIsNotTrueIsNoAnswer(_ range: String) {
        #expect(PicturePiece(status: 206, contentRange: range, body: body) == nil)
    }

    @Test(arguments: [201, 204, 304])
    func anotherSuccessIsNoAnswer(_ status: Int) {
        #expect(PicturePiece(status: status, contentRange: "bytes 0-99/100", body: body) == nil)
    }
}
