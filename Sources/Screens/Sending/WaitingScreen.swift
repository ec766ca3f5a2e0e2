internal import Gtk
internal import Presentation
internal import Procurement
internal import Widgets

/// W9, Waiting to send: what is on this laptop, what reached the council, what it answered.
final class WaitingScreen: Screen {
    let root: Widget
    let title = tr("Waiting to send")

    private let navigator: Navigator
    private let frame: WorkerFrame
    private let heading: Label
    private let line: Label
    private let problem: ProblemPanel
    private let done: Widget
    private let doneWords: Label
    private let counts: (laptop: Label, reached: Label, answered: Label)
    private let panel: Widget
    private let rows: RowList<JourneyRow>
    private let note: Label
    private let tryNow: Button
    private let copy: Button
    private let enrol: Button
    private var observing: Task<Void, Never>?

    init(_ navigator: Navigator) {
        self.navigator = navigator
        frame = WorkerFrame(title: tr("Waiting to send"), back: tr("Back"))
        root = frame.root
        let ui = Builder(resource: "ui/waiting.ui")
        heading = ui.object("heading")
        line = ui.object("line")
        problem = ProblemPanel(ui)
        done = ui.object("done")
        doneWords = ui.object("done_words")
        counts = (
            ui.object("count_laptop"), ui.object("count_reached"), ui.object("count_answered")
        )
        panel = ui.object("panel")
        rows = RowList(in: ui.object("rows"), limit: 200) { JourneyRow() }
        note = ui.object("note")
        tryNow = ui.object("try")
        copy = ui.object("copy")
        enrol = ui.object("enrol")
        heading.markHeading(level: 1)
        frame.show(ui.object("content"), actions: ui.object("actions", as: Widget.self))
        frame.onBack { [weak navigator] in navigator?.pop() }
        tryNow.onClicked { [weak self] in self?.reach() }
        enrol.onClicked { [weak navigator] in navigator?.showEnrolAgain() }
        copy.onClicked { [weak self] in self?.askWhereToSave() }
        observing = navigator.laptop.sending().forEach { [weak self] in self?.show($0) }
    }

    isolated deinit { observing?.cancel() }

    func appeared() {
        if !tryNow.focus() { root.focusFirst() }
    }

    func resize(isNarrow: Bool) { frame.resize(isNarrow: isNarrow) }

    private func show(_ state: SendingState) {
        let page = SendingPage(state, in: navigator.present)
        heading.text = page.title
        line.text = page.line
        counts.laptop.text = String(page.onThisLaptop)
        counts.reached.text = String(page.reached)
        counts.answered.text = String(page.answered)
        panel.isVisible = !page.rows.isEmpty
        rows.show(page.rows)
        note.text = page.note
        tryNow.isSensitive = state.link != .trying
        copy.isVisible = !page.rows.isEmpty
        enrol.isVisible = page.needsCode
        tryNow.isVisible = !page.needsCode
        frame.showStrip(page.strip, isProblem: page.isProblem)
        frame.adapt()
    }

    private func reach() {
        Task { [laptop = navigator.laptop] in await laptop.tryNow() }
    }

    private func askWhereToSave() {
        SaveDialog.ask(
            tr("Save a copy"), name: "support-choice-records.json", in: navigator.window
        ) { [weak self] path in self?.save(to: path) }
    }

    private func save(to path: String) {
        Task { [weak self, laptop = navigator.laptop] in
            var (saved, refused): (String?, String?)
            do throws(RecordingRefusal) {
                let count = try await laptop.saveCopy(to: path)
                saved = trn(
                    "A copy of {n} record is saved. The council can read it.",
                    "A copy of {n} records is saved. The council can read it.", count)
            } catch { refused = Sentences.copy(error) }
            guard let self else { return }
            self.done.isVisible = saved != nil
            self.doneWords.text = saved ?? ""
            self.problem.show(refused)
            self.frame.scroll.scrollToTop()
            if let saved { self.navigator.toast(saved) }
        }
    }
}
