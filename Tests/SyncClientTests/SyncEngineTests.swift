import LaptopSamples
import Procurement
import Replica
import SyncClient
import SyncProtocol
import Testing

/// What the engine makes of a link, and of a council, that are not as they should be.
struct SyncEngineTests {
    /// Of a batch that is too large for the link no entry would ever get through.
    @Test func batchesAreHalvedOnTimeOutsDownToOneEntry() async throws {
        let pair = try Pair()
        await pair.council.setLargestPush(1)
        for seed: UInt64 in 1...40 { try pair.record(seed) }
        try await pair.engine.run()
        #expect(try await pair.council.keys == pair.keys())
        #expect(try pair.waiting() == nil)
        let sizes = await pair.council.pushes.map(\.mutations.count)
        #expect(sizes.first == 40)
        // Nothing is tried twice that was too large.
        #expect(sizes.filter { $0 > 1 } == Set(sizes).filter { $0 > 1 }.sorted(by: >))
        // The link is remembered, and tried with more after all went well.
        try pair.record(41)
        try pair.record(42)
        await pair.council.setLargestPush(.max)
        try await pair.engine.run()
        try await pair.engine.run()
        #expect(try await pair.council.keys == pair.keys())
        // One entry that does not get through is for the next attempt.
        try pair.record(43)
        await pair.council.setLargestPush(0)
        await #expect(throws: SyncStop.offline) { try await pair.engine.run() }
    }

    /// The daily comparison: one that does not get through is not tried at every exchange, and one
    /// that the council cannot do only every day.
    @Test(
        arguments: [
            (CouncilFailure.timedOut, 3600),
            (.problem(Problem(.notFound, status: 404, detail: "")), 86_400),
        ] as [(CouncilFailure, Int64)])
    func aComparisonThatFailsIsTriedAgainLater(_ failure: CouncilFailure, pause: Int64) async throws
    {
        let pair = try Pair()
        await pair.council.send(Samples.documents())
        await pair.council.failVerify(failure)
        try await pair.engine.run()
        let day: Int64 = 86_400
        var asked: [Int] = []
        for seconds in [day - 1, day, day + 1, day + pause - 1, day + pause, day + pause + 1] {
            try await pair.anotherEngine(after: seconds).run()
            asked.append(await pair.council.verifications)
        }
        #expect(asked == [0, 1, 1, 1, 2, 2])
    }

    @Test(arguments: [
        (CouncilFailure.notTheCouncil, SyncStop.notTheCouncil),
        (.certificateNotTrusted, .certificateNotTrusted),
        (.problem(Problem(.busy, status: 503, detail: "", retryAfter: 9)), .busy(retryAfter: 9)),
        (.problem(Problem(.revoked, status: 403, detail: "")), .revoked),
        (
            .problem(Problem(.init(rawValue: "new"), status: 429, detail: "")),
            .busy(retryAfter: nil)
        ),
        (.unreadable, .councilFailed),
    ])
    func aFailureIsNamedAndLosesNothing(failure: CouncilFailure, stop: SyncStop) async throws {
        let pair = try Pair()
        try pair.record(1)
        await pair.council.fail([failure])
        await #expect(throws: stop) { try await pair.engine.run() }
        #expect(try pair.waiting() == 1)
        try await pair.engine.run()
        #expect(try await pair.council.keys == pair.keys())
    }

    @Test func anOldProgramMayHandInButNotRead() async throws {
        let pair = try Pair()
        await pair.council.setProtocols(VersionRange(oldest: 7, newest: 9))
        await pair.council.send(Samples.documents("CE-1"))
        try pair.record(1)
        await #expect(throws: SyncStop.tooOld) { try await pair.engine.run() }
        #expect(try await pair.council.keys == pair.keys())
        #expect(try pair.replica.reading().documents.isEmpty)
    }

    @Test func anOlderCouncilGetsWhatWasRecordedAndIsNotRead() async throws {
        let pair = try Pair()
        await pair.council.setProtocols(VersionRange(oldest: 0, newest: 0))
        await pair.council.send(Samples.documents("CE-1"))
        try pair.record(1)
        await #expect(throws: SyncStop.councilTooOld) { try await pair.engine.run() }
        #expect(try await pair.council.keys == pair.keys())
        #expect(try pair.replica.reading().documents.isEmpty)
    }
}
