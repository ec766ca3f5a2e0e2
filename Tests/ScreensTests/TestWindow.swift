import Foundation
import Gtk
import Presentation
import Procurement
import Rehearsal
import Screens
import XCTest

/// A window on a laptop in memory.
@MainActor final class TestWindow {
    let laptop: RehearsalLaptop
    let navigator: Navigator
    let window: PlainWindow

    nonisolated static func isPossible() -> Bool {
        MainActor.assumeIsolated {
            guard AppResources.register(), MainLoop.start() else { return false }
            Style.load()
            return true
        }
    }

    init(_ laptop: RehearsalLaptop, width: Int = 1100, height: Int = 760) {
        self.laptop = laptop
        navigator = Navigator(laptop: laptop) { RehearsalLaptop.now }
        window = PlainWindow(navigator.root, width: width, height: height)
        navigator.window = window
        navigator.resize(width: width, textScale: 1)
        window.present()
    }

    isolated deinit {
        navigator.close()
        window.destroy()
    }

    /// Turns the loop until the condition holds, or long enough to say that it never will.
    func run(until condition: () -> Bool) {
        let end = Date().addingTimeInterval(10)
        while !condition(), Date() < end {
            MainLoop.iterate()
            usleep(2000)
        }
    }

    /// Turns the loop until the words are on the page.
    func run(untilSays words: String, file: StaticString = #filePath, line: UInt = #line) {
        run { says(words) }
        settle()
        XCTAssertTrue(says(words), "the page does not say “\(words)”", file: file, line: line)
    }

    /// Turns the loop for some frames: all is laid out then.
    func settle() {
        let end = Date().addingTimeInterval(0.12)
        run { Date() > end }
    }

    /// Everything below the shown page that can be seen.
    var seen: [Widget] {
        (navigator.current?.root.tree ?? []).filter(\.isMapped)
    }

    /// The words on the page, in the order of the tree.
    var words: [String] { seen.compactMap { $0.cast(to: Label.self)?.text } }

    func says(_ words: String) -> Bool { self.words.contains { $0.contains(words) } }

    /// The button with these words on it.
    func button(_ words: String) -> Button? {
        seen.compactMap { $0.cast(to: Button.self) }.first { button in
            button.label == words
                || button.tree.contains { $0.cast(to: Label.self)?.text == words }
        }
    }

    func press(_ words: String, file: StaticString = #filePath, line: UInt = #line) {
        guard let button = button(words) else {
            return XCTFail("there is no button “\(words)”", file: file, line: line)
        }
        XCTAssertTrue(button.isSensitive, "“\(words)” cannot be pressed", file: file, line: line)
        button.press()
    }

    /// The fields to type into, from the top.
    var entries: [Entry] {
        seen.filter { ["GtkEntry", "GtkPasswordEntry", "GtkSearchEntry"].contains($0.kind) }
            .compactMap { $0.cast(to: Entry.self) }
    }
}

/// A screen to look at, with what it says when it is there.
struct Place: Sendable {
    let name: String
    let says: String
    let laptop: @Sendable () throws -> RehearsalLaptop
    let open: @MainActor @Sendable (TestWindow) -> Void

    /// Every worker screen.
    static let all: [Place] = [
        Place(name: "W0", says: "Set up this laptop", laptop: { try .sample(door: .notSetUp) }) {
            $0.navigator.openDoor()
        },
        Place(
            name: "W1", says: "Unlock Support Choice",
            laptop: { try .sample(door: .locked(triesLeft: 5, waitSeconds: 0)) }
        ) { $0.navigator.openDoor() },
        Place(
            name: "W1 damaged", says: "cannot be read", laptop: { try .sample(door: .damaged) }
        ) { $0.navigator.openDoor() },
        Place(
            name: "W1 newer", says: "A newer Support Choice", laptop: { try .sample(door: .newer) }
        ) { $0.navigator.openDoor() },
        Place(name: "W1 in use", says: "open already", laptop: { try .sample(door: .inUse) }) {
            $0.navigator.openDoor()
        },
        Place(name: "W2", says: "A flat of my own", laptop: { try .sample() }) {
            $0.navigator.openDoor()
        },
        Place(
            name: "W2 kept", says: "Package CE-2044 has left your list",
            laptop: { try .withKeptVisits() }
        ) {
            $0.navigator.openDoor()
        },
        Place(name: "W3", says: "How to talk with this person", laptop: { try .sample() }) {
            $0.navigator.showVisits()
            $0.navigator.showVisit("CE-2041")
        },
        Place(name: "W3 stopped", says: "You stopped half way", laptop: { try .sample() }) {
            $0.navigator.showVisits()
            $0.navigator.showVisit("CE-2044")
        },
        Place(name: "W5", says: "Dane Valley Support", laptop: { try .sample() }) {
            $0.navigator.showVisits()
            if let file = $0.laptop.file("CE-2041") { $0.navigator.showComparison(file) }
        },
        Place(name: "W8", says: "Saved on this laptop", laptop: { try .sample() }) {
            if let record = $0.laptop.file("CE-2055")?.records.last {
                $0.navigator.showSaved(record)
            }
        },
        Place(name: "W9", says: "things are waiting to be sent", laptop: { try .sample() }) {
            $0.navigator.showVisits()
            $0.navigator.showWaiting()
        },
        Place(
            name: "W9 off the list", says: "taken this laptop off its list",
            laptop: { try .sample(link: .problem(.revoked)) }
        ) {
            $0.navigator.showVisits()
            $0.navigator.showWaiting()
        },
        Place(
            name: "W0 again", says: "Back on the council’s list",
            laptop: { try .sample(link: .problem(.revoked)) }
        ) {
            $0.navigator.showVisits()
            $0.navigator.showEnrolAgain()
        },
    ]
}
