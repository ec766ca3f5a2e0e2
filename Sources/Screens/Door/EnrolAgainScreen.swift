internal import Gtk
internal import Presentation
internal import Widgets

/// W0, third page: a new code puts a laptop that the council took off its list, or forgot, back on it.
final class EnrolAgainScreen: Screen {
    let root: Widget
    let title = tr("Back on the council’s list")

    private let navigator: Navigator
    private let page: DoorPage
    private let code: Field
    private let note: Label
    private let go: Button
    private(set) var isBusy = false

    init(_ navigator: Navigator) {
        self.navigator = navigator
        let ui = Builder(resource: "ui/enrol-again.ui")
        page = DoorPage(title, ui, back: tr("Back"))
        root = page.frame.root
        code = Field(ui, "code")
        note = ui.object("note")
        go = ui.object("go")
        page.frame.onBack { [weak navigator] in navigator?.pop() }
        go.onClicked { [weak self] in self?.start() }
        code.entry.onActivate { [weak self] in self?.start() }
    }

    func appeared() { code.entry.focus() }

    func resize(isNarrow: Bool) { page.frame.resize(isNarrow: isNarrow) }

    private func start() {
        guard !isBusy else { return }
        show(nil)
        isBusy = true
        go.isSensitive = false
        note.text = tr("Talking to the council. This can take a minute.")
        Task { [weak self, laptop = navigator.laptop, code = code.text] in
            do throws(SetUpRefusal) {
                try await laptop.enrolAgain(code: code)
                self?.succeed()
            } catch { self?.show(error) }
        }
    }

    private func succeed() {
        isBusy = false
        code.clear()
        guard navigator.current === self else { return }
        navigator.pop()
        navigator.toast(tr("This laptop is on the council’s list again."))
    }

    private func show(_ refusal: SetUpRefusal?) {
        isBusy = false
        go.isSensitive = true
        note.text = tr("Nothing was lost.")
        let words = refusal.map(Sentences.setUp)
        page.showProblem(words)
        switch refusal {
        case .codeNotUsable, .codeWrong, .codeUsed, .codeExpired, .codeOfAnother:
            code.showProblem(words)
        default: code.showProblem(nil)
        }
        if words != nil { code.entry.focus() }
    }
}
