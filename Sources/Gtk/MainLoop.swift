internal import CAdwaita
internal import CGtkShim
internal import Dispatch

/// The GLib main loop, on which Swift's main actor runs.
public enum MainLoop {
    /// Lets tasks of the main actor run on the GLib loop. Before the application runs; once.
    public static func attach() { sc_main_queue_attach() }

    /// How often the main actor woke the loop.
    public static var wakes: Int { Int(sc_main_queue_wakes()) }

    /// Starts GTK without an application; `false` when there is no display. For tests.
    public static func start() -> Bool {
        attach()
        guard gtk_init_check() != 0 else { return false }
        adw_init()
        sc_watch_text_buffers()
        return true
    }

    /// Handles one event, and waits for it when told so. For tests.
    public static func iterate(waiting: Bool = false) {
        g_main_context_iteration(nil, waiting ? 1 : 0)
    }
}
