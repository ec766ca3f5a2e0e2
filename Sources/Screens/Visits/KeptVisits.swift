internal import Gtk
internal import Presentation
internal import Procurement
internal import Widgets

/// What stands above the list when something was begun that is no longer on this laptop, or has come
/// that this program cannot show.
final class KeptVisits {
    private weak var navigator: Navigator?
    private let panel: Box
    private lazy var rows = RowList(in: panel) { [weak self] in
        KeptVisitView(
            onSave: { self?.save($0) }, onDiscard: { self?.askToDiscard($0) })
    }
    private let problem: ProblemPanel
    private let unshown: Widget
    private let unshownWords: Label
    private var isBusy = false

    init(_ navigator: Navigator, _ ui: Builder) {
        self.navigator = navigator
        panel = ui.object("kept")
        problem = ProblemPanel(ui)
        unshown = ui.object("unshown")
        unshownWords = ui.object("unshown_words")
    }

    func show(_ sending: SendingState) {
        rows.show(sending.kept.map { KeptVisit($0) })
        panel.isVisible = !sending.kept.isEmpty
        let words = KeptVisit.unshown(sending.unshown)
        unshown.isVisible = words != nil
        unshownWords.text = words ?? ""
    }

    private func save(_ id: SupportPackage.ID) {
        work { navigator throws(RecordingRefusal) in
            navigator.showSaved(try await navigator.laptop.save(id))
        }
    }

    private func askToDiscard(_ id: SupportPackage.ID) {
        MessageDialog.ask(
            tr("Throw away what was said?"),
            tr(
                "Package {reference}. It was not saved, and nobody can bring it back.",
                ["reference": id.rawValue]),
            in: navigator?.window,
            answers: [
                .init(id: "keep", label: tr("Keep it")),
                .init(id: "discard", label: tr("Throw away"), isDestructive: true),
            ]
        ) { [weak self] answer in
            guard answer == "discard" else { return }
            self?.work { navigator throws(RecordingRefusal) in
                try await navigator.laptop.discard(id)
            }
        }
    }

    private func work(
        _ body: @escaping @MainActor (Navigator) async throws(RecordingRefusal) -> Void
    ) {
        guard !isBusy, let navigator else { return }
        isBusy = true
        problem.show(nil)
        Task {
            do throws(RecordingRefusal) { try await body(navigator) } catch {
                problem.show(Sentences.recording(error))
            }
            isBusy = false
        }
    }
}

/// A row of it.
private final class KeptVisitView: RowView {
    let root: Widget
    private let title = Label("", classes: ["t-strong"])
    private let line = Label("", classes: ["dim", "t-small"])
    private let save = Button(tr("Save"), classes: ["btn"])
    private let discard = Button(tr("Throw away"), classes: ["btn-change"])
    private var row: KeptVisit?

    init(
        onSave: @escaping @MainActor (SupportPackage.ID) -> Void,
        onDiscard: @escaping @MainActor (SupportPackage.ID) -> Void
    ) {
        for label in [title, line] { label.wrapAnywhere() }
        let words = Box(.down, spacing: 2, [title, line])
        words.expandsSideways = true
        words.align(down: .center)
        for button in [discard, save] { button.align(down: .center) }
        let main = Box(
            .across, spacing: 16, classes: ["reflow", "row-main"],
            [words, Box(.across, spacing: 16, [discard, save])])
        main.expandsSideways = true
        root = Box(
            .across, spacing: 16, classes: ["row"], [plate("state-half-symbolic", size: 36), main])
        save.onClicked { [weak self] in self?.row.map { onSave($0.id) } }
        discard.onClicked { [weak self] in self?.row.map { onDiscard($0.id) } }
    }

    func show(_ row: KeptVisit) {
        self.row = row
        title.text = row.title
        line.text = row.line
        save.isVisible = row.canBeSaved
        save.name(tr("Save: {title}", ["title": row.title]))
        discard.name(tr("Throw away: {title}", ["title": row.title]))
    }
}
