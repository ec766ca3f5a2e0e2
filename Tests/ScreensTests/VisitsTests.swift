import Foundation
import Gtk
import Presentation
import Procurement
import Rehearsal
import Screens
import XCTest

/// W2 to W9 as somebody uses them.
final class VisitsTests: XCTestCase {
    override func setUpWithError() throws {
        try XCTSkipUnless(TestWindow.isPossible(), "there is no display")
    }

    func testTheNextVisitIsLargeAndNotInTheList() throws {
        try MainActor.assumeIsolated {
            let window = try visits()
            XCTAssertTrue(window.says("Next visit: today at 2 o’clock"))
            XCTAssertEqual(window.words.filter { $0 == "A flat of my own, near the bus" }.count, 1)
            window.press("Open visit")
            window.run(untilSays: "How to talk with this person")
            XCTAssertEqual(window.navigator.current?.title, "Package CE-2041")
        }
    }

    func testTheFiltersShowWhatTheySay() throws {
        try MainActor.assumeIsolated {
            let window = try visits()
            window.seen.compactMap { $0.cast(to: ToggleButton.self) }
                .first { $0.label.hasPrefix("Done") }?.isActive = true
            window.settle()
            XCTAssertTrue(window.says("Waiting to send"))
            XCTAssertFalse(window.says("A flat of my own, near the bus"))
            XCTAssertFalse(window.says("Stopped half way"))
        }
    }

    func testSearchFindsByPlaceAndNumberAndSaysWhenNothingFits() throws {
        try MainActor.assumeIsolated {
            let window = try visits()
            let search = try XCTUnwrap(window.entries.first)
            search.text = "ce-2061"
            window.run(untilSays: "My own space and my own rules")
            XCTAssertFalse(window.says("A flat of my own, near the bus"))
            search.text = "nothing is called this"
            window.run(untilSays: "No visit fits these words.")
            search.text = ""
            window.run(untilSays: "A flat of my own, near the bus")
        }
    }

    func testControlFGoesToTheSearch() throws {
        try MainActor.assumeIsolated {
            let window = try visits()
            XCTAssertEqual(window.navigator.current?.handle(Key("f", control: true)), true)
            let focused = try XCTUnwrap(window.window.focused)
            XCTAssertEqual(focused.kind, "GtkText")
        }
    }

    func testAnEmptyLaptopSaysWhereVisitsComeFrom() throws {
        try MainActor.assumeIsolated {
            let window = try visits(RehearsalLaptop([]))
            window.run(untilSays: "No visits yet.")
            XCTAssertTrue(window.says("New visits come to this laptop when you are online."))
        }
    }

    func testThousandsOfVisitsHaveAFewRows() throws {
        try MainActor.assumeIsolated {
            let window = try visits(.crowded(5000))
            window.run { window.button("Show 50 more visits") != nil }
            let rows = window.seen.filter { $0.has(class: "row") }
            XCTAssertEqual(rows.count, 50)
            window.press("Show 50 more visits")
            window.settle()
            XCTAssertEqual(window.seen.filter { $0.has(class: "row") }.count, 100)
        }
    }

    func testTheStripTellsThatTheCouncilIsOutOfReach() throws {
        try MainActor.assumeIsolated {
            let window = try visits()
            XCTAssertTrue(window.says("You are offline. You can carry on. Nothing will be lost."))
            XCTAssertTrue(window.says("Council last reached today, 9:12 am"))
            window.laptop.set(.online)
            window.run { !window.says("You are offline.") }
            XCTAssertFalse(window.says("You are offline."))
        }
    }

    func testAChangeFromTheCouncilShowsByItself() throws {
        try MainActor.assumeIsolated {
            let window = try visits()
            window.laptop.change { files in files.removeAll { $0.id == "CE-2038" } }
            window.run { !window.says("Quiet days out, one step at a time") }
            XCTAssertFalse(window.says("Quiet days out, one step at a time"))
            XCTAssertTrue(window.says("Getting out of my front door again"))
        }
    }

    func testAPackageWithoutBidsCannotBeStarted() throws {
        try MainActor.assumeIsolated {
            let window = try visits()
            window.navigator.showVisit("CE-2060")
            window.run(untilSays: "No bids to show yet.")
            XCTAssertNil(window.button("Start together"))
            XCTAssertNil(window.button("Compare bids"))
        }
    }

    func testAVisitThatWasStoppedCarriesOnWithItsAnswers() throws {
        try MainActor.assumeIsolated {
            let window = try visits()
            let before = window.laptop.file("CE-2044")?.draft
            XCTAssertNotNil(before)
            window.navigator.showVisit("CE-2044")
            window.run(untilSays: "You stopped half way. Do you want to carry on?")
            window.press("Carry on")
            window.run { window.navigator.depth == 3 }
            XCTAssertEqual(window.navigator.depth, 3)
            XCTAssertEqual(window.laptop.file("CE-2044")?.draft?.preference, before?.preference)
            XCTAssertEqual(window.laptop.file("CE-2044")?.draft?.voices, before?.voices)
        }
    }

    func testAVisitThatCannotBeStoredSaysSoAndStays() throws {
        try MainActor.assumeIsolated {
            let window = try visits()
            window.navigator.showVisit("CE-2041")
            window.run(untilSays: "Start together")
            window.laptop.refuseToStore(true)
            window.press("Start together")
            window.run(untilSays: "The laptop’s disk is full.")
            XCTAssertEqual(window.navigator.current?.title, "Package CE-2041")
            window.laptop.refuseToStore(false)
            window.run { window.button("Start together")?.isSensitive ?? false }
            window.press("Start together")
            window.run { window.navigator.depth == 3 }
            XCTAssertEqual(window.navigator.depth, 3)
        }
    }

    func testTheComparisonSaysWhatEachBidSays() throws {
        try MainActor.assumeIsolated {
            let window = try visits()
            let file = try XCTUnwrap(window.laptop.file("CE-2041"))
            window.navigator.showComparison(file)
            window.run(untilSays: "Dane Valley Support")
            for bid in file.bids {
                XCTAssertTrue(window.says(bid.providerName))
                for response in bid.responses { XCTAssertTrue(window.says(response.answer)) }
            }
            for outcome in file.package.outcomes { XCTAssertTrue(window.says(outcome.title)) }
        }
    }

    func testSendingMovesTheCountsOnlyWithAReceipt() throws {
        try MainActor.assumeIsolated {
            let window = try visits()
            window.press("See what is waiting")
            window.run(untilSays: "2 things are waiting to be sent")
            window.press("Try now")
            window.settle()
            XCTAssertTrue(window.says("2 things are waiting to be sent"))
            window.laptop.set(.online)
            window.settle()
            XCTAssertTrue(window.says("2 things are waiting to be sent"))
            window.press("Try now")
            window.run(untilSays: "The council has everything from this laptop.")
            XCTAssertFalse(window.says("Not sent yet"))
        }
    }

    func testASavedRecordSaysItsTrueState() throws {
        try MainActor.assumeIsolated {
            let window = try visits()
            let record = try XCTUnwrap(window.laptop.file("CE-2055")?.records.last)
            window.navigator.showSaved(record)
            window.run(untilSays: "We will send it when you are back online.")
            window.laptop.set(.online)
            window.run(untilSays: "We are sending it to the council now.")
            Task { [laptop = window.laptop] in await laptop.tryNow() }
            window.run(untilSays: "The council has it. We have the receipt.")
            window.press("Back to visits")
            window.run(untilSays: "My visits")
            XCTAssertEqual(window.navigator.depth, 1)
        }
    }

    func testWhatWasSaidInAVisitThatLeftCanBeSaved() throws {
        try MainActor.assumeIsolated {
            let window = try visits(try .withKeptVisits())
            XCTAssertTrue(window.says("Package CE-2044 has left your list"))
            XCTAssertTrue(window.says("Not everything is answered."))
            XCTAssertTrue(window.says("2 visits have something that this program is too old"))
            window.laptop.refuseToStore(true)
            window.press("Save")
            window.run(untilSays: "The laptop’s disk is full.")
            XCTAssertTrue(window.says("Package CE-2041 has left your list"))
            window.laptop.refuseToStore(false)
            window.press("Save")
            window.run(untilSays: "Saved on this laptop")
            XCTAssertTrue(window.says("The visit has left your list."))
            window.navigator.showVisits()
            window.run(untilSays: "Package CE-2044 has left your list")
            XCTAssertFalse(window.says("Package CE-2041 has left your list"))
        }
    }

    func testAnOpenVisitThatLeavesSaysWhereItsAnswersAre() throws {
        try MainActor.assumeIsolated {
            let window = try visits()
            window.navigator.showVisit("CE-2044")
            window.run(untilSays: "You stopped half way")
            window.laptop.takeAway("CE-2044")
            window.run(untilSays: "What was said is kept: see My visits.")
            XCTAssertNil(window.button("Carry on"))
            window.laptop.giveBack("CE-2044")
            window.run { window.button("Carry on") != nil }
            XCTAssertNotNil(window.button("Carry on"))
            XCTAssertFalse(window.says("no longer on this laptop"))
        }
    }

    func testALaptopThatWasTakenOffTheListGoesBackWithACode() throws {
        try MainActor.assumeIsolated {
            let window = try visits(link: .problem(.revoked))
            window.press("See what is waiting")
            window.run(untilSays: "With a code from your team, everything is sent as before.")
            XCTAssertNil(window.button("Try now"))
            window.press("Type a new code")
            window.run(untilSays: "Back on the council’s list")
            let field = try XCTUnwrap(window.entries.first)
            field.text = "ABCD"
            window.press("Use this code")
            window.run(untilSays: "A code has 20 letters and numbers.")
            field.text = RehearsalLaptop.code
            window.press("Use this code")
            window.run(untilSays: "Try now")
            window.run { window.button("Type a new code") == nil }
            XCTAssertNil(window.button("Type a new code"))
        }
    }

    func testLockingTakesEveryPageAway() throws {
        try MainActor.assumeIsolated {
            let window = try visits()
            window.navigator.showVisit("CE-2041")
            window.run(untilSays: "How to talk with this person")
            window.navigator.lock()
            window.run(untilSays: "Unlock Support Choice")
            XCTAssertEqual(window.navigator.depth, 1)
            let words = window.navigator.root.tree.compactMap { $0.cast(to: Label.self)?.text }
            XCTAssertFalse(words.contains { $0.contains("CE-20") })
        }
    }
}

/// A window on My visits.
@MainActor private func visits(
    _ laptop: RehearsalLaptop? = nil, link: SendingState.Link = .offline
) throws -> TestWindow {
    let window = TestWindow(try laptop ?? .sample(link: link))
    window.navigator.openDoor()
    window.run { window.says("My visits") }
    window.settle()
    return window
}
