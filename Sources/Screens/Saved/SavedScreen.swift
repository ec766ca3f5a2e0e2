internal import Gtk
internal import Presentation
internal import Procurement
internal import Widgets

/// W8, Saved: says where the record is, and goes on saying it when that changes.
final class SavedScreen: Screen {
    let root: Widget
    let title = tr("Saved")

    private let record: RecordState
    private let frame: WorkerFrame
    private let heading: Label
    private let words: Label
    private let chip = Chip()
    private let back: Button
    private var observing: [Task<Void, Never>] = []

    init(_ navigator: Navigator, _ record: RecordState) {
        self.record = record
        frame = WorkerFrame(title: tr("Saved"), back: tr("My visits"))
        root = frame.root
        let ui = Builder(resource: "ui/saved.ui")
        heading = ui.object("heading")
        words = ui.object("words")
        back = ui.object("back_to_visits")
        let reference: Label = ui.object("reference")
        let next: Label = ui.object("next_words")
        ui.object("state", as: Box.self).append(chip.root)
        reference.text = tr(
            "Package {reference}",
            ["reference": record.preference.basis.package.rawValue])
        next.text = tr("The person can change their mind. Open the visit and ask again.")
        heading.markHeading(level: 1)
        frame.show(ui.object("content"), actions: ui.object("actions", as: Widget.self))
        frame.onBack { [weak navigator] in navigator?.popToFirst() }
        back.onClicked { [weak navigator] in navigator?.popToFirst() }
        ui.object("waiting", as: Button.self).onClicked { [weak navigator] in
            navigator?.showWaiting()
        }
        // What is known at once; the connection tells the rest in a moment.
        heading.text = record.receivedAt == nil ? tr("Saved on this laptop") : tr("Sent")
        chip.show(record.receivedAt == nil ? .waiting : .sent)
        let package = record.preference.basis.package
        observing = [
            navigator.laptop.sending().forEach { [weak self] in self?.show($0) },
            navigator.laptop.visits().forEach { files in
                guard !files.contains(where: { $0.id == package }) else { return }
                next.text = tr(
                    "The visit has left your list. Whoever has it now can see what was said.")
            },
        ]
    }

    isolated deinit { for task in observing { task.cancel() } }

    func appeared() { back.focus() }

    func resize(isNarrow: Bool) { frame.resize(isNarrow: isNarrow) }

    private func show(_ state: SendingState) {
        let page = SavedPage(record, state)
        heading.text = page.title
        words.text = page.words
        chip.show(page.state)
    }
}
