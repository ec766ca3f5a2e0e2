internal import Gtk
internal import Presentation
internal import Procurement
internal import Widgets

/// W7, check the answers: everything that was said, each with its way back; then Save.
final class CheckScreen: Screen {
    let root: Widget
    let title: String

    private weak var navigator: Navigator?
    private let laptop: any LaptopPort
    private let file: VisitFile
    private let changed: VisitDraft.Step?
    private let frame: WorkerFrame
    private let heading: Widget
    private let voices: Box
    private let readBack: Box
    private let disagree: Widget
    private let problem: ProblemPanel
    private let save: Button
    private let observedField: TextView
    private let observed: TypedWords
    private let hint: Label
    private var draft: VisitDraft
    /// The way back of each row, by the step it opens.
    private var changes: [(step: VisitDraft.Step, hasToDo: Bool, button: Button)] = []
    private(set) var isBusy = false

    /// `changed`: the step that was just changed; its row gets the focus.
    init(
        _ navigator: Navigator, _ draft: VisitDraft, _ file: VisitFile,
        changed: VisitDraft.Step? = nil
    ) {
        self.navigator = navigator
        self.draft = draft
        self.file = file
        self.changed = changed
        laptop = navigator.laptop
        title = tr("Package {reference}", ["reference": file.id.rawValue])
        frame = WorkerFrame(title: title, back: tr("The visit"))
        root = frame.root
        let ui = Builder(resource: "ui/check.ui")
        heading = ui.object("title")
        voices = ui.object("voices")
        readBack = ui.object("read_back")
        disagree = ui.object("disagree")
        problem = ProblemPanel(ui)
        save = ui.object("save")
        hint = ui.object("observed_hint")
        let id = file.id
        observedField = ui.object("observed")
        observed = TypedWords(
            observedField, words: draft.observed, rest: navigator.family.typingRest
        ) { [laptop] (words) throws(RecordingRefusal) in
            _ = try await laptop.give(.observe(words), to: id)
        }
        frame.show(ui.object("content", as: Widget.self), actions: ui.object("actions"))
        frame.onBack { [weak self] in self?.goBack() }
        observed.onState = { [weak self] in self?.show($0) }
        save.onClicked { [weak self] in self?.saveVisit() }
        let more: Button = ui.object("more")
        more.onClicked { [weak self] in self?.open(.family, returns: false) }
        show()
    }

    func appeared() {
        guard let row = changes.first(where: { $0.step == changed }) else {
            heading.focusHeading()
            return
        }
        row.button.focus()
    }

    func settle() async throws(RecordingRefusal) { try await observed.settle() }

    func resize(isNarrow: Bool) { frame.resize(isNarrow: isNarrow) }

    func handle(_ key: Key) -> Bool {
        // The navigator's own way back would not wait for what was typed.
        guard key == Key("Escape") || key == Key("Left", alt: true) else { return false }
        goBack()
        return true
    }
}

extension CheckScreen {
    private func show() {
        let page = CheckPage(draft, file)
        changes = []
        voices.replace(with: page.sections.map(section))
        readBack.replace(with: [readBackRow])
        disagree.isVisible = CheckPage.disagree(draft)
        if let room = observed.showRoom() { hint.text = room }
        problem.show(page.problem)
        frame.adapt()
    }

    private func section(_ section: CheckPage.Section) -> Widget {
        let words = twoLines(
            section.title, section.note, classes: ["t-section"], secondClasses: ["t-small"])
        let picture = Image(icon: section.isPerson ? "pict-talking" : "pict-family", size: 40)
        picture.align(down: .center)
        let head = Box(
            .across, spacing: 14,
            classes: ["voice-head", section.isPerson ? "voice-person" : "voice-family"],
            [picture, words])
        if !section.isPerson {
            let remove = Button(tr("Remove"), classes: ["btn-change"])
            remove.name(tr("Remove: {title}", ["title": section.title]))
            remove.align(down: .center)
            remove.onClicked { [weak self] in self?.askToRemove(section) }
            head.append(remove)
        }
        let rows = section.rows.map { row in
            let view = CheckRowView(row)
            view.change.onClicked { [weak self] in self?.open(row.change, returns: true) }
            changes.append((row.change, row.toDo != nil, view.change))
            return view.root
        }
        rows.last?.add(class: "row-last")
        return Box(.down, classes: ["panel"], [head] + rows)
    }

    /// Whether it was read back, and the way to do it.
    private var readBackRow: Widget {
        let isDone = draft.readBack == .confirmed
        let row = CheckRowView(
            label: tr("Read back"), value: CheckPage.readBack(draft),
            icon: isDone ? "face-like" : nil, change: tr("Read it back"))
        row.change.isVisible = !isDone && draft.voice(.person)?.choice != nil
        row.change.onClicked { [weak self] in self?.open(.readBack, returns: true) }
        changes.append((.readBack, false, row.change))
        return row.root
    }

    private func show(_ state: TypedWords.State) {
        switch state {
        case .same(let room), .typing(let room), .storing(let room):
            hint.text = room ?? tr("For example: pointed to the card and said the name.")
        case .kept(let words):
            hint.text = Sentences.kept(words)
            draft.evolve(.observed(words))
            problem.show(CheckPage(draft, file).problem)
        case .problem(let words): problem.show(words)
        }
    }
}

/// What the worker does.
extension CheckScreen {
    private func work(
        _ body: @escaping @MainActor () async throws(RecordingRefusal) -> Void
    ) {
        guard !isBusy else { return }
        isBusy = true
        Task {
            do throws(RecordingRefusal) {
                try await observed.settle()
                try await body()
            } catch {
                problem.show(Sentences.recording(error))
                frame.scroll.scrollToTop()
            }
            isBusy = false
            save.label = tr("Save")
        }
    }

    /// Opens a page of the family, and comes back after its answer.
    private func open(_ step: VisitDraft.Step, returns: Bool) {
        work { [self] () throws(RecordingRefusal) in
            draft = try await laptop.give(.goTo(step), to: file.id)
            navigator?.change(draft, file, returns: returns)
        }
    }

    private func goBack() {
        work { [self] () throws(RecordingRefusal) in navigator?.pop() }
    }

    private func saveVisit() {
        guard !isBusy else { return }
        if let row = changes.first(where: \.hasToDo) {
            frame.scroll.scrollToTop()
            row.button.focus()
            return
        }
        save.label = tr("Saving")
        work { [self] () throws(RecordingRefusal) in
            // What was typed is in the draft by now.
            guard !draft.tooLong.contains(.observed) else {
                observedField.focus()
                return
            }
            let record = try await laptop.save(file.id)
            navigator?.showSaved(record)
        }
    }

    private func askToRemove(_ section: CheckPage.Section) {
        MessageDialog.ask(
            tr("Remove what was said?"),
            tr("{title}. It will not be kept.", ["title": section.title]),
            in: navigator?.window,
            answers: [
                .init(id: "keep", label: tr("Keep it")),
                .init(id: "remove", label: tr("Remove"), isDestructive: true),
            ]
        ) { [weak self] answer in
            guard answer == "remove" else { return }
            self?.remove(section.id)
        }
    }

    private func remove(_ voice: Voice.ID) {
        work { [self] () throws(RecordingRefusal) in
            draft = try await laptop.give(.dismiss(voice), to: file.id)
            show()
            heading.focusHeading()
        }
    }
}
