import Foundation
import Gtk
import Presentation
import Procurement
import Rehearsal
import Synchronization
import XCTest

@testable import Screens

/// A laptop that nobody touches.
final class IdleLockTests: XCTestCase {
    private static let limits = IdleLock.Limits(
        lock: .milliseconds(700), warning: .milliseconds(400))

    override func setUpWithError() throws {
        try XCTSkipUnless(TestWindow.isPossible(), "there is no display")
    }

    @MainActor private static func visits() throws -> (TestWindow, IdleLock) {
        let window = TestWindow(try .sample(link: .offline))
        window.navigator.openDoor()
        window.run(untilSays: "My visits")
        return (window, IdleLock(window.navigator, limits: limits))
    }

    func testItAsksFirstAndThenLocks() throws {
        try MainActor.assumeIsolated {
            let (window, idle) = try Self.visits()
            window.run { idle.warning != nil }
            XCTAssertNotNil(idle.warning)
            XCTAssertTrue(window.says("My visits"))
            window.run(untilSays: "Unlock Support Choice")
            XCTAssertNil(idle.warning)
            XCTAssertEqual(window.navigator.depth, 1)
        }
    }

    func testATouchKeepsItOpenAndTakesTheQuestionAway() throws {
        try MainActor.assumeIsolated {
            let (window, idle) = try Self.visits()
            for _ in 1...3 {
                window.run { idle.warning != nil }
                XCTAssertNotNil(idle.warning)
                idle.touched()
                XCTAssertNil(idle.warning)
            }
            XCTAssertTrue(window.says("My visits"))
        }
    }

    func testALaptopThatSleptIsNotKeptOpenByTheHandThatWakesIt() throws {
        try MainActor.assumeIsolated {
            let window = TestWindow(try .sample(link: .offline))
            window.navigator.openDoor()
            window.run(untilSays: "My visits")
            let idle = IdleLock(
                window.navigator, limits: .init(lock: .milliseconds(300), warning: .zero))
            // Nothing runs, as while the lid is closed.
            usleep(400_000)
            idle.touched()
            XCTAssertNil(idle.warning)
            window.run(untilSays: "Unlock Support Choice")
        }
    }

    func testFamilyModeWaitsLongerAndWhatWasTypedIsKept() throws {
        try MainActor.assumeIsolated {
            let family = try FamilyWindow { draft in
                draft.personsAnswers + [.goTo(.reasons(.person))]
            }
            family.fields.first?.text = "It is near."
            let idle = IdleLock(
                family.navigator,
                limits: .init(lock: .milliseconds(300), warning: .milliseconds(200), patience: 5))
            let end = Date().addingTimeInterval(0.8)
            family.run { Date() > end }
            XCTAssertNil(idle.warning)
            XCTAssertNil(family.laptop.whenLocked.withLock { $0 })
            family.run { idle.warning != nil }
            XCTAssertNotNil(idle.warning)
            family.run { family.laptop.whenLocked.withLock { $0 } != nil }
            let stored = try XCTUnwrap(family.laptop.whenLocked.withLock { $0 })
            XCTAssertTrue(stored.contains(.explain(.person, "It is near.")))
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
            family.navigator.lock()
            family.settle()
            XCTAssertTrue(family.says("Check the answers"))
            XCTAssertNil(family.laptop.whenLocked.withLock { $0 })
        }
    }
}
