import Gtk
import Presentation
import Rehearsal
import Screens
import XCTest

/// Setting up, unlocking, and saving what a damaged store holds.
final class DoorTests: XCTestCase {
    override func setUpWithError() throws {
        try XCTSkipUnless(TestWindow.isPossible(), "there is no display")
    }

    func testTheRightPassphraseOpensMyVisits() throws {
        try MainActor.assumeIsolated {
            let window = try door(.locked(triesLeft: 5, waitSeconds: 0))
            fill(window, RehearsalLaptop.passphrase)
            window.press("Unlock")
            window.run(untilSays: "My visits")
        }
    }

    func testAWrongPassphraseSaysHowManyTriesAreLeftAndThenWaits() throws {
        try MainActor.assumeIsolated {
            let window = try door(.locked(triesLeft: 2, waitSeconds: 0))
            XCTAssertTrue(window.says("You have 2 tries left."))
            fill(window, "not this one")
            window.press("Unlock")
            window.run(untilSays: "That is not right. You have 1 try left.")
            XCTAssertEqual(window.entries.first?.text, "")
            fill(window, "nor this one")
            window.press("Unlock")
            window.run(untilSays: "Too many tries. Wait")
            XCTAssertEqual(window.button("Unlock")?.isSensitive, false)
        }
    }

    func testTheWaitEndsByItself() throws {
        try MainActor.assumeIsolated {
            let window = try door(.locked(triesLeft: 0, waitSeconds: 1))
            XCTAssertEqual(window.entries.first?.isSensitive, false)
            window.run { window.entries.first?.isSensitive ?? false }
            XCTAssertEqual(window.entries.first?.isSensitive, true)
            XCTAssertFalse(window.says("Too many tries."))
        }
    }

    func testTheRecoveryCodeOpensToo() throws {
        try MainActor.assumeIsolated {
            let window = try door(.locked(triesLeft: 5, waitSeconds: 0))
            window.press("Use the recovery code instead")
            window.run(untilSays: "Your recovery code")
            fill(window, RehearsalLaptop.recoveryCode)
            window.press("Unlock")
            window.run(untilSays: "My visits")
        }
    }

    func testSettingUpShowsTheRecoveryCodeAndCannotBeLeftBefore() throws {
        try MainActor.assumeIsolated {
            let window = try door(.notSetUp)
            let words = RehearsalLaptop.passphrase
            fill(window, "https://council.example", RehearsalLaptop.code, words, words)
            window.press("Set up this laptop")
            window.run(untilSays: RehearsalLaptop.recoveryCode)
            XCTAssertEqual(window.navigator.current?.canBeLeft, false)
            window.press("I have written it down")
            window.run(untilSays: "My visits")
        }
    }

    func testARecoveryCodeThatNobodyWroteDownIsShownAgain() throws {
        try MainActor.assumeIsolated {
            let laptop = try RehearsalLaptop.sample(
                door: .locked(triesLeft: 5, waitSeconds: 0))
            laptop.forgetThatTheRecoveryCodeWasRead()
            let window = openedDoor(of: laptop)
            fill(window, RehearsalLaptop.passphrase)
            window.press("Unlock")
            window.run(untilSays: RehearsalLaptop.recoveryCode)
            window.press("I have written it down")
            window.run(untilSays: "My visits")
        }
    }

    func testWhatIsWrongIsSaidAtTheTopAndBesideTheField() throws {
        try MainActor.assumeIsolated {
            let window = try door(.notSetUp)
            let words = RehearsalLaptop.passphrase
            fill(window, "https://council.example", "AAAA-BBBB-CCCC-DDDD-EEEE", words, words)
            window.press("Set up this laptop")
            let sentence = "The code did not work. Check it with your team. Nothing was lost."
            window.run(untilSays: sentence)
            XCTAssertEqual(window.words.filter { $0 == sentence }.count, 2)
            XCTAssertEqual(window.entries.map(\.text).first, "https://council.example")
            fill(window, "https://council.example", RehearsalLaptop.code, words, "something else")
            window.press("Set up this laptop")
            window.run(untilSays: "The two passphrases are not the same.")
        }
    }

    func testADamagedStoreTellsWhatWasSaved() throws {
        try MainActor.assumeIsolated {
            let window = try door(.damaged)
            fill(window, "not this one")
            window.press("Save what people said")
            window.run(untilSays: "That is not right.")
            fill(window, RehearsalLaptop.passphrase)
            window.press("Save what people said")
            window.run(untilSays: "We saved 3 records of what people said.")
            XCTAssertTrue(window.says("There is a copy at"))
            window.press("Carry on")
            window.run(untilSays: "My visits")
        }
    }
}

@MainActor private func door(_ door: Door) throws -> TestWindow {
    openedDoor(of: try .sample(door: door))
}

@MainActor private func openedDoor(of laptop: RehearsalLaptop) -> TestWindow {
    let window = TestWindow(laptop)
    window.navigator.openDoor()
    window.run { window.navigator.current != nil }
    window.settle()
    return window
}

@MainActor private func fill(_ window: TestWindow, _ texts: String...) {
    for (entry, text) in zip(window.entries, texts) { entry.text = text }
}
