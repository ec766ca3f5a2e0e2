import Foundation
import Gtk
import Presentation
import Procurement
import Rehearsal
import Screens
import XCTest

/// Whatever was typed or imported, a page that shows it is there at once, and nothing of it is cut.
final class LayoutCostKindTests: XCTestCase {
    override func setUpWithError() throws {
        try XCTSkipUnless(TestWindow.isPossible(), "there is no display")
    }

    /// What texts are made of, with its name in the figures.
    private static let pieces: [(name: String, piece: String)] = [
        ("words", "word "), ("letters", "a"), ("wide", "W"), ("rtl", "ש"), ("cjk", "日本"),
        ("families", "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{200D}\u{1F466}"),
        ("towers", "e\u{0300}\u{0301}\u{0302}\u{0303}"), ("spaces", " "), ("newlines", "\n"),
    ]

    /// So many characters, as people count them.
    private static func text(_ piece: String, _ count: Int) -> String {
        String(String(repeating: piece, count: count).prefix(count))
    }

    /// A visit in which every text is as long as it can be.
    private static func hardFile(_ piece: String, _ file: VisitFile) -> VisitFile {
        let old = file.package
        let text = { Self.text(piece, $0) }
        let package = SupportPackage(
            id: old.id, version: old.version, title: text(40), pictogram: old.pictogram,
            category: old.category, place: text(80), people: old.people, lifeNow: text(400),
            whatMatters: Array(repeating: text(60), count: 5),
            communicationNeeds: old.communicationNeeds.map {
                CommunicationNeed(
                    kind: $0.kind, title: text(40), detail: text(60), pictogram: $0.pictogram)
            },
            outcomes: old.outcomes.map {
                Outcome(
                    id: $0.id, domain: $0.domain, title: text(26), words: text(60),
                    pictogram: $0.pictogram)
            },
            hoursPerWeek: old.hoursPerWeek, start: old.start, budget: old.budget,
            requirements: old.requirements.map { _ in text(120) }, stage: old.stage)
        let bids = file.bids.map { bid in
            Bid(
                id: bid.id, package: bid.package, provider: bid.provider, providerName: text(60),
                weeklyPrice: bid.weeklyPrice, start: bid.start, validUntil: bid.validUntil,
                summary: text(90),
                responses: bid.responses.map {
                    OutcomeResponse(
                        outcome: $0.outcome, says: $0.says, answer: text(110), easyRead: text(36))
                }, standing: bid.standing)
        }
        return VisitFile(
            package: package, visit: file.visit, shortlist: file.shortlist, bids: bids,
            draft: file.draft, records: file.records, opened: file.opened)
    }

    /// The pages, each with what is done before and how it is opened.
    private enum Page: String, CaseIterable {
        case visits, visit, compare, provider, best, why, readBack, check, saved, waiting

        var step: VisitDraft.Step? {
            switch self {
            case .provider: .bid(.person, 0)
            case .best: .favourite(.person)
            case .why: .reasons(.person)
            case .readBack: .readBack
            case .check: .check
            default: nil
            }
        }
    }

    @MainActor private static func open(
        _ page: Page, in window: TestWindow, _ draft: VisitDraft
    ) throws {
        let laptop = window.laptop
        guard let file = laptop.file(draft.basis.package) else { return }
        switch page {
        case .visits: window.navigator.showVisits()
        case .visit: window.navigator.showVisit(file.id)
        case .compare: window.navigator.showComparison(file)
        case .provider, .best, .why, .readBack, .check:
            window.navigator.startFamily(draft, file: file)
        case .saved:
            let record = RecordState(
                preference: try draft.record(by: "sw-1", at: RehearsalLaptop.now),
                savedAt: RehearsalLaptop.now, receivedAt: nil, effect: nil)
            window.navigator.showSaved(record)
        case .waiting: window.navigator.showWaiting()
        }
    }

    private static func given(
        _ commands: [VisitDraft.Command], _ draft: VisitDraft
    ) throws -> VisitDraft {
        var draft = draft
        for command in commands {
            for event in try draft.decide(command) { draft.evolve(event) }
        }
        return draft
    }

    /// As much as a record takes, which is 16,000 bytes, and at most 16,000 characters.
    private static func longest(_ piece: String) -> String {
        String(repeating: piece, count: max(1, 16_000 / piece.utf8.count))
    }

    @MainActor private static func show(
        _ page: Page, _ hard: VisitFile, _ words: String, voices: Int = 0, width: Int,
        _ name: String
    ) throws {
        var random = SystemRandomNumberGenerator()
        var draft = try VisitDraft.begin(
            package: hard.package, shortlist: hard.shortlist, supersedes: [], place: .home,
            now: RehearsalLaptop.now, using: &random)
        draft = try Self.given(
            draft.order.map { .answer(.person, $0, .like) } + [
                .choose(.person, .equal(draft.order)), .explain(.person, words), .observe(words),
                .goTo(page.step ?? .check),
            ], draft)
        for _ in 0..<voices {
            draft = try Self.given([.hear(.family(.sister))], draft)
            if let voice = draft.others.last?.id {
                draft = try Self.given([.explain(voice, words), .choose(voice, .notToday)], draft)
            }
        }
        let file = VisitFile(
            package: hard.package, visit: hard.visit, shortlist: hard.shortlist, bids: hard.bids,
            draft: draft, records: [], opened: nil)
        let window = TestWindow(RehearsalLaptop([file]), width: width, height: 760)
        window.navigator.family.isFullScreen = false
        let time = try Self.busy(window) { try Self.open(page, in: window, draft) }
        print("figure layout_\(page)_\(name)_\(width) \(Int(time * 1000)) ms")
        Self.check(window, page, width: width, name)
        XCTAssertEqual(window.laptop.file(file.id)?.draft, draft, "\(page) changed what was said")
    }

    func testEveryPageIsThereAtOnceWhateverWasImported() throws {
        try MainActor.assumeIsolated {
            let plain = try XCTUnwrap(RehearsalLaptop.sample().file("CE-2041"))
            for (name, piece) in Self.pieces {
                for page in Page.allCases where page != .why && page != .check {
                    for width in [360, 1280] {
                        try Self.show(page, Self.hardFile(piece, plain), "", width: width, name)
                    }
                }
            }
        }
    }

    func testThePagesOfTheirWordsAreThereAtOnceWhateverWasTyped() throws {
        try MainActor.assumeIsolated {
            let plain = try XCTUnwrap(RehearsalLaptop.sample().file("CE-2041"))
            for (name, piece) in Self.pieces {
                let longest = Self.longest(piece)
                for page in [Page.why, .check] {
                    for width in [360, 1280] {
                        try Self.show(
                            page, plain, String(longest.prefix(4000)), width: width, name + "_4000")
                        try Self.show(page, plain, longest, width: width, name + "_longest")
                    }
                }
            }
            try Self.show(
                .check, plain, Self.longest("a"), voices: 12, width: 360, "letters_of_13_voices")
        }
    }

    /// How long the loop works until the page is shown, in seconds.
    @MainActor private static func busy(
        _ window: TestWindow, _ open: () throws -> Void
    ) throws -> Double {
        let clock = ContinuousClock()
        var busy = try clock.measure { try open() }
        var quiet = 0
        // Frames come every 16 ms; ten rounds of 4 ms without work are a page that is there.
        while quiet < 25 {
            let round = clock.measure { MainLoop.iterate() }
            busy += round
            quiet = round > .milliseconds(2) ? 0 : quiet + 1
            usleep(4000)
        }
        return busy / .seconds(1)
    }

    @MainActor private static func check(
        _ window: TestWindow, _ page: Page, width: Int, _ name: String
    ) {
        let place = "\(page), \(name), \(width)"
        let labels = window.seen.compactMap { $0.cast(to: Label.self) }
        XCTAssertFalse(labels.isEmpty, place)
        for label in labels where label.text.unicodeScalars.count > BreakableText.longestMeasured {
            XCTAssertTrue(label.hasLightLayout, "\(place): \(label.text.prefix(20))")
        }
        for label in labels {
            XCTAssertEqual(BreakableText.shown(label.text), label.text, place)
        }
        for field in window.seen.compactMap({ $0.cast(to: TextView.self) }) {
            XCTAssertEqual(
                field.breaksBetweenWords, !BreakableText.hasHugeRun(field.text), place)
        }
        guard let root = window.navigator.current?.root else { return XCTFail(place) }
        if width == 360, page != .visits {
            XCTAssertLessThanOrEqual(root.minimumWidth, 360, place)
        }
    }
}
