import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

/// What records do beside each other, and when packages change meanwhile.
struct EffectTests {
    let council: TestCouncil
    let laptop: TestLaptop

    init() throws {
        council = try TestCouncil()
        _ = try council.importing([Sample.record()])
        laptop = try council.laptop()
    }

    private func push(_ mid: Int64, _ preference: Preference) throws -> Effect? {
        try council.push([laptop.mutation(mid, preference)], from: laptop).results.first?.effect
    }

    @Test func aChangeOfMindSupersedesAndBothAreKept() throws {
        #expect(try push(1, Sample.preference("p1", bid: 1)) == .applied)
        #expect(try push(2, Sample.preference("p2", bid: 2, supersedes: ["p1"])) == .applied)
        #expect(try council.standing("p1") == .recordedWithoutEffect(.alreadySuperseded))
        #expect(try council.standing("p2") == .applied)
        #expect(try council.store.read { try $0.mutation("p1")?.effect } == .applied)
    }

    @Test func twoRecordsThatNobodySupersededAreBothShownForReview() throws {
        let other = try council.laptop()
        _ = try push(1, Sample.preference("p1", bid: 1))
        let answer = try council.push(
            [other.mutation(1, Sample.preference("p2", bid: 2))], from: other)
        #expect(answer.results.map(\.effect) == [.needsReview(with: ["p1"])])
        #expect(try council.standing("p1") == .needsReview(with: ["p2"]))
        #expect(try council.standing("p2") == .needsReview(with: ["p1"]))
        let settled = try council.push(
            [other.mutation(2, Sample.preference("p3", bid: 2, supersedes: ["p1", "p2"]))],
            from: other)
        #expect(settled.results.map(\.effect) == [.applied])
        #expect(try council.standing("p1") == .recordedWithoutEffect(.alreadySuperseded))
        #expect(try council.standing("p2") == .recordedWithoutEffect(.alreadySuperseded))
    }

    @Test func aBidThatIsWithdrawnBeforeTheRecordComesLeavesItWithoutEffect() throws {
        _ = try council.store.write {
            try PackageService.withdraw("CE-2041-2", in: $0, now: council.now)
        }
        #expect(
            try push(1, Sample.preference("p1", bid: 2)) == .recordedWithoutEffect(.bidWithdrawn))
        #expect(try council.stage("CE-2041") == .awaitingPreference)
    }

    @Test func aBidThatIsWithdrawnAfterwardsMakesTheVisitDueAgain() throws {
        #expect(try push(1, Sample.preference("p1", bid: 2)) == .applied)
        _ = try council.store.write {
            try PackageService.withdraw("CE-2041-2", in: $0, now: council.now)
        }
        #expect(try council.standing("p1") == .recordedWithoutEffect(.bidWithdrawn))
        #expect(try council.stage("CE-2041") == .awaitingPreference)
    }

    @Test func aNewShortlistAsksAgain() throws {
        #expect(try push(1, Sample.preference("p1", bid: 2)) == .applied)
        let shortlist = try council.store.write {
            try PackageService.shortlist(
                ["CE-2041-1", "CE-2041-2"], of: "CE-2041", agreed: Sample.today, in: $0,
                now: council.now)
        }
        #expect(shortlist.version == 2)
        #expect(try council.standing("p1") == .recordedWithoutEffect(.shortlistChanged))
        #expect(try council.stage("CE-2041") == .awaitingPreference)
        let again = Sample.preference("p2", bid: 2, supersedes: ["p1"], shortlistVersion: 2)
        #expect(try push(2, again) == .applied)
    }

    @Test func aBidOverTheBudgetCannotBeShortlisted() throws {
        var record = Sample.record("CE-2050")
        record.bids[2].weeklyPricePence = Pence(60_001)
        record.shortlist?.bids = ["CE-2050-1"]
        _ = try council.importing([record])
        #expect(throws: CommandRefusal.overBudget("CE-2050-3").self) {
            try council.store.write {
                try PackageService.shortlist(
                    ["CE-2050-3"], of: "CE-2050", agreed: Sample.today, in: $0, now: council.now)
            }
        }
    }

    @Test func anotherWorkersRecordIsKeptWithoutEffectAndDisplacesNothing() throws {
        let stranger = try council.laptop("sw-2")
        #expect(try push(1, Sample.preference("p1", bid: 1)) == .applied)
        let answer = try council.push(
            [
                stranger.mutation(
                    1, Sample.preference("p2", worker: "sw-2", supersedes: ["p1"]))
            ], from: stranger)
        #expect(answer.results.map(\.effect) == [.recordedWithoutEffect(.notYourVisit)])
        #expect(try council.standing("p1") == .applied)
    }

    @Test func aRecordInAnotherWorkersNameHasNoEffect() throws {
        let effect = try push(1, Sample.preference("p1", worker: "sw-2"))
        #expect(effect == .recordedWithoutEffect(.notYourVisit))
    }

    @Test func aRecordThatComesAfterThePackageWasHandedOnWaitsForTheNewWorker() throws {
        let other = try council.laptop("sw-2")
        try handOver()
        #expect(try push(1, Sample.preference("p1")) == .needsReview(with: []))
        #expect(try council.stage("CE-2041") == .preferenceReceived)
        // The new worker sees it, and a record of theirs that replaces it counts.
        let seen = try council.pull(other).operations.contains { operation in
            if case .put(let document) = operation { document.id == "p1" } else { false }
        }
        #expect(seen)
        let looked = Sample.preference("p2", worker: "sw-2", supersedes: ["p1"])
        let answer = try council.push([other.mutation(1, looked)], from: other)
        #expect(answer.results.map(\.effect) == [.applied])
        #expect(try council.standing("p1") == .recordedWithoutEffect(.alreadySuperseded))
    }

    @Test func aRecordThatCameBeforeThePackageWasHandedOnCounts() throws {
        #expect(try push(1, Sample.preference("p1")) == .applied)
        try handOver()
        #expect(try council.standing("p1") == .applied)
    }

    @Test func twoWorkersWhoRecordOfflineAreBothShownUntilAThirdRecordReplacesBoth() throws {
        let other = try council.laptop("sw-2")
        try handOver()
        let answer = try council.push(
            [other.mutation(1, Sample.preference("p2", bid: 3, worker: "sw-2"))], from: other)
        #expect(answer.results.map(\.effect) == [.applied])
        #expect(try push(1, Sample.preference("p1", bid: 1)) == .needsReview(with: ["p2"]))
        #expect(try council.standing("p2") == .needsReview(with: ["p1"]))
        let third = Sample.preference("p3", bid: 1, worker: "sw-2", supersedes: ["p1", "p2"])
        let closed = try council.push([other.mutation(2, third)], from: other)
        #expect(closed.results.map(\.effect) == [.applied])
        for old: Preference.ID in ["p1", "p2"] {
            #expect(try council.standing(old) == .recordedWithoutEffect(.alreadySuperseded))
        }
    }

    @Test func anAmendmentThatGivesThePackageBackMakesTheWaitingRecordCount() throws {
        try handOver()
        #expect(try push(1, Sample.preference("p1")) == .needsReview(with: []))
        _ = try council.importing([Sample.record(version: 2)])
        #expect(try council.standing("p1") == .applied)
    }

    @Test func aPackageThatIsHandedBackMakesTheWaitingRecordCount() throws {
        try handOver()
        #expect(try push(1, Sample.preference("p1")) == .needsReview(with: []))
        _ = try council.store.write {
            try CaseloadService.add("CE-2041", to: "sw-1", in: $0, now: council.now)
        }
        #expect(try council.standing("p1") == .applied)
    }

    private func handOver() throws {
        _ = try council.store.write {
            try CaseloadService.add("CE-2041", to: "sw-2", in: $0, now: council.now)
            try CaseloadService.remove("CE-2041", from: "sw-1", in: $0, now: council.now)
        }
    }

    @Test func recordsOfOnePushSeeEachOther() throws {
        let answer = try council.push(
            [
                laptop.mutation(1, Sample.preference("p1", bid: 1)),
                laptop.mutation(2, Sample.preference("p2", bid: 2)),
                laptop.mutation(3, Sample.preference("p3", bid: 3, supersedes: ["p1", "p2"])),
            ], from: laptop)
        #expect(answer.results.map(\.effect) == [.applied, .needsReview(with: ["p1"]), .applied])
    }

    @Test func theReportKeepsVoicesApart() throws {
        _ = try push(1, Sample.preference("p1", bid: 2))
        _ = try council.push(
            [laptop.mutation(2, key: "held", payload: "not json")], from: laptop)
        let report = try council.store.read { try PreferenceReport(in: $0) }
        #expect(report.records.map(\.key) == ["p1", "held"])
        #expect(report.records.first?.voices.map(\.whose) == [.person, .family(.mother)])
        #expect(report.records.first?.shortlistVersion == 1)
        #expect(report.records.last?.held != nil)
        #expect(report.text.contains("The person: prefers CE-2041-2."))
        #expect(report.text.contains("Family (mother): prefers CE-2041-1."))
        #expect(report.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
}
