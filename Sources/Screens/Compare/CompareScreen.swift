internal import Gtk
internal import Presentation
internal import Procurement
internal import Widgets

/// W5, the worker's full view of the bids, with prices. The family never sees it.
final class CompareScreen: Screen {
    let root: Widget
    var title: String { frame.text }

    private let navigator: Navigator
    private let id: SupportPackage.ID
    private let frame: WorkerFrame
    private let table: ScrolledWindow
    private let cards: Box
    private let nothing: Label
    private let note: Label
    private let showFamily: Button
    private var file: VisitFile
    private var shown: ComparePage?
    private(set) var isBusy = false
    private var observing: Task<Void, Never>?

    init(_ navigator: Navigator, _ file: VisitFile) {
        self.navigator = navigator
        self.file = file
        id = file.id
        frame = WorkerFrame(
            title: tr("Package {reference}", ["reference": file.id.rawValue]),
            back: tr("The visit"), column: 1256)
        root = frame.root
        let ui = Builder(resource: "ui/compare.ui")
        table = ui.object("table")
        cards = ui.object("cards")
        nothing = ui.object("nothing")
        note = ui.object("note")
        showFamily = ui.object("show")
        ui.object("heading", as: Label.self).markHeading(level: 1)
        table.name(tr("The bids side by side"))
        frame.show(ui.object("content"), actions: ui.object("actions", as: Widget.self))
        frame.onBack { [weak navigator] in navigator?.pop() }
        showFamily.onClicked { [weak self] in self?.start() }
        show(file)
        observing = navigator.laptop.visits().forEach { [weak self] files in
            guard let self, let file = files.first(where: { $0.id == self.id }) else { return }
            self.show(file)
        }
    }

    isolated deinit { observing?.cancel() }

    func appeared() {
        if !showFamily.focus() { root.focusFirst() }
    }

    func resize(isNarrow: Bool) { frame.resize(isNarrow: isNarrow) }

    private func show(_ file: VisitFile) {
        self.file = file
        let page = ComparePage(file, in: navigator.present)
        guard page != shown else { return }
        shown = page
        note.text = page.note
        nothing.isVisible = page.columns.isEmpty
        showFamily.isVisible = !page.columns.isEmpty && file.isComplete
        table.show(page.columns.isEmpty ? nil : CompareTable.table(page))
        cards.replace(with: page.columns.isEmpty ? [] : CompareTable.cards(page))
        frame.adapt()
    }

    private func start() {
        guard !isBusy else { return }
        isBusy = true
        showFamily.isSensitive = false
        Task { [weak self, laptop = navigator.laptop, id] in
            var problem: String?
            do throws(RecordingRefusal) {
                let draft = try await laptop.begin(id)
                if let self, self.navigator.current === self {
                    self.navigator.startFamily(draft, file: self.file)
                }
            } catch { problem = Sentences.recording(error) }
            guard let self else { return }
            self.isBusy = false
            self.showFamily.isSensitive = true
            if let problem { self.note.text = problem }
        }
    }
}
