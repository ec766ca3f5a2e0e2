import Procurement
import Testing

struct PreferenceReviewTests {
    private func record() throws -> Preference {
        try Samples.finished().record(by: "sw-1", at: Samples.now)
    }

    @Test func aPreferenceOnTheCurrentShortlistCounts() throws {
        #expect(try record().effect(in: Samples.context()) == .applied)
    }

    @Test func aRecordOfAnotherWorkersVisitIsKeptWithoutEffect() throws {
        #expect(
            try record().effect(in: Samples.context(isWorkersVisit: false))
                == .recordedWithoutEffect(.notYourVisit))
    }

    @Test func theChosenBidWasWithdrawnMeanwhile() throws {
        #expect(
            try record().effect(in: Samples.context(standing: .withdrawn))
                == .recordedWithoutEffect(.bidWithdrawn))
    }

    @Test func theShortlistChangedMeanwhile() throws {
        #expect(
            try record().effect(in: Samples.context(shortlistVersion: 2))
                == .recordedWithoutEffect(.shortlistChanged))
    }

    @Test(arguments: [
        SupportPackage.Stage.withdrawn, .cancelled, .awarded, .contracted, .unsuccessful,
    ])
    func thePackageEndedMeanwhile(stage: SupportPackage.Stage) throws {
        #expect(
            try record().effect(in: Samples.context(stage: stage))
                == .recordedWithoutEffect(.packageEnded))
    }

    @Test func twoRecordsThatReplaceNothingAreBothLookedAt() throws {
        #expect(
            try record().effect(in: Samples.context(heads: ["b", "a"]))
                == .needsReview(with: ["a", "b"]))
    }

    @Test func aChangeOfMindReplacesTheEarlierRecord() throws {
        var random = Seeded(3)
        var draft = try VisitDraft.begin(
            package: Samples.package(), shortlist: Samples.shortlist(), supersedes: ["first"],
            place: .home, now: Samples.now, using: &random)
        try draft.give(.choose(.person, .notToday))
        let record = try draft.record(by: "sw-1", at: Samples.now)
        #expect(record.effect(in: Samples.context(heads: ["first"])) == .applied)
    }

    @Test func noneOfTheseCountsAlthoughItNamesNoBid() throws {
        var draft = try Samples.draft()
        for bid in Samples.bids { try draft.give(.answer(.person, bid, .dislike)) }
        try draft.give(.choose(.person, .noneOfThese))
        let record = try draft.record(by: "sw-1", at: Samples.now)
        #expect(record.effect(in: Samples.context()) == .applied)
    }

    @Test(arguments: [
        Effect.applied, .recordedWithoutEffect(.bidWithdrawn), .needsReview(with: ["k"]),
        .held(.unreadable),
    ])
    func anEffectSurvivesTheWire(effect: Effect) throws {
        #expect(try CanonicalJSON.decode(Effect.self, from: CanonicalJSON.encode(effect)) == effect)
    }

    @Test func aRecordSurvivesTheWireByteForByte() throws {
        let record = try record()
        let bytes = try CanonicalJSON.encode(record)
        let again = try CanonicalJSON.decode(Preference.self, from: bytes)
        #expect(again == record)
        #expect(try CanonicalJSON.encode(again) == bytes)
    }
}
