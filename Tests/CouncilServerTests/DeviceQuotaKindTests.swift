import Foundation
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

/// One laptop cannot fill the council's disk; what it recorded stays with it.
struct DeviceQuotaKindTests {
    private let council: TestCouncil
    private let laptop: TestLaptop
    private let quota = DeviceQuota(
        aDay: .init(records: 5, bytes: 100_000), altogether: .init(records: 12, bytes: 1_000_000))

    init() throws {
        council = try TestCouncil()
        _ = try council.importing([Sample.record()])
        laptop = try council.laptop()
    }

    private func push(
        _ mid: Int64, payload: String = "{}", from laptop: TestLaptop
    ) throws -> PushAnswer {
        let push = IncomingPush(
            PushRequest(
                replica: laptop.device.replica,
                mutations: [
                    try laptop.mutation(mid, key: "\(laptop.device.id)-\(mid)", payload: payload)
                ]))
        return try council.store.write { transaction in
            try quota.counting(
                push.replica, of: laptop.device.id, bytes: push.payloadBytes, in: transaction,
                now: council.now
            ) {
                try PushService().push(push, from: laptop.device, in: transaction, now: council.now)
            }
        }
    }

    private func problem(_ body: () throws -> PushAnswer) -> Problem? {
        do {
            _ = try body()
            return nil
        } catch {
            return error as? Problem
        }
    }

    @Test func aLaptopOverItsQuotaIsToldToComeLaterAndGoesOnTheNextDay() throws {
        for mid in 1...5 { #expect(try push(Int64(mid), from: laptop).lastMid == mid) }
        let refused = try #require(problem { try push(6, from: laptop) })
        #expect(refused.code == .busy)
        #expect(refused.status == 429)
        #expect((1...3_600).contains(try #require(refused.retryAfter)))
        #expect(try council.store.read { try $0.mutations().count } == 5)
        // Its neighbour has a quota of its own.
        #expect(try push(1, from: council.laptop()).lastMid == 1)
        council.clock.advance(seconds: 86_400)
        #expect(try push(6, from: laptop).lastMid == 6)
    }

    @Test func whatIsSentAgainCountsForNothing() throws {
        for _ in 0..<20 { #expect(try push(1, from: laptop).lastMid == 1) }
        #expect(try push(2, from: laptop).lastMid == 2)
    }

    @Test func bytesCountToo() throws {
        _ = try push(1, payload: String(repeating: "a", count: 100_000), from: laptop)
        #expect(problem { try push(2, from: laptop) }?.code == .busy)
    }

    @Test func moreThanAltogetherIsRefusedUntilItIsEnrolledAgain() throws {
        var mid: Int64 = 0
        for _ in 0..<3 {
            for _ in 0..<4 {
                mid += 1
                _ = try push(mid, from: laptop)
            }
            council.clock.advance(seconds: 86_400)
        }
        let refused = problem { try push(mid + 1, from: laptop) }
        #expect(refused?.code == .busy)
        #expect(refused?.retryAfter == 3_600)
        #expect(try push(1, from: council.laptop()).lastMid == 1)
    }

    /// Names of replicas are rows, too.
    @Test func takingNewNamesCounts() throws {
        var refused: Problem?
        for number in 0..<20 where refused == nil {
            let push = IncomingPush(
                PushRequest(replica: ReplicaID("another-\(number)"), mutations: []))
            refused = problem {
                try council.store.write { transaction in
                    try quota.counting(
                        push.replica, of: laptop.device.id, bytes: 0, in: transaction,
                        now: council.now
                    ) {
                        try PushService().push(
                            push, from: laptop.device, in: transaction, now: council.now)
                    }
                }
            }
        }
        #expect(refused?.code == .busy)
    }

    @Test func aYearOfRealWorkIsFarBelowIt() {
        let standard = DeviceQuota()
        let visitsADay: Int64 = 12
        let recordsOfAVisit: Int64 = 6
        #expect(standard.aDay.records > 20 * visitsADay * recordsOfAVisit)
        // After a restored backup a laptop brings the last 90 days again.
        #expect(standard.aDay.records > 40 * 90)
        #expect(standard.altogether.records > 2 * 365 * visitsADay * recordsOfAVisit)
        print("figure quota-a-day \(standard.aDay.records) records")
    }
}
