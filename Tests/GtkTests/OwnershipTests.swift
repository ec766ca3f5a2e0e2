import Foundation
import Gtk
import XCTest

/// Who holds what: widgets go with the last who holds them, handlers with their widgets.
final class OwnershipTests: XCTestCase {
    override func setUpWithError() throws {
        try XCTSkipUnless(MainActor.assumeIsolated { MainLoop.start() }, "there is no display")
    }

    func testAWidgetGoesWithItsLastWrapper() {
        MainActor.assumeIsolated {
            var label: Label? = Label("A flat of my own")
            let memory = label.map { WeakObject($0) }
            XCTAssertEqual(memory?.isGone, false)
            label = nil
            XCTAssertEqual(memory?.isGone, true)
        }
    }

    func testABoxKeepsItsChildrenUntilTheyAreReplaced() {
        MainActor.assumeIsolated {
            let box = Box(.down, [Label("one")])
            guard let child = box.firstChild.map({ WeakObject($0) }) else {
                return XCTFail("the box is empty")
            }
            XCTAssertFalse(child.isGone)
            box.replace(with: [Label("two"), Label("three")])
            XCTAssertTrue(child.isGone)
            XCTAssertEqual(
                box.children.compactMap { $0.cast(to: Label.self)?.text }, ["two", "three"])
        }
    }

    func testTwoWrappersOfOneWidgetAreEqual() {
        MainActor.assumeIsolated {
            let label = Label("one")
            let box = Box(.down, [label])
            XCTAssertEqual(box.firstChild, label)
            XCTAssertNotEqual(box.firstChild, box)
        }
    }

    func testAHandlerIsReleasedWithItsButton() {
        MainActor.assumeIsolated {
            let before = liveSignalHandlers
            var pressed = 0
            var button: Button? = Button("Save")
            button?.onClicked { pressed += 1 }
            XCTAssertEqual(liveSignalHandlers, before + 1)
            button?.press()
            button?.press()
            XCTAssertEqual(pressed, 2)
            button = nil
            XCTAssertEqual(liveSignalHandlers, before)
        }
    }

    func testAHandlerThatKeepsItsScreenWeaklyLetsItGo() {
        @MainActor final class Screen {
            let button = Button("Save")
            var presses = 0
            init() { button.onClicked { [weak self] in self?.presses += 1 } }
        }
        MainActor.assumeIsolated {
            let before = liveSignalHandlers
            var screen: Screen? = Screen()
            screen?.button.press()
            XCTAssertEqual(screen?.presses, 1)
            weak let memory = screen
            screen = nil
            XCTAssertNil(memory)
            XCTAssertEqual(liveSignalHandlers, before)
        }
    }

    func testAKeyHandlerIsReleasedWithItsWidget() {
        MainActor.assumeIsolated {
            let before = liveSignalHandlers
            var box: Box? = Box(.down)
            box?.onKey { _ in true }
            XCTAssertEqual(liveSignalHandlers, before + 1)
            box = nil
            XCTAssertEqual(liveSignalHandlers, before)
        }
    }

    func testAClosedWindowLetsGoOfWhatItShowed() {
        MainActor.assumeIsolated {
            var content: Box? = Box(.down, [Label("one")])
            let memory = content.map { WeakObject($0) }
            var window: PlainWindow? = content.map { PlainWindow($0, width: 200, height: 100) }
            content = nil
            XCTAssertEqual(memory?.isGone, false)
            window?.destroy()
            window = nil
            XCTAssertEqual(memory?.isGone, true)
        }
    }
}
