internal import CAdwaita
internal import CGtkShim

/// The compiled resources: pages, style, icons.
public enum Resources {
    /// Opens a resource file for the whole program; `false` when there is none at the path.
    public static func register(path: String) -> Bool {
        guard let resource = g_resource_load(path, nil) else { return false }
        g_resources_register(resource)
        g_resource_unref(resource)
        return true
    }
}

/// How everything looks.
public enum Style {
    private static var isLoaded = false

    /// Puts our style and icons to use on the screen. After GTK has started; once.
    public static func load() {
        guard !isLoaded, let display = gdk_display_get_default() else { return }
        isLoaded = true
        let provider = Object(adopting: Object.made(gtk_css_provider_new()))
        gtk_css_provider_load_from_resource(provider.pointer(), Builder.prefix + "look.css")
        gtk_style_context_add_provider_for_display(
            display, provider.opaque, guint(GTK_STYLE_PROVIDER_PRIORITY_APPLICATION))
        gtk_icon_theme_add_resource_path(
            gtk_icon_theme_get_for_display(display), Builder.prefix + "icons")
    }

    public enum Scheme: Sendable { case system, light, dark }

    public static var scheme: Scheme = .system {
        didSet {
            let value =
                switch scheme {
                case .system: ADW_COLOR_SCHEME_DEFAULT
                case .light: ADW_COLOR_SCHEME_FORCE_LIGHT
                case .dark: ADW_COLOR_SCHEME_FORCE_DARK
                }
            adw_style_manager_set_color_scheme(adw_style_manager_get_default(), value)
        }
    }

    public static var isDark: Bool {
        adw_style_manager_get_dark(adw_style_manager_get_default()) != 0
    }

    /// The size of text that the person asked for: 1 is usual, 2 is 200 %.
    public static var textScale: Double {
        get { sc_text_scale() }
        set { sc_set_text_scale(newValue) }
    }

    public static func onTextScale(_ handler: @escaping @MainActor () -> Void) {
        guard let settings = gtk_settings_get_default() else { return }
        Object(retaining: UnsafeMutableRawPointer(settings))
            .connectIgnoringArgument("notify::gtk-xft-dpi", handler)
    }
}
