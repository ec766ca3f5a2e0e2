internal import CAdwaita
internal import CGtkShim

/// The program as the desktop knows it.
public final class Application: Object {
    override class var type: GType { adw_application_get_type() }

    /// `isShared` says whether a second start is handed to the first one.
    public init(id: String, isShared: Bool) {
        let flags = isShared ? G_APPLICATION_DEFAULT_FLAGS : G_APPLICATION_NON_UNIQUE
        super.init(adopting: Self.made(adw_application_new(id, flags)))
        sc_watch_text_buffers()
    }

    required init(retaining raw: UnsafeMutableRawPointer) { super.init(retaining: raw) }

    public func onActivate(_ handler: @escaping @MainActor () -> Void) {
        connect("activate", handler)
    }

    /// Runs until the last window is closed; the status for the shell.
    public func run() -> Int32 { g_application_run(pointer(), 0, nil) }

    public func quit() { g_application_quit(pointer()) }

    /// Adds something that a menu or a key can do, as `app.name`.
    public func addAction(
        _ name: String, keys: [String] = [], _ handler: @escaping @MainActor () -> Void
    ) {
        let action = Object(adopting: Self.made(g_simple_action_new(name, nil)))
        action.connectIgnoringArgument("activate", handler)
        g_action_map_add_action(opaque, action.opaque)
        guard !keys.isEmpty else { return }
        var names: [UnsafePointer<CChar>?] = keys.map { UnsafePointer(g_strdup($0)) } + [nil]
        gtk_application_set_accels_for_action(pointer(), "app." + name, &names)
        for name in names { g_free(UnsafeMutablePointer(mutating: name)) }
    }

    public func setEnabled(_ name: String, _ isEnabled: Bool) {
        guard let action = g_action_map_lookup_action(opaque, name) else { return }
        g_simple_action_set_enabled(action, isEnabled ? 1 : 0)
    }
}

/// What the desktop tells about the program.
public enum About {
    public static func show(
        name: String, icon: String, version: String, comments: String, in window: Window?
    ) {
        // GTK owns the window until it is closed.
        let about = Window(retaining: Object.made(adw_about_window_new()))
        adw_about_window_set_application_name(about.opaque, name)
        adw_about_window_set_application_icon(about.opaque, icon)
        adw_about_window_set_version(about.opaque, version)
        adw_about_window_set_comments(about.opaque, comments)
        gtk_window_set_transient_for(about.pointer(), window?.pointer())
        gtk_window_set_modal(about.pointer(), 1)
        about.present()
    }
}

/// Whether the machine has a network, and when that changes.
public final class NetworkMonitor: Object {
    public init() { super.init(retaining: Self.made(g_network_monitor_get_default())) }

    required init(retaining raw: UnsafeMutableRawPointer) { super.init(retaining: raw) }

    public var isAvailable: Bool { g_network_monitor_get_network_available(opaque) != 0 }

    public func onChanged(_ handler: @escaping @MainActor () -> Void) {
        connectIgnoringArgument("network-changed", handler)
    }
}
