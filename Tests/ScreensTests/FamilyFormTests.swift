import Gtk
import Presentation
import Procurement
import Screens
import XCTest

/// What holds for every page of family mode.
final class FamilyFormTests: XCTestCase {
    override func setUpWithError() throws {
        try XCTSkipUnless(TestWindow.isPossible(), "there is no display")
    }

    private static let steps: [VisitDraft.Step] = [
        .bid(.person, 0), .bid(.person, 2), .favourite(.person), .reasons(.person), .family,
        .bid("family-1", 0), .favourite("family-1"), .reasons("family-1"), .readBack, .handBack,
    ]

    /// Opens every page, Stop and the cards of those who can speak included.
    private func onEveryPage(
        width: Int = 1280, height: Int = 800,
        _ body: @MainActor @Sendable (FamilyWindow, String) throws -> Void
    ) throws {
        try MainActor.assumeIsolated {
            for step in Self.steps {
                let family = try FamilyWindow(width: width, height: height) { draft in
                    draft.personsAnswers + [.hear(.family(.grandparent)), .goTo(step)]
                }
                try body(family, "\(step)")
            }
            let stop = try FamilyWindow(width: width, height: height)
            stop.press("Stop")
            try body(stop, "Stop")
            let turn = try FamilyWindow(width: width, height: height) {
                $0.personsAnswers + [.goTo(.family)]
            }
            try body(turn, "who speaks")
        }
    }

    func testNoPageShowsMoneyOrAnotherPackage() throws {
        try onEveryPage { family, page in
            let all = family.root.tree.compactMap { $0.cast(to: Label.self)?.text }
            XCTAssertFalse(all.isEmpty, page)
            XCTAssertEqual(all.filter { $0.contains("£") || $0.contains("CE-") }, [], page)
            XCTAssertFalse(
                family.window.title.contains("CE-"), "\(page): the title of the window")
        }
    }

    func testEveryTargetIsBigAndApartFromTheNext() throws {
        for width in [1280, 360] {
            try onEveryPage(width: width) { family, page in
                let targets = family.buttons.compactMap { $0.bounds(in: family.root) }
                XCTAssertFalse(targets.isEmpty, page)
                for target in targets {
                    XCTAssertGreaterThanOrEqual(target.width, 64, "\(page) at \(width)")
                    XCTAssertGreaterThanOrEqual(target.height, 64, "\(page) at \(width)")
                }
                for (index, one) in targets.enumerated() {
                    for other in targets[(index + 1)...] {
                        let across = max(
                            other.x - one.x - one.width, one.x - other.x - other.width)
                        let down = max(
                            other.y - one.y - one.height, one.y - other.y - other.height)
                        XCTAssertGreaterThanOrEqual(
                            max(across, down), 16, "\(page) at \(width): \(one) \(other)")
                    }
                }
            }
        }
    }

    func testEveryPageFitsInto360Pixels() throws {
        try onEveryPage(width: 360, height: 740) { family, page in
            XCTAssertTrue(family.root.has(class: "narrow"), page)
            XCTAssertLessThanOrEqual(family.root.minimumWidth, 360, page)
        }
    }

    func testEveryPageFitsWithTextOfTwiceTheSize() throws {
        MainActor.assumeIsolated { Style.textScale = 2 }
        defer { MainActor.assumeIsolated { Style.textScale = 1 } }
        try onEveryPage(width: 1024, height: 600) { family, page in
            XCTAssertTrue(family.root.has(class: "narrow"), page)
            XCTAssertLessThanOrEqual(family.root.minimumWidth, 1024, page)
        }
    }

    func testNothingThatTakesTheFocusIsWithoutAName() throws {
        try onEveryPage { family, page in
            let nameless = family.seen.filter { widget in
                widget.isFocusable && !widget.hasName && widget.cast(to: Label.self) == nil
                    && widget.cast(to: ScrolledWindow.self) == nil
            }
            XCTAssertEqual(nameless.map(\.kind), [], page)
        }
    }

    func testEveryPageStartsWithTheFocusOnItsHeading() throws {
        try onEveryPage { family, page in
            let words = family.window.focused?.cast(to: Label.self)?.text ?? ""
            XCTAssertFalse(words.isEmpty, page)
        }
    }

    func testEverySentenceHasAtMostTwelveWords() throws {
        try onEveryPage { family, page in
            for text in family.words {
                let sentences = text.split { ".?!".contains($0) }
                for sentence in sentences {
                    XCTAssertLessThanOrEqual(
                        sentence.split(separator: " ").count, 12, "\(page): \(sentence)")
                }
            }
        }
    }

    func testPagesThatAreGoneLetGoOfTheirHandlers() throws {
        try MainActor.assumeIsolated {
            let before = liveSignalHandlers
            var family: FamilyWindow? = try FamilyWindow()
            family?.settle()
            // Through the pages and back again: as many handlers as before.
            let there = liveSignalHandlers
            for _ in 0..<2 { family?.press("I like it") }
            for _ in 0..<2 { family?.press("Back") }
            XCTAssertEqual(liveSignalHandlers, there)
            family?.press("Stop")
            family?.press("Carry on")
            XCTAssertEqual(liveSignalHandlers, there)
            family?.close()
            family?.settle()
            family = nil
            XCTAssertEqual(liveSignalHandlers, before)
        }
    }
}
