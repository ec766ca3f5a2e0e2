internal import CAdwaita
internal import CGtkShim

/// A window of the application.
public class Window: Widget {
    override class var type: GType { gtk_window_get_type() }

    public var title: String {
        get { gtk_window_get_title(pointer()).map { String(cString: $0) } ?? "" }
        set { gtk_window_set_title(pointer(), newValue) }
    }

    /// The size to start with, in pixels.
    public func setSize(width: Int, height: Int) {
        gtk_window_set_default_size(pointer(), Int32(width), Int32(height))
    }

    public var startWidth: Int {
        var width: Int32 = 0
        gtk_window_get_default_size(pointer(), &width, nil)
        return Int(width)
    }

    public var isFullScreen: Bool {
        get { gtk_window_is_fullscreen(pointer()) != 0 }
        set {
            if newValue {
                gtk_window_fullscreen(pointer())
            } else {
                gtk_window_unfullscreen(pointer())
            }
        }
    }

    public func present() { gtk_window_present(pointer()) }
    public func close() { gtk_window_close(pointer()) }

    /// Takes the window from the screen for good. A question is not answered by it.
    public func destroy() { gtk_window_destroy(pointer()) }

    /// Takes every dialog of this window from the screen, unanswered.
    public func takeDialogsAway() {
        guard let all = gtk_window_list_toplevels() else { return }
        defer { g_list_free(all) }
        var next: UnsafeMutablePointer<GList>? = all
        while let item = next {
            next = item.pointee.next
            guard let raw = item.pointee.data else { continue }
            let other = Window(retaining: raw)
            if gtk_window_get_transient_for(other.pointer()) == pointer() { other.destroy() }
        }
    }

    /// Takes the words of pages that are gone out of what GTK still keeps: the clipboard, text fields
    /// in which something was selected, the line that was laid out last.
    public func forgetTexts() { sc_forget_texts(widget) }

    /// The widget that has the focus.
    public var focused: Widget? {
        gtk_window_get_focus(pointer()).map { Widget(retaining: UnsafeMutableRawPointer($0)) }
    }

    /// Takes the focus from whatever has it. A passphrase entry that goes while it has the focus
    /// makes GTK 4.8 complain.
    public func dropFocus() { gtk_window_set_focus(pointer(), nil) }

    /// The window is asked to close; `true` keeps it.
    public func onCloseRequest(_ handler: @escaping @MainActor () -> Bool) {
        connectAsking("close-request", handler)
    }

    /// Tells the width whenever it changes, in pixels. After the window is realized.
    public func onWidth(_ handler: @escaping @MainActor (Int) -> Void) {
        gtk_widget_realize(widget)
        guard let surface = gtk_native_get_surface(opaque) else { return }
        Object(retaining: UnsafeMutableRawPointer(surface)).connectSize("layout", handler)
    }

    /// Calls once, when the first picture of the window is painted.
    public func onFirstFrame(_ handler: @escaping @MainActor () -> Void) {
        gtk_widget_realize(widget)
        guard let clock = gtk_widget_get_frame_clock(widget) else { return }
        var waiting: (@MainActor () -> Void)? = handler
        Object(retaining: UnsafeMutableRawPointer(clock)).connect("after-paint") {
            waiting?()
            waiting = nil
        }
    }
}

/// A plain window without an application. For tests.
public final class PlainWindow: Window {
    public init(_ child: Widget, width: Int, height: Int) {
        // A window is owned by GTK's list of windows: not floating, and lent to us.
        let made = Self.made(gtk_window_new())
        g_object_ref(made)
        super.init(adopting: made)
        setSize(width: width, height: height)
        gtk_window_set_child(pointer(), child.widget)
    }

    required init(retaining raw: UnsafeMutableRawPointer) { super.init(retaining: raw) }
}

/// A window of libadwaita: its content has its own header bar.
public final class ApplicationWindow: Window {
    override class var type: GType { adw_application_window_get_type() }

    public init(_ application: Application) {
        let made = Self.made(adw_application_window_new(application.pointer()))
        g_object_ref(made)
        super.init(adopting: made)
    }

    required init(retaining raw: UnsafeMutableRawPointer) { super.init(retaining: raw) }

    public func show(_ content: Widget) {
        adw_application_window_set_content(pointer(), content.widget)
    }
}
