internal import Gtk

/// Cards in even rows: as many in a row as have room, and a short last row in the middle.
final class CardGrid {
    let root: Grid
    private var cards: [Widget] = []
    private let leastWidth: Double
    private let gap: Int
    private var perRow = 0

    /// `leastWidth`: of one card, in pixels at the usual size of text.
    init(leastWidth: Double, gap: Int) {
        self.leastWidth = leastWidth
        self.gap = gap
        root = Grid(evenColumns: gap, rows: gap)
        root.expandsDown = true
        root.expandsSideways = true
    }

    func show(_ new: [Widget], in room: Room) {
        for card in cards { root.remove(card) }
        cards = new
        for card in cards { card.expandsDown = true }
        perRow = 0
        fit(room)
    }

    /// Lays the cards out anew when another number fits in a row.
    func fit(_ room: Room) {
        let most = Int((room.width + Double(gap)) / (leastWidth * room.textScale + Double(gap)))
        let columns = room.isNarrow ? 1 : max(1, min(cards.count, most))
        let rows = (cards.count + columns - 1) / max(1, columns)
        let even = rows == 0 ? 1 : (cards.count + rows - 1) / rows
        guard even != perRow else { return }
        let isFirst = perRow == 0
        perRow = even
        for (index, card) in cards.enumerated() {
            if !isFirst { root.remove(card) }
            let row = index / even
            let inRow = min(even, cards.count - row * even)
            // Each card takes two columns, so that a shorter row can begin half a card further in.
            root.attach(
                card, column: (index % even) * 2 + (even - inRow), row: row, columns: 2)
        }
    }
}

/// How much room a family page has.
struct Room: Equatable {
    /// For the cards, in pixels.
    let width: Double
    /// 1 is the usual size of text.
    let textScale: Double
    let isNarrow: Bool
}
