internal import Gtk
internal import Presentation
internal import Procurement

/// F6, the family's turn: who has spoken, and who wants to.
final class TurnScreen: FamilyPage {
    enum Press {
        case hear(Whose)
        case open(VisitDraft.Step)
        /// Asks first; the page asks.
        case remove(Voice.ID)
        case next
    }

    let content: Widget
    let heading: Widget
    let spoken: String
    private let cards: Box
    private let buttons: Box
    private let grid = CardGrid(leastWidth: 210, gap: 16)
    private let onPress: @MainActor (Press) -> Void
    private var room: Room
    private let onChange: @MainActor () -> Void

    /// `onChange`: parts came or went; they want the form of the page's width.
    init(
        _ page: FamilyTurnPage, room: Room, onChange: @escaping @MainActor () -> Void,
        onPress: @escaping @MainActor (Press) -> Void
    ) {
        let ui = Builder(resource: "ui/family-turn.ui")
        content = ui.object("content")
        let title: Label = ui.object("title")
        let lines: Label = ui.object("lines")
        let speakers: Box = ui.object("speakers")
        cards = ui.object("cards")
        buttons = ui.object("buttons")
        heading = title
        spoken = page.spoken
        self.room = room
        self.onChange = onChange
        self.onPress = onPress
        title.text = page.title
        lines.text = page.lines.joined(separator: " ")
        cards.append(grid.root)
        speakers.isVisible = !page.speakers.isEmpty
        for speaker in page.speakers { speakers.append(row(speaker)) }
        if page.speakers.isEmpty { choose(isFirst: true) } else { ask(page) }
    }

    func fit(_ room: Room) {
        self.room = room
        grid.fit(room)
    }

    /// Somebody has spoken: another one, or on.
    private func ask(_ page: FamilyTurnPage) {
        cards.isVisible = false
        let more = familyButton(
            tr("Someone else wants to say something"), icon: "pict-talking", isMain: false)
        more.onClicked { [weak self] in
            self?.choose(isFirst: false)
            self?.onChange()
            self?.heading.focusHeading()
        }
        // One button of a page is the way on: a voice that is not finished comes first.
        let next = familyButton(tr("Next"), isMain: page.speakers.allSatisfy(\.isFinished))
        next.onClicked { [onPress] in onPress(.next) }
        buttons.replace(with: [familyButtons([more, next])])
    }

    /// The cards of those who can speak.
    private func choose(isFirst: Bool) {
        cards.isVisible = true
        grid.show(
            FamilyTurnPage.cards.map { card in
                let label = Label(card.word, classes: ["f-strong"])
                label.place(0.5)
                label.wrapAnywhere()
                let face = Box(.down, spacing: 6, [Image(icon: card.iconName, size: 72), label])
                face.align(down: .center)
                let button = Button(child: face, name: card.word, classes: ["fcard", "fanswer"])
                button.onClicked { [onPress] in onPress(.hear(card.whose)) }
                return button
            }, in: room)
        let none = familyButton(
            isFirst ? tr("No one else wants to say something") : tr("No one else"), isMain: true)
        none.onClicked { [onPress] in onPress(.next) }
        buttons.replace(with: [familyButtons([none])])
    }

    private func row(_ speaker: FamilyTurnPage.Speaker) -> Widget {
        let who = Label(speaker.who, classes: ["f-answer"])
        let said = Label(speaker.said, classes: ["f-body"])
        let words = Box(.down, spacing: 2, [who, said])
        words.expandsSideways = true
        words.align(down: .center)
        let open = familyButton(
            speaker.isFinished ? tr("Change") : tr("Carry on"), isMain: !speaker.isFinished)
        open.name(
            speaker.isFinished
                ? tr("Change what {who} said", ["who": speaker.who])
                : tr("Carry on with {who}", ["who": speaker.who]))
        open.onClicked { [onPress] in onPress(.open(speaker.open)) }
        let remove = familyButton(tr("Remove"), isMain: false)
        remove.name(tr("Remove what {who} said", ["who": speaker.who]))
        remove.onClicked { [onPress] in onPress(.remove(speaker.id)) }
        let both = Box(.across, spacing: 16, classes: ["reflow", "gap-16"], [open, remove])
        return Box(
            .across, spacing: 16, classes: ["panel", "fspeaker", "reflow", "gap-16"],
            [words, both])
    }
}
