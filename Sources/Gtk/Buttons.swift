internal import CAdwaita
internal import CGtkShim

/// Something to press.
public class Button: Widget {
    override class var type: GType { gtk_button_get_type() }

    public convenience init(_ label: String, classes: [String] = []) {
        self.init(adopting: Self.made(gtk_button_new_with_label(label)))
        for name in classes { add(class: name) }
    }

    /// A button with a composed child; it needs a name.
    public convenience init(child: Widget, name label: String, classes: [String] = []) {
        self.init(adopting: Self.made(gtk_button_new()))
        gtk_button_set_child(pointer(), child.widget)
        for name in classes { add(class: name) }
        name(label)
    }

    override init(adopting raw: UnsafeMutableRawPointer) { super.init(adopting: raw) }

    required init(retaining raw: UnsafeMutableRawPointer) { super.init(retaining: raw) }

    public var label: String {
        get { gtk_button_get_label(pointer()).map { String(cString: $0) } ?? "" }
        set { if newValue != label { gtk_button_set_label(pointer(), newValue) } }
    }

    public func onClicked(_ handler: @escaping @MainActor () -> Void) {
        connect("clicked", handler)
    }

    /// Presses the button, as a key would. For tests.
    public func press() { g_signal_emit_by_name_clicked(self) }
}

/// A button that stays down.
public final class ToggleButton: Button {
    override class var type: GType { gtk_toggle_button_get_type() }

    public convenience init(_ label: String, classes: [String] = []) {
        self.init(adopting: Self.made(gtk_toggle_button_new_with_label(label)))
        for name in classes { add(class: name) }
    }

    public convenience init(child: Widget, name label: String, classes: [String] = []) {
        self.init(adopting: Self.made(gtk_toggle_button_new()))
        gtk_button_set_child(pointer(), child.widget)
        for name in classes { add(class: name) }
        name(label)
    }

    public var isActive: Bool {
        get { gtk_toggle_button_get_active(pointer()) != 0 }
        set { gtk_toggle_button_set_active(pointer(), newValue ? 1 : 0) }
    }

    /// Puts it into the group of another one: only one of a group is down.
    public func join(_ other: ToggleButton) {
        gtk_toggle_button_set_group(pointer(), other.pointer())
    }

    public func onToggled(_ handler: @escaping @MainActor () -> Void) {
        connect("toggled", handler)
    }
}

/// The button that opens the menu of the window.
public final class MenuButton: Widget {
    override class var type: GType { gtk_menu_button_get_type() }

    /// The part that takes the focus is a button within; it needs the name.
    public func nameInner(_ label: String) {
        firstChild?.name(label)
        sc_set_accessible_role(raw, GTK_ACCESSIBLE_ROLE_GROUP)
    }
}

private func g_signal_emit_by_name_clicked(_ button: Button) {
    var value = GValue()
    g_value_init(&value, gtk_button_get_type())
    g_value_set_object(&value, button.raw)
    let signal = g_signal_lookup("clicked", gtk_button_get_type())
    g_signal_emitv(&value, signal, 0, nil)
    g_value_unset(&value)
}
