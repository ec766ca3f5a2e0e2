internal import ArgumentParser
internal import DesktopDriver
internal import Foundation

/// A picture of every page in its states.
struct Screens: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take a picture of every page: light, dark, and narrow.")

    @Option(help: ArgumentHelp("Where the pictures go.", valueName: "folder"))
    var pictures: String

    func run() throws {
        let failures = try MainActor.assumeIsolated { try takeAll() }
        if failures > 0 { throw ExitCode.failure }
    }

    @MainActor
    private func takeAll() throws -> Int {
        let report = Report()
        let styles: [(String, [String: String], Bool)] = [
            ("light", [:], false),
            ("dark", ["ADW_DEBUG_COLOR_SCHEME": "prefer-dark"], false),
            ("narrow", [:], true),
        ]
        for (style, environment, isNarrow) in styles {
            let tour = try PictureTour(
                folder: pictures + "/" + style, environment: environment, isNarrow: isNarrow)
            report.part("Pictures, \(style)") { try tour.take(report) }
        }
        Program.stopAll()
        print("\nThe pictures are in \(pictures)")
        return report.failures
    }
}

/// One tour through every page, in one style.
@MainActor
struct PictureTour {
    let album: Album
    let environment: [String: String]
    private let scratch: ScratchFolder
    private let council: Council
    private let laptop: WorkerLaptop

    init(folder: String, environment: [String: String], isNarrow: Bool) throws {
        album = Album(folder: folder)
        self.environment = environment
        scratch = try ScratchFolder()
        let programs = try Programs()
        council = try Council(programs, in: scratch.url)
        laptop = try WorkerLaptop(programs, in: scratch.url, name: "laptop")
        // A window has a frame of 5 pixels here: 360 are left.
        if isNarrow { laptop.size = (370, 760) }
    }

    private func open(unlocked: Bool = true) throws -> Walk {
        let window = try laptop.open(unlocked: unlocked, environment: environment)
        return Walk(window, album)
    }

    func take(_ report: Report) throws {
        defer {
            laptop.close()
            council.stop()
        }
        try council.start()
        try report.step("Set up") {
            let walk = try open(unlocked: false)
            let code = try council.code(worker: "sw-1")
            try walk.setUpWrongly(
                server: council.address, code: "0000-0000-0000-0000-0000",
                passphrase: laptop.passphrase)
            try walk.setUp(server: council.address, code: code, passphrase: laptop.passphrase)
            if !walk.window.isShowing("Your passphrase") { try walk.visits() }
            laptop.close()
        }
        try report.step("Unlock") {
            let walk = try open(unlocked: false)
            try walk.window.waitFor("Your passphrase")
            try walk.tryToUnlock("wrong words here", left: 4)
            try walk.unlock(laptop.passphrase)
            try walk.visits()
            laptop.close()
        }
        try report.step("Visits, and a visit with no bids") {
            let walk = try open()
            try walk.visits()
            try walk.window.type("nothing like this", into: "Search my visits")
            try walk.window.waitFor("No visit fits these words.")
            try walk.met("w2-empty-search")
            try walk.window.type("", into: "Search my visits")
            laptop.close()
        }
        council.stop()
        try report.step("A visit from its start to what waits") { try visit() }
        try report.step("What was sent") {
            try council.start()
            let walk = try open()
            try walk.visits()
            try walk.openWaiting()
            try walk.tryNow()
            try walk.waitForReceipt()
            laptop.close()
        }
        try report.step("Taken off the list, and back") {
            try council.revokeAll()
            let walk = try open()
            try walk.visits()
            try walk.returnToTheList(code: council.code(worker: "sw-1"))
            laptop.close()
        }
        try report.step("A visit that left with something said") {
            let walk = try open()
            try walk.visits()
            try walk.openVisit("Quiet days out, one step at a time")
            try walk.showToFamily()
            _ = try walk.say(.samplePerson)
            laptop.close()
            try council.command("caseload", "remove", "--worker", "sw-1", "--package", "CE-2038")
            let later = try open()
            try later.window.wait(for: "The visit that left", seconds: 60) {
                later.window.first { $0.name == "Package CE-2038 has left your list" }
            }
            try later.met("w2-left")
            laptop.close()
        }
        try report.step("Another worker’s visit with no bids") { try noBids() }
    }

    private func visit() throws {
        let walk = try open()
        try walk.window.waitFor("You are offline. You can carry on. Nothing will be lost.")
        try walk.visits()
        try walk.openVisit(FullJourney.firstVisit)
        try walk.showToFamily()
        let count = try walk.waitForProvider(number: 1)
        try walk.met("f3-first")
        try walk.stopAndCarryOn()
        _ = try walk.say(.samplePerson)
        _ = try walk.hear("Mother", .sampleMother)
        try walk.readBack()
        // Somebody begins to speak and says nothing yet: the check has a problem.
        try walk.leaveVoiceUnfinished("Father", count: count)
        try walk.save()
        try walk.openWaiting()
        try walk.met("w9-waiting")
        laptop.close()
    }

    private func noBids() throws {
        let other = try WorkerLaptop(try Programs(), in: scratch.url, name: "laptop-2")
        defer { other.close() }
        other.size = laptop.size
        try other.enrol(with: council, worker: "sw-2")
        let window = try other.open(environment: environment)
        let walk = Walk(window, album)
        try walk.visits()
        try walk.openVisitWithoutBids("A calm home close to my family")
    }
}
