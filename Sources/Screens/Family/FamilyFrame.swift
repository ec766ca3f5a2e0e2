internal import Gtk
internal import Presentation
internal import Widgets

/// What every page of family mode has around it. One frame serves all pages, so that the buttons
/// at the top stay where they are.
final class FamilyFrame {
    let root: Widget
    private let back: Button
    private let listen: Button
    private let stop: Button
    private let dots: [(row: Widget, dots: Box, words: Label)]
    private let turn: Widget
    private let turnWords: Label
    private let strip: Widget
    private let stripWords: Label
    private let scroll: ScrolledWindow
    private let slot: Box
    private(set) var room = Room(width: 1136, textScale: 1, isNarrow: false)

    /// The column of a family page without its sides; source: the mock-ups' visual language.
    private static let column = 1184

    init(canSpeak: Bool) {
        let ui = Builder(resource: "ui/family.ui")
        root = ui.object("page")
        back = ui.object("back")
        listen = ui.object("listen")
        stop = ui.object("stop")
        dots = ["wide", "slim"].map {
            (ui.object($0), ui.object($0 + "_dots"), ui.object($0 + "_words"))
        }
        turn = ui.object("turn")
        turnWords = ui.object("turn_words")
        strip = ui.object("strip")
        stripWords = ui.object("strip_words")
        scroll = ui.object("scroll")
        slot = ui.object("slot")
        guard !canSpeak else { return }
        let words: Label = ui.object("listen_words")
        words.text = tr("This laptop cannot read aloud")
        words.wrapTightly()
        words.characters(most: 16)
        listen.name(words.text)
        listen.isSensitive = false
    }

    func onBack(_ handler: @escaping @MainActor () -> Void) { back.onClicked(handler) }
    func onListen(_ handler: @escaping @MainActor () -> Void) { listen.onClicked(handler) }
    func onStop(_ handler: @escaping @MainActor () -> Void) { stop.onClicked(handler) }

    /// Shows a page from its top, with the focus on its heading.
    ///
    /// `speaker`: who has the turn, when it is not the person.
    func show(_ page: any FamilyPage, speaker: String?) {
        turn.isVisible = speaker != nil
        root.set(class: "family-voice", when: speaker != nil)
        if let speaker { turnWords.text = tr("It is {who}’s turn", ["who": speaker]) }
        back.isVisible = page.hasBack
        stop.isVisible = page.hasStop
        showProblem(nil)
        page.fit(room)
        slot.replace(with: [page.content])
        adapt()
        count(page.progress)
        scroll.scrollToTop()
        page.heading.focusHeading()
    }

    /// Says at the top that something is not kept.
    func showProblem(_ words: String?) {
        strip.isVisible = words != nil
        stripWords.text = words ?? ""
    }

    /// Brings the answers into sight again after something above them has grown.
    func scrollToAnswers() {
        Task { [weak self] in
            // Only when the page is laid out anew is its length known.
            try? await Task.sleep(for: .milliseconds(50))
            self?.scroll.offset = .greatestFiniteMagnitude
        }
    }

    func fit(width: Int, page: (any FamilyPage)?) {
        let scale = Style.textScale
        let isNarrow = NarrowRule.isNarrow(width: width, textScale: scale)
        let sides = isNarrow ? 24 : 48
        let new = Room(
            width: Double(min(width, Self.column) - sides), textScale: scale, isNarrow: isNarrow)
        // The layout asks again and again; only another size may change anything.
        guard new != room else { return }
        let turned = new.isNarrow != room.isNarrow
        room = new
        page?.fit(room)
        guard turned else { return }
        adapt()
        count(page?.progress)
    }

    /// Puts what was added to the page since into the form that the width asks for.
    func adapt() { NarrowRule.apply(to: root, isNarrow: room.isNarrow) }

    private func count(_ progress: FamilyProgress?) {
        for (place, part) in dots.enumerated() {
            part.row.isVisible = progress != nil && (place == 1) == room.isNarrow
            guard let progress else { continue }
            part.words.text = tr(
                "{number} of {count}",
                ["number": String(progress.number), "count": String(progress.count)])
            part.dots.isVisible = progress.count <= 7
            part.dots.replace(
                with: (1...max(1, progress.count)).map { number in
                    let isDone = number <= progress.number
                    let dot = Box(.across, classes: isDone ? ["pdot", "pdot-on"] : ["pdot"])
                    dot.align(down: .center)
                    return dot
                })
        }
    }
}

/// "2 of 3".
struct FamilyProgress {
    let number: Int
    let count: Int
}

/// One page of family mode.
protocol FamilyPage: AnyObject {
    var content: Widget { get }
    /// What gets the focus when the page is shown.
    var heading: Widget { get }
    /// The page in the order of reading, for speech.
    var spoken: String { get }
    var progress: FamilyProgress? { get }
    var hasBack: Bool { get }
    var hasStop: Bool { get }
    /// Something that was given on this page is not kept, or is after all.
    func showProblem(_ words: String?)
    func fit(_ room: Room)
    /// Stores what is on the page and not stored yet.
    func settle() async throws(RecordingRefusal)
}

extension FamilyPage {
    var progress: FamilyProgress? { nil }
    var hasBack: Bool { true }
    var hasStop: Bool { true }
    func showProblem(_ words: String?) {}
    func fit(_ room: Room) {}
    func settle() async throws(RecordingRefusal) {}
}
