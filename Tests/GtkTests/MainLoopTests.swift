import Foundation
import Gtk
import XCTest

/// Swift's main actor runs on the GLib loop, and sleeps when there is nothing to do.
final class MainLoopTests: XCTestCase {
    override func setUpWithError() throws {
        try XCTSkipUnless(MainActor.assumeIsolated { MainLoop.start() }, "there is no display")
    }

    func testATaskRunsOnTheLoopAndOnTheMainThread() {
        MainActor.assumeIsolated {
            var isDone = false
            Task { @MainActor in
                try? await Task.sleep(for: .milliseconds(5))
                isDone = true
                // A widget can be touched here: GTK allows that on its own thread only.
                Label("after the sleep").text = "changed"
            }
            turn { isDone }
            XCTAssertTrue(isDone)
        }
    }

    func testWorkFromAnotherThreadReachesTheMainActor() {
        MainActor.assumeIsolated {
            let label = Label("before")
            Task.detached { await MainActor.run { label.text = "after" } }
            turn { label.text == "after" }
            XCTAssertEqual(label.text, "after")
        }
    }

    func testTheLoopRestsWhenNothingIsToDo() {
        MainActor.assumeIsolated {
            var isDone = false
            Task { @MainActor in isDone = true }
            turn { isDone }
            let before = MainLoop.wakes
            for _ in 0..<500 { MainLoop.iterate() }
            // A descriptor that is not read wakes the loop at every turn.
            XCTAssertLessThan(MainLoop.wakes - before, 50)
        }
    }
}

/// Turns the loop until the condition holds, or long enough to say that it never will.
@MainActor private func turn(until condition: () -> Bool) {
    let end = Date().addingTimeInterval(10)
    while !condition(), Date() < end {
        MainLoop.iterate()
        usleep(500)
    }
}
