internal import DesktopDriver
internal import Foundation

/// The door, sudden ends, the other worker, the names, the first frame.
extension FullJourney {
    func door() throws {
        let walk = try report.step("A locked laptop asks for the passphrase.") {
            try open(unlocked: false)
        }
        try report.step("Nothing of the visits can be read before it is unlocked.") {
            try walk.window.waitFor("Your passphrase")
            let words = walk.window.everyWord
            try expect(
                !words.contains { $0.contains(Self.firstVisit) }, "A visit can be read at the door."
            )
        }
        try report.step("A wrong passphrase says how many tries are left.") {
            try walk.tryToUnlock("not the right words", left: 4)
            try walk.tryToUnlock("not the right words", left: 3)
        }
        try report.step("The right one opens the visits.") {
            try walk.unlock(laptop.passphrase)
            try walk.visits()
        }
        try report.step("A second window says that it is open already.") {
            let second = try laptop.start(
                unlocked: false, environment: ["SUPPORT_CHOICE_TIMING": "1"])
            defer { second.end() }
            let window = try Window(processID: second.processID)
            try window.wait(for: "The word that it is open already") {
                window.first { $0.name.contains("open already") }
            }
            try album.meet("w1-open-already", in: window)
        }
        laptop.close()
    }

    func killedInTheMiddle() throws {
        let title = "A safe home for me and my child"
        var count = 0
        var given: [String] = []
        let answers = [Saying.like, Saying.dislike, Saying.notSure, Saying.like, Saying.dislike]
        var walk = try open()
        try report.step("A visit begins.") {
            try walk.visits()
            try walk.openVisit(title)
            try walk.showToFamily()
            count = try walk.waitForProvider(number: 1)
        }
        for number in 1...max(1, count) {
            try report.step("Killed after answer \(number): it carries on at the next page.") {
                let answer = answers[(number - 1) % answers.count]
                try walk.answerProvider(answer, number: number, count: count)
                given.append(answer)
                laptop.kill()
                walk = try open()
                try walk.visits()
                try walk.openVisit(title)
                try walk.met("w11-stopped-half-way")
                try walk.carryOn()
                if number < count {
                    try walk.waitForProvider(number: number + 1)
                } else {
                    try expect(
                        try walk.favouriteCards().count == count, "A card is missing.")
                }
            }
        }
        try report.step("Every answer that was given is on the cards.") {
            let cards = try walk.favouriteCards().map(\.name)
            let kept = cards.map { $0.components(separatedBy: ". You said: ").last ?? "" }
            try expect(kept == given, "Given: \(given). Kept: \(kept).")
        }
        laptop.close()
    }

    func anotherWorker() throws {
        let other = try WorkerLaptop(programs, in: scratch.url, name: "laptop-2")
        defer { other.close() }
        try report.step("The laptop of another worker is set up.") {
            try other.enrol(with: council, worker: "sw-2")
        }
        try report.step("It shows that worker’s visits, and no other.") {
            let window = try other.open()
            let walk = Walk(window, album)
            try walk.visits()
            let own = [
                "Saturday club and swimming", "My garden and my old friends",
                "A steady place after hospital", "A calm home close to my family",
            ]
            let titles = try walk.titles()
            for title in own {
                try expect(
                    titles.contains { $0.hasPrefix(title) }, "“\(title)” is not there: \(titles)")
            }
            try expect(titles.count == own.count, "There is something else: \(titles)")
            let words = window.everyWord
            try expect(
                !words.contains { $0.contains(Self.firstVisit) }, "Another worker’s visit is there."
            )
        }
    }

    func names() throws {
        try report.step(
            "Everything that can get the focus has a good name, on \(album.pages) pages."
        ) {
            let faults = Set(album.faults).sorted()
            try expect(
                faults.isEmpty,
                "\(faults.count) faults: " + faults.prefix(30).joined(separator: "; "))
        }
    }

    /// The application beside a blank window, alternately, so that both meet the same machine.
    func firstFrames() throws {
        var ours: [Double] = []
        var blank: [Double] = []
        try report.step("Both windows are opened nine times, alternately.") {
            for round in 0..<10 {
                let window = try laptop.start(unlocked: false)
                let own = try Double(window.line(beginning: "first-frame-ms ")) ?? 0
                window.end()
                let empty = try Program(
                    programs.blankWindow, [], folder: scratch.url, name: "blank")
                let bare = try Double(empty.line(beginning: "first-frame-ms ")) ?? 0
                empty.end()
                // The first round warms the file cache for both.
                if round > 0 {
                    ours.append(own)
                    blank.append(bare)
                }
            }
        }
        report.figure("first-frame", ours.median, "ms")
        report.figure("blank-first-frame", blank.median, "ms")
        report.figure("first-frame-ratio", ours.median / max(1, blank.median), "x")
    }
}
