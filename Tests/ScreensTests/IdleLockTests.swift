import Foundation
import Gtk
import Presentation
import Procurement
import Rehearsal
import Synchronization
import XCTest

@testable import Screens

/// A laptop that nobody touches. Time stands still until a test says otherwise.
final class IdleLockTests: XCTestCase {
    override func setUpWithError() throws {
        try XCTSkipUnless(TestWindow.isPossible(), "there is no display")
    }

    @MainActor private final class Idle {
        private var now = ContinuousClock.now
        private(set) var lock: IdleLock!

        init(_ navigator: Navigator) {
            lock = IdleLock(navigator, now: { [unowned self] in self.now })
        }

        /// Time passes, in seconds; the lock looks as it asked to, or not at all.
        func pass(_ seconds: Int, awake: Bool = true) {
            let end = now + .seconds(seconds)
            while awake, let wait = lock.look(), now + wait <= end { now += wait }
            now = end
            if awake { lock.look() }
        }
    }

    @MainActor private static func visits() throws -> (TestWindow, Idle) {
        let window = TestWindow(try .sample(link: .offline))
        window.navigator.openDoor()
        window.run(untilSays: "My visits")
        return (window, Idle(window.navigator))
    }

    func testItAsksHalfAMinuteBeforeAndThenLocks() throws {
        try MainActor.assumeIsolated {
            let (window, idle) = try Self.visits()
            idle.pass(269)
            XCTAssertNil(idle.lock.warning)
            idle.pass(1)
            XCTAssertNotNil(idle.lock.warning)
            idle.pass(29)
            window.settle()
            XCTAssertTrue(window.says("My visits"))
            idle.pass(1)
            window.run(untilSays: "Unlock Support Choice")
            XCTAssertNil(idle.lock.warning)
            XCTAssertEqual(window.navigator.depth, 1)
            // At the door there is nothing to lock.
            idle.pass(3_600)
            XCTAssertNil(idle.lock.warning)
        }
    }

    func testATouchOrAnotherPageKeepsItOpenAndTakesTheQuestionAway() throws {
        try MainActor.assumeIsolated {
            let (window, idle) = try Self.visits()
            for round in 1...4 {
                idle.pass(280)
                XCTAssertNotNil(idle.lock.warning)
                if round.isMultiple(of: 2) {
                    idle.lock.touched()
                } else {
                    window.navigator.showWaiting()
                    window.navigator.pop()
                }
                XCTAssertNil(idle.lock.warning)
            }
            window.settle()
            XCTAssertTrue(window.says("My visits"))
        }
    }

    func testALaptopThatSleptIsNotKeptOpenByTheHandThatWakesIt() throws {
        try MainActor.assumeIsolated {
            let (window, idle) = try Self.visits()
            idle.pass(28_800, awake: false)
            idle.lock.touched()
            idle.lock.touched()
            XCTAssertNil(idle.lock.warning)
            window.run(untilSays: "Unlock Support Choice")
        }
    }

    func testFamilyModeWaitsHalfAnHourAndThenLocksToo() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow()
            let idle = Idle(family.navigator)
            idle.pass(1_769)
            XCTAssertNil(idle.lock.warning)
            idle.pass(1)
            XCTAssertNotNil(idle.lock.warning)
            idle.pass(30)
            family.run { family.laptop.whenLocked.withLock { $0 } != nil }
            XCTAssertNotNil(family.laptop.whenLocked.withLock { $0 })
        }
    }

    func testAVisitHeldWithASwitchDoesNotLockWhenItEnds() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow { $0.personsAnswers + [.goTo(.check)] }
            let idle = Idle(family.navigator)
            // From W7 to a page of the family, and back after eight minutes: two presses, no key.
            family.buttons.filter { $0.label == "Change" }[1].press()
            family.settle()
            idle.pass(480)
            family.press("Skip")
            XCTAssertTrue(family.says("Check the answers"))
            idle.pass(269)
            XCTAssertNil(idle.lock.warning)
            XCTAssertNil(family.laptop.whenLocked.withLock { $0 })
            // And W7 waits as a worker's page does, not as the family's.
            idle.pass(31)
            family.run { family.laptop.whenLocked.withLock { $0 } != nil }
            XCTAssertNotNil(family.laptop.whenLocked.withLock { $0 })
        }
    }

    func testTheRecoveryCodeDoesNotStayOnTheScreen() throws {
        try MainActor.assumeIsolated {
            let (window, idle) = try Self.visits()
            window.navigator.start(with: RecoveryScreen(window.navigator, code: "AAAA-BBBB"))
            idle.pass(300)
            window.run(untilSays: "Unlock Support Choice")
        }
    }

    func testWhatWasTypedLastIsStoredBeforeTheLock() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow { $0.personsAnswers + [.goTo(.check)] }
            family.fields.first?.text = "Pointed to the card."
            family.navigator.lock()
            family.run { family.laptop.whenLocked.withLock { $0 } != nil }
            XCTAssertEqual(
                family.laptop.whenLocked.withLock { $0 }?.last, .observe("Pointed to the card."))
        }
    }

    func testWhatCannotBeStoredKeepsThePageOpen() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow { $0.personsAnswers + [.goTo(.check)] }
            family.fields.first?.text = "Pointed to the card."
            family.laptop.laptop.refuseToStore(true)
            let idle = Idle(family.navigator)
            idle.pass(300)
            family.settle()
            XCTAssertTrue(family.says("Check the answers"))
            XCTAssertNil(family.laptop.whenLocked.withLock { $0 })
            // The worker who comes back to mend it can type: a touch does not try to lock again.
            idle.lock.touched()
            XCTAssertTrue(family.navigator.root.isSensitive)
        }
    }

    func testNoDialogStaysOverTheDoor() throws {
        try MainActor.assumeIsolated {
            let (window, _) = try Self.visits()
            let dialog = MessageDialog.ask(
                "Remove what was said?", "Mother", in: window.window,
                answers: [.init(id: "keep", label: "Keep it")]
            ) { _ in }
            XCTAssertTrue(dialog.isMapped)
            window.navigator.lock()
            window.run(untilSays: "Unlock Support Choice")
            XCTAssertFalse(dialog.isMapped)
        }
    }
}
