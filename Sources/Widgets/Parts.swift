public import Gtk
public import Presentation

/// A state as an icon and a word on a tint.
public final class Chip {
    public let root: Box
    private let icon = Image(icon: "", size: 14)
    private let word = Label("", wraps: false)
    private var shown: VisitState?

    public init() {
        root = Box(.across, spacing: 6, classes: ["chip"], [icon, word])
        root.align(across: .start, down: .center)
    }

    public func show(_ state: VisitState) {
        guard state != shown else { return }
        root.swap(class: shown?.styleClass, for: state.styleClass)
        icon.icon = state.iconName
        word.text = state.word
        shown = state
    }
}

/// A pictogram on its light plate.
public func plate(_ icon: String, size: Int) -> Image {
    let image = Image(
        icon: icon, size: size, classes: size < 56 ? ["plate", "plate-s"] : ["plate"])
    image.align(down: .start)
    return image
}

/// A heading over a section, with a small note beside it.
public func sectionHeading(_ words: String, note: String = "") -> Box {
    let heading = Label(words, classes: ["t-section"])
    heading.markHeading(level: 2)
    guard !note.isEmpty else { return Box(.across, [heading]) }
    let small = Label(note, classes: ["dim", "t-small"])
    small.align(down: .end)
    return Box(.across, spacing: 12, classes: ["reflow"], [heading, small])
}

/// Two lines of text, the first one strong.
public func twoLines(
    _ first: String, _ second: String, classes: [String] = ["t-strong"],
    secondClasses: [String] = ["dim", "t-small"]
) -> Box {
    let box = Box(
        .down, spacing: 2,
        [Label(first, classes: classes), Label(second, classes: secondClasses)])
    box.expandsSideways = true
    box.align(down: .center)
    return box
}

/// What is wrong, in a panel of the page; in the `.ui` file `problem` and `problem_words`.
public final class ProblemPanel {
    private let panel: Widget
    private let words: Label

    public init(_ ui: Builder) {
        panel = ui.object("problem")
        words = ui.object("problem_words")
    }

    /// Says it, or takes it away.
    public func show(_ text: String?) {
        panel.isVisible = text != nil
        words.text = text ?? ""
    }
}
