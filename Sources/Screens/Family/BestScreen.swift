internal import Gtk
internal import Presentation
internal import Procurement
internal import Widgets

/// F4, which one is liked best: a card for each bid, none of these, or time to think.
final class BestScreen: FamilyPage {
    let content: Widget
    let heading: Widget
    let spoken: String
    private let grid = CardGrid(leastWidth: 260, gap: 20)
    private let cards: [(choice: Choice, card: FamilyCard)]
    private let problem: ProblemPanel

    /// `onChoice`: whether the choice is taken; then it is shown as chosen.
    init(_ page: BestPage, room: Room, onChoice: @escaping @MainActor (Choice) -> Bool) {
        let ui = Builder(resource: "ui/family-best.ui")
        content = ui.object("content")
        let question: Label = ui.object("question")
        let slot: Box = ui.object("cards")
        let noneWords: Label = ui.object("none_words")
        problem = ProblemPanel(ui)
        heading = question
        spoken = page.spoken
        question.text = page.question
        noneWords.text = page.noneLabel
        let bids = page.cards.map { card -> (Choice, FamilyCard) in
            (
                .favourite(card.id),
                FamilyCard(
                    Self.face(card, in: page), name: page.spoken(card), classes: ["fprov"])
            )
        }
        let none = FamilyCard(ui.object("none"))
        none.button.name(page.noneLabel)
        let think = FamilyCard(ui.object("think"))
        cards = bids + [(.noneOfThese, none), (.notToday, think)]
        slot.append(grid.root)
        grid.show(bids.map(\.1.button), in: room)
        for (choice, card) in cards {
            // Two that are liked the same are both shown as chosen.
            card.choose(
                page.choice == choice
                    || !choice.bids.isEmpty
                        && Set(choice.bids).isSubset(of: page.choice?.bids ?? [])
            )
            card.onPress { [weak self] in
                if onChoice(choice) { self?.choose(choice) }
            }
        }
    }

    func showProblem(_ words: String?) { problem.show(words) }

    func fit(_ room: Room) { grid.fit(room) }

    private func choose(_ choice: Choice) {
        for (each, card) in cards { card.choose(each == choice) }
    }

    /// What is on a card: the provider's shape and name, and what was said about it before.
    private static func face(_ card: BestPage.Card, in page: BestPage) -> Widget {
        let name = Label(card.name, classes: ["f-title2"])
        name.place(0.5)
        name.characters(least: 10, most: 16)
        var parts: [Widget] = [Image(icon: card.mark.iconName, size: 164), name]
        if page.isOnlyOne {
            let yes = Label(tr("Yes, I want this one"), classes: ["f-answer", "f-accept"])
            yes.place(0.5)
            parts.append(yes)
        }
        if let answer = card.answer {
            let said = Box(
                .down,
                [
                    Label(tr("You said"), classes: ["f-small"]),
                    Label(Words.answer(answer), classes: ["f-strong"]),
                ])
            said.align(down: .center)
            let row = Box(
                .across, spacing: 14, classes: ["fsaid"],
                [Image(icon: answer.iconName, size: 52), said])
            row.align(across: .center)
            parts += [Separator(classes: ["fline"]), row]
        }
        let face = Box(.down, spacing: 20, parts)
        face.align(down: .center)
        return face
    }
}
