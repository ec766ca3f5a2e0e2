import Foundation
import Gtk
import Presentation
import Procurement
import Rehearsal
import Screens
import XCTest

/// What holds for every worker screen.
final class EveryScreenTests: XCTestCase {
    override func setUpWithError() throws {
        try XCTSkipUnless(TestWindow.isPossible(), "there is no display")
    }

    private func onEveryScreen(
        width: Int = 1100, height: Int = 760,
        _ body: @MainActor @Sendable (TestWindow, String) throws -> Void
    ) throws {
        try MainActor.assumeIsolated {
            for place in Place.all {
                let window = TestWindow(try place.laptop(), width: width, height: height)
                place.open(window)
                window.run(untilSays: place.says)
                try body(window, place.name)
            }
        }
    }

    func testNothingThatTakesTheFocusIsWithoutAName() throws {
        try onEveryScreen { window, name in
            let nameless = window.seen.filter { widget in
                widget.isFocusable && !widget.hasName && widget.cast(to: Label.self) == nil
                    && !Self.isPartOfAnother(widget)
            }
            XCTAssertEqual(nameless.map(\.kind), [], name)
        }
    }

    func testEveryTargetIsAtLeast44PixelsHighAndWide() throws {
        try onEveryScreen { window, name in
            XCTAssertEqual(Self.smallTargets(in: window), [], name)
        }
        try onEveryScreen(width: 360, height: 640) { window, name in
            XCTAssertEqual(Self.smallTargets(in: window), [], name + " at 360 pixels")
        }
    }

    func testEveryScreenFitsInto360Pixels() throws {
        try onEveryScreen(width: 360, height: 640) { window, name in
            guard let root = window.navigator.current?.root else { return XCTFail(name) }
            XCTAssertTrue(root.has(class: "narrow"), name)
            XCTAssertLessThanOrEqual(root.minimumWidth, 360, name)
        }
    }

    func testTheWideFormFitsWhereItBegins() throws {
        try onEveryScreen(width: 740) { window, name in
            guard let root = window.navigator.current?.root else { return XCTFail(name) }
            XCTAssertFalse(root.has(class: "narrow"), name)
            XCTAssertLessThanOrEqual(root.minimumWidth, 720, name)
        }
    }

    func testEveryScreenFitsWithTextOfTwiceTheSize() throws {
        let scale = MainActor.assumeIsolated { Style.textScale }
        defer { MainActor.assumeIsolated { Style.textScale = scale } }
        try onEveryScreen(width: 1024, height: 600) { window, name in
            Style.textScale = 2
            window.navigator.resize(width: 1024, textScale: 2)
            guard let root = window.navigator.current?.root else { return XCTFail(name) }
            XCTAssertTrue(root.has(class: "narrow"), name)
            XCTAssertLessThanOrEqual(root.minimumWidth, 1024, name)
            Style.textScale = 1
        }
    }

    func testAScreenThatIsLeftLetsGoOfItsHandlers() throws {
        try MainActor.assumeIsolated {
            for place in Place.all {
                let before = liveSignalHandlers
                var window: TestWindow? = TestWindow(try place.laptop())
                if let window {
                    place.open(window)
                    window.run(untilSays: place.says)
                    XCTAssertGreaterThan(liveSignalHandlers, before, place.name)
                    window.navigator.close()
                }
                window = nil
                let end = Date().addingTimeInterval(5)
                while liveSignalHandlers != before, Date() < end { MainLoop.iterate() }
                XCTAssertEqual(liveSignalHandlers, before, place.name)
            }
        }
    }

    func testAPageThatIsGoneBackFromIsForgotten() throws {
        try MainActor.assumeIsolated {
            let window = TestWindow(try .sample())
            window.navigator.showVisits()
            window.run(untilSays: "A flat of my own")
            let before = liveSignalHandlers
            for _ in 0..<3 {
                window.navigator.showVisit("CE-2041")
                window.run(untilSays: "How to talk with this person")
                window.navigator.pop()
            }
            window.run { liveSignalHandlers == before }
            XCTAssertEqual(liveSignalHandlers, before)
        }
    }

    /// The text within an entry and the button within a menu button carry their owner's name.
    @MainActor private static func isPartOfAnother(_ widget: Widget) -> Bool {
        ["GtkText", "GtkPopoverMenu", "GtkWindow", "AdwHeaderBar"].contains(widget.kind)
    }

    @MainActor private static func smallTargets(in window: TestWindow) -> [String] {
        window.run {
            window.seen.allSatisfy { !$0.has(class: "btn-primary") || $0.height > 0 }
        }
        window.settle()
        return window.seen.compactMap { widget in
            let kinds = [
                "GtkButton", "GtkToggleButton", "GtkEntry", "GtkPasswordEntry", "GtkSearchEntry",
            ]
            guard kinds.contains(widget.kind),
                let bounds = widget.bounds(in: window.window)
            else { return nil }
            let label = widget.cast(to: Button.self)?.label ?? ""
            return bounds.width < 44 || bounds.height < 44
                ? "\(widget.kind) \(label) \(bounds.width) x \(bounds.height)" : nil
        }
    }
}
