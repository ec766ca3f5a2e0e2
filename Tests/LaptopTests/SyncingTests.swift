import Foundation
import LaptopSamples
import Presentation
import Procurement
import SyncClient
import SyncProtocol
import Testing

@testable import Laptop

struct SyncingTests {
    /// A laptop that syncs by itself.
    private func running(_ test: TestLaptop) async throws -> Laptop {
        let (first, _) = try await test.setUp()
        await first.close()
        let laptop = test.start { surroundings in
            surroundings.syncsByItself = true
            surroundings.retryPause = .milliseconds(50)
            surroundings.idlePause = .milliseconds(50)
        }
        try await laptop.unlock(passphrase: Samples.passphrase)
        return laptop
    }

    @Test func whatIsSavedReachesTheCouncilByItself() async throws {
        let test = TestLaptop()
        let laptop = try await running(test)
        try await laptop.answerEverything()
        let saved = try await laptop.save(Samples.package)
        let state = try #require(
            await laptop.sending { $0.waiting.isEmpty && !$0.records.isEmpty && $0.link == .online }
        )
        #expect(state.records.map(\.id) == [saved.id])
        #expect(state.records.first?.effect == .applied)
        #expect(state.lastReached == test.clock.now)
        await laptop.close()
    }

    /// A visit goes on although a newer council knows more stages of a package and of a bid, and more
    /// ways to answer; who decides by them must know them.
    @Test func whatANewerCouncilCallsThingsHidesNoVisit() async throws {
        let test = TestLaptop()
        let (laptop, _) = try await test.setUp([])
        let newer = Samples.documents().map { document in
            var body = document.body
            for (known, new) in [
                ("\"stage\":\"awaitingPreference\"", "\"stage\":\"paused\""),
                ("\"standing\":\"shortlisted\"", "\"standing\":\"revised\""),
                ("\"says\":\"yes\"", "\"says\":\"partly\""),
            ] {
                body = body.replacingOccurrences(of: known, with: new)
            }
            let changed = [.package, .bid].contains(document.kind)
            #expect((body != document.body) == changed)
            let data = Data(body.utf8)
            switch document.kind {
            case .package:
                #expect(throws: DecodingError.self) {
                    _ = try CanonicalJSON.decode(SupportPackage.self, from: data)
                }
            case .bid:
                #expect(throws: DecodingError.self) {
                    _ = try CanonicalJSON.decode(Bid.self, from: data)
                }
            default: break
            }
            return WireDocument(
                kind: document.kind, id: document.id, package: document.package,
                version: document.version, body: body)
        }
        await test.council.send(newer)
        #expect(await laptop.syncOnce() == .online)
        let file = try #require(await laptop.visits { !$0.isEmpty }?.first)
        #expect(file.isComplete)
        #expect(file.bids.count == file.shortlist?.bids.count)
        try await laptop.answerEverything()
        _ = try await laptop.save(Samples.package)
        #expect(await laptop.syncOnce() == .online)
        #expect(await test.council.keys.count == 1)
        await laptop.close()
    }

    @Test func recordingGoesOnWithoutTheCouncilAndSendingResumesWhenItIsBack() async throws {
        let test = TestLaptop()
        let laptop = try await running(test)
        _ = await laptop.sending { $0.link == .online }
        await test.council.setUp(false)
        try await laptop.answerEverything()
        _ = try await laptop.save(Samples.package)
        #expect(await laptop.sending { $0.link == .offline && $0.waiting.count == 1 } != nil)
        try await laptop.answerEverything()
        _ = try await laptop.save(Samples.package)
        await test.council.setUp(true)
        #expect(
            await laptop.sending { $0.link == .online && $0.waiting.isEmpty }?.records.count == 2)
        #expect(await test.council.keys.count == 2)
        await laptop.close()
    }

    @Test(arguments: [
        (Problem.Code.busy, 503, LinkProblem.councilBusy), (.revoked, 403, .revoked),
        (.upgradeRequired, 426, .tooOld), (.failed, 500, .councilFailed),
    ])
    func whySyncStandsStillIsSaid(code: Problem.Code, status: Int, problem: LinkProblem)
        async throws
    {
        let test = TestLaptop()
        let (laptop, _) = try await test.setUp()
        try await laptop.answerEverything()
        _ = try await laptop.save(Samples.package)
        await test.council.fail([.problem(Problem(code, status: status, detail: ""))])
        #expect(await laptop.syncOnce() == .problem(problem))
        #expect(await laptop.sending { $0.waiting.count == 1 } != nil)
        #expect(await laptop.syncOnce() == .online)
    }

    @Test(arguments: [true, false])
    func aDiskThatDoesNotStoreIsNotTheCouncilsFault(isFull: Bool) {
        let link = SendingState.Link(SyncStop.notStored(diskFull: isFull))
        #expect(link == .problem(.laptopDisk(full: isFull)))
    }

    @Test func afterAnExchangeTheFirstListHoldsWhatItBrought() async throws {
        let test = TestLaptop()
        let (laptop, _) = try await test.setUp([])
        #expect(await laptop.visits { _ in true }?.isEmpty == true)
        await test.council.send(Samples.documents("CE-1") + Samples.documents("CE-2"))
        _ = await laptop.syncOnce()
        #expect(await laptop.visits { _ in true }?.count == 2)
    }

    @Test func tryingNowReturnsWhenTheAttemptIsOver() async throws {
        let test = TestLaptop()
        let laptop = try await running(test)
        await laptop.tryNow()
        laptop.networkChanged()
        #expect(await laptop.sending { $0.link == .online } != nil)
        await laptop.close()
        await laptop.tryNow()
    }
}
