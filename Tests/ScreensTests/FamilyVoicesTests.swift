import Gtk
import Presentation
import Procurement
import Rehearsal
import Screens
import XCTest

/// The family's turn: voices of their own, never merged with the person's.
final class FamilyVoicesTests: XCTestCase {
    override func setUpWithError() throws {
        try XCTSkipUnless(TestWindow.isPossible(), "there is no display")
    }

    func testASisterSpeaksBesideThePersonAndChangesNothing() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow { $0.personsAnswers + [.goTo(.family)] }
            let person = family.draft?.voice(.person)
            family.press("Sister")
            XCTAssertTrue(family.says("It is Sister’s turn"))
            XCTAssertTrue(family.root.has(class: "family-voice"))
            XCTAssertEqual(family.chosen, [], "the person’s answers are not the sister’s")
            for _ in family.order { family.press("I do not like it") }
            family.press("None of these")
            family.press("Skip")
            XCTAssertTrue(family.says("Wants none of these"))
            XCTAssertEqual(family.draft?.voice("family-1")?.choice, .noneOfThese)
            XCTAssertEqual(family.draft?.voice(.person), person)
            family.press("Someone else wants to say something")
            family.press("Advocate")
            XCTAssertTrue(family.says("It is Advocate’s turn"))
            XCTAssertEqual(
                family.draft?.voices.map(\.whose),
                [
                    .person, .family(.sister), .advocate,
                ])
        }
    }

    func testAVoiceThatWasStartedByMistakeIsNotKept() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow { $0.personsAnswers + [.goTo(.family)] }
            family.press("Mother")
            family.press("Back")
            XCTAssertEqual(family.draft?.others, [])
            XCTAssertTrue(family.says("Does someone else want to say something?"))
        }
    }

    func testAVoiceIsRemovedOnlyAfterAsking() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow { draft in
                draft.personsAnswers + [
                    .hear(.family(.mother)), .answer("family-1", draft.order[0], .like),
                    .goTo(.family),
                ]
            }
            XCTAssertTrue(family.says("Not finished"))
            family.press("Remove")
            XCTAssertTrue(family.says("Remove what Mother said?"))
            family.press("Keep it")
            XCTAssertEqual(family.draft?.others.count, 1)
            family.press("Remove")
            family.press("Remove")
            XCTAssertEqual(family.draft?.others, [])
        }
    }

    func testAVoiceCarriesOnWhereItStopped() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow { draft in
                draft.personsAnswers + [
                    .hear(.family(.mother)), .answer("family-1", draft.order[0], .like),
                    .goTo(.family),
                ]
            }
            family.press("Carry on")
            XCTAssertEqual(family.draft?.step, .bid("family-1", 1))
            XCTAssertTrue(family.says("2 of 3"))
        }
    }
}

/// W7, and the way from it and back.
final class FamilyCheckTests: XCTestCase {
    override func setUpWithError() throws {
        try XCTSkipUnless(TestWindow.isPossible(), "there is no display")
    }

    func testChangeOpensThePageAndComesBackAfterTheAnswer() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow { $0.personsAnswers + [.goTo(.check)] }
            let changes = family.buttons.filter { $0.label == "Change" }
            XCTAssertEqual(changes.count, 2 + family.order.count)
            changes[2].press()
            family.settle()
            XCTAssertEqual(family.chosen, ["I like it"])
            family.press("I do not like it")
            XCTAssertTrue(family.says("Check the answers"))
            XCTAssertEqual(family.draft?.step, .check)
            XCTAssertTrue(family.says("I do not like it"))
            let focused = family.window.focused?.cast(to: Button.self)
            XCTAssertEqual(focused?.label, "Change", "the focus is on the row that was changed")
        }
    }

    func testChangingTheReasonsComesBackToo() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow { $0.personsAnswers + [.goTo(.check)] }
            family.buttons.filter { $0.label == "Change" }[1].press()
            family.settle()
            family.fields.first?.text = "It is near."
            family.press("Next")
            XCTAssertTrue(family.says("Check the answers"))
            XCTAssertTrue(family.says("“It is near.”"))
        }
    }

    func testWhatIsMissingIsSaidAtTheTopAndBesideEachRowAndCannotBeSaved() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow { draft in
                [.answer(.person, draft.order[0], .like), .goTo(.check)]
            }
            XCTAssertTrue(
                family.says("There is a problem. Choose one answer, or choose not sure."))
            let beside = family.words.filter { $0 == "Choose one answer, or choose not sure." }
            XCTAssertEqual(beside.count, family.order.count - 1 + 1)
            family.press("Save")
            XCTAssertTrue(family.says("Check the answers"))
            XCTAssertNotNil(family.draft)
        }
    }

    func testSaveFreezesTheDraftAndShowsThatItIsSaved() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow { $0.personsAnswers + [.goTo(.check)] }
            family.fields.first?.text = "Pointed to the card."
            family.press("Save")
            XCTAssertTrue(family.says("Saved on this laptop"))
            let record = family.laptop.laptop.file(family.package)?.records.last
            XCTAssertEqual(record?.preference.communication.observed, "Pointed to the card.")
            XCTAssertNil(family.draft)
        }
    }

    func testATextThatIsTooLongIsKeptAndCanBeMadeShorter() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow { $0.personsAnswers + [.goTo(.check)] }
            let full = String(repeating: "a", count: RecordRoom.text)
            family.fields.first?.text = full + "b"
            family.press("Save")
            XCTAssertTrue(family.says("Check the answers"))
            XCTAssertEqual(family.draft?.observed, full + "b")
            XCTAssertTrue(
                family.says("Kept on this laptop. Too long to be saved: take out 1 letter."))
            family.fields.first?.text = full
            family.press("Save")
            XCTAssertTrue(family.says("Saved on this laptop"))
        }
    }

    func testARecordThatIsNotStoredKeepsThePageAndSaysSo() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow { $0.personsAnswers + [.goTo(.check)] }
            family.laptop.laptop.refuseToStore(true)
            family.press("Save")
            XCTAssertTrue(family.says("Check the answers"))
            XCTAssertTrue(family.says("This is not saved."))
            XCTAssertEqual(family.button("Save")?.label, "Save")
            family.laptop.laptop.refuseToStore(false)
            family.press("Save")
            XCTAssertTrue(family.says("Saved on this laptop"))
        }
    }

    func testWordsThatAreStoredAfterAllAreNoProblemAnyMore() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow { $0.personsAnswers + [.goTo(.check)] }
            family.laptop.laptop.refuseToStore(true)
            family.fields.first?.text = "Pointed to the card."
            family.run { family.says("This is not saved.") }
            XCTAssertTrue(family.says("This is not saved."))
            family.laptop.laptop.refuseToStore(false)
            family.fields.first?.text = "Pointed to the card twice."
            family.run { family.says("Kept on this laptop.") }
            XCTAssertFalse(family.says("This is not saved."))
        }
    }

    func testAChangedAnswerHasToBeReadBackAgain() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow { $0.personsAnswers + [.confirmReadBack, .goTo(.check)] }
            XCTAssertTrue(family.says("The person said that it is right"))
            family.buttons.filter { $0.label == "Change" }[2].press()
            family.settle()
            family.press("I am not sure")
            XCTAssertTrue(family.says("Not read back since the last change"))
            family.press("Read it back")
            family.press("Yes, that is right")
            XCTAssertTrue(family.says("The person said that it is right"))
        }
    }
}
