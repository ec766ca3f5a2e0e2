internal import DesktopDriver
internal import Foundation
internal import Testing

/// A council with the demonstration's packages and a laptop of worker sw-1, set up without its
/// window. Everything ends and goes with the bench.
@MainActor
final class Bench {
    let scratch: ScratchFolder
    let programs: Programs
    let council: Council
    let laptop: WorkerLaptop

    init() throws {
        guard ProcessInfo.processInfo.environment["DISPLAY"]?.isEmpty == false else {
            throw DesktopFailure.noDisplay
        }
        scratch = try ScratchFolder()
        programs = try Programs()
        council = try Council(programs, in: scratch.url)
        try council.start()
        laptop = try WorkerLaptop(programs, in: scratch.url, name: "laptop-1")
        try laptop.enrol(with: council, worker: "sw-1")
    }

    /// Opens the unlocked window on My visits.
    func open() throws -> Walk {
        let walk = Walk(try laptop.open())
        try walk.visits()
        return walk
    }

    /// What the program says after its window is closed.
    func statusWhenClosed() throws -> WorkerLaptop.Status {
        laptop.close()
        return try laptop.status()
    }

    func end() {
        laptop.close()
        council.stop()
    }
}

/// The tests of the whole window, one after another: they share the display.
@Suite(.serialized)
enum Desktop {}

extension Saying {
    static let person = Saying(
        answers: [like, notSure, dislike], best: .card(1), reasons: "It is near my sister’s house.")
    static let mother = Saying(
        answers: [dislike, like, like], best: .card(0), reasons: "They answered when I rang.")
}
