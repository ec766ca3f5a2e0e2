internal import ArgumentParser
internal import DesktopDriver
internal import Foundation
internal import Procurement

/// The whole journey on programs and folders of its own, and what it measures.
struct Full: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Walk the whole journey with a council of its own, and measure it.")

    @Option(help: ArgumentHelp("Where the pictures go.", valueName: "folder"))
    var pictures: String?

    func run() throws {
        let failures = try MainActor.assumeIsolated {
            let journey = try FullJourney(pictures: pictures)
            return journey.walk()
        }
        if failures > 0 { throw ExitCode.failure }
    }
}

/// The parts of the whole journey, in their order; each starts from what the one before left.
@MainActor
final class FullJourney {
    let report = Report()
    let album: Album
    let scratch: ScratchFolder
    let programs: Programs
    let council: Council
    let laptop: WorkerLaptop
    private var presses = 0
    private var pageChanges: [Double] = []

    init(pictures: String?) throws {
        album = Album(folder: pictures)
        scratch = try ScratchFolder()
        programs = try Programs()
        council = try Council(programs, in: scratch.url)
        laptop = try WorkerLaptop(programs, in: scratch.url, name: "laptop-1")
    }

    /// - Returns: how many steps failed.
    func walk() -> Int {
        report.part("From an empty laptop to the council’s receipt", wholeVisit)
        report.part("With no connection", withNoConnection)
        report.part("None of these, and Try now", noneOfThese)
        report.part("Not today", notToday)
        report.part("The door", door)
        report.part("Killed in the middle", killedInTheMiddle)
        report.part("Another worker’s laptop", anotherWorker)
        laptop.close()
        report.part("Names for assistive technology", names)
        council.stop()
        report.part("The first frame", firstFrames)
        Program.stopAll()
        report.figure("journey-steps", Double(report.steps), "steps")
        report.figure("journey-failures", Double(report.failures), "failures")
        if !pageChanges.isEmpty {
            report.figure("page-change-p95", pageChanges.percentile(0.95), "ms")
        }
        album.tell()
        report.tellFigures()
        return report.failures
    }

    /// Opens the window and gives a walk through it.
    func open(unlocked: Bool = true) throws -> Walk {
        let window = try laptop.open(unlocked: unlocked)
        report.onFailure = { [album] in try? album.take("failed-\($0)", of: window) }
        return Walk(window, album)
    }

    func note(_ walk: Walk) { pageChanges += walk.pageChanges }
}

extension FullJourney {
    static let firstVisit = "A flat of my own, near the bus"

    private func wholeVisit() throws {
        try report.step("The council’s server starts.") { try council.start() }
        let code = try report.step("The team makes a one-time code.") {
            try council.code(worker: "sw-1")
        }
        let walk = try report.step("The window opens on an empty laptop.") {
            try open(unlocked: false)
        }
        try report.step("The worker sets it up, and sees the recovery code once.") {
            let recovery = try walk.setUp(
                server: council.address, code: code, passphrase: laptop.passphrase)
            try expect(recovery.count >= 20, "The recovery code is too short.")
        }
        try report.step("The visits come by themselves.") {
            if walk.window.isShowing("Your passphrase") { try walk.unlock(laptop.passphrase) }
            try walk.visits()
        }
        let others = try walk.titles().filter { !$0.hasPrefix(Self.firstVisit) }
        let before = walk.presses
        try report.step("The worker opens the visit.") { try walk.openVisit(Self.firstVisit) }
        try report.step("The worker compares the bids and shows them to the family.") {
            try walk.showToFamily()
        }
        // What fails here does not stop the walk.
        _ = try? report.step("The family’s page has no price and nothing of another visit.") {
            let words = walk.window.everyWord
            try expect(
                !words.contains { $0.contains("£") }, "A price can be read in family mode.")
            let found = others.filter { words.contains($0) }
            try expect(found.isEmpty, "Other visits can be read in family mode: \(found)")
        }
        var person = try report.step("The person says what they think, which is best, and why.") {
            try walk.say(.samplePerson)
        }
        let mother = try report.step("The mother says what she thinks, next to it.") {
            try walk.hear("Mother", .sampleMother)
        }
        try report.step("It is read back, and the laptop goes back to the worker.") {
            try walk.readBack()
        }
        let providers = try walk.providersOnCheck()
        try report.step("The person changes one answer, and is back at the check.") {
            guard let provider = person.answers.keys.sorted().first else { return }
            let answer =
                person.answers[provider] == Saying.dislike ? Saying.notSure : Saying.dislike
            try walk.change(provider, to: answer)
            person.answers[provider] = answer
        }
        try report.step("It is saved on this laptop.") { try walk.save() }
        report.figure("journey-presses", Double(walk.presses - before), "presses")
        try report.step("The council has it: the receipt is there.") {
            try walk.openWaiting()
            try walk.waitForReceipt()
        }
        note(walk)
        try report.step("The council holds both voices apart, with exactly what was pressed.") {
            let record = try Received.one(of: "CE-2041", at: council)
            try Received.check(
                record, package: "CE-2041", worker: "sw-1", voices: [person, mother],
                providers: providers)
        }
        laptop.close()
    }

    private func withNoConnection() throws {
        council.stop()
        let walk = try report.step("The server is away; the program starts all the same.") {
            let walk = try open()
            try walk.visits()
            return walk
        }
        try report.step("My visits say that the laptop is offline.") {
            try walk.window.waitFor("You are offline. You can carry on. Nothing will be lost.")
            try walk.met("w2-offline")
        }
        let (said, providers): (Said, [String]) = try report.step(
            "A whole visit is held and saved."
        ) {
            try walk.openVisit("Getting out of my front door again")
            try walk.showToFamily()
            let said = try walk.say(.samplePerson)
            try walk.readBack()
            let providers = try walk.providersOnCheck()
            try walk.save()
            return (said, providers)
        }
        try report.step("Waiting to send says that one thing waits, safe on this laptop.") {
            try walk.openWaiting()
            try walk.window.waitFor("1 thing is waiting to be sent")
            try walk.met("w9-waiting-offline")
        }
        try report.step("The server comes back, and the receipt comes by itself.") {
            try council.start()
            let from = Date.now
            try walk.waitForReceipt(seconds: 120)
            report.figure(
                "seconds-to-send-after-server-returns", Date.now.timeIntervalSince(from), "s")
        }
        try report.step("The council holds exactly what was pressed.") {
            try Received.check(
                try Received.one(of: "CE-2044", at: council), package: "CE-2044", worker: "sw-1",
                voices: [said], providers: providers)
        }
        note(walk)
        laptop.close()
    }

    private func noneOfThese() throws {
        council.stop()
        let walk = try report.step("The person wants none of these, with no connection.") {
            let walk = try open()
            try walk.visits()
            try walk.openVisit("A calm home with a garden")
            try walk.showToFamily()
            _ = try walk.say(
                Saying(
                    answers: [Saying.dislike, Saying.notSure], best: .noneOfThese,
                    reasons: "They are all too far from my sister."))
            try walk.readBack()
            try walk.save()
            return walk
        }
        try report.step("The server is back; Try now brings the receipt.") {
            try walk.openWaiting()
            try walk.window.waitFor("1 thing is waiting to be sent")
            try council.start()
            try walk.tryNow()
            try walk.waitForReceipt(seconds: 60)
        }
        try report.step("The council holds none of these, and every answer.") {
            let record = try Received.one(of: "CE-2046", at: council)
            try expect(record.voices.first?.choice == .noneOfThese, "It is another choice.")
            try expect(record.voices.first?.answers.count == 4, "Four answers must be there.")
        }
        note(walk)
        laptop.close()
    }

    private func notToday() throws {
        let walk = try open()
        try report.step("The person wants to think about it.") {
            try walk.visits()
            try walk.openVisit("After school, at my own speed")
            try walk.showToFamily()
            _ = try walk.say(
                Saying(answers: [Saying.notSure], best: .notToday, reasons: ""))
            try walk.readBack()
            try walk.save()
            try walk.openWaiting()
            try walk.waitForReceipt()
        }
        try report.step("The council holds that they want to think about it.") {
            let record = try Received.one(of: "CE-2055", at: council)
            try expect(record.voices.first?.choice == .notToday, "It is another choice.")
        }
        laptop.close()
    }
}

extension [Double] {
    /// The value below which that share of all values lies.
    func percentile(_ share: Double) -> Double {
        guard !isEmpty else { return 0 }
        let sorted = sorted()
        return sorted[Swift.min(count - 1, Int((Double(count - 1) * share).rounded(.up)))]
    }

    var median: Double {
        let sorted = sorted()
        guard !isEmpty else { return 0 }
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
    }
}
