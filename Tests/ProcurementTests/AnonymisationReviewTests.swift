import Procurement
import Testing

/// A broker's review: nothing with an open finding is published.
struct AnonymisationReviewTests {
    private let check = AnonymisationTexts.check
    private let later = Samples.now.adding(seconds: 60)

    private func package(lifeNow: String = "I live in Crewe with my brother Tom.") -> SupportPackage
    {
        var package = Samples.package()
        package.lifeNow = lifeNow
        return package
    }

    private func reviewed(_ package: SupportPackage) throws -> AnonymisationReview {
        var review = AnonymisationReview(package: package.id)
        try review.give(.check(package, bids: [], with: check))
        return review
    }

    @Test func itPassesOnlyWhenEveryFindingIsResolved() throws {
        let package = package()
        var review = AnonymisationReview(package: package.id)
        #expect(!review.passes)
        #expect(throws: AnonymisationRefusal.notChecked) { try review.requirePassed(package) }
        try review.give(.check(package, bids: [], with: check))
        #expect(review.findings.map(\.kind) == [.placeName, .personName])
        #expect(review.findings.allSatisfy { $0.part == .lifeNow })
        #expect(throws: AnonymisationRefusal.unresolved(review.findings)) {
            try review.requirePassed(package)
        }
        try review.give(.override(review.findings[0], by: "b-1", reason: "A team, not the town"))
        #expect(review.unresolved == [review.findings[1]])
        #expect(!review.passes)
        try review.give(.override(review.findings[1], by: "b-1", reason: "A name in a story"))
        #expect(review.passes)
        try review.requirePassed(package)
    }

    @Test func aCleanPackagePassesAtOnce() throws {
        #expect(try reviewed(Samples.package()).passes)
    }

    @Test func anOverrideNeedsAReason() throws {
        let review = try reviewed(package())
        let finding = review.findings[0]
        for reason in ["", "  ", "...", "12"] {
            #expect(throws: AnonymisationRefusal.reasonMissing) {
                try review.decide(.override(finding, by: "b-1", reason: reason), at: later)
            }
        }
        let long = String(repeating: "a", count: AnonymisationReview.reasonLimit + 1)
        #expect(throws: AnonymisationRefusal.reasonTooLong(AnonymisationReview.reasonLimit)) {
            try review.decide(.override(finding, by: "b-1", reason: long), at: later)
        }
    }

    @Test func changingTheTextEndsTheOverrideAndKeepsItsReason() throws {
        var review = try reviewed(package())
        for finding in review.findings {
            try review.give(.override(finding, by: "b-1", reason: "Looked at together"))
        }
        // The findings stand where they stood; only the end of the text is another.
        let changed = package(lifeNow: "I live in Crewe with my brother Tom. I like dogs.")
        #expect(throws: AnonymisationRefusal.changedSinceTheCheck) {
            try review.requirePassed(changed)
        }
        try review.give(.check(changed, bids: [], with: check))
        #expect(review.overrides.isEmpty)
        #expect(review.unresolved.count == 2)
        #expect(
            review.ended.map(\.override.reason) == ["Looked at together", "Looked at together"])
        #expect(review.ended.allSatisfy { $0.why == .textChanged })
    }

    @Test func checkingTheSameTextAgainKeepsTheOverrides() throws {
        var review = try reviewed(package())
        try review.give(.override(review.findings[0], by: "b-1", reason: "A team"))
        var other = package()
        other.title = "Another title"
        try review.give(.check(other, bids: [], with: check))
        #expect(review.overrides.count == 1)
        #expect(review.unresolved.count == 1)
    }

    @Test func anOverrideCanBeWithdrawn() throws {
        var review = try reviewed(package())
        let finding = review.findings[0]
        #expect(throws: AnonymisationRefusal.notOverridden) {
            try review.decide(.withdrawOverride(finding), at: later)
        }
        try review.give(.override(finding, by: "b-1", reason: "A team"))
        #expect(throws: AnonymisationRefusal.alreadyOverridden) {
            try review.decide(.override(finding, by: "b-2", reason: "Again"), at: later)
        }
        try review.give(.withdrawOverride(finding))
        #expect(review.unresolved.contains(finding))
        #expect(review.ended.map(\.why) == [.withdrawn])
    }

    @Test func onlyAFindingOfThisReviewIsOverridden() throws {
        let review = try reviewed(package())
        let other = Finding(
            kind: .placeName, part: .title, start: 0, end: 5, text: "Crewe", coarser: "a town")
        #expect(throws: AnonymisationRefusal.notChecked) {
            try AnonymisationReview(package: "CE-2041")
                .decide(.override(other, by: "b-1", reason: "A team"), at: later)
        }
        #expect(throws: AnonymisationRefusal.noSuchFinding) {
            try review.decide(.override(other, by: "b-1", reason: "A team"), at: later)
        }
        #expect(throws: AnonymisationRefusal.otherPackage) {
            try AnonymisationReview(package: "CE-9999").decide(
                .check(package(), bids: [], with: check), at: later)
        }
    }

    @Test func bidsAreCheckedToo() throws {
        var bid = Samples.bid("CE-2041-1")
        bid.summary = "A flat in Nantwich."
        var review = AnonymisationReview(package: "CE-2041")
        try review.give(.check(Samples.package(), bids: [bid], with: check))
        #expect(review.findings.map(\.part) == [.bidSummary("CE-2041-1")])
    }

    @Test func theSameWordsInAnotherPackageAreNotChecked() throws {
        let checked = try reviewed(Samples.package())
        let twin = World.content("CE-9999")
        #expect(throws: AnonymisationRefusal.otherPackage) { try checked.requirePassed(twin) }
    }

    @Test func theReviewSurvivesItsJSON() throws {
        var review = try reviewed(package())
        try review.give(.override(review.findings[0], by: "b-1", reason: "A team"))
        let data = try CanonicalJSON.encode(review)
        #expect(try CanonicalJSON.decode(AnonymisationReview.self, from: data) == review)
    }

    @Test func everyRefusalSaysWhatIsMissingAndWhoMendsIt() {
        let refusals: [AnonymisationRefusal] = [
            .notChecked, .changedSinceTheCheck, .unresolved([]), .noSuchFinding,
            .alreadyOverridden, .notOverridden, .reasonMissing, .reasonTooLong(5), .otherPackage,
        ]
        #expect(Set(refusals.map(\.rule)).count == AnonymisationRefusal.Rule.allCases.count)
        #expect(Set(refusals.map(\.mender)) == [.broker, .program])
        #expect(Set(refusals.map(\.missing)).count == refusals.count)
    }
}

extension AnonymisationReview {
    fileprivate mutating func give(_ command: Command) throws {
        for event in try decide(command, at: Samples.now) { evolve(event) }
    }
}
