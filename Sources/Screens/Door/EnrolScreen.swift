internal import Gtk
internal import Presentation
internal import Widgets

/// W0, Enrol: the council's address, the code from the team, and a passphrase, typed twice.
final class EnrolScreen: DoorScreen {
    let root: Widget
    let title = tr("Set up this laptop")

    private let navigator: Navigator
    private let page: DoorPage
    private let server: Field
    private let code: Field
    private let passphrase: Field
    private let again: Field
    private let note: Label
    private let setUp: Button
    private(set) var isBusy = false

    init(_ navigator: Navigator) {
        self.navigator = navigator
        let ui = Builder(resource: "ui/enrol.ui")
        page = DoorPage(tr("Support Choice"), ui)
        root = page.frame.root
        server = Field(ui, "server")
        code = Field(ui, "code")
        passphrase = Field(ui, "passphrase")
        again = Field(ui, "again")
        note = ui.object("note")
        setUp = ui.object("set_up")
        setUp.onClicked { [weak self] in self?.start() }
        for field in [server, code, passphrase, again] {
            field.entry.onActivate { [weak self] in self?.start() }
        }
    }

    func appeared() { server.entry.focus() }

    func resize(isNarrow: Bool) { page.frame.resize(isNarrow: isNarrow) }

    private func start() {
        guard !isBusy else { return }
        for field in [server, code, passphrase, again] { field.showProblem(nil) }
        page.showProblem(nil)
        guard passphrase.text == again.text else {
            show(tr("The two passphrases are not the same. Type both again."), at: again)
            return
        }
        isBusy = true
        setUp.isSensitive = false
        note.text = tr("Talking to the council. This can take a minute.")
        Task { [weak self, laptop = navigator.laptop] in
            guard let (address, code, words) = self?.typed else { return }
            do throws(SetUpRefusal) {
                let recovery = try await laptop.setUp(
                    server: address, code: code, passphrase: words)
                self?.succeed(recovery)
            } catch { self?.show(error) }
        }
    }

    private var typed: (String, String, String) {
        (trimmed(server.text), trimmed(code.text), passphrase.text)
    }

    private func trimmed(_ text: String) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    private func succeed(_ recovery: String) {
        passphrase.clear()
        again.clear()
        navigator.start(with: RecoveryScreen(navigator, code: recovery))
    }

    private func show(_ refusal: SetUpRefusal) {
        isBusy = false
        setUp.isSensitive = true
        note.text = tr("Nothing was lost.")
        let words = Sentences.setUp(refusal)
        switch refusal {
        case .addressNotUsable, .notReached, .notTheCouncil, .certificateNotTrusted:
            show(words, at: server)
        case .codeNotUsable, .codeWrong, .codeUsed, .codeExpired, .codeOfAnother:
            show(words, at: code)
        case .passphraseTooShort: show(words, at: passphrase)
        case .tooOld, .councilBusy, .alreadySetUp, .locked, .notStored: page.showProblem(words)
        }
    }

    /// Says it beside the field and at the top, and goes to the field.
    private func show(_ words: String, at field: Field) {
        page.showProblem(words)
        field.showProblem(words)
        field.entry.focus()
    }
}

/// W0, second page: the recovery code, until somebody says that it is written down.
final class RecoveryScreen: DoorScreen {
    let root: Widget
    let title = tr("Write down your recovery code")
    /// The code is not to be lost for good.
    let canBeLeft = false
    let isOpen = true

    private let page: DoorPage
    private let written: Button

    init(_ navigator: Navigator, code: String) {
        let ui = Builder(resource: "ui/recovery.ui")
        page = DoorPage(tr("Support Choice"), ui, hasProblem: false)
        root = page.frame.root
        written = ui.object("written")
        ui.object("code", as: Label.self).text = code
        written.onClicked { [weak navigator] in
            Task {
                await navigator?.laptop.noteRecoveryCodeRead()
                navigator?.openDoor()
            }
        }
    }

    func appeared() { written.focus() }

    func resize(isNarrow: Bool) { page.frame.resize(isNarrow: isNarrow) }
}
