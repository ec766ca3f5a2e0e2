internal import Gtk
internal import Presentation
internal import Widgets

/// A page at the door: nothing of the caseload is on it.
protocol DoorScreen: Screen {
    /// Whether the laptop is unlocked behind it all the same.
    var isOpen: Bool { get }
}

extension DoorScreen {
    var isOpen: Bool { false }
}

/// What every page at the door has: a problem at the top, and a button that works for a while.
final class DoorPage {
    let frame: WorkerFrame
    private let problem: ProblemPanel?

    /// `back` says where the way back leads, for a page behind the door; at the door there is neither
    /// a way back nor a menu.
    init(_ title: String, _ ui: Builder, hasProblem: Bool = true, back: String? = nil) {
        frame = WorkerFrame(title: title, back: back, column: 620)
        if back == nil { frame.hideMenu() }
        problem = hasProblem ? ProblemPanel(ui) : nil
        ui.object("heading", as: Label.self).markHeading(level: 1)
        frame.show(ui.object("content"), actions: ui.object("actions", as: Widget.self))
    }

    func showProblem(_ words: String?) {
        problem?.show(words)
        if words != nil { frame.scroll.scrollToTop() }
    }
}
