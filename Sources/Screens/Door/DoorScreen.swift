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
    private let problem: Widget?
    private let problemWords: Label?

    init(_ title: String, _ ui: Builder, hasProblem: Bool = true) {
        frame = WorkerFrame(title: title, column: 620)
        frame.hideMenu()
        problem = hasProblem ? ui.object("problem") : nil
        problemWords = hasProblem ? ui.object("problem_words") : nil
        ui.object("heading", as: Label.self).markHeading(level: 1)
        frame.show(ui.object("content"), actions: ui.object("actions", as: Widget.self))
    }

    func showProblem(_ words: String?) {
        problem?.isVisible = words != nil
        problemWords?.text = words ?? ""
        if words != nil { frame.scroll.scrollToTop() }
    }
}
