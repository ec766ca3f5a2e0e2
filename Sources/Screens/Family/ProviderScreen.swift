internal import Foundation
internal import Gtk
internal import Presentation
internal import Procurement

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
    private let problem: Widget
    private let problemWords: Label

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
        problem = ui.object("problem")
        problemWords = ui.object("problem_words")
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
        let photos = page.pictures.map { ($0.sha256, Photo(words: $0.words, height: 140)) }
        tiles.show(
            zip(page.pictures, photos).map { Self.tile($0, $1.1) } + page.tiles.map(Self.tile),
            in: room)
        loading = Task {
            for (id, photo) in photos {
                guard !Task.isCancelled, let data = await bytes(id) else { continue }
                _ = photo.show([UInt8](data))
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

    func showProblem(_ words: String?) {
        problem.isVisible = words != nil
        problemWords.text = words ?? ""
    }

    func fit(_ room: Room) { tiles.fit(room) }

    private func choose(_ answer: Answer) {
        for (each, card) in cards { card.choose(each == answer) }
    }

    private static func tile(_ picture: Picture, _ photo: Photo) -> Widget {
        let words = middle(picture.words, ["f-small"])
        words.expandsDown = true
        words.align(down: .start)
        return Box(.down, classes: ["panel", "ftile", "fphoto"], [photo, words])
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
