public import Gtk
public import Presentation

/// One thing that somebody said, on its way: on this laptop, at the council, answered.
public final class JourneyRow: RowView {
    public let root: Widget
    private let picture = plate("pict-talking", size: 32)
    private let title = Label("", classes: ["t-strong"])
    private let reference = Label("", classes: ["dim", "t-small"])
    private let steps: [JourneyStep]

    public init() {
        let words = Box(.down, spacing: 1, [title, reference])
        words.expandsSideways = true
        words.align(down: .center)
        let what = Box(.across, spacing: 14, classes: ["col-rec"], [picture, words])
        what.expandsSideways = false
        // A long title wraps; the columns of all rows stand below each other.
        let column = Clamp(what, most: 262)
        column.align(across: .start)
        steps = [JourneyStep(), JourneyStep(), JourneyStep(isLast: true)]
        let journey = Box(.across, spacing: 8, steps.map(\.root))
        journey.isHomogeneous = true
        journey.expandsSideways = true
        root = Box(.across, spacing: 12, classes: ["arow", "jrow", "reflow"], [column, journey])
    }

    public func show(_ row: SendingPage.Row) {
        picture.icon = row.iconName
        title.text = row.title
        reference.text = row.reference
        steps[0].show(row.saved, icon: "says-yes-symbolic", style: "done")
        steps[1].show(
            row.reached,
            icon: row.isReached ? "says-yes-symbolic" : "state-waiting-symbolic",
            style: row.isReached ? "done" : "next")
        let answer =
            row.asks
            ? "state-asks-symbolic" : row.isAnswered ? "says-yes-symbolic" : "says-nothing-symbolic"
        steps[2].show(
            row.answer, icon: answer, style: row.asks ? "asks" : row.isAnswered ? "done" : "next")
    }
}

/// One step: a sign, a line to the next one, and words.
private final class JourneyStep {
    let root: Box
    private let icon = Image(icon: "", size: 20, classes: ["tdot"])
    private let words = Label("", classes: ["t-small"])
    private var style: String?

    init(isLast: Bool = false) {
        let line = Box(.across, classes: ["join"])
        line.expandsSideways = true
        line.align(down: .center)
        line.isVisible = !isLast
        root = Box(
            .down, spacing: 3, classes: ["tstep"],
            [Box(.across, spacing: 8, [icon, line]), words])
    }

    func show(_ text: String, icon name: String, style new: String) {
        icon.icon = name
        words.text = text
        root.swap(class: style, for: new)
        style = new
    }
}
