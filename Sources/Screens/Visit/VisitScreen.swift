internal import Gtk
internal import Presentation
internal import Procurement
internal import Widgets

/// W3, the visit: how to talk with the person, what they want, the bids, and what was said before.
/// With a draft it is W11 too: carry on, or start again.
final class VisitScreen: Screen {
    let root: Widget
    var title: String { frame.text }

    private let navigator: Navigator
    private let id: SupportPackage.ID
    private let frame: WorkerFrame
    private let parts: VisitParts
    private let compare: Button
    private let start: Button
    private var file: VisitFile?
    private var shown: VisitPage?
    /// The visit has left this laptop.
    private var isGone = false
    /// Something was said in it that is not saved.
    private var isKept = false
    private(set) var isBusy = false
    private var observing: [Task<Void, Never>] = []

    init(_ navigator: Navigator, _ id: SupportPackage.ID) {
        self.navigator = navigator
        self.id = id
        frame = WorkerFrame(
            title: tr("Package {reference}", ["reference": id.rawValue]), back: tr("My visits"))
        root = frame.root
        let ui = Builder(resource: "ui/visit.ui")
        parts = VisitParts(ui)
        compare = ui.object("compare")
        start = ui.object("start")
        frame.show(ui.object("content"), actions: ui.object("actions", as: Widget.self))
        frame.onBack { [weak navigator] in navigator?.pop() }
        compare.onClicked { [weak self] in self?.openComparison() }
        start.onClicked { [weak self] in self?.act() }
        parts.again.onClicked { [weak self] in self?.askToStartAgain() }
        observing = [
            navigator.laptop.visits().forEach { [weak self] in self?.show($0) },
            navigator.laptop.sending().forEach { [weak self] in self?.show($0) },
        ]
    }

    isolated deinit { for task in observing { task.cancel() } }

    func appeared() {
        if !start.focus() { root.focusFirst() }
    }

    func resize(isNarrow: Bool) { frame.resize(isNarrow: isNarrow) }
}

extension VisitScreen {
    private func show(_ files: [VisitFile]) {
        guard let file = files.first(where: { $0.id == id }) else {
            start.isVisible = false
            compare.isVisible = false
            isGone = true
            sayThatItIsGone()
            return
        }
        self.file = file
        if isGone {
            isGone = false
            shown = nil
            parts.showProblem(nil)
        }
        let page = VisitPage(file, in: navigator.present)
        guard page != shown else { return }
        let isFirst = shown == nil
        shown = page
        parts.show(page, file) { [weak self] in self?.openComparison() }
        compare.isVisible = !file.bids.isEmpty
        start.isVisible = page.action != .nothingToShow
        start.label = Self.word(page.action)
        frame.adapt()
        if isFirst, navigator.current === self { appeared() }
        if isFirst, file.opened == nil {
            Task { [laptop = navigator.laptop, id] in await laptop.noteOpened(id) }
        }
    }

    private func show(_ sending: SendingState) {
        frame.show(sending, in: navigator.present)
        isKept = sending.kept.contains { $0.basis.package == id }
        if isGone { sayThatItIsGone() }
    }

    private func sayThatItIsGone() {
        let kept = isKept ? tr("What was said is kept: see My visits.") : nil
        parts.showProblem(
            [Sentences.recording(.noSuchVisit), kept].compactMap(\.self).joined(separator: " "))
    }

    private static func word(_ action: VisitPage.Action) -> String {
        switch action {
        case .start, .nothingToShow: tr("Start together")
        case .carryOn, .changed: tr("Carry on")
        case .askAgain: tr("Ask again")
        case .incomplete: tr("Try again")
        }
    }

    private func openComparison() {
        if let file, !file.bids.isEmpty { navigator.showComparison(file) }
    }

    private func act() {
        if shown?.action == .incomplete {
            let laptop = navigator.laptop
            working { () async throws(RecordingRefusal) in await laptop.tryNow() }
        } else {
            open { [laptop = navigator.laptop, id] () async throws(RecordingRefusal) in
                try await laptop.begin(id)
            }
        }
    }

    private func askToStartAgain() {
        MessageDialog.ask(
            tr("Start again?"),
            tr("The answers of the visit that you stopped will be thrown away."),
            in: navigator.window,
            answers: [
                .init(id: "keep", label: tr("Keep the answers")),
                .init(id: "again", label: tr("Start again"), isDestructive: true),
            ]
        ) { [weak self] answer in
            guard let self, answer == "again" else { return }
            self.open {
                [laptop = self.navigator.laptop, id = self.id]
                () async throws(RecordingRefusal) in
                try await laptop.startAgain(id)
            }
        }
    }

    /// Gets the draft, and starts the pages for the family with it.
    private func open(
        _ draft: @escaping @Sendable () async throws(RecordingRefusal) -> VisitDraft
    ) {
        working { [weak self] () async throws(RecordingRefusal) in
            let draft = try await draft()
            guard let self, let file = self.file, self.navigator.current === self else { return }
            self.navigator.startFamily(draft, file: file)
        }
    }

    /// Does something that may be refused; the page says so and stays as it is.
    private func working(
        _ body: @escaping @MainActor () async throws(RecordingRefusal) -> Void
    ) {
        guard !isBusy else { return }
        isBusy = true
        start.isSensitive = false
        Task { [weak self] in
            var problem: String?
            do throws(RecordingRefusal) { try await body() } catch {
                problem = Sentences.recording(error)
            }
            guard let self else { return }
            self.isBusy = false
            self.start.isSensitive = true
            self.parts.showProblem(problem)
            if problem != nil { self.frame.scroll.scrollToTop() }
        }
    }
}
