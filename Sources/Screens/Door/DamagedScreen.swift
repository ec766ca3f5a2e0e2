internal import Gtk
internal import Presentation
internal import Widgets

/// W1 when the store cannot be read: saves what people said, tells what was saved, and goes on
/// with a fresh store.
final class DamagedScreen: DoorScreen {
    let root: Widget
    let title = tr("Some of this laptop’s store cannot be read")

    private let navigator: Navigator
    private let page: DoorPage
    private let passphrase: Field
    private let form: Widget
    private let result: Widget
    private let resultWords: Label
    private let resultCopy: Label
    private let note: Label
    private let save: Button
    private(set) var isBusy = false
    private var isSaved = false
    var isOpen: Bool { isSaved }

    init(_ navigator: Navigator) {
        self.navigator = navigator
        let ui = Builder(resource: "ui/damaged.ui")
        page = DoorPage(tr("Support Choice"), ui)
        root = page.frame.root
        passphrase = Field(ui, "passphrase")
        form = ui.object("form")
        result = ui.object("result")
        resultWords = ui.object("result_words")
        resultCopy = ui.object("result_copy")
        note = ui.object("note")
        save = ui.object("save")
        save.onClicked { [weak self] in self?.act() }
        passphrase.entry.onActivate { [weak self] in self?.act() }
    }

    func appeared() { passphrase.entry.focus() }

    func resize(isNarrow: Bool) { page.frame.resize(isNarrow: isNarrow) }

    private func act() {
        if isSaved { navigator.openDoor() } else { start() }
    }

    private func start() {
        guard !isBusy else { return }
        isBusy = true
        save.isSensitive = false
        note.text = tr("Reading what can be read. This can take a minute.")
        Task { [weak self, laptop = navigator.laptop, words = passphrase.text] in
            do throws(UnlockRefusal) {
                self?.show(try await laptop.salvage(passphrase: words))
            } catch { self?.show(error) }
        }
    }

    private func show(_ salvage: Salvage) {
        isSaved = true
        finish()
        passphrase.clear()
        page.showProblem(nil)
        form.isVisible = false
        result.isVisible = true
        resultWords.text = Sentences.salvaged(salvage)
        let copy = Sentences.copy(of: salvage)
        resultCopy.isVisible = copy != nil
        resultCopy.text = copy ?? ""
        save.label = tr("Carry on")
        save.focus()
    }

    private func show(_ refusal: UnlockRefusal) {
        finish()
        let words = Sentences.unlock(refusal)
        page.showProblem(words)
        passphrase.clear()
        passphrase.showProblem(words)
        passphrase.entry.focus()
    }

    private func finish() {
        isBusy = false
        save.isSensitive = true
        note.text = tr("Nothing is thrown away. The old store is kept beside the new one.")
    }
}

/// W1 when a newer program wrote the store: this one leaves it alone.
final class NewerScreen: DoorScreen {
    let root: Widget
    let title = tr("A newer Support Choice was used on this laptop")

    private let page: DoorPage
    private let again: Button

    init(_ navigator: Navigator) {
        let ui = Builder(resource: "ui/newer.ui")
        page = DoorPage(tr("Support Choice"), ui, hasProblem: false)
        root = page.frame.root
        again = ui.object("again")
        again.onClicked { [weak navigator] in navigator?.openDoor() }
    }

    func appeared() { again.focus() }

    func resize(isNarrow: Bool) { page.frame.resize(isNarrow: isNarrow) }
}

/// W1 when another window has the store open.
final class InUseScreen: DoorScreen {
    let root: Widget
    let title = tr("Support Choice is open already")

    private let page: DoorPage
    private let again: Button

    init(_ navigator: Navigator) {
        let ui = Builder(resource: "ui/inuse.ui")
        page = DoorPage(tr("Support Choice"), ui, hasProblem: false)
        root = page.frame.root
        again = ui.object("again")
        again.onClicked { [weak navigator] in navigator?.openDoor() }
    }

    func appeared() { again.focus() }

    func resize(isNarrow: Bool) { page.frame.resize(isNarrow: isNarrow) }
}
