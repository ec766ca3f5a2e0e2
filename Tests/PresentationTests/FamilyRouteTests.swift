import Presentation
import Procurement
import Testing

/// The order of the pages in family mode, and what the later ones say.
struct FamilyRouteTests {
    private func draft(
        bids: Int = 3, _ commands: (VisitDraft) -> [VisitDraft.Command] = { _ in [] }
    ) throws -> (VisitDraft, VisitFile) {
        var random = SystemRandomNumberGenerator()
        let file = Samples.file(bids: bids)
        var package = file.package
        package.stage = .shortlisted
        var draft = try VisitDraft.begin(
            package: package, shortlist: file.shortlist, supersedes: [], place: .home,
            now: Samples.present.now, using: &random)
        for command in commands(draft) {
            for event in try draft.decide(command) { draft.evolve(event) }
        }
        return (draft, file)
    }

    @Test func theWayLeadsOverEveryBidToTheCheck() throws {
        let (draft, _) = try draft { [.choose(.person, .favourite($0.order[0]))] }
        var steps: [VisitDraft.Step] = [.bid(.person, 0)]
        while let last = steps.last, last != .check, steps.count < 20 {
            steps.append(FamilyRoute.next(after: last, in: draft))
        }
        #expect(
            steps == [
                .bid(.person, 0), .bid(.person, 1), .bid(.person, 2), .favourite(.person),
                .reasons(.person), .family, .readBack, .handBack, .check,
            ])
    }

    @Test func backIsTheSameWayBackwards() throws {
        let (draft, _) = try draft { [.choose(.person, .favourite($0.order[0]))] }
        var step = VisitDraft.Step.bid(.person, 0)
        while step != .handBack {
            let next = FamilyRoute.next(after: step, in: draft)
            #expect(FamilyRoute.back(from: next, in: draft) == step)
            step = next
        }
        #expect(FamilyRoute.back(from: .bid(.person, 0), in: draft) == nil)
    }

    @Test func whoWantsToThinkIsNotAskedWhyOnTheWayThereOrBack() throws {
        let (draft, _) = try draft { _ in [.choose(.person, .notToday)] }
        #expect(FamilyRoute.next(after: .favourite(.person), in: draft) == .family)
        #expect(FamilyRoute.back(from: .family, in: draft) == .favourite(.person))
    }

    @Test func aFamilyVoiceBeginsAndEndsAtTheFamilysTurn() throws {
        let (draft, _) = try draft { _ in [.hear(.family(.mother))] }
        #expect(FamilyRoute.back(from: .bid("family-1", 0), in: draft) == .family)
        #expect(FamilyRoute.next(after: .reasons("family-1"), in: draft) == .family)
    }

    @Test func aVoiceCarriesOnAtItsFirstPageWithoutAnAnswer() throws {
        let (begun, _) = try draft { draft in
            [.hear(.family(.mother)), .answer("family-1", draft.order[0], .like)]
        }
        #expect(FamilyRoute.firstMissing(of: "family-1", in: begun) == .bid("family-1", 1))
        let (answered, _) = try draft { draft in
            [.hear(.family(.mother))] + draft.order.map { .answer("family-1", $0, .like) }
        }
        #expect(FamilyRoute.firstMissing(of: "family-1", in: answered) == .favourite("family-1"))
    }

    @Test func theReadBackSaysEachChoiceInTheirWords() throws {
        let (none, file) = try draft { _ in [.choose(.person, .noneOfThese)] }
        #expect(ReadBackPage(none, file)?.sentence == "You said you want none of these.")
        let (later, _) = try draft { _ in [.choose(.person, .notToday)] }
        #expect(ReadBackPage(later, file)?.sentence == "You said you want to think about it.")
        let (best, list) = try draft { [.choose(.person, .favourite($0.basis.bids[1]))] }
        #expect(ReadBackPage(best, list)?.sentence == "You said you like Provider 2 best.")
        #expect(ReadBackPage(best, list)?.mark == .square)
        let (silent, _) = try draft()
        #expect(ReadBackPage(silent, file) == nil)
    }

    @Test func theOnlyBidIsTakenOrRefused() throws {
        let (draft, file) = try draft(bids: 1) { [.choose(.person, .favourite($0.order[0]))] }
        let best = try #require(BestPage(draft, file, voice: .person))
        #expect(best.isOnlyOne)
        #expect(best.noneLabel == "No, I do not want this one")
        #expect(best.spoken.contains("No, I do not want this one."))
        #expect(ReadBackPage(draft, file)?.sentence == "You said you want Provider 1.")
    }

    @Test func whyIsAskedAboutWhatWasChosen() throws {
        let (best, file) = try draft { [.choose(.person, .favourite($0.order[0]))] }
        let page = try #require(ReasonsPage(best, file, voice: .person))
        #expect(page.question == "Why do you like this one?")
        #expect(page.name == file.name(of: best.order[0]))
        let (none, _) = try draft { _ in [.choose(.person, .noneOfThese)] }
        let other = try #require(ReasonsPage(none, file, voice: .person))
        #expect(other.mark == nil)
        #expect(other.question == "Why do you want none of these?")
    }

    @Test func theVoicesDisagreeOnlyWhenTheyChoseOtherThings() throws {
        let (same, _) = try draft { draft in
            [
                .choose(.person, .favourite(draft.order[0])), .hear(.family(.mother)),
                .choose("family-1", .favourite(draft.order[0])),
            ]
        }
        #expect(!CheckPage.disagree(same))
        let (other, _) = try draft { draft in
            [
                .choose(.person, .favourite(draft.order[0])), .hear(.family(.mother)),
                .choose("family-1", .noneOfThese),
            ]
        }
        #expect(CheckPage.disagree(other))
    }
}
