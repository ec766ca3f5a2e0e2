internal import Gtk
internal import Presentation
internal import Widgets

/// W1, Unlock: the passphrase, or the recovery code when it is forgotten. After too many wrong
/// tries it counts down.
final class UnlockScreen: DoorScreen {
    let root: Widget
    let title = tr("Unlock Support Choice")

    private let navigator: Navigator
    private let page: DoorPage
    private let passphrase: Field
    private let code: Field
    private let passphrasePart: Widget
    private let codePart: Widget
    private let other: Button
    private let note: Label
    private let unlock: Button
    private var usesCode = false
    private(set) var isBusy = false
    private var counting: Task<Void, Never>?

    init(_ navigator: Navigator, triesLeft: Int, waitSeconds: Int) {
        self.navigator = navigator
        let ui = Builder(resource: "ui/unlock.ui")
        page = DoorPage(tr("Support Choice"), ui)
        root = page.frame.root
        passphrase = Field(ui, "passphrase")
        code = Field(ui, "code")
        passphrasePart = ui.object("passphrase_part")
        codePart = ui.object("code_part")
        other = ui.object("other")
        note = ui.object("note")
        unlock = ui.object("unlock")
        other.onClicked { [weak self] in self?.change() }
        unlock.onClicked { [weak self] in self?.start() }
        for field in [passphrase, code] {
            field.entry.onActivate { [weak self] in self?.start() }
        }
        if waitSeconds > 0 { wait(waitSeconds) } else { tell(triesLeft) }
    }

    isolated deinit { counting?.cancel() }

    private var field: Field { usesCode ? code : passphrase }

    func appeared() { field.entry.focus() }

    func resize(isNarrow: Bool) { page.frame.resize(isNarrow: isNarrow) }

    /// Unlocks as if it had been typed.
    func unlock(with words: String) {
        passphrase.entry.text = words
        start()
    }

    /// The tries are told when one was used.
    private func tell(_ triesLeft: Int) {
        note.text =
            triesLeft < 5
            ? trn("You have {n} try left.", "You have {n} tries left.", triesLeft) : ""
    }

    private func change() {
        usesCode.toggle()
        passphrasePart.isVisible = !usesCode
        codePart.isVisible = usesCode
        other.label =
            usesCode ? tr("Use the passphrase instead") : tr("Use the recovery code instead")
        field.entry.focus()
    }

    private func start() {
        guard !isBusy, counting == nil else { return }
        guard !field.text.isEmpty else {
            field.showProblem(
                usesCode ? tr("Type your recovery code.") : tr("Type your passphrase."))
            field.entry.focus()
            return
        }
        isBusy = true
        unlock.isSensitive = false
        note.text = tr("Unlocking.")
        Task { [weak self, laptop = navigator.laptop, words = field.text] in
            do throws(UnlockRefusal) {
                try await laptop.unlock(passphrase: words)
                self?.enter(showing: await laptop.unreadRecoveryCode())
            } catch { self?.show(error) }
        }
    }

    private func enter(showing recoveryCode: String?) {
        let usedIt = usesCode
        field.clear()
        guard let recoveryCode, !usedIt else { return navigator.showVisits() }
        navigator.start(with: RecoveryScreen(navigator, code: recoveryCode))
    }

    private func show(_ refusal: UnlockRefusal) {
        isBusy = false
        unlock.isSensitive = true
        note.text = ""
        field.clear()
        switch refusal {
        case .wrong, .notStored, .notRead:
            let words = Sentences.unlock(refusal)
            page.showProblem(words)
            field.showProblem(words)
            field.entry.focus()
        case .wait(let seconds): wait(seconds)
        case .damaged: navigator.show(.damaged)
        case .newer: navigator.show(.newer)
        case .inUse: navigator.show(.inUse)
        case .notSetUp: navigator.show(.notSetUp)
        }
    }

    /// Counts down, second by second, and opens the field again.
    private func wait(_ seconds: Int) {
        setWaiting(true)
        counting = Task { [weak self] in
            var left = seconds
            while left > 0 {
                self?.page.showProblem(Sentences.wait(left))
                do { try await Task.sleep(for: .seconds(1)) } catch { return }
                left -= 1
            }
            self?.page.showProblem(nil)
            self?.setWaiting(false)
            self?.counting = nil
            self?.field.entry.focus()
        }
    }

    private func setWaiting(_ isWaiting: Bool) {
        field.showProblem(nil)
        for widget in [passphrase.entry, code.entry, unlock, other] {
            widget.isSensitive = !isWaiting
        }
    }
}
