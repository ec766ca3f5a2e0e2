internal import CAdwaita
internal import CGtkShim

/// A text that is read.
public final class Label: Widget {
    override class var type: GType { gtk_label_get_type() }

    /// A label that wraps and starts at the left, as nearly all of ours.
    public init(_ text: String, classes: [String] = [], wraps: Bool = true) {
        super.init(adopting: Self.made(gtk_label_new(nil)))
        gtk_label_set_xalign(opaque, 0)
        if wraps {
            gtk_label_set_wrap(opaque, 1)
            gtk_label_set_wrap_mode(opaque, PANGO_WRAP_WORD_CHAR)
        }
        for name in classes { add(class: name) }
        self.text = text
    }

    required init(retaining raw: UnsafeMutableRawPointer) { super.init(retaining: raw) }

    /// What it shows: of a text that was set, its `BreakableText.shown`.
    public var text: String {
        get { String(cString: gtk_label_get_text(opaque)) }
        set {
            let shown = BreakableText.shown(newValue)
            guard shown != text else { return }
            if gtk_label_get_wrap(opaque) != 0 {
                let isLong = BreakableText.isLong(shown) || shown.utf8.count > newValue.utf8.count
                if isLong != hasLightLayout { sc_label_lay_out_lightly(raw, isLong ? 1 : 0) }
                // A piece of a long run may still be wider than the page.
                if shown != newValue { gtk_label_set_wrap_mode(opaque, PANGO_WRAP_WORD_CHAR) }
            }
            gtk_label_set_text(opaque, shown)
        }
    }

    /// Whether its width is not worked out from its text. For tests.
    public var hasLightLayout: Bool { gtk_widget_get_layout_manager(widget) != nil }

    /// Where the lines start: 0 is left, 0.5 the middle.
    public func place(_ share: Float) {
        gtk_label_set_xalign(opaque, share)
        if share == 0.5 { gtk_label_set_justify(opaque, GTK_JUSTIFY_CENTER) }
    }

    /// Lets wrapping text inside a button take its natural breaks.
    public func wrapAnywhere() { gtk_label_set_natural_wrap_mode(opaque, GTK_NATURAL_WRAP_NONE) }

    /// Lets wrapping text ask for no more width than its lines need.
    public func wrapTightly() { gtk_label_set_natural_wrap_mode(opaque, GTK_NATURAL_WRAP_WORD) }

    /// The least and the wished width, in characters; `nil` leaves it.
    public func characters(least: Int? = nil, most: Int? = nil) {
        if let least { gtk_label_set_width_chars(opaque, Int32(least)) }
        if let most { gtk_label_set_max_width_chars(opaque, Int32(most)) }
    }

    public var isSelectable: Bool {
        get { gtk_label_get_selectable(opaque) != 0 }
        set { gtk_label_set_selectable(opaque, newValue ? 1 : 0) }
    }
}

/// A picture. It says nothing to a screen reader: words always stand beside it.
public final class Image: Widget {
    override class var type: GType { gtk_image_get_type() }

    public init(icon: String, size: Int, classes: [String] = []) {
        super.init(adopting: Self.made(gtk_image_new_from_icon_name(icon)))
        gtk_image_set_pixel_size(opaque, Int32(size))
        sc_set_accessible_role(raw, GTK_ACCESSIBLE_ROLE_PRESENTATION)
        for name in classes { add(class: name) }
    }

    required init(retaining raw: UnsafeMutableRawPointer) { super.init(retaining: raw) }

    public var icon: String {
        get { gtk_image_get_icon_name(opaque).map { String(cString: $0) } ?? "" }
        set { if newValue != icon { gtk_image_set_from_icon_name(opaque, newValue) } }
    }

    public var pixelSize: Int {
        get { Int(gtk_image_get_pixel_size(opaque)) }
        set { gtk_image_set_pixel_size(opaque, Int32(newValue)) }
    }
}

/// A photograph or a drawing that came as bytes. It says nothing to a screen reader: words always
/// stand beside it.
public final class Photo: Widget {
    override class var type: GType { gtk_picture_get_type() }

    /// In pixels; what does not fit is cut off.
    public init(width: Int, height: Int) {
        super.init(adopting: Self.made(gtk_picture_new()))
        sc_set_accessible_role(raw, GTK_ACCESSIBLE_ROLE_PRESENTATION)
        gtk_picture_set_can_shrink(opaque, 1)
        gtk_picture_set_content_fit(opaque, GTK_CONTENT_FIT_COVER)
        request(width: width, height: height)
        gtk_widget_set_overflow(widget, GTK_OVERFLOW_HIDDEN)
    }

    required init(retaining raw: UnsafeMutableRawPointer) { super.init(retaining: raw) }

    /// - Returns: `false` when the bytes are no PNG or JPEG; then it stays empty.
    public func show(_ bytes: [UInt8]) -> Bool {
        guard let held = g_bytes_new(bytes, gsize(bytes.count)) else { return false }
        defer { g_bytes_unref(held) }
        var failure: UnsafeMutablePointer<GError>?
        guard let texture = gdk_texture_new_from_bytes(held, &failure) else {
            g_clear_error(&failure)
            return false
        }
        gtk_picture_set_paintable(opaque, texture)
        g_object_unref(UnsafeMutableRawPointer(texture))
        return true
    }
}

/// How much of something is used, as a bar.
public final class ProgressBar: Widget {
    override class var type: GType { gtk_progress_bar_get_type() }

    public init(fraction: Double, classes: [String] = []) {
        super.init(adopting: Self.made(gtk_progress_bar_new()))
        self.fraction = fraction
        for name in classes { add(class: name) }
    }

    required init(retaining raw: UnsafeMutableRawPointer) { super.init(retaining: raw) }

    /// 0 to 1.
    public var fraction: Double {
        get { gtk_progress_bar_get_fraction(opaque) }
        set { gtk_progress_bar_set_fraction(opaque, newValue) }
    }
}
