public import Gtk
public import Presentation

/// What every worker page has around its content: the header bar with the way back and the menu,
/// the strip that tells about the connection, one scrolled column, the bar of actions.
public final class WorkerFrame {
    public let root: Widget
    public let scroll: ScrolledWindow
    public private(set) var isNarrow = false
    private let title: Label
    private let back: Button
    private let backLabel: Label
    private let menu: MenuButton
    private let slot: Box
    private let strip: Widget
    private let stripIcon: Image
    private let stripWords: Label
    private let stripWhen: Label
    private let actionBar: Widget
    private let actionSlot: Box
    private let clamps: [Clamp]

    /// `back` says where the way back leads, as "My visits"; `nil` is no way back. `column` is the
    /// width of the column, in pixels.
    public init(title text: String, back: String? = nil, column: Int = 908) {
        let ui = Builder(resource: "ui/frame.ui")
        root = ui.object("page")
        scroll = ui.object("scroll")
        title = ui.object("title")
        self.back = ui.object("back")
        backLabel = ui.object("back_label")
        menu = ui.object("menu")
        slot = ui.object("slot")
        strip = ui.object("strip")
        stripIcon = ui.object("strip_icon")
        stripWords = ui.object("strip_words")
        stripWhen = ui.object("strip_when")
        actionBar = ui.object("actionbar")
        actionSlot = ui.object("action_slot")
        clamps = [ui.object("clamp"), ui.object("strip_clamp"), ui.object("action_clamp")]
        title.text = text
        menu.nameInner(tr("Main menu"))
        for clamp in clamps { clamp.most = column }
        guard let back else { return }
        backLabel.text = back
        // "Back to Back" says nothing.
        self.back.name(back == tr("Back") ? back : tr("Back to {page}", ["page": back]))
        self.back.isVisible = true
    }

    public var text: String {
        get { title.text }
        set { title.text = newValue }
    }

    public func hideMenu() { menu.isVisible = false }

    public func onBack(_ handler: @escaping @MainActor () -> Void) { back.onClicked(handler) }

    /// Puts the page and its actions in their places.
    public func show(_ content: Widget, actions: Widget? = nil) {
        slot.replace(with: [content])
        actionSlot.replace(with: actions.map { [$0] } ?? [])
        actionBar.isVisible = actions != nil
    }

    public var showsActions: Bool {
        get { actionBar.isVisible }
        set { actionBar.isVisible = newValue }
    }

    /// Tells about the connection, or takes the strip away.
    public func showStrip(_ words: String?, when: String = "", isProblem: Bool = false) {
        strip.isVisible = words != nil
        guard let words else { return }
        stripIcon.icon = isProblem ? "state-late-symbolic" : "state-offline-symbolic"
        stripWords.text = words
        stripWhen.text = when
        stripWhen.isVisible = !when.isEmpty
    }

    public func show(_ sending: SendingState, in present: Present) {
        let strip = SendingPage.strip(sending, in: present)
        var isProblem = false
        if case .problem = sending.link { isProblem = true }
        showStrip(strip?.0, when: strip?.1 ?? "", isProblem: isProblem)
    }

    /// The page has another width, or the text another size.
    public func resize(isNarrow: Bool) {
        self.isNarrow = isNarrow
        adapt()
    }

    /// Puts what was added since into the form that the width asks for.
    public func adapt() { NarrowRule.apply(to: root, isNarrow: isNarrow) }
}
