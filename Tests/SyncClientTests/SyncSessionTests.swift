import Foundation
import GRDB
import LaptopSamples
import Procurement
import SyncProtocol
import Testing

@testable import Replica
@testable import SyncClient

struct SyncSessionTests {
    @Test func everythingIsSentOnceAndReadOnce() async throws {
        let pair = try Pair()
        await pair.council.send(Samples.documents("CE-1") + Samples.documents("CE-2"))
        await pair.council.setPageLength(5)
        for seed: UInt64 in 1...3 { try pair.record(seed) }
        try await pair.engine.run()
        #expect(try await pair.council.keys == pair.keys())
        #expect(try pair.waiting() == nil)
        #expect(try pair.replica.reading().documents.count == 12)
        #expect(try pair.state().lastReached == Samples.now)
        try await pair.engine.run()
        #expect(await pair.council.pushes.count == 1)
    }

    @Test func anExchangeWithoutNewsWritesNothingToTheDisk() async throws {
        let pair = try Pair()
        await pair.council.send(Samples.documents("CE-1"))
        try pair.record(1)
        for _ in 1...2 { try await pair.engine.run() }
        // SQLite counts here what other connections committed.
        let beside = try DatabaseQueue(path: pair.temporary.path + "/replica.sqlite")
        let commits = { try beside.read { try Int.fetchOne($0, sql: "PRAGMA data_version") } }
        let before = try commits()
        try await pair.engine.run()
        #expect(try commits() == before)
        await pair.council.send(Samples.documents("CE-2"))
        try await pair.engine.run()
        #expect(try commits() != before)
    }

    /// Damaged rows are found while an answer is on its way: everything is to be read again.
    @Test func aPageThatWasAskedForBeforeANewBeginningPurgesNothing() async throws {
        let pair = try Pair()
        await pair.council.send(Samples.documents("CE-1") + Samples.documents("CE-2"))
        try await pair.engine.run()
        await pair.council.send(Samples.documents("CE-3"))
        var session = SyncSession(replica: "replica-1")
        let asked = try pair.replica.read { try session.next(in: $0) }
        guard case .pull(let pull)? = asked else {
            Issue.record("it does not pull")
            return
        }
        let reply = try await pair.council.pull(pull)
        let page = try reply.value.read()
        try pair.replica.write { transaction in
            try transaction.startOver()
            try session.received(
                .pull(page), to: .pull(pull), epoch: reply.epoch, at: Samples.now,
                in: transaction)
        }
        let names = Set(try pair.replica.reading().documents.map(\.package))
        #expect(names.isSuperset(of: ["CE-1", "CE-2"]))
        try await pair.engine.run()
        #expect(
            Set(try pair.replica.reading().documents.map(\.package)) == ["CE-1", "CE-2", "CE-3"])
    }

    @Test func aPushWhoseAnswerWasLostIsSentAgainAndTakesEffectOnce() async throws {
        let pair = try Pair()
        try pair.record(1)
        await pair.council.loseAnswers(1)
        await #expect(throws: SyncStop.offline) { try await pair.engine.run() }
        #expect(try pair.waiting() == 1)
        try await pair.engine.run()
        #expect(await pair.council.keys.count == 1)
        #expect(try pair.waiting() == nil)
    }

    @Test func batchesStayBelow64KilobytesUnlessOneEntryAloneIsLarger() async throws {
        let pair = try Pair()
        let words = String(repeating: "Näher am Bus. ", count: 280)
        for seed: UInt64 in 1...40 { try pair.record(seed, reasons: words) }
        try await pair.engine.run()
        let pushes = await pair.council.pushes
        #expect(pushes.count > 1)
        for push in pushes {
            #expect(try CanonicalJSON.encode(push).count <= 64 * 1024 + 200)
        }
        #expect(try await pair.council.keys == pair.keys())
        #expect(pushes.flatMap(\.mutations).map(\.mid) == Array(1...40))
    }

    @Test func aCouncilThatLacksEarlierEntriesGetsThemAgain() async throws {
        let pair = try Pair()
        for seed: UInt64 in 1...4 { try pair.record(seed) }
        try await pair.engine.run()
        await pair.council.restore(keeping: 2)
        try pair.record(5)
        try await pair.engine.run()
        #expect(try await pair.council.keys == pair.keys())
        #expect(try pair.waiting() == nil)
        #expect(try pair.state().epoch == "epoch-1-restored")
    }

    @Test func aRestoredCouncilGetsEverythingAgainEvenWhenNothingNewWaits() async throws {
        let pair = try Pair()
        await pair.council.send(Samples.documents("CE-1"))
        for seed: UInt64 in 1...3 { try pair.record(seed) }
        try await pair.engine.run()
        await pair.council.restore(keeping: 0)
        try await pair.engine.run()
        #expect(try await pair.council.keys == pair.keys())
        #expect(try pair.replica.reading().documents.count == 6)
    }

    @Test func aGapIsAnsweredFromWhereTheCouncilStands() async throws {
        let pair = try Pair()
        for seed: UInt64 in 1...3 { try pair.record(seed) }
        try await pair.engine.run()
        try pair.record(4)
        await pair.council.fail([.problem(Problem(.gap, status: 409, detail: "", lastMid: 1))])
        try await pair.engine.run()
        let last = try #require(await pair.council.pushes.last)
        #expect(last.mutations.map(\.mid) == [2, 3, 4])
        #expect(try pair.waiting() == nil)
    }

    @Test func aForkIsAFinalAnswerAndDoesNotBlockTheOthers() async throws {
        let pair = try Pair()
        for seed: UInt64 in 1...3 { try pair.record(seed) }
        await pair.council.fork(try pair.keys()[1])
        try await pair.engine.run()
        #expect(try pair.waiting() == nil)
        let results = try pair.replica.reading().results
        #expect(results[2]?.isFork == true)
        #expect(results[2]?.effect == .held(.failed))
        #expect(results[3]?.effect == .applied)
    }

    @Test func aForkThatIsRefusedAgainAfterARestoreDoesNotBlockTheQueue() async throws {
        let pair = try Pair()
        for seed: UInt64 in 1...2 { try pair.record(seed) }
        await pair.council.fork(try pair.keys()[0])
        try await pair.engine.run()
        let first = try #require(try pair.replica.reading().results[1])
        await pair.council.restore(keeping: 0)
        try pair.record(3)
        try await pair.engine.run()
        #expect(try pair.waiting() == nil)
        #expect(try pair.replica.reading().results[1] == first)
        #expect(try await pair.council.keys == pair.keys())
    }

    @Test func anAnswerThatBringsNothingStopsTheExchange() throws {
        let pair = try Pair()
        try pair.record(1)
        var session = SyncSession(replica: "replica-1")
        let request = try #require(try pair.replica.read { try session.next(in: $0) })
        #expect(throws: SyncStop.councilFailed) {
            try pair.replica.write { transaction in
                try session.received(
                    .push(PushAnswer(results: [], lastMid: 0)), to: request, epoch: "e",
                    at: Samples.now, in: transaction)
            }
        }
        #expect(try pair.waiting() == 1)
        #expect(try pair.state().epoch == nil)
    }

    @Test func aResultOfAnotherRecordIsNotTakenForOurs() throws {
        let pair = try Pair()
        try pair.record(1)
        var session = SyncSession(replica: "replica-1")
        let request = try #require(try pair.replica.read { try session.next(in: $0) })
        let foreign = MutationResult(
            mid: 1, key: "another", effect: .applied, receivedAt: Samples.now, sequence: 1)
        #expect(throws: SyncStop.councilFailed) {
            try pair.replica.write { transaction in
                try session.received(
                    .push(PushAnswer(results: [foreign], lastMid: 1)), to: request, epoch: "e",
                    at: Samples.now, in: transaction)
            }
        }
        #expect(try pair.waiting() == 1)
    }

    private func answered(
        _ pair: Pair, _ answer: PushAnswer, spare: ReplicaID?
    ) throws -> SyncSession {
        var session = SyncSession(replica: "replica-1", spare: spare)
        let request = try #require(try pair.replica.read { try session.next(in: $0) })
        try pair.replica.write { transaction in
            try session.received(
                .push(answer), to: request, epoch: "e", at: Samples.now, in: transaction)
        }
        return session
    }

    @Test func aNameThatAnotherDiskUsesIsChangedAndNothingIsAcknowledgedByIt() throws {
        let pair = try Pair()
        for seed: UInt64 in 1...2 { try pair.record(seed) }
        let fork = ForkedMutation(mid: 1, key: try pair.keys()[0], reason: .midTaken)
        let answer = PushAnswer(results: [], lastMid: 1, forks: [fork])
        #expect(throws: SyncStop.councilFailed) { try answered(pair, answer, spare: nil) }
        let session = try answered(pair, answer, spare: "replica-9")
        #expect(session.replica == "replica-9")
        #expect(try pair.replica.read { try $0.name() } == "replica-9")
        #expect(try pair.replica.read { try $0.result(of: 1) } == nil)
        guard case .push(let next) = try pair.replica.read({ try session.next(in: $0) }) else {
            Issue.record("nothing is sent")
            return
        }
        #expect(next.replica == "replica-9")
        #expect(next.mutations.map(\.mid) == [1, 2])
    }

    @Test func theNumbersOnTheWireBeginAnewUnderANewName() throws {
        let pair = try Pair()
        for seed: UInt64 in 1...3 { try pair.record(seed) }
        let keys = try pair.keys()
        try pair.replica.write { transaction in
            for mid: Int64 in 1...2 {
                _ = try transaction.store(
                    StoredResult(
                        mid: mid, key: keys[Int(mid) - 1], effect: .applied,
                        receivedAt: Samples.now, sequence: mid))
            }
            let later = Samples.now.adding(seconds: 1)
            #expect(try transaction.prune(acknowledgedBefore: Samples.now) == 0)
            #expect(try transaction.prune(acknowledgedBefore: later) == 2)
            try transaction.take(name: "replica-9")
        }
        var session = SyncSession(replica: "replica-9")
        guard case .push(let push) = try pair.replica.read({ try session.next(in: $0) }) else {
            Issue.record("nothing is sent")
            return
        }
        #expect(push.mutations.map(\.mid) == [1])
        #expect(push.mutations.map(\.key) == [keys[2]])
        let result = MutationResult(
            mid: 1, key: keys[2], effect: .applied, receivedAt: Samples.now, sequence: 9)
        try pair.replica.write { transaction in
            try session.received(
                .push(PushAnswer(results: [result], lastMid: 1)), to: .push(push), epoch: "e",
                at: Samples.now, in: transaction)
        }
        #expect(try pair.waiting() == nil)
        #expect(try pair.replica.read { try $0.result(of: 3)?.sequence } == 9)
        #expect(try pair.replica.read { try $0.nextMid() } == 4)
    }

    @Test func anAnswerThatThisProgramDoesNotKnowIsFinalAndKept() throws {
        let pair = try Pair()
        try pair.record(1)
        let key = try pair.keys()[0]
        let text = "{\"kind\":\"adopted\",\"on\":\"2027-01-01\"}"
        let effect = try CanonicalJSON.decode(Effect.self, from: Data(text.utf8))
        let result = MutationResult(
            mid: 1, key: key, effect: effect, receivedAt: Samples.now, sequence: 1)
        _ = try answered(pair, PushAnswer(results: [result], lastMid: 1), spare: nil)
        #expect(try pair.waiting() == nil)
        let kept = try pair.replica.read { try $0.result(of: 1)?.effect }
        #expect(String(decoding: try CanonicalJSON.encode(kept), as: UTF8.self) == text)
    }

    @Test func aPageThatCannotBeStoredLeavesTheOldCursor() throws {
        let pair = try Pair()
        try pair.replica.write { try $0.setCursor("old") }
        var session = SyncSession(replica: "replica-1")
        let request = try #require(try pair.replica.read { try session.next(in: $0) })
        let answer = PullAnswer(
            operations: Samples.documents("CE-1").map { .put($0) }, results: [], lastMid: 0,
            cursor: "new", more: false)
        struct Interrupted: Error {}
        #expect(throws: Interrupted.self) {
            try pair.replica.write { transaction in
                try session.received(
                    .pull(answer), to: request, epoch: "e", at: Samples.now, in: transaction)
                throw Interrupted()
            }
        }
        #expect(try pair.state().cursor == "old")
        #expect(try pair.replica.reading().documents.isEmpty)
    }

    @Test func aCursorThatIsGoneStartsAgainAndPurgesAtTheEnd() async throws {
        let pair = try Pair()
        await pair.council.send(Samples.documents("CE-1") + Samples.documents("CE-2"))
        try await pair.engine.run()
        try pair.record(1)
        await pair.council.leave("CE-1")
        await pair.council.setPageLength(2)
        await pair.council.fail([
            .problem(Problem(.failed, status: 500, detail: ""))
        ])
        await #expect(throws: SyncStop.councilFailed) { try await pair.engine.run() }
        try pair.replica.write { try $0.setCursor("3@another-epoch") }
        try await pair.engine.run()
        let reading = try pair.replica.reading()
        #expect(Set(reading.documents.map(\.package)) == ["CE-2"])
        #expect(reading.journal.count == 1)
        #expect(await pair.council.keys.count == 1)
    }

    @Test func aStepOfANewerCouncilIsSkippedAndReadAgainByANewerProgram() async throws {
        let pair = try Pair()
        await pair.council.send(Samples.documents("CE-1"))
        await pair.council.sendUnknown()
        await pair.council.send(Samples.documents("CE-2"))
        try await pair.engine.run()
        #expect(try pair.replica.reading().documents.count == 12)
        let sameProgram = pair.anotherEngine()
        try await sameProgram.run()
        #expect(await pair.council.pulls.map(\.cursor) == [nil, "13@epoch-1"])
        try pair.replica.write { try $0.setMeta(SyncSession.skippedBy, Data("0".utf8)) }
        let newerProgram = pair.anotherEngine()
        await pair.council.leave("CE-1")
        try await newerProgram.run()
        #expect(await pair.council.pulls.last?.cursor == nil)
        #expect(try Set(pair.replica.reading().documents.map(\.package)) == ["CE-2"])
    }

    @Test func aFullDiskIsSaidAsSuchAndWhatCameIsFetchedAgain() async throws {
        let pair = try Pair()
        await pair.council.send(
            (1...40).flatMap { Samples.documents(SupportPackage.ID("CE-\($0)")) })
        try await pair.replica.pool.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(pages)")
        }
        await #expect(throws: SyncStop.notStored(diskFull: true)) { try await pair.engine.run() }
        try await pair.replica.pool.writeWithoutTransaction { db in
            _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = 100000")
        }
        try await pair.engine.run()
        #expect(try pair.replica.reading().documents.count == 240)
    }

    @Test func pendingWorkSurvivesLeaving() async throws {
        let pair = try Pair()
        await pair.council.send(Samples.documents())
        try await pair.engine.run()
        await pair.council.leave(Samples.package)
        try pair.record(1)
        await pair.council.fail([.offline])
        await #expect(throws: SyncStop.offline) { try await pair.engine.run() }
        try await pair.engine.run()
        #expect(try pair.replica.reading().documents.isEmpty)
        #expect(try await pair.council.keys == pair.keys())
    }

    @Test func whatIsSignedIsWhatIsSent() async throws {
        let pair = try Pair()
        try pair.record(1)
        try await pair.engine.run()
        let mutation = try #require(await pair.council.stored.first)
        let frozen = try pair.replica.read { try $0.journal()[0] }
        #expect(mutation.payload == frozen.payload)
        #expect(mutation.payloadHash.count == 64)
        #expect(frozen.preference?.id.rawValue == mutation.key)
    }
}
