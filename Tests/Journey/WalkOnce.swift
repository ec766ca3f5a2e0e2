internal import ArgumentParser
internal import DesktopDriver
internal import Foundation

/// The short walk of the demonstration: from My visits to the receipt.
struct WalkOnce: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "walk",
        abstract: "Open the window on a laptop that is set up, and hold one visit.")

    @Option(help: ArgumentHelp("The laptop's folder.", valueName: "folder"))
    var profile: String

    @Option(help: ArgumentHelp("The file with the passphrase.", valueName: "file"))
    var passphraseFile: String

    @Option(help: ArgumentHelp("Where the pictures go.", valueName: "folder"))
    var pictures: String?

    func run() throws {
        let failed = MainActor.assumeIsolated { walk() }
        if failed { throw ExitCode.failure }
    }

    @MainActor
    private func walk() -> Bool {
        let report = Report()
        let album = Album(folder: pictures)
        report.part("One visit, from My visits to the council’s receipt") {
            let scratch = try ScratchFolder()
            let laptop = WorkerLaptop(
                try Programs(), profile: URL(filePath: profile),
                passphraseFile: URL(filePath: passphraseFile), scratch: scratch.url)
            defer { laptop.close() }
            let window = try report.step("The window opens.") { try laptop.open() }
            let walk = Walk(window, album)
            report.onFailure = { try? album.take("failed-\($0)", of: window) }
            try report.step("My visits are there.") { try walk.visits() }
            let visit = try report.step("A visit is opened that can start.") {
                try walk.openVisitThatCanStart()
            }
            print("          \(visit)")
            try report.step("The worker compares the bids and shows them.") {
                try walk.showToFamily()
            }
            try report.step("The person says what they think, which one is best, and why.") {
                _ = try walk.say(.samplePerson)
            }
            try report.step("The mother says what she thinks, next to it.") {
                _ = try walk.hear("Mother", .sampleMother)
            }
            try report.step("It is read back, and the worker checks the answers.") {
                try walk.readBack()
            }
            try report.step("It is saved on this laptop.") { try walk.save() }
            try report.step("The council has it: the receipt is there.") {
                try walk.openWaiting()
                try walk.waitForReceipt()
            }
        }
        Program.stopAll()
        print(report.failures == 0 ? "\nEvery step went well." : "\nA step failed.")
        album.tell()
        return report.failures > 0
    }
}

extension Saying {
    static let samplePerson = Saying(
        answers: [like, notSure, dislike], best: .card(0),
        reasons: "I can see my friends and be safe at night.")
    static let sampleMother = Saying(
        answers: [notSure, like, like], best: .card(1),
        reasons: "Someone is awake all night. I would sleep too.")
}
