internal import Gtk
internal import Presentation
internal import Widgets

/// One row of W7: what it is about, what was said, and the way back to change it.
final class CheckRowView {
    let root: Widget
    let change: Button

    init(
        label: String, value: String, icon: String? = nil, isQuote: Bool = false,
        toDo: String? = nil, change text: String = tr("Change"), spoken: String? = nil
    ) {
        // Of a text that is too long what is to be done must be seen, not its middle.
        let isLong = isQuote && toDo != nil
        let place: Widget.Align = isLong ? .start : .center
        let key = Label(label, classes: ["key"])
        key.characters(least: 16, most: 22)
        key.align(down: place)
        let words = Label(value, classes: [isQuote ? "quote" : "t-strong"])
        let mark = toDo.map { [Label($0, classes: ["missing-mark"])] } ?? []
        let said = Box(.down, spacing: 1, isLong ? mark + [words] : [words] + mark)
        said.align(down: place)
        said.expandsSideways = true
        let picture =
            toDo != nil
            ? Image(icon: "state-late-symbolic", size: 24) : icon.map { Image(icon: $0, size: 28) }
        picture?.align(down: place)
        let answer = Box(.across, spacing: 12, (picture.map { [$0] } ?? []) + [said])
        answer.expandsSideways = true
        let main = Box(.across, spacing: 16, classes: ["reflow"], [key, answer])
        main.expandsSideways = true
        change = Button(text, classes: ["btn-change"])
        change.align(down: place)
        if let spoken { change.name(spoken) }
        root = Box(
            .across, spacing: 16, classes: toDo != nil ? ["arow", "arow-missing"] : ["arow"],
            [main, change])
    }

    convenience init(_ row: CheckPage.Row) {
        self.init(
            label: row.label, value: row.value, icon: row.iconName, isQuote: row.isQuote,
            toDo: row.toDo, spoken: row.spokenChange)
    }
}
