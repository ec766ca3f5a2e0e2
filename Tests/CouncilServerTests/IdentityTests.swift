import Foundation
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

/// A laptop whose disk was copied or restored, as the council sees it.
struct IdentityTests {
    let council: TestCouncil
    let laptop: TestLaptop

    init() throws {
        council = try TestCouncil()
        _ = try council.importing([Sample.record()])
        laptop = try council.laptop()
    }

    private func push(
        _ mutations: [Mutation], as replica: ReplicaID, from laptop: TestLaptop
    ) throws -> PushAnswer {
        let request = PushRequest(replica: replica, mutations: mutations)
        return try council.push(IncomingPush(request), from: laptop)
    }

    @Test func aKnownDeviceMayTakeANewNameAndGetsTheStoredResults() throws {
        let first = try council.push(
            [
                laptop.mutation(1, Sample.preference("p1")),
                laptop.mutation(2, Sample.preference("p2", supersedes: ["p1"])),
            ], from: laptop)
        council.clock.advance(seconds: 60)
        let again = try push(
            [
                laptop.mutation(1, Sample.preference("p1")),
                laptop.mutation(2, Sample.preference("p2", supersedes: ["p1"])),
                laptop.mutation(3, Sample.preference("p3", supersedes: ["p2"])),
            ], as: "replica-renamed", from: laptop)
        #expect(Array(again.results.prefix(2)) == first.results)
        #expect(again.results.last?.effect == .applied)
        #expect(again.lastMid == 3)
        #expect(try council.store.read { try $0.mutations().map(\.key) } == ["p1", "p2", "p3"])
        #expect(try council.store.read { try $0.replicas(of: laptop.device.id).count } == 2)
        // The old name is still good, for the other of two clones.
        let other = try council.push(
            [laptop.mutation(3, Sample.preference("p4", supersedes: ["p3"]))], from: laptop)
        #expect(other.results.map(\.effect) == [.applied])
    }

    @Test func aNewNameMayPullBeforeItPushes() throws {
        let request = PullRequest(
            replica: "replica-renamed", cursor: nil, pageBytes: nil, resultsAfter: 0)
        let page = try council.store.read {
            try PullService().pull(request, from: laptop.device, in: $0)
        }
        #expect(page.operations.count == 6)
        #expect(page.lastMid == 0)
    }

    @Test func nobodyTakesTheNameOfAnotherLaptop() throws {
        let other = try council.laptop()
        _ = try push(
            [laptop.mutation(1, Sample.preference("p1"))], as: "replica-renamed", from: laptop)
        let problem = #expect(throws: Problem.self) {
            try push(
                [other.mutation(1, Sample.preference("p2"))], as: "replica-renamed", from: other)
        }
        #expect(problem?.code == .notYourReplica)
    }

    @Test(arguments: ["", "short", "with a space", String(repeating: "a", count: 65)])
    func aNameThatIsNoneIsMalformed(_ name: String) throws {
        let problem = #expect(throws: Problem.self) {
            try push([], as: ReplicaID(name), from: laptop)
        }
        #expect(problem?.code == .malformed)
    }

    @Test func aMidThatIsTakenIsSaidAndWhatFollowsWaits() throws {
        _ = try council.push(
            [
                laptop.mutation(1, Sample.preference("p1")),
                laptop.mutation(2, Sample.preference("p2", supersedes: ["p1"])),
            ], from: laptop)
        let clone = try [
            laptop.mutation(2, Sample.preference("p8", supersedes: ["p1"])),
            laptop.mutation(3, Sample.preference("p9", supersedes: ["p8"])),
        ]
        let answer = try council.push(clone, from: laptop)
        #expect(answer.forks == [ForkedMutation(mid: 2, key: "p8", reason: .midTaken)])
        #expect(answer.results.isEmpty)
        #expect(answer.lastMid == 2)
        let forks = { try council.store.read { try $0.forkedKeys().map(\.key) } }
        #expect(try forks() == ["p8"])
        let own = try push(
            [
                laptop.mutation(1, Sample.preference("p1")),
                laptop.mutation(2, Sample.preference("p8", supersedes: ["p1"])),
                laptop.mutation(3, Sample.preference("p9", supersedes: ["p8"])),
            ], as: "replica-renamed", from: laptop)
        #expect(own.results.map(\.key) == ["p1", "p8", "p9"])
        // Nothing of it is a fork any more.
        #expect(try forks().isEmpty)
    }

    @Test func aReplicaThatIsEnrolledAnewIsTheNewDevices() async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            _ = try server.council.store.write {
                try PushService().push(
                    IncomingPush(PushRequest(replica: "replica-renamed", mutations: [])),
                    from: laptop.device, in: $0, now: server.clock.now)
            }
            let asked = EnrolRequest(
                code: try server.code(), replica: "replica-renamed",
                publicKey: Base64URL.encode(laptop.device.publicKey), deviceName: "Laptop",
                appVersion: "1")
            let answer = try await server.post("/sync/devices", asked).value(EnrolAnswer.self)
            let met = try server.council.store.read { try $0.replica("replica-renamed") }
            #expect(met?.device == answer.device)
            #expect(
                try server.council.store.read { try $0.device(laptop.device.id)?.revoked } != nil)
        }
    }
}
