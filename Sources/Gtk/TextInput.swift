internal import CAdwaita
internal import CGtkShim

/// One line of text to type: plain, a passphrase, or a search.
public class Entry: Widget {
    override class var type: GType { gtk_editable_get_type() }

    public var text: String {
        get { gtk_editable_get_text(opaque).map { String(cString: $0) } ?? "" }
        set { if newValue != text { gtk_editable_set_text(opaque, newValue) } }
    }

    public func onChanged(_ handler: @escaping @MainActor () -> Void) {
        connect("changed", handler)
    }

    /// Enter was pressed.
    public func onActivate(_ handler: @escaping @MainActor () -> Void) {
        connect("activate", handler)
    }

    /// The part that takes the focus is a text within; it needs the name too.
    public func nameInner(_ label: String) {
        for child in children where child.isFocusable { child.name(label) }
    }
}

/// A line to search with. It tells of a change when the typing rests.
public final class SearchEntry: Entry {
    override class var type: GType { gtk_search_entry_get_type() }

    /// How long the typing must rest, in milliseconds.
    public var delay: Int {
        get { Int(gtk_search_entry_get_search_delay(opaque)) }
        set { gtk_search_entry_set_search_delay(opaque, guint(newValue)) }
    }

    public func onSearch(_ handler: @escaping @MainActor () -> Void) {
        connect("search-changed", handler)
    }

    /// Escape was pressed.
    public func onStop(_ handler: @escaping @MainActor () -> Void) {
        connect("stop-search", handler)
    }
}

/// Several lines of text to type. Tab leaves it, as it leaves everything else.
public final class TextView: Widget {
    override class var type: GType { gtk_text_view_get_type() }

    private var buffer: UnsafeMutablePointer<GtkTextBuffer> { gtk_text_view_get_buffer(pointer()) }

    public convenience init(classes: [String] = []) {
        self.init(adopting: Self.made(gtk_text_view_new()))
        gtk_text_view_set_accepts_tab(pointer(), 0)
        gtk_text_view_set_wrap_mode(pointer(), GTK_WRAP_WORD_CHAR)
        for name in classes { add(class: name) }
    }

    override init(adopting raw: UnsafeMutableRawPointer) { super.init(adopting: raw) }

    required init(retaining raw: UnsafeMutableRawPointer) {
        super.init(retaining: raw)
        gtk_text_view_set_accepts_tab(pointer(), 0)
    }

    public var text: String {
        get {
            var (start, end) = (GtkTextIter(), GtkTextIter())
            gtk_text_buffer_get_bounds(buffer, &start, &end)
            guard let text = gtk_text_buffer_get_text(buffer, &start, &end, 0) else { return "" }
            defer { g_free(text) }
            return String(cString: text)
        }
        set {
            let shown = BreakableText.withoutNUL(newValue)
            guard shown != text else { return }
            // Laid out for no width at all, every character would be a line.
            if BreakableText.isLong(shown), width == 0 { sc_text_view_expect_width(raw) }
            breakWhereNeeded(shown)
            gtk_text_buffer_set_text(buffer, shown, -1)
        }
    }

    /// Breaks between words, or anywhere while it holds a run without a place to break at: such a
    /// run costs the square of its length at every key. After each change.
    public func breakWhereNeeded() { breakWhereNeeded(text) }

    private func breakWhereNeeded(_ text: String) {
        let mode = BreakableText.hasHugeRun(text) ? GTK_WRAP_CHAR : GTK_WRAP_WORD_CHAR
        if gtk_text_view_get_wrap_mode(pointer()) != mode {
            gtk_text_view_set_wrap_mode(pointer(), mode)
        }
    }

    /// Whether lines break between words. For tests.
    public var breaksBetweenWords: Bool {
        gtk_text_view_get_wrap_mode(pointer()) == GTK_WRAP_WORD_CHAR
    }

    public func onChanged(_ handler: @escaping @MainActor () -> Void) {
        Object(retaining: UnsafeMutableRawPointer(buffer)).connect("changed", handler)
    }
}
