import Foundation
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

/// How long the laptop had been running is evidence beside its clock.
struct RunningTimeTests {
    let council: TestCouncil
    let laptop: TestLaptop
    private let saved = RunningTime(start: "monday", milliseconds: 60_000)
    /// Three hours later.
    private let sent = RunningTime(start: "monday", milliseconds: 10_860_000)

    init() throws {
        council = try TestCouncil()
        _ = try council.importing([Sample.record()])
        laptop = try council.laptop()
    }

    private func stored(
        by clock: Instant, at saved: RunningTime?, sent: RunningTime?
    ) throws -> StoredMutation {
        let payload = String(
            decoding: try CanonicalJSON.encode(Sample.preference("p1")), as: UTF8.self)
        var push = PushRequest(
            replica: laptop.device.replica,
            mutations: [
                try laptop.mutation(
                    1, key: "p1", payload: payload, deviceTime: clock, running: saved)
            ])
        push.running = sent
        let read = try CanonicalJSON.decode(IncomingPush.self, from: CanonicalJSON.encode(push))
        let answer = try council.store.write {
            try PushService().push(read, from: laptop.device, in: $0, now: council.now)
        }
        #expect(answer.results.first?.effect == .applied)
        return try #require(try council.store.read { try $0.mutation("p1") })
    }

    @Test func itSaysWhenARecordWasMadeWhateverTheClockSays() throws {
        let truth = council.now.adding(seconds: -10_800)
        let record = try stored(by: truth, at: saved, sent: sent)
        #expect(record.recordedAt == truth)
        #expect(!record.clockIsDoubtful)
    }

    @Test(arguments: [-86_400, -301, 301] as [Int64])
    func aClockThatWasSetMeanwhileIsDoubtful(off: Int64) throws {
        let truth = council.now.adding(seconds: -10_800)
        let record = try stored(by: truth.adding(seconds: off), at: saved, sent: sent)
        #expect(record.recordedAt == truth)
        #expect(record.clockIsDoubtful)
    }

    @Test func afterANewStartItSaysNothing() throws {
        let restarted = RunningTime(start: "tuesday", milliseconds: 10_860_000)
        for (saved, sent) in [(saved, restarted), (nil, sent), (saved, nil), (sent, saved)] {
            let fresh = try RunningTimeTests()
            let record = try fresh.stored(
                by: fresh.council.now.adding(seconds: -86_400), at: saved, sent: sent)
            #expect(record.recordedAt == nil)
            #expect(!record.clockIsDoubtful)
        }
    }

    @Test(arguments: [
        (Int64.min, Int64.max), (-1, .max), (0, .max), (.max, .max), (.min, .min), (-5, 5),
    ])
    func runningTimesThatCannotBeSayNothing(saved: Int64, sent: Int64) throws {
        let record = try stored(
            by: council.now, at: RunningTime(start: "x", milliseconds: saved),
            sent: RunningTime(start: "x", milliseconds: sent))
        #expect(record.recordedAt == nil)
        #expect(!record.clockIsDoubtful)
        _ = try council.store.read { try PreferenceReport(in: $0) }
    }

    @Test(arguments: [Int64.min, .max])
    func aDifferenceOfClocksThatCannotBeIsDoubtful(offset: Int64) throws {
        let sound = try laptop.mutation(1, Sample.preference("p1"))
        let mutation = Mutation(
            mid: 1, key: sound.key, name: sound.name, payload: sound.payload,
            payloadHash: sound.payloadHash, deviceTime: sound.deviceTime, clockOffset: offset,
            signature: sound.signature)
        _ = try council.push([mutation], from: laptop)
        let report = try council.store.read { try PreferenceReport(in: $0) }
        #expect(report.records.first?.clockIsDoubtful == true)
    }

    @Test func theReportShowsIt() throws {
        _ = try stored(by: council.now.adding(seconds: -90_000), at: saved, sent: sent)
        let report = try council.store.read { try PreferenceReport(in: $0) }
        #expect(report.records.first?.recordedAt == council.now.adding(seconds: -10_800))
        #expect(report.records.first?.clockIsDoubtful == true)
    }
}
