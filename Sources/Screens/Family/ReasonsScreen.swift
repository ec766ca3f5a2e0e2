internal import Gtk
internal import Presentation
internal import Procurement
internal import Widgets

/// F5, why: their own words, typed by the worker and stored while they are typed.
final class ReasonsScreen: FamilyPage {
    let content: Widget
    let heading: Widget
    let spoken: String
    private let words: TextView
    private let typed: TypedWords
    private let kept: Widget
    private let keptIcon: Image
    private let keptWords: Label
    private let next: Button
    private let nextWords: Label

    init(
        _ page: ReasonsPage, rest: Duration,
        store: @escaping @MainActor (String) async throws(RecordingRefusal) -> Void,
        onNext: @escaping @MainActor () -> Void
    ) {
        let ui = Builder(resource: "ui/family-reasons.ui")
        content = ui.object("content")
        let question: Label = ui.object("question")
        let about: Widget = ui.object("about")
        let mark: Image = ui.object("mark")
        let name: Label = ui.object("name")
        let hint: Label = ui.object("hint")
        let buttons: Box = ui.object("buttons")
        words = ui.object("words")
        kept = ui.object("kept")
        keptIcon = ui.object("kept_icon")
        keptWords = ui.object("kept_words")
        heading = question
        spoken = page.spoken
        question.text = page.question
        about.isVisible = page.mark != nil
        if let icon = page.mark?.iconName { mark.icon = icon }
        name.text = page.name
        hint.text = ReasonsPage.hint
        words.name(page.question)
        nextWords = Label("", classes: ["f-answer"])
        nextWords.place(0.5)
        // Without it "Next" is broken in two.
        nextWords.wrapAnywhere()
        next = Button(child: nextWords, name: "", classes: ["fmain"])
        buttons.append(next)
        typed = TypedWords(words, words: page.words, rest: rest, store: store)
        typed.onState = { [weak self] in self?.show($0) }
        words.onChanged { [weak self] in self?.nameNext() }
        next.onClicked(onNext)
        nameNext()
        say(typed.showRoom())
    }

    func showProblem(_ words: String?) {
        if let words { show(.problem(words)) }
    }

    func settle() async throws(RecordingRefusal) { try await typed.settle() }

    /// With nothing written the button says that it skips.
    private func nameNext() {
        let label = words.text.isEmpty ? tr("Skip") : tr("Next")
        guard nextWords.text != label else { return }
        nextWords.text = label
        next.name(label)
    }

    private func show(_ state: TypedWords.State) {
        switch state {
        case .same(let room), .typing(let room), .storing(let room): say(room)
        case .kept(let words): say(Sentences.kept(words), icon: "state-sent-symbolic")
        case .problem(let sentence): say(sentence, isProblem: true)
        }
    }

    /// A quiet line under the field, or none.
    private func say(
        _ words: String?, icon: String = "pict-talking", isProblem: Bool = false
    ) {
        let isTooLong = VisitDraft.isTooLong(self.words.text)
        kept.isVisible = words != nil
        kept.set(class: "fproblem", when: isProblem || isTooLong)
        keptIcon.icon = isProblem || isTooLong ? "state-late-symbolic" : icon
        keptWords.text = words ?? ""
    }
}
