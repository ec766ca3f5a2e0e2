internal import Foundation
internal import Gtk
internal import Presentation
internal import Procurement
internal import Widgets

/// F3, one bid: what it says about each thing the person wants, and three equal answers.
final class ProviderScreen: FamilyPage {
    let content: Widget
    let heading: Widget
    let spoken: String
    let progress: FamilyProgress?
    let bid: Bid.ID
    private let tiles = CardGrid(leastWidth: 190, gap: 16)
    private let cards: [(answer: Answer, card: FamilyCard)]
    private var loading: Task<Void, Never>?
    private let problem: ProblemPanel

    /// `bytes`: of a picture. `onAnswer`: whether the answer is taken; then it is shown as chosen.
    init(
        _ page: ProviderPage, room: Room,
        bytes: @escaping @MainActor (Picture.ID) async -> Data?,
        onAnswer: @escaping @MainActor (Answer) -> Bool
    ) {
        let ui = Builder(resource: "ui/family-provider.ui")
        content = ui.object("content")
        let name: Label = ui.object("name")
        let mark: Image = ui.object("mark")
        let question: Label = ui.object("question")
        let slot: Box = ui.object("tiles")
        problem = ProblemPanel(ui)
        heading = name
        bid = page.bid
        spoken = page.spoken
        progress = FamilyProgress(number: page.number, count: page.count)
        name.text = page.name
        mark.icon = page.mark.iconName
        question.text = page.question
        cards = [
            (.like, FamilyCard(ui.object("like"))), (.notSure, FamilyCard(ui.object("not_sure"))),
            (.dislike, FamilyCard(ui.object("dislike"))),
        ]
        slot.append(tiles.root)
        tiles.show(page.tiles.map(Self.tile), in: room)
        if let picture = page.picture {
            let photo = Photo(width: 148, height: 84)
            let box = Self.shown(photo, picture.words)
            // What cannot be drawn leaves no hole.
            box.isVisible = false
            ui.object("head", as: Box.self).append(box)
            loading = Task {
                guard let data = await bytes(picture.sha256) else { return }
                box.isVisible = photo.show([UInt8](data))
            }
        }
        for (answer, card) in cards {
            card.choose(answer == page.answer)
            card.onPress { [weak self] in
                if onAnswer(answer) { self?.choose(answer) }
            }
        }
    }

    isolated deinit { loading?.cancel() }

    func showProblem(_ words: String?) { problem.show(words) }

    func fit(_ room: Room) { tiles.fit(room) }

    private func choose(_ answer: Answer) {
        for (each, card) in cards { card.choose(each == answer) }
    }

    private static func shown(_ photo: Photo, _ words: String) -> Widget {
        let label = Label(words, classes: ["f-small"])
        label.characters(least: 10, most: 30)
        label.wrapAnywhere()
        label.align(down: .center)
        photo.align(across: .center, down: .center)
        let box = Box(.across, spacing: 14, classes: ["fphoto"], [photo, label])
        box.align(across: .center, down: .center)
        return box
    }

    private static func tile(_ tile: ProviderPage.Tile) -> Widget {
        let picture = Image(icon: tile.iconName, size: 96, classes: ["plate", "fplate"])
        let title = middle(tile.title, ["f-want"])
        let word = Label(Words.says(tile.says), classes: ["f-strong"])
        let says = Box(
            .across, spacing: 8,
            [Image(icon: tile.says.iconName, size: 26, classes: ["say-icon"]), word])
        says.align(across: .center)
        says.expandsSideways = true
        let pill = Box(.across, classes: ["fsay", tile.says.styleClass], [says])
        let words = middle(tile.words, ["f-small"])
        words.expandsDown = true
        words.align(down: .start)
        return Box(.down, classes: ["panel", "ftile"], [picture, title, pill, words])
    }

    private static func middle(_ text: String, _ classes: [String]) -> Label {
        let label = Label(text, classes: classes)
        label.place(0.5)
        label.characters(least: 8, most: 12)
        return label
    }
}
