import Foundation
import Gtk
import Presentation
import Procurement
import Rehearsal
import Screens
import Synchronization
import XCTest

/// A laptop in memory that notes in which order it was given things.
final class NotingLaptop: LaptopPort {
    let laptop: RehearsalLaptop
    private let notes = Mutex<[VisitDraft.Command]>([])
    /// What had been stored when it was locked.
    let whenLocked = Mutex<[VisitDraft.Command]?>(nil)

    init(_ laptop: RehearsalLaptop) { self.laptop = laptop }

    /// What was stored, the first first; without how long a bid was looked at.
    var given: [VisitDraft.Command] {
        notes.withLock { notes in
            notes.filter { note in
                if case .looked = note { false } else { true }
            }
        }
    }

    /// How long bids were looked at, in milliseconds.
    var looked: [(Bid.ID, Int64)] {
        notes.withLock { notes in
            notes.compactMap { note in
                if case .looked(let bid, let time) = note { (bid, time) } else { nil }
            }
        }
    }

    func give(
        _ command: VisitDraft.Command, to package: SupportPackage.ID
    ) async throws(RecordingRefusal) -> VisitDraft {
        let draft = try await laptop.give(command, to: package)
        notes.withLock { $0.append(command) }
        return draft
    }

    func door() async -> Door { await laptop.door() }
    func setUp(
        server: String, code: String, passphrase: String
    ) async throws(SetUpRefusal) -> String {
        try await laptop.setUp(server: server, code: code, passphrase: passphrase)
    }
    func enrolAgain(code: String) async throws(SetUpRefusal) {
        try await laptop.enrolAgain(code: code)
    }
    func discard(_ package: SupportPackage.ID) async throws(RecordingRefusal) {
        try await laptop.discard(package)
    }
    func unreadRecoveryCode() async -> String? { await laptop.unreadRecoveryCode() }
    func noteRecoveryCodeRead() async { await laptop.noteRecoveryCodeRead() }
    func unlock(passphrase: String) async throws(UnlockRefusal) {
        try await laptop.unlock(passphrase: passphrase)
    }
    func salvage(passphrase: String) async throws(UnlockRefusal) -> Salvage {
        try await laptop.salvage(passphrase: passphrase)
    }
    func visits() -> AsyncStream<[VisitFile]> { laptop.visits() }
    func sending() -> AsyncStream<SendingState> { laptop.sending() }
    func begin(_ package: SupportPackage.ID) async throws(RecordingRefusal) -> VisitDraft {
        try await laptop.begin(package)
    }
    func startAgain(_ package: SupportPackage.ID) async throws(RecordingRefusal) -> VisitDraft {
        try await laptop.startAgain(package)
    }
    func save(_ package: SupportPackage.ID) async throws(RecordingRefusal) -> RecordState {
        try await laptop.save(package)
    }
    func picture(_ sha256: Picture.ID) async -> Data? { await laptop.picture(sha256) }
    func noteOpened(_ package: SupportPackage.ID) async { await laptop.noteOpened(package) }
    func tryNow() async { await laptop.tryNow() }
    func networkChanged() { laptop.networkChanged() }
    func saveCopy(to path: String) async throws(RecordingRefusal) -> Int {
        try await laptop.saveCopy(to: path)
    }
    func lock() async {
        let given = given
        whenLocked.withLock { $0 = given }
        await laptop.lock()
    }
}

/// A voice that only notes what it is told to say.
@MainActor final class NotingVoice: Speaking {
    var said: [String] = []
    var hushes = 0
    let canSpeak: Bool

    init(canSpeak: Bool = true) { self.canSpeak = canSpeak }

    func say(_ words: String) { said.append(words) }
    func hush() { hushes += 1 }
    func end() {}
}

/// A window with one visit in family mode.
@MainActor final class FamilyWindow {
    let laptop: NotingLaptop
    let navigator: Navigator
    let window: PlainWindow
    let voice: NotingVoice
    let package: SupportPackage.ID
    /// What the worker who takes the laptop back has to do first; at once when `nil`.
    var admit: ((@escaping @MainActor () -> Void) -> Void)?
    /// What the steady clock shows, in milliseconds.
    var time: Int64 = 0

    /// `commands`: what the draft was given before the window opened.
    init(
        _ package: SupportPackage.ID = "CE-2041", width: Int = 1280, height: Int = 800,
        voice: NotingVoice = NotingVoice(), rest: Duration = .zero,
        after commands: @escaping (VisitDraft) -> [VisitDraft.Command] = { _ in [] }
    ) throws {
        let rehearsal = try RehearsalLaptop.sample()
        laptop = NotingLaptop(rehearsal)
        self.package = package
        self.voice = voice
        navigator = Navigator(laptop: laptop) { RehearsalLaptop.now }
        window = PlainWindow(navigator.root, width: width, height: height)
        navigator.window = window
        navigator.family.isFullScreen = false
        navigator.family.voice = voice
        navigator.family.rest = rest
        navigator.family.typingRest = .milliseconds(20)
        navigator.resize(width: width, textScale: Style.textScale)
        navigator.family.admit = { [weak self] then in
            if let admit = self?.admit { admit(then) } else { then() }
        }
        navigator.family.steadyClock = { [weak self] in self?.time ?? 0 }
        navigator.showVisits()
        window.present()
        let draft = try wait { [package] in
            var draft = try await rehearsal.begin(package)
            for command in commands(draft) {
                draft = try await rehearsal.give(command, to: package)
            }
            return draft
        }
        guard let file = rehearsal.file(package) else { throw RecordingRefusal.noSuchVisit }
        navigator.startFamily(draft, file: file)
        settle()
    }

    isolated deinit { close() }

    /// Lets go of everything, as the program does at its end.
    func close() {
        navigator.close()
        window.destroy()
    }

    /// The draft as it is on the disk.
    var draft: VisitDraft? { laptop.laptop.file(package)?.draft }
    var order: [Bid.ID] { draft?.order ?? [] }

    func name(of bid: Bid.ID) -> String { laptop.laptop.file(package)?.name(of: bid) ?? "" }

    private func wait<Result: Sendable>(
        for body: @escaping @MainActor () async throws -> Result
    ) throws -> Result {
        var result: Swift.Result<Result, any Error>?
        Task {
            do { result = .success(try await body()) } catch { result = .failure(error) }
        }
        run { result != nil }
        guard let result else { throw RecordingRefusal.noSuchVisit }
        return try result.get()
    }

    /// Turns the loop until the condition holds, or long enough to say that it never will.
    func run(until condition: () -> Bool) {
        let end = Date().addingTimeInterval(10)
        while !condition(), Date() < end {
            MainLoop.iterate()
            usleep(1000)
        }
    }

    /// Turns the loop until what was started is done and all is laid out.
    func settle() {
        run { !(navigator.current?.isBusy ?? false) }
        run { buttons.allSatisfy { ($0.bounds(in: root)?.height ?? 0) > 0 } }
        let end = Date().addingTimeInterval(0.1)
        run { Date() > end }
    }

    var root: Widget { navigator.current?.root ?? navigator.root }
    var seen: [Widget] { root.tree.filter(\.isMapped) }
    var words: [String] { seen.compactMap { $0.cast(to: Label.self)?.text } }
    func says(_ words: String) -> Bool { self.words.contains { $0.contains(words) } }
    var buttons: [Button] { seen.compactMap { $0.cast(to: Button.self) } }

    /// The cards that are shown as chosen, by the words on them.
    var chosen: [String] {
        seen.compactMap { $0.cast(to: ToggleButton.self) }.filter(\.isActive)
            .map { Self.words(on: $0).joined(separator: " ") }
    }

    static func words(on widget: Widget) -> [String] {
        widget.tree.compactMap { $0.cast(to: Label.self)?.text }
    }

    func button(_ words: String) -> Button? {
        buttons.first { $0.label == words || Self.words(on: $0).contains(words) }
    }

    /// Presses what has these words on it, and waits until that is done.
    func press(_ words: String, file: StaticString = #filePath, line: UInt = #line) {
        guard let button = button(words) else {
            return XCTFail(
                "there is no “\(words)” among \(self.words)", file: file, line: line)
        }
        time += 1000
        button.press()
        settle()
    }

    var fields: [TextView] { seen.compactMap { $0.cast(to: TextView.self) } }
}

extension VisitDraft {
    /// Everything that the person says when they like the first bid best.
    var personsAnswers: [Command] {
        order.map { .answer(.person, $0, .like) } + [.choose(.person, .favourite(order[0]))]
    }
}
