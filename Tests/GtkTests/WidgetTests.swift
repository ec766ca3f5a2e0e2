import Gtk
import XCTest

final class WidgetTests: XCTestCase {
    override func setUpWithError() throws {
        try XCTSkipUnless(MainActor.assumeIsolated { MainLoop.start() }, "there is no display")
    }

    func testTextComesBackAsItWasGiven() {
        MainActor.assumeIsolated {
            let words = "“I can do toast.” £1,190 \u{1F980} é\n<b>&amp;</b>"
            XCTAssertEqual(Label(words).text, words)
            let view = TextView()
            view.text = words
            XCTAssertEqual(view.text, words)
            XCTAssertEqual(Button(words).label, words)
        }
    }

    func testABoxGetsItsSpacingBackWhenItLiesAgain() {
        MainActor.assumeIsolated {
            let box = Box(.across, spacing: 24)
            box.turn(down: true, spacingDown: 8)
            XCTAssertEqual(box.direction, .down)
            XCTAssertEqual(box.spacing, 8)
            box.turn(down: true, spacingDown: 8)
            box.turn(down: false, spacingDown: 8)
            XCTAssertEqual(box.direction, .across)
            XCTAssertEqual(box.spacing, 24)
        }
    }

    func testAWidgetIsOnlyWhatItIs() {
        MainActor.assumeIsolated {
            let widget: Widget = Label("one")
            XCTAssertNil(widget.cast(to: Button.self))
            XCTAssertNotNil(widget.cast(to: Label.self))
            XCTAssertEqual(widget.kind, "GtkLabel")
        }
    }

    func testDescendantsAreFoundByTheirClasses() {
        MainActor.assumeIsolated {
            let box = Box(
                .down,
                [
                    Label("a", classes: ["reflow"]), Box(.across, [Label("b", classes: ["other"])]),
                    Label("c"),
                ])
            XCTAssertEqual(
                box.descendants(withAnyOf: ["reflow", "other"])
                    .compactMap { $0.cast(to: Label.self)?.text },
                ["a", "b"])
        }
    }

    func testOneOfAGroupOfButtonsIsDown() {
        MainActor.assumeIsolated {
            let (first, second) = (ToggleButton("like"), ToggleButton("not sure"))
            second.join(first)
            XCTAssertFalse(first.isActive || second.isActive)
            first.isActive = true
            second.isActive = true
            XCTAssertFalse(first.isActive)
        }
    }

    func testAButtonWithAPictureHasTheNameThatItWasGiven() {
        MainActor.assumeIsolated {
            XCTAssertTrue(Button(child: Image(icon: "pict-home", size: 16), name: "Home").hasName)
            XCTAssertTrue(Button("Save").hasName)
        }
    }
}
