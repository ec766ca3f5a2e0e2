import Gtk
import Presentation
import Procurement
import Rehearsal
import Screens
import XCTest

/// The way through family mode: what is stored, in which order, and which page comes next.
final class FamilyFlowTests: XCTestCase {
    override func setUpWithError() throws {
        try XCTSkipUnless(TestWindow.isPossible(), "there is no display")
    }

    func testThePersonsWayStoresEachAnswerBeforeTheNextPage() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow()
            let order = family.order
            XCTAssertEqual(order.count, 3)
            family.press("I like it")
            family.press("I am not sure")
            family.press("I do not like it")
            XCTAssertTrue(family.says("Which one do you like best?"))
            family.press(family.name(of: order[0]))
            family.press("Skip")
            family.press("No one else wants to say something")
            family.press("Yes, that is right")
            family.press("I am the worker")
            XCTAssertTrue(family.says("Check the answers"))
            XCTAssertEqual(
                family.laptop.given,
                [
                    .answer(.person, order[0], .like), .goTo(.bid(.person, 1)),
                    .answer(.person, order[1], .notSure), .goTo(.bid(.person, 2)),
                    .answer(.person, order[2], .dislike), .goTo(.favourite(.person)),
                    .choose(.person, .favourite(order[0])), .goTo(.reasons(.person)),
                    .goTo(.family), .goTo(.readBack), .confirmReadBack, .goTo(.handBack),
                    .goTo(.check),
                ])
        }
    }

    func testThePressesToTheCheckAreAtMostSevenMoreThanTheBids() throws {
        try MainActor.assumeIsolated {
            for package in ["CE-2041", "CE-2044"] as [SupportPackage.ID] {
                let family = try FamilyWindow(package) { _ in [.goTo(.bid(.person, 0))] }
                var presses = 0
                let way = [
                    "I like it", family.name(of: family.order[0]), "Skip",
                    "No one else wants to say something", "Yes, that is right", "I am the worker",
                ]
                while !family.says("Check the answers"), presses < 50 {
                    guard let next = way.first(where: { family.button($0) != nil }) else {
                        return XCTFail("no way on from \(family.words)")
                    }
                    family.press(next)
                    presses += 1
                }
                XCTAssertLessThanOrEqual(presses, family.order.count + 7)
            }
        }
    }

    func testNothingIsChosenBeforehandAndAnEarlierAnswerIsShownAgain() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow()
            XCTAssertEqual(family.chosen, [])
            family.press("I am not sure")
            XCTAssertEqual(family.chosen, [])
            family.press("Back")
            XCTAssertEqual(family.chosen, ["I am not sure"])
            // Pressing the same answer keeps it and goes on.
            family.press("I am not sure")
            XCTAssertTrue(family.says("2 of 3"))
            XCTAssertEqual(
                family.draft?.voice(.person)?.answer(to: family.order[0]), .notSure)
        }
    }

    func testAnAnswerThatIsNotStoredStaysOnTheScreenAndCanBePressedAgain() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow()
            family.laptop.laptop.refuseToStore(true)
            family.press("I like it")
            XCTAssertTrue(family.says("1 of 3"))
            XCTAssertEqual(family.chosen, ["I like it"])
            let sentence = "This is not saved. The laptop’s disk is full."
            XCTAssertEqual(
                family.words.filter { $0.hasPrefix(sentence) }.count, 2,
                "at the top, and near the answers")
            XCTAssertEqual(family.laptop.given, [])
            family.laptop.laptop.refuseToStore(false)
            family.press("I like it")
            XCTAssertTrue(family.says("2 of 3"))
            XCTAssertFalse(family.says("This is not saved."))
            XCTAssertEqual(family.draft?.voice(.person)?.answer(to: family.order[0]), .like)
        }
    }

    func testAChoiceThatIsNotStoredStaysOnTheScreen() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow { draft in
                draft.order.map { .answer(.person, $0, .like) } + [.goTo(.favourite(.person))]
            }
            family.laptop.laptop.refuseToStore(true)
            family.press("None of these")
            XCTAssertEqual(family.chosen, ["None of these"])
            XCTAssertTrue(family.says("This is not saved."))
            XCTAssertNil(family.draft?.voice(.person)?.choice)
        }
    }

    func testADoublePressAnswersOnePageOnly() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow(rest: .milliseconds(400))
            family.press("I like it")
            XCTAssertTrue(family.says("2 of 3"))
            // The second press of the two, 100 milliseconds after the page came.
            family.time += 100
            family.button("I like it")?.press()
            family.settle()
            XCTAssertTrue(family.says("2 of 3"))
            XCTAssertEqual(family.chosen, [])
            family.press("I like it")
            XCTAssertTrue(family.says("3 of 3"))
        }
    }

    func testHowLongABidWasOnTheScreenIsStored() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow()
            family.time += 4000
            family.press("I like it")
            XCTAssertEqual(family.draft?.shownFor[family.order[0]], 5000)
            family.press("Back")
            family.press("I like it")
            XCTAssertEqual(family.draft?.shownFor[family.order[0]], 6000)
            XCTAssertEqual(family.draft?.shownFor[family.order[1]], 1000)
        }
    }

    func testEveryStepOpensItsOwnPage() throws {
        let pages: [(VisitDraft.Step, String)] = [
            (.bid(.person, 0), "1 of 3"), (.bid(.person, 1), "2 of 3"),
            (.bid(.person, 2), "3 of 3"), (.favourite(.person), "Which one do you like best?"),
            (.reasons(.person), "Why do you like this one?"),
            (.family, "Does anyone else want to say something?"),
            (.bid("family-1", 1), "Sister: what do you think of this one?"),
            (.favourite("family-1"), "Sister: which one do you like best?"),
            (.reasons("family-1"), "It is Sister’s turn"),
            (.readBack, "Is that right?"), (.handBack, "Give the laptop back to your worker."),
            (.check, "Check the answers"),
        ]
        try MainActor.assumeIsolated {
            for (step, words) in pages {
                let family = try FamilyWindow { draft in
                    draft.personsAnswers + [.hear(.family(.sister)), .goTo(step)]
                }
                XCTAssertTrue(family.says(words), "\(step): \(family.words)")
                XCTAssertEqual(family.draft?.step, step)
            }
        }
    }

    func testWhoWantsToThinkIsNotAskedWhy() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow { draft in
                draft.order.map { .answer(.person, $0, .like) } + [.goTo(.favourite(.person))]
            }
            family.press("I want to think about it")
            XCTAssertEqual(family.draft?.voice(.person)?.choice, .notToday)
            XCTAssertEqual(family.draft?.step, .family)
            family.press("No one else wants to say something")
            XCTAssertTrue(family.says("You said you want to think about it."))
        }
    }

    func testTheOnlyBidCanBeTakenOrRefused() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow("CE-2058") { draft in
                draft.order.map { .answer(.person, $0, .like) } + [.goTo(.favourite(.person))]
            }
            try XCTSkipUnless(family.order.count == 1, "the sample has another number of bids")
            XCTAssertTrue(family.says("Do you want this one?"))
            family.press("No, I do not want this one")
            XCTAssertEqual(family.draft?.voice(.person)?.choice, .noneOfThese)
            family.press("Back")
            XCTAssertEqual(family.chosen, ["No, I do not want this one"])
            family.press("Yes, I want this one")
            XCTAssertEqual(
                family.draft?.voice(.person)?.choice, .favourite(family.order[0]))
        }
    }

    func testChangeOnTheReadBackComesBackToIt() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow { $0.personsAnswers + [.goTo(.readBack)] }
            family.press("Change")
            family.press(family.name(of: family.order[1]))
            XCTAssertTrue(
                family.says("You said you like \(family.name(of: family.order[1])) best."))
            XCTAssertEqual(family.draft?.step, .readBack)
            family.press("Yes, that is right")
            XCTAssertEqual(family.draft?.step, .handBack)
        }
    }
}

/// Words that are typed, Stop, and Read this to me.
final class FamilyWordsAndStopTests: XCTestCase {
    override func setUpWithError() throws {
        try XCTSkipUnless(TestWindow.isPossible(), "there is no display")
    }

    func testWordsAreStoredWhileTheyAreTyped() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow { $0.personsAnswers + [.goTo(.reasons(.person))] }
            family.fields.first?.text = "Near my friends."
            family.run { family.draft?.voice(.person)?.reasons == "Near my friends." }
            XCTAssertEqual(family.draft?.voice(.person)?.reasons, "Near my friends.")
            family.settle()
            XCTAssertTrue(family.says("Kept on this laptop."))
            XCTAssertEqual(family.draft?.step, .reasons(.person))
        }
    }

    func testWordsAreStoredBeforeThePageIsLeft() throws {
        try MainActor.assumeIsolated {
            for way in ["Next", "Back"] {
                let family = try FamilyWindow { $0.personsAnswers + [.goTo(.reasons(.person))] }
                family.navigator.family.typingRest = .seconds(60)
                family.fields.first?.text = "Near my friends."
                family.press(way)
                XCTAssertEqual(family.draft?.voice(.person)?.reasons, "Near my friends.", way)
            }
        }
    }

    func testWordsThatCannotBeStoredKeepThePage() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow { $0.personsAnswers + [.goTo(.reasons(.person))] }
            family.laptop.laptop.refuseToStore(true)
            family.fields.first?.text = "Near my friends."
            family.press("Next")
            XCTAssertTrue(family.says("Why do you like this one?"))
            XCTAssertTrue(family.says("This is not saved."))
            XCTAssertEqual(family.fields.first?.text, "Near my friends.")
            family.laptop.laptop.refuseToStore(false)
            family.press("Next")
            XCTAssertEqual(family.draft?.voice(.person)?.reasons, "Near my friends.")
            XCTAssertEqual(family.draft?.step, .family)
        }
    }

    func testStopKeepsEverythingAndGoesBackToTheVisit() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow()
            family.press("I like it")
            let depth = family.navigator.depth
            family.press("Stop")
            XCTAssertTrue(family.says("Do you want to stop?"))
            family.press("Carry on")
            XCTAssertTrue(family.says("2 of 3"))
            family.press("Stop")
            family.press("Stop for today")
            XCTAssertTrue(family.says("Give the laptop back to your worker."))
            family.press("I am the worker")
            XCTAssertEqual(family.navigator.depth, depth - 1)
            XCTAssertEqual(family.draft?.step, .bid(.person, 1))
            XCTAssertEqual(family.draft?.voice(.person)?.answer(to: family.order[0]), .like)
        }
    }

    func testStopOverWordsKeepsThem() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow { $0.personsAnswers + [.goTo(.reasons(.person))] }
            family.fields.first?.text = "Near"
            family.press("Stop")
            family.press("Carry on")
            XCTAssertEqual(family.fields.first?.text, "Near")
            family.press("Stop")
            family.press("Stop for today")
            XCTAssertEqual(family.draft?.voice(.person)?.reasons, "Near")
        }
    }

    func testFamilyModeIsLeftOnlyThroughTheWorker() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow { $0.personsAnswers + [.goTo(.handBack)] }
            XCTAssertEqual(family.navigator.current?.canBeLeft, false)
            var proven: (@MainActor () -> Void)?
            family.admit = { proven = $0 }
            family.press("I am the worker")
            XCTAssertFalse(family.says("Check the answers"))
            XCTAssertEqual(family.draft?.step, .handBack)
            proven?()
            family.settle()
            XCTAssertTrue(family.says("Check the answers"))
        }
    }

    func testReadThisToMeSaysThePageAndLeavingItHushes() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow()
            family.press("Read this to me")
            XCTAssertEqual(family.voice.said.count, 1)
            XCTAssertTrue(
                family.voice.said.first?.contains("What do you think of this one?") ?? false)
            let hushes = family.voice.hushes
            family.press("I like it")
            XCTAssertGreaterThan(family.voice.hushes, hushes)
        }
    }

    func testALaptopWithoutAVoiceSaysSoAndTheWayGoesOn() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow(voice: NotingVoice(canSpeak: false))
            XCTAssertEqual(family.button("This laptop cannot read aloud")?.isSensitive, false)
            family.press("I like it")
            XCTAssertTrue(family.says("2 of 3"))
        }
    }
}
