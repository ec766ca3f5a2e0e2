import Foundation
import Procurement
import Testing

struct VisitRulesTests {
    @Test func aFamilyVoiceNeverChangesThePersons() throws {
        var draft = try Samples.finished()
        let before = draft.voice(.person)
        try draft.give(.hear(.family(.mother)))
        for bid in Samples.bids { try draft.give(.answer("family-1", bid, .dislike)) }
        try draft.give(.choose("family-1", .favourite("CE-2041-2")))
        try draft.give(.explain("family-1", "Somebody is awake at night."))
        #expect(draft.voice(.person) == before)
        let record = try draft.record(by: "sw-1", at: Samples.now)
        #expect(record.voices.map(\.whose) == [.person, .family(.mother)])
        #expect(record.person?.choice == .favourite("CE-2041-1"))
    }

    @Test func aVoiceThatIsNotThereSaysNothing() throws {
        let draft = try Samples.draft()
        for command: VisitDraft.Command in [
            .answer("family-9", "CE-2041-1", .like), .choose("family-9", .notToday),
            .explain("family-9", "Why not"), .dismiss("family-9"),
        ] {
            #expect(throws: Refusal.noSuchVoice("family-9")) { try draft.decide(command) }
        }
    }

    @Test func aBidThatIsNotOnTheShortlistIsRefused() throws {
        let draft = try Samples.draft()
        #expect(throws: Refusal.notOnTheShortlist("CE-9")) {
            try draft.decide(.answer(.person, "CE-9", .like))
        }
        #expect(throws: Refusal.notOnTheShortlist("CE-9")) {
            try draft.decide(.choose(.person, .favourite("CE-9")))
        }
    }

    @Test func aVisitIsSavedOnlyWhenEveryQuestionHasAnAnswer() throws {
        var draft = try Samples.draft()
        try draft.give(.answer(.person, "CE-2041-1", .like))
        #expect(throws: Refusal.unanswered(draft.missing)) {
            try draft.record(by: "sw-1", at: Samples.now)
        }
        #expect(draft.missing.contains(.answer(.person, "CE-2041-2")))
        #expect(draft.missing.last == .choice(.person))
    }

    @Test(arguments: [Choice.notToday, .declined, .noPreferenceExpressed])
    func whoWantsToStopIsNotAskedForMore(choice: Choice) throws {
        var draft = try Samples.draft()
        try draft.give(.choose(.person, choice))
        let record = try draft.record(by: "sw-1", at: Samples.now)
        #expect(record.person?.choice == choice)
        #expect(record.person?.answers == [])
    }

    @Test func noneOfTheseStillNeedsAnAnswerToEach() throws {
        var draft = try Samples.draft()
        try draft.give(.choose(.person, .noneOfThese))
        #expect(draft.missing.count == 3)
    }

    @Test func aSingleBidCanBeRefused() throws {
        var draft = try Samples.draft(bids: ["CE-2041-1"])
        try draft.give(.answer(.person, "CE-2041-1", .dislike))
        try draft.give(.choose(.person, .noneOfThese))
        #expect(try draft.record(by: "sw-1", at: Samples.now).person?.choice == .noneOfThese)
    }

    @Test func likedTheSameNeedsTwo() throws {
        let draft = try Samples.draft()
        #expect(throws: Refusal.equalNeedsTwo) {
            try draft.decide(.choose(.person, .equal(["CE-2041-1", "CE-2041-1"])))
        }
    }

    @Test func aFamilyVoiceThatWasStartedIsFinishedOrSentAway() throws {
        var draft = try Samples.finished()
        try draft.give(.hear(.family(.sister)))
        #expect(!draft.missing.isEmpty)
        try draft.give(.dismiss("family-1"))
        #expect(draft.missing.isEmpty)
    }

    @Test func aSecondFamilyVoiceHasItsOwnNameAfterOneLeft() throws {
        var draft = try Samples.draft()
        try draft.give(.hear(.family(.mother)))
        try draft.give(.hear(.family(.father)))
        try draft.give(.dismiss("family-1"))
        try draft.give(.hear(.advocate))
        #expect(draft.others.map(\.id) == ["family-2", "family-3"])
    }

    @Test func thePersonCannotBeSentAway() throws {
        let draft = try Samples.draft()
        #expect(throws: Refusal.personSpeaksOnce) { try draft.decide(.dismiss(.person)) }
        #expect(throws: Refusal.personSpeaksOnce) { try draft.decide(.hear(.person)) }
    }

    @Test func anAnswerChangedAfterReadingBackMustBeReadBackAgain() throws {
        var draft = try Samples.finished()
        try draft.give(.confirmReadBack)
        #expect(draft.readBack == .confirmed)
        try draft.give(.answer(.person, "CE-2041-2", .dislike))
        #expect(draft.readBack == .notDone)
    }

    @Test func theOrderIsMixedAndKeepsEveryBid() throws {
        let orders = try (0..<50).map { try Samples.draft(seed: $0).order }
        #expect(orders.allSatisfy { Set($0) == Set(Samples.bids) })
        #expect(Set(orders.map(\.first)).count == 3)
    }

    @Test(arguments: [SupportPackage.Stage.withdrawn, .published, .awarded])
    func nobodyIsAskedAtTheWrongStage(stage: SupportPackage.Stage) {
        var random = Seeded(1)
        #expect(throws: Refusal.notAskedNow(stage)) {
            try VisitDraft.begin(
                package: Samples.package(stage: stage), shortlist: Samples.shortlist(),
                supersedes: [], place: .home, now: Samples.now, using: &random)
        }
    }

    @Test func withoutBidsThereIsNothingToAsk() {
        var random = Seeded(1)
        #expect(throws: Refusal.nothingToChoose) {
            try VisitDraft.begin(
                package: Samples.package(), shortlist: nil, supersedes: [], place: .home,
                now: Samples.now, using: &random)
        }
    }

    @Test func aDraftKeepsALongerTextThanARecordMayHave() throws {
        var draft = try Samples.draft()
        let full = String(repeating: "a", count: RecordRoom.text)
        let answers = draft.order.map { VisitDraft.Command.answer(.person, $0, .like) }
        func take(_ commands: [VisitDraft.Command]) throws {
            for event in try commands.flatMap({ try draft.decide($0) }) { draft.evolve(event) }
        }
        try take(answers + [.choose(.person, .favourite(draft.order[0]))])
        try take([.explain(.person, full + "b"), .observe(full + "c")])
        #expect(draft.voice(.person)?.reasons == full + "b")
        #expect(draft.tooLong == [.reasons(.person), .observed])
        #expect(throws: Refusal.tooLong(letters: 2)) {
            try draft.record(by: "worker-1", at: Samples.now)
        }
        try take([.explain(.person, full)])
        #expect(draft.tooLong == [.observed])
        try take([.observe(full)])
        #expect(try draft.record(by: "worker-1", at: Samples.now).voices[0].reasons == full)
    }

    /// Random visits: whatever is pressed, a voice changes only by its own commands, and a draft
    /// that can be saved holds exactly the last thing each voice said.
    @Test(arguments: 0..<40)
    func whateverIsPressedVoicesStayApart(seed: UInt64) throws {
        var random = Seeded(seed)
        var draft = try Samples.draft(seed: seed)
        var said: [Voice.ID: [Bid.ID: Answer]] = [:]
        for _ in 0..<200 {
            let before = draft
            let voice = try #require(draft.voices.randomElement(using: &random)).id
            let bid = try #require(Samples.bids.randomElement(using: &random))
            let answer = try #require(Answer.allCases.randomElement(using: &random))
            let commands: [VisitDraft.Command] = [
                .answer(voice, bid, answer), .choose(voice, .favourite(bid)),
                .explain(voice, "because \(random.next() % 9)"), .hear(.family(.carer)),
                .dismiss(voice), .goTo(.check), .looked(bid, 40),
            ]
            let command = try #require(commands.randomElement(using: &random))
            guard let events = try? draft.decide(command) else { continue }
            for event in events { draft.evolve(event) }
            switch command {
            case .answer: said[voice, default: [:]][bid] = answer
            case .dismiss: said[voice] = nil
            default: break
            }
            for other in before.voices where other.id != voice {
                #expect(draft.voice(other.id) == other)
            }
            for one in draft.voices {
                for bid in Samples.bids { #expect(one.answer(to: bid) == said[one.id]?[bid]) }
            }
        }
    }
}
