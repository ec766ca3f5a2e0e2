import Foundation
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

/// What the council cannot read yet waits, and blocks nothing.
struct HeldTests {
    let council: TestCouncil
    let laptop: TestLaptop

    init() throws {
        council = try TestCouncil()
        _ = try council.importing([Sample.record(), Sample.record("CE-2042")])
        laptop = try council.laptop()
    }

    /// An invented version 0, in which the words of the person stood beside the record.
    private static let withVersion0 = MutationKinds().reading(
        "recordPreference", newest: 1,
        steps: [
            0: { payload in
                guard payload.hasPrefix("{\"wrapped\":"), payload.hasSuffix("}") else {
                    throw Problem(.malformed, status: 400, detail: "")
                }
                return String(payload.dropFirst("{\"wrapped\":".count).dropLast())
            }
        ])

    private func version0(_ mid: Int64, _ preference: Preference) throws -> Mutation {
        let plain = try laptop.mutation(mid, preference).payload
        return try laptop.mutation(
            mid, key: preference.id.rawValue, name: "recordPreference@0",
            payload: "{\"wrapped\":\(plain)}")
    }

    private func push(_ mutation: Mutation, kinds: MutationKinds) throws -> PushAnswer {
        let request = PushRequest(replica: laptop.device.replica, mutations: [mutation])
        return try council.store.write {
            try PushService(kinds: kinds).push(
                IncomingPush(request), from: laptop.device, in: $0, now: council.now)
        }
    }

    private func retry(_ kinds: MutationKinds = .standard) throws -> HeldService.Outcome {
        try council.store.write { try HeldService(kinds: kinds).retry(in: $0, now: council.now) }
    }

    @Test func anOlderVersionIsReadInItsNewerFormAndKeptAsItCame() throws {
        let old = try version0(1, Sample.preference("p1"))
        #expect(try push(old, kinds: Self.withVersion0).results.map(\.effect) == [.applied])
        #expect(try council.store.read { try $0.mutation("p1")?.payload } == old.payload)
        // The laptops get the form that they can read, also after it was worked out again.
        #expect(try council.standing("p1") == .applied)
        _ = try council.store.write {
            try PackageService.withdraw("CE-2041-2", in: $0, now: council.now)
        }
        #expect(try council.standing("p1") == .recordedWithoutEffect(.bidWithdrawn))
        let report = try council.store.read { try PreferenceReport(in: $0) }
        #expect(report.records.first?.voices.count == 2)
    }

    @Test func aVersionThatIsNotKnownIsHeldUntilTheUpgradeAndTheLaptopHearsOfIt() throws {
        let old = try version0(1, Sample.preference("p1"))
        #expect(try push(old, kinds: .standard).results.map(\.effect) == [.held(.unknownKind)])
        let before = try council.pull(laptop, resultsAfter: 1)
        #expect(before.results.isEmpty)
        #expect(try retry().waiting == ["p1"])
        #expect(try council.pull(laptop, cursor: before.cursor, resultsAfter: 1).results.isEmpty)

        #expect(try retry(Self.withVersion0).released == ["p1"])
        let after = try council.pull(laptop, cursor: before.cursor, resultsAfter: 1)
        #expect(after.results.map(\.effect) == [.applied])
        #expect(after.results.map(\.mid) == [1])
        #expect(try council.stage("CE-2041") == .preferenceReceived)
        #expect(try push(old, kinds: .standard).results.map(\.effect) == [.applied])
        let idle = try council.pull(laptop, cursor: after.cursor, resultsAfter: 1)
        #expect(idle.results.isEmpty && idle.operations.isEmpty)
        #expect(try retry(Self.withVersion0) == HeldService.Outcome())
    }

    @Test func aChangedResultReachesAWorkerWhoHandedThePackageOn() throws {
        let old = try version0(1, Sample.preference("p1"))
        _ = try push(old, kinds: .standard)
        _ = try council.store.write {
            try CaseloadService.remove("CE-2041", from: "sw-1", in: $0, now: council.now)
        }
        let before = try council.pull(laptop, resultsAfter: 1)
        _ = try retry(Self.withVersion0)
        let after = try council.pull(laptop, cursor: before.cursor, resultsAfter: 1)
        #expect(after.operations.isEmpty)
        #expect(after.results.map(\.effect) == [.needsReview(with: [])])
    }

    @Test func aHandlerThatFailsHoldsItsRecordAndNoOther() throws {
        let body = try council.store.read { try $0.document(.package, "CE-2041")?.body ?? "" }
        try damage("{\"broken\":true}")
        let answer = try council.push(
            [
                laptop.mutation(1, Sample.preference("p1")),
                laptop.mutation(2, Sample.preference("p2", package: "CE-2042")),
            ], from: laptop)
        #expect(answer.results.map(\.effect) == [.held(.failed), .applied])
        #expect(answer.lastMid == 2)
        #expect(try retry().waiting == ["p1"])
        try damage(body)
        #expect(try retry().released == ["p1"])
        #expect(try council.standing("p1") == .applied)
    }

    private func damage(_ body: String) throws {
        try council.store.write { transaction in
            try transaction.save(
                StoredDocument(
                    kind: .package, id: "CE-2041", package: "CE-2041", version: 1, body: body))
        }
    }

    @Test func whatWasNeverSignedIsNotReleasedByTryingAgain() throws {
        let forged = try laptop.mutation(1, Sample.preference("p1")).altered(signature: "")
        _ = try council.push([forged], from: laptop)
        #expect(try retry().released.isEmpty)
        #expect(try council.store.read { try $0.unverified().map(\.mutation.key) } == ["p1"])
        #expect(try council.standing("p1") == nil)
    }

    @Test func theServerTriesAgainWhenItStartsAndPrunesNothingYoung() throws {
        _ = try council.push(
            [laptop.mutation(1, Sample.preference("p1", package: "CE-3000"))], from: laptop)
        let outcome = try council.store.write {
            try Housekeeping().tidy(in: $0, now: council.now)
        }
        #expect(outcome.held.waiting == ["p1"])
        #expect(outcome.leavesPruned == 0)
    }

    @Test func anEffectOfANewerCouncilIsKeptAsItCame() throws {
        let text = "{\"kind\":\"adopted\",\"on\":\"2027-01-01\",\"steps\":[1,2.5,null,true]}"
        let effect = try CanonicalJSON.decode(Effect.self, from: Data(text.utf8))
        #expect(String(decoding: try CanonicalJSON.encode(effect), as: UTF8.self) == text)
        let reason = "{\"kind\":\"recordedWithoutEffect\",\"reason\":\"aNewReason\"}"
        let other = try CanonicalJSON.decode(Effect.self, from: Data(reason.utf8))
        #expect(String(decoding: try CanonicalJSON.encode(other), as: UTF8.self) == reason)
    }
}
