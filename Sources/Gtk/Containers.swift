internal import CAdwaita

/// Widgets in a row or a column.
public final class Box: Widget {
    override class var type: GType { gtk_box_get_type() }

    public enum Direction { case across, down }

    public init(
        _ direction: Direction, spacing: Int = 0, classes: [String] = [], _ children: [Widget] = []
    ) {
        super.init(adopting: Self.made(gtk_box_new(direction.value, Int32(spacing))))
        for name in classes { add(class: name) }
        for child in children { append(child) }
    }

    required init(retaining raw: UnsafeMutableRawPointer) { super.init(retaining: raw) }

    public var direction: Direction {
        get {
            gtk_orientable_get_orientation(opaque) == GTK_ORIENTATION_VERTICAL ? .down : .across
        }
        set { gtk_orientable_set_orientation(opaque, newValue.value) }
    }

    public var spacing: Int {
        get { Int(gtk_box_get_spacing(pointer())) }
        set { gtk_box_set_spacing(pointer(), Int32(newValue)) }
    }

    /// Whether all children get the same size.
    public var isHomogeneous: Bool {
        get { gtk_box_get_homogeneous(pointer()) != 0 }
        set { gtk_box_set_homogeneous(pointer(), newValue ? 1 : 0) }
    }

    /// Turns the box, with this spacing while it stands upright. Lying, it gets back the spacing
    /// that it was made with.
    public func turn(down isDown: Bool, spacingDown: Int) {
        guard isDown != (direction == .down) else { return }
        let key = "support-choice-spacing"
        if isDown {
            g_object_set_data(pointer(), key, gpointer(bitPattern: spacing + 1))
            spacing = spacingDown
        } else {
            spacing = max(0, Int(bitPattern: g_object_get_data(pointer(), key)) - 1)
        }
        direction = isDown ? .down : .across
    }

    public func append(_ child: Widget) { gtk_box_append(pointer(), child.widget) }

    /// Puts a child behind another one, or first. The child may be in the box already.
    public func insert(_ child: Widget, after sibling: Widget?) {
        if gtk_widget_get_parent(child.widget) == widget {
            gtk_box_reorder_child_after(pointer(), child.widget, sibling?.widget)
        } else {
            gtk_box_insert_child_after(pointer(), child.widget, sibling?.widget)
        }
    }

    public func remove(_ child: Widget) { gtk_box_remove(pointer(), child.widget) }

    /// Takes out what is there and puts these in its place.
    public func replace(with new: [Widget]) {
        while let child = gtk_widget_get_first_child(widget) { gtk_box_remove(pointer(), child) }
        for child in new { append(child) }
    }
}

extension Box.Direction {
    fileprivate var value: GtkOrientation {
        self == .across ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL
    }
}

/// Cards that flow: as many in a row as there is room for.
public final class FlowBox: Widget {
    override class var type: GType { gtk_flow_box_get_type() }

    public init(columns: Int, spacing: Int = 12) {
        super.init(adopting: Self.made(gtk_flow_box_new()))
        gtk_flow_box_set_selection_mode(opaque, GTK_SELECTION_NONE)
        gtk_flow_box_set_homogeneous(opaque, 1)
        gtk_flow_box_set_min_children_per_line(opaque, 1)
        gtk_flow_box_set_column_spacing(opaque, guint(spacing))
        gtk_flow_box_set_row_spacing(opaque, guint(spacing))
        self.columns = columns
        add(class: "flow")
    }

    required init(retaining raw: UnsafeMutableRawPointer) { super.init(retaining: raw) }

    /// The most in one row.
    public var columns: Int {
        get { Int(gtk_flow_box_get_max_children_per_line(opaque)) }
        set { gtk_flow_box_set_max_children_per_line(opaque, guint(max(1, newValue))) }
    }

    /// Takes out what is there and puts these in its place. The cards themselves take no focus.
    public func replace(with new: [Widget]) {
        while let child = gtk_widget_get_first_child(widget) { gtk_flow_box_remove(opaque, child) }
        for child in new {
            let holder = Widget(adopting: Object.made(gtk_flow_box_child_new()))
            gtk_flow_box_child_set_child(holder.pointer(), child.widget)
            holder.isFocusable = false
            holder.add(class: "fc")
            gtk_flow_box_insert(opaque, holder.widget, -1)
        }
    }
}

/// Cells in rows and columns.
public final class Grid: Widget {
    override class var type: GType { gtk_grid_get_type() }

    public init(classes: [String] = []) {
        super.init(adopting: Self.made(gtk_grid_new()))
        for name in classes { add(class: name) }
    }

    required init(retaining raw: UnsafeMutableRawPointer) { super.init(retaining: raw) }

    public func attach(_ child: Widget, column: Int, row: Int) {
        gtk_grid_attach(pointer(), child.widget, Int32(column), Int32(row), 1, 1)
    }
}

/// Pages of which one is seen.
public final class Stack: Widget {
    override class var type: GType { gtk_stack_get_type() }

    /// The page that is seen alone decides about the size.
    public init() {
        super.init(adopting: Self.made(gtk_stack_new()))
        gtk_stack_set_hhomogeneous(opaque, 0)
        gtk_stack_set_vhomogeneous(opaque, 0)
    }

    required init(retaining raw: UnsafeMutableRawPointer) { super.init(retaining: raw) }

    public func add(_ child: Widget) { gtk_stack_add_child(opaque, child.widget) }
    public func remove(_ child: Widget) { gtk_stack_remove(opaque, child.widget) }
    public func show(_ child: Widget) { gtk_stack_set_visible_child(opaque, child.widget) }

    /// Shows the page with this name in the `.ui` file.
    public func show(named name: String) { gtk_stack_set_visible_child_name(opaque, name) }

    public var shownName: String {
        gtk_stack_get_visible_child_name(opaque).map { String(cString: $0) } ?? ""
    }
}

/// Something that can be longer than the window.
public final class ScrolledWindow: Widget {
    override class var type: GType { gtk_scrolled_window_get_type() }

    public init(sideways: Bool = false, classes: [String] = []) {
        super.init(adopting: Self.made(gtk_scrolled_window_new()))
        gtk_scrolled_window_set_policy(
            opaque, sideways ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER,
            sideways ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC)
        for name in classes { add(class: name) }
    }

    required init(retaining raw: UnsafeMutableRawPointer) { super.init(retaining: raw) }

    public func show(_ child: Widget?) { gtk_scrolled_window_set_child(opaque, child?.widget) }

    /// Goes to the start of the page.
    public func scrollToTop() {
        guard let adjustment = gtk_scrolled_window_get_vadjustment(opaque) else { return }
        gtk_adjustment_set_value(adjustment, 0)
    }

    /// How far it is scrolled down, in pixels.
    public var offset: Double {
        get { gtk_scrolled_window_get_vadjustment(opaque).map(gtk_adjustment_get_value) ?? 0 }
        set {
            guard let adjustment = gtk_scrolled_window_get_vadjustment(opaque) else { return }
            gtk_adjustment_set_value(adjustment, newValue)
        }
    }
}

/// A part that slides open.
public final class Revealer: Widget {
    override class var type: GType { gtk_revealer_get_type() }

    public var isOpen: Bool {
        get { gtk_revealer_get_reveal_child(opaque) != 0 }
        set { gtk_revealer_set_reveal_child(opaque, newValue ? 1 : 0) }
    }
}

/// Keeps its child at most so wide, in the middle.
public final class Clamp: Widget {
    override class var type: GType { adw_clamp_get_type() }

    public init(_ child: Widget, most: Int) {
        super.init(adopting: Self.made(adw_clamp_new()))
        adw_clamp_set_child(opaque, child.widget)
        self.most = most
    }

    required init(retaining raw: UnsafeMutableRawPointer) { super.init(retaining: raw) }

    /// In pixels.
    public var most: Int {
        get { Int(adw_clamp_get_maximum_size(opaque)) }
        set {
            adw_clamp_set_maximum_size(opaque, Int32(newValue))
            adw_clamp_set_tightening_threshold(opaque, Int32(newValue))
        }
    }
}

/// A page under short messages that come and go.
public final class ToastOverlay: Widget {
    override class var type: GType { adw_toast_overlay_get_type() }

    public init(_ child: Widget) {
        super.init(adopting: Self.made(adw_toast_overlay_new()))
        adw_toast_overlay_set_child(opaque, child.widget)
    }

    required init(retaining raw: UnsafeMutableRawPointer) { super.init(retaining: raw) }

    /// A screen reader does not hear it: say it in a lasting place too.
    public func show(_ words: String) {
        // The overlay takes the reference; the title is markup.
        guard let escaped = g_markup_escape_text(words, -1) else { return }
        defer { g_free(escaped) }
        adw_toast_overlay_add_toast(opaque, adw_toast_new(escaped))
    }
}
