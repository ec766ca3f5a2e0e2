import Foundation
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

struct PushTests {
    let council: TestCouncil
    let laptop: TestLaptop

    init() throws {
        council = try TestCouncil()
        _ = try council.importing([Sample.record()])
        laptop = try council.laptop()
    }

    @Test func aPreferenceIsAppliedAndReceipted() throws {
        let mutation = try laptop.mutation(1, Sample.preference("p1"))
        let answer = try council.push([mutation], from: laptop)
        #expect(answer.lastMid == 1)
        #expect(answer.forks.isEmpty)
        let result = try #require(answer.results.first)
        #expect(result.effect == .applied)
        #expect(result.key == "p1")
        #expect(result.receivedAt == council.now)
        #expect(try council.stage("CE-2041") == .preferenceReceived)
        #expect(try council.standing("p1") == .applied)
        let stored = try council.store.read { try $0.mutation("p1") }
        #expect(stored?.payload == mutation.payload)
        #expect(stored?.sequence == result.sequence)
    }

    @Test func whoWantsToThinkAboutItIsStillAwaited() throws {
        let mutation = try laptop.mutation(1, Sample.preference("p1", choice: .notToday))
        let answer = try council.push([mutation], from: laptop)
        #expect(answer.results.first?.effect == .applied)
        #expect(try council.stage("CE-2041") == .awaitingPreference)
    }

    @Test func theSamePushGetsTheSameAnswerAndChangesNothing() throws {
        let mutations = try (1...3).map {
            try laptop.mutation(
                Int64($0),
                Sample.preference("p\($0)", supersedes: $0 > 1 ? [Preference.ID("p\($0 - 1)")] : [])
            )
        }
        let first = try council.push(mutations, from: laptop)
        let before = try council.store.read { try $0.council().sequence }
        council.clock.advance(seconds: 3600)
        let again = try council.push(mutations, from: laptop)
        #expect(again == first)
        #expect(try council.store.read { try $0.council().sequence } == before)
        #expect(try council.store.read { try $0.mutations().count } == 3)
    }

    @Test func aGapStoresNothingAndSaysWhatTheCouncilHas() throws {
        _ = try council.push([laptop.mutation(1, Sample.preference("p1"))], from: laptop)
        let late = try laptop.mutation(3, Sample.preference("p3"))
        let problem = #expect(throws: Problem.self) { try council.push([late], from: laptop) }
        #expect(problem?.code == .gap)
        #expect(problem?.status == 409)
        #expect(problem?.lastMid == 1)
        #expect(try council.store.read { try $0.mutation("p3") } == nil)
    }

    @Test func whatComesBeforeAGapIsTaken() throws {
        let mutations = [
            try laptop.mutation(1, Sample.preference("p1")),
            try laptop.mutation(3, Sample.preference("p3")),
        ]
        let answer = try council.push(mutations, from: laptop)
        #expect(answer.lastMid == 1)
        #expect(answer.results.map(\.mid) == [1])
    }

    @Test func theSameKeyWithAnotherPayloadIsAForkAndBothAreKept() throws {
        let first = try laptop.mutation(1, Sample.preference("p1", bid: 1))
        let other = try laptop.mutation(2, Sample.preference("p1", bid: 3))
        let next = try laptop.mutation(3, Sample.preference("p2", supersedes: ["p1"]))
        _ = try council.push([first], from: laptop)
        let answer = try council.push([other, next], from: laptop)
        #expect(answer.forks == [ForkedMutation(mid: 2, key: "p1", reason: .payload)])
        #expect(answer.lastMid == 3)
        #expect(answer.results.map(\.mid) == [3])
        let (kept, forked) = try council.store.read {
            (try $0.mutation("p1")?.payload, try $0.forkedPayloads(of: "p1"))
        }
        #expect(kept == first.payload)
        #expect(forked == [other.payload])
        // The reply was lost: the fork is said again, and kept once.
        let again = try council.push([other, next], from: laptop)
        #expect(again == answer)
        #expect(try council.store.read { try $0.forkedPayloads(of: "p1") } == [other.payload])
    }

    @Test func anEditedResendIsAForkToo() throws {
        let first = try laptop.mutation(1, Sample.preference("p1", bid: 1))
        _ = try council.push([first], from: laptop)
        let edited = try laptop.mutation(1, Sample.preference("p1", bid: 2))
        let answer = try council.push([edited], from: laptop)
        #expect(answer.forks == [ForkedMutation(mid: 1, key: "p1", reason: .payload)])
        #expect(answer.results.isEmpty)
        #expect(answer.lastMid == 1)
        #expect(try council.store.read { try $0.mutation("p1")?.payload } == first.payload)
    }

    @Test func anotherKeyUnderAUsedMidIsKeptAndNotAcknowledged() throws {
        _ = try council.push([laptop.mutation(1, Sample.preference("p1"))], from: laptop)
        let clone = try laptop.mutation(1, Sample.preference("p9"))
        let answer = try council.push([clone], from: laptop)
        #expect(answer.results.isEmpty)
        #expect(answer.forks == [ForkedMutation(mid: 1, key: "p9", reason: .midTaken)])
        #expect(try council.store.read { try $0.forkedPayloads(of: "p9") } == [clone.payload])
        let report = try council.store.read { try PreferenceReport(in: $0) }
        #expect(report.strays.map(\.payload) == [clone.payload])
        #expect(report.strays.flatMap(\.voices).count == 2)
        // Under a mid of its own it takes its place like any other.
        let own = try laptop.mutation(2, Sample.preference("p9"))
        #expect(try council.push([own], from: laptop).results.map(\.key) == ["p9"])
    }

    @Test func aKeyThatComesAgainFromAnotherReplicaHasTheSameResult() throws {
        let preference = Sample.preference("p1")
        let first = try council.push([laptop.mutation(1, preference)], from: laptop)
        let renamed = try council.laptop()
        let answer = try council.push([renamed.mutation(1, preference)], from: renamed)
        #expect(answer.results == first.results)
        #expect(answer.lastMid == 1)
        #expect(try council.store.read { try $0.preferences(of: "CE-2041").count } == 1)
    }

    @Test func aKeyUnderANewMidHasTheSameResultUnderThatMid() throws {
        let preference = Sample.preference("p1")
        let first = try council.push([laptop.mutation(1, preference)], from: laptop)
        let answer = try council.push([laptop.mutation(2, preference)], from: laptop)
        #expect(answer.results.map(\.mid) == [2])
        #expect(answer.results.map(\.sequence) == first.results.map(\.sequence))
        #expect(answer.lastMid == 2)
    }

    enum Poison: CaseIterable {
        case unknownName, newerVersion, notJSON, emptyPayload, wrongHash, wrongSignature
        case emptySignature, anothersSignature, keyIsNotTheRecords, unknownPackage

        var isUnverified: Bool {
            switch self {
            case .wrongHash, .wrongSignature, .emptySignature, .anothersSignature: true
            default: false
            }
        }

        var expected: Effect.Held {
            switch self {
            case .unknownName, .newerVersion: .unknownKind
            case .unknownPackage: .unknownPackage
            default: .unreadable
            }
        }
    }

    @Test(arguments: Poison.allCases)
    func whatCannotBeReadIsHeldAndTheQueueGoesOn(_ poison: Poison) throws {
        let bad = try poisoned(poison)
        let good = try laptop.mutation(2, Sample.preference("p2"))
        let answer = try council.push([bad, good], from: laptop)
        #expect(answer.lastMid == 2)
        #expect(answer.results.map(\.effect) == [.held(poison.expected), .applied])
        let (held, apart) = try council.store.read {
            (try $0.mutation(bad.key), try $0.unverified())
        }
        // Only what the laptop signed owns its key; the other is kept beside it.
        #expect((held?.payload ?? apart.first?.mutation.payload) == bad.payload)
        #expect((held == nil) == poison.isUnverified)
        #expect(held == nil || held?.held != nil)
        #expect(
            try council.push([bad], from: laptop).results.map(\.effect) == [
                .held(poison.expected)
            ])
    }

    private func poisoned(_ poison: Poison) throws -> Mutation {
        let good = try laptop.mutation(1, Sample.preference("p1"))
        switch poison {
        case .unknownName:
            return try laptop.mutation(1, key: "p1", name: "dance@1", payload: good.payload)
        case .newerVersion:
            return try laptop.mutation(
                1, key: "p1", name: "recordPreference@2", payload: good.payload)
        case .notJSON: return try laptop.mutation(1, key: "p1", payload: "{\"id\":")
        case .emptyPayload: return try laptop.mutation(1, key: "p1", payload: "")
        case .wrongHash: return good.altered(payloadHash: String(repeating: "0", count: 64))
        case .wrongSignature: return good.altered(name: "recordPreference@1 ")
        case .emptySignature: return good.altered(signature: "")
        case .anothersSignature:
            return try council.laptop().mutation(1, Sample.preference("p1"))
        case .keyIsNotTheRecords:
            return try laptop.mutation(1, key: "another", payload: good.payload)
        case .unknownPackage:
            return try laptop.mutation(1, Sample.preference("p1", package: "CE-9999"))
        }
    }

    @Test func anEntryWithFieldsMissingOrOfAnotherTypeIsHeld() throws {
        let json = """
            {"replica": "\(laptop.device.replica)", "mutations": [
              {"mid": 1, "key": "k1", "payload": "{}", "deviceTime": 5, "new": [1]}]}
            """
        let request = try CanonicalJSON.decode(IncomingPush.self, from: Data(json.utf8))
        let answer = try council.push(request, from: laptop)
        #expect(answer.results.map(\.effect) == [.held(.unreadable)])
        #expect(answer.lastMid == 1)
    }

    @Test func whatWasHeldForAPackageTakesEffectWhenThePackageComes() throws {
        let early = try laptop.mutation(1, Sample.preference("p1", package: "CE-3000"))
        _ = try council.push([early], from: laptop)
        _ = try council.importing([Sample.record("CE-3000")])
        #expect(try council.standing("p1") == .applied)
        #expect(try council.stage("CE-3000") == .preferenceReceived)
        let again = try council.push([early], from: laptop)
        #expect(again.results.map(\.effect) == [.applied])
    }

    @Test func fieldsThatThisVersionDoesNotKnowAreKept() throws {
        let plain = try laptop.mutation(1, Sample.preference("p1")).payload
        let payload = "{\"aNewField\":\"kept\"," + plain.dropFirst()
        let mutation = try laptop.mutation(1, key: "p1", payload: payload)
        let answer = try council.push([mutation], from: laptop)
        #expect(answer.results.map(\.effect) == [.applied])
        let body = try council.store.read { try $0.document(.preference, "p1")?.body }
        #expect(body?.contains(payload) == true)
    }

    @Test func aReplicaOfAnotherDeviceIsRefused() throws {
        let other = try council.laptop()
        let request = PushRequest(replica: other.device.replica, mutations: [])
        let problem = #expect(throws: Problem.self) {
            try council.push(IncomingPush(request), from: laptop)
        }
        #expect(problem?.code == .notYourReplica)
    }

    @Test(arguments: [-4_000_000_000_000, 0, 4_000_000_000_000] as [Int64])
    func theLaptopsClockChangesNoOutcome(_ shift: Int64) throws {
        let payload = try laptop.mutation(1, Sample.preference("p1")).payload
        let mutation = try laptop.mutation(
            1, key: "p1", payload: payload,
            deviceTime: Instant(milliseconds: max(0, council.now.milliseconds + shift)))
        #expect(try council.push([mutation], from: laptop).results.map(\.effect) == [.applied])
    }
}
