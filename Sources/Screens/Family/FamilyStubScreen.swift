internal import Gtk
internal import Presentation
internal import Widgets

/// Stands where the family pages will be.
final class FamilyStubScreen: Screen {
    let root: Widget
    let title = ""
    private let frame: WorkerFrame

    init(_ navigator: Navigator) {
        frame = WorkerFrame(title: "", back: tr("The visit"))
        root = frame.root
        frame.onBack { [weak navigator] in navigator?.pop() }
    }

    func resize(isNarrow: Bool) { frame.resize(isNarrow: isNarrow) }
}
