public import Gtk
public import Presentation
public import Procurement

/// A visit in the list of W2: picture, what it is, when, and where it stands.
public final class VisitRowView: RowView {
    public let root: Widget
    private let button: Button
    private let picture: Image
    private let title = Label("", classes: ["t-strong"])
    private let line = Label("", classes: ["dim", "t-small"])
    private let when = Label("", classes: ["t-strong-s"])
    private let whenMore = Label("", classes: ["dim", "t-small"])
    private let chip = Chip()
    private var row: VisitRow?

    public init(onOpen: @escaping @MainActor (SupportPackage.ID) -> Void) {
        picture = plate("pict-none", size: 36)
        for label in [title, line, when, whenMore] { label.wrapAnywhere() }
        let what = Box(.down, spacing: 2, [title, line])
        what.expandsSideways = true
        what.align(down: .center)
        let due = Box(.down, spacing: 2, classes: ["col-due", "narrow-fill"], [when, whenMore])
        due.align(down: .center)
        let state = Box(.across, classes: ["col-state"], [chip.root])
        state.align(down: .center)
        let meta = Box(.across, spacing: 16, classes: ["meta"], [due, state])
        let main = Box(.across, spacing: 16, classes: ["reflow", "row-main"], [what, meta])
        main.expandsSideways = true
        let next = Image(icon: "go-next-symbolic", size: 16, classes: ["dim", "wide-only"])
        button = Button(
            child: Box(.across, spacing: 16, [picture, main, next]), name: "", classes: ["row"])
        root = button
        button.onClicked { [weak self] in
            if let row = self?.row { onOpen(row.id) }
        }
    }

    public func show(_ row: VisitRow) {
        self.row = row
        picture.icon = row.iconName
        title.text = row.title
        line.text = row.line
        when.text = row.when
        whenMore.text = row.whenMore
        chip.show(row.state)
        button.name(row.spoken)
    }
}
