internal import CAdwaita
internal import CGtkShim

/// Anything that is on the screen.
public class Widget: Object {
    override class var type: GType { gtk_widget_get_type() }

    var widget: UnsafeMutablePointer<GtkWidget> { pointer() }

    public var isVisible: Bool {
        get { gtk_widget_get_visible(widget) != 0 }
        set { gtk_widget_set_visible(widget, newValue ? 1 : 0) }
    }

    public var isSensitive: Bool {
        get { gtk_widget_get_sensitive(widget) != 0 }
        set { gtk_widget_set_sensitive(widget, newValue ? 1 : 0) }
    }

    /// Whether it is in a window that has a size.
    public var isMapped: Bool { gtk_widget_get_mapped(widget) != 0 }

    public var expandsSideways: Bool {
        get { gtk_widget_get_hexpand(widget) != 0 }
        set { gtk_widget_set_hexpand(widget, newValue ? 1 : 0) }
    }

    public var expandsDown: Bool {
        get { gtk_widget_get_vexpand(widget) != 0 }
        set { gtk_widget_set_vexpand(widget, newValue ? 1 : 0) }
    }

    public enum Align { case fill, start, end, center }

    public func align(across: Align? = nil, down: Align? = nil) {
        if let across { gtk_widget_set_halign(widget, across.value) }
        if let down { gtk_widget_set_valign(widget, down.value) }
    }

    /// The least width, in pixels; -1 is what the content needs.
    public func request(width: Int = -1, height: Int = -1) {
        gtk_widget_set_size_request(widget, Int32(width), Int32(height))
    }

    public var tooltip: String {
        get { gtk_widget_get_tooltip_text(widget).map { String(cString: $0) } ?? "" }
        set { gtk_widget_set_tooltip_text(widget, newValue.isEmpty ? nil : newValue) }
    }
}

extension Widget.Align {
    fileprivate var value: GtkAlign {
        switch self {
        case .fill: GTK_ALIGN_FILL
        case .start: GTK_ALIGN_START
        case .end: GTK_ALIGN_END
        case .center: GTK_ALIGN_CENTER
        }
    }
}

/// Style classes.
extension Widget {
    public func add(class name: String) { gtk_widget_add_css_class(widget, name) }
    public func remove(class name: String) { gtk_widget_remove_css_class(widget, name) }
    public func has(class name: String) -> Bool { gtk_widget_has_css_class(widget, name) != 0 }

    public func set(class name: String, when isOn: Bool) {
        if isOn { add(class: name) } else { remove(class: name) }
    }

    /// Takes the class of `old` away and puts that of `new` in its place.
    public func swap(class old: String?, for new: String) {
        guard old != new else { return }
        if let old { remove(class: old) }
        add(class: new)
    }
}

/// What somebody hears who does not see the screen.
extension Widget {
    /// What the widget is called. Needed wherever a picture or a composed child stands in a button.
    public func name(_ label: String) { sc_set_accessible_label(raw, label) }

    /// What is said after the name.
    public func describe(_ description: String) { sc_set_accessible_description(raw, description) }

    /// Tells that a label is a heading. Before the widget is shown.
    public func markHeading(level: Int) {
        sc_set_accessible_role(raw, GTK_ACCESSIBLE_ROLE_HEADING)
        sc_set_accessible_level(raw, Int32(level))
    }

    /// Whether a name was given, by us or by the label within. For tests.
    public var hasName: Bool { sc_has_accessible_name(raw) != 0 }

    public var isFocusable: Bool {
        get { gtk_widget_get_focusable(widget) != 0 }
        set { gtk_widget_set_focusable(widget, newValue ? 1 : 0) }
    }

    public var hasFocus: Bool { gtk_widget_is_focus(widget) != 0 }

    @discardableResult public func focus() -> Bool { gtk_widget_grab_focus(widget) != 0 }

    /// Gives the focus to the first thing within that takes it.
    @discardableResult public func focusFirst() -> Bool {
        gtk_widget_child_focus(widget, GTK_DIR_TAB_FORWARD) != 0
    }

    /// The name of the widget's kind, as `GtkButton`. For tests.
    public var kind: String { String(cString: g_type_name_from_instance(pointer())) }
}

/// Size and place.
extension Widget {
    public struct Bounds: Hashable, Sendable {
        public let x, y, width, height: Double
    }

    /// Where it stands within another one, in pixels; `nil` while it has no place.
    public func bounds(in other: Widget) -> Bounds? {
        var rectangle = graphene_rect_t()
        guard gtk_widget_compute_bounds(widget, other.widget, &rectangle) != 0 else { return nil }
        return Bounds(
            x: Double(rectangle.origin.x), y: Double(rectangle.origin.y),
            width: Double(rectangle.size.width), height: Double(rectangle.size.height))
    }

    /// The width that it needs at the least, in pixels.
    public var minimumWidth: Int {
        var minimum: Int32 = 0
        gtk_widget_measure(widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, nil, nil, nil)
        return Int(minimum)
    }

    public var width: Int { Int(gtk_widget_get_width(widget)) }
    public var height: Int { Int(gtk_widget_get_height(widget)) }
}

/// The tree below.
extension Widget {
    public var children: [Widget] {
        var found: [Widget] = []
        var next = gtk_widget_get_first_child(widget)
        while let child = next {
            found.append(Widget(retaining: UnsafeMutableRawPointer(child)))
            next = gtk_widget_get_next_sibling(child)
        }
        return found
    }

    public var firstChild: Widget? {
        gtk_widget_get_first_child(widget).map { Widget(retaining: UnsafeMutableRawPointer($0)) }
    }

    /// Everything below with one of these style classes.
    ///
    /// Walks the tree in C, so that a page of a thousand widgets costs well under a millisecond.
    public func descendants(withAnyOf classes: [String]) -> [Widget] {
        var found: [Widget] = []
        Self.collect(widget, classes, into: &found)
        return found
    }

    private static func collect(
        _ parent: UnsafeMutablePointer<GtkWidget>, _ classes: [String], into found: inout [Widget]
    ) {
        var next = gtk_widget_get_first_child(parent)
        while let child = next {
            if classes.contains(where: { gtk_widget_has_css_class(child, $0) != 0 }) {
                found.append(Widget(retaining: UnsafeMutableRawPointer(child)))
            }
            collect(child, classes, into: &found)
            next = gtk_widget_get_next_sibling(child)
        }
    }

    /// Everything below, the widget itself first. For tests.
    public var tree: [Widget] { [self] + children.flatMap(\.tree) }

    /// The widget as what it is; `nil` when it is something else.
    public func cast<Kind: Widget>(to kind: Kind.Type = Kind.self) -> Kind? {
        guard g_type_check_instance_is_a(pointer(), kind.type) != 0 else { return nil }
        return Kind(retaining: raw)
    }
}

/// Keys, and coming and going.
extension Widget {
    /// Sees every key before (`first`) or after the focused widget had it; `true` when dealt with.
    public func onKey(first: Bool = false, _ handler: @escaping @MainActor (Key) -> Bool) {
        let controller = Object(retaining: Object.made(gtk_event_controller_key_new()))
        gtk_event_controller_set_propagation_phase(
            controller.opaque, first ? GTK_PHASE_CAPTURE : GTK_PHASE_BUBBLE)
        controller.connectKey(handler)
        // The widget takes the reference that the constructor gave.
        gtk_widget_add_controller(widget, controller.opaque)
    }

    /// Calls at every key, press and move of somebody in a window, before anybody else has it.
    public func onInput(_ handler: @escaping @MainActor () -> Void) {
        let controller = Object(retaining: Object.made(gtk_event_controller_legacy_new()))
        gtk_event_controller_set_propagation_phase(controller.opaque, GTK_PHASE_CAPTURE)
        controller.connectInput(handler)
        gtk_widget_add_controller(widget, controller.opaque)
    }

    public func onMap(_ handler: @escaping @MainActor () -> Void) { connect("map", handler) }

    public func onUnmap(_ handler: @escaping @MainActor () -> Void) { connect("unmap", handler) }
}

/// A key that was pressed, with what was held.
public nonisolated struct Key: Hashable, Sendable {
    /// X11's name of the key: `Escape`, `Left`, `f`.
    public let name: String
    public let control: Bool
    public let alt: Bool
    public let shift: Bool

    public init(_ name: String, control: Bool = false, alt: Bool = false, shift: Bool = false) {
        (self.name, self.control, self.alt, self.shift) = (name, control, alt, shift)
    }

    init(value: guint, modifiers: GdkModifierType) {
        name = gdk_keyval_name(gdk_keyval_to_lower(value)).map { String(cString: $0) } ?? ""
        control = modifiers.rawValue & GDK_CONTROL_MASK.rawValue != 0
        alt = modifiers.rawValue & GDK_ALT_MASK.rawValue != 0
        shift = modifiers.rawValue & GDK_SHIFT_MASK.rawValue != 0
    }
}
