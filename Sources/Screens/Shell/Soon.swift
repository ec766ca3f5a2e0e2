internal import Gtk
internal import Presentation
internal import Procurement
internal import Widgets

class PlainScreen: Screen {
    let root: Widget
    let title = ""
    private let frame: WorkerFrame
    init(_ navigator: Navigator) {
        frame = WorkerFrame(title: "", back: tr("Back"))
        root = frame.root
        frame.onBack { [weak navigator] in navigator?.pop() }
    }
    func resize(isNarrow: Bool) { frame.resize(isNarrow: isNarrow) }
}
final class EnrolScreen: PlainScreen, DoorScreen {}
final class UnlockScreen: PlainScreen, DoorScreen {
    init(_ navigator: Navigator, triesLeft: Int, waitSeconds: Int) { super.init(navigator) }
}
final class DamagedScreen: PlainScreen, DoorScreen {}
final class InUseScreen: PlainScreen, DoorScreen {}
