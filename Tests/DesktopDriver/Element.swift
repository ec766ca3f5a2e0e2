internal import CAtspi
internal import Foundation

/// One object of another program, as assistive technology sees it.
///
/// Every call asks the other program anew; nothing is kept here, so what is read is what is there.
/// An object that has gone meanwhile reads as empty.
@MainActor
public final class Element {
    let accessible: UnsafeMutablePointer<AtspiAccessible>

    /// Takes over one reference.
    init(owning accessible: UnsafeMutablePointer<AtspiAccessible>) {
        self.accessible = accessible
    }

    isolated deinit { g_object_unref(accessible) }

    /// AT-SPI's own word: "push button", "toggle button", "label", "text" ...
    public var role: String {
        ask { atspi_accessible_get_role_name(accessible, $0) } ?? ""
    }

    public var name: String { ask { atspi_accessible_get_name(accessible, $0) } ?? "" }

    public var description: String {
        ask { atspi_accessible_get_description(accessible, $0) } ?? ""
    }

    /// What is written in an entry, a text view or a label; `nil` for anything else.
    public var text: String? {
        guard let text = atspi_accessible_get_text_iface(accessible) else { return nil }
        defer { g_object_unref(text) }
        // GTK answers a range that ends at -1 with nothing: it wants the count.
        let count = asking(0) { atspi_text_get_character_count(text, $0) }
        return count == 0 ? "" : ask { atspi_text_get_text(text, 0, count, $0) }
    }

    public var isFocusable: Bool { has(ATSPI_STATE_FOCUSABLE) }
    public var isFocused: Bool { has(ATSPI_STATE_FOCUSED) }
    /// Whether it can be pressed now.
    public var isSensitive: Bool { has(ATSPI_STATE_SENSITIVE) }
    /// A toggle that is pressed in.
    public var isPressed: Bool { has(ATSPI_STATE_PRESSED) || has(ATSPI_STATE_CHECKED) }

    /// In the window's pixels; zero for what is on a page that is not shown, `nil` for what takes
    /// no room of its own, as the page of a stack.
    public var size: (width: Int, height: Int)? {
        guard let component = atspi_accessible_get_component_iface(accessible) else { return nil }
        defer { g_object_unref(component) }
        let extents = asking(nil) {
            atspi_component_get_extents(component, ATSPI_COORD_TYPE_WINDOW, $0)
        }
        guard let extents else { return nil }
        defer { g_free(extents) }
        return (Int(extents.pointee.width), Int(extents.pointee.height))
    }

    /// Hidden pages stay in the tree at 0 x 0. An empty text view has a width and no height.
    public var isShown: Bool {
        guard let size else { return false }
        return size.width > 0 || size.height > 0
    }

    /// Whether a click could meet it: not so on a page of a stack that another page covers, which
    /// keeps the size that it had.
    var isMapped: Bool {
        guard let component = atspi_accessible_get_component_iface(accessible) else { return true }
        defer { g_object_unref(component) }
        let extents = asking(nil) {
            atspi_component_get_extents(component, ATSPI_COORD_TYPE_WINDOW, $0)
        }
        guard let extents else { return true }
        defer { g_free(extents) }
        let area = extents.pointee
        return asking(0) {
            atspi_component_contains(
                component, area.x + area.width / 2, area.y + area.height / 2,
                ATSPI_COORD_TYPE_WINDOW, $0)
        } != 0
    }

    public var children: [Element] {
        let count = asking(0) { atspi_accessible_get_child_count(accessible, $0) }
        return (0..<max(0, count)).compactMap { index in
            asking(nil) { atspi_accessible_get_child_at_index(accessible, index, $0) }
                .map(Element.init(owning:))
        }
    }

    var processID: Int32 { Int32(asking(0) { atspi_accessible_get_process_id(accessible, $0) }) }

    private func has(_ state: AtspiStateType) -> Bool {
        guard let states = atspi_accessible_get_state_set(accessible) else { return false }
        defer { g_object_unref(states) }
        return atspi_state_set_contains(states, state) != 0
    }
}

extension Element {
    /// Does the object's first action: a press, for a button.
    ///
    /// - Returns: whether there was one. The other program carries it out in its own time.
    func doAction() -> Bool {
        guard let action = atspi_accessible_get_action_iface(accessible) else { return false }
        defer { g_object_unref(action) }
        guard asking(0, { atspi_action_get_n_actions(action, $0) }) > 0 else { return false }
        return asking(0) { atspi_action_do_action(action, 0, $0) } != 0
    }

    func grabFocus() -> Bool {
        guard let component = atspi_accessible_get_component_iface(accessible) else { return false }
        defer { g_object_unref(component) }
        return asking(0) { atspi_component_grab_focus(component, $0) } != 0
    }

    /// Replaces what is written.
    ///
    /// - Returns: `false` when the object cannot be written to this way.
    func setText(_ words: String) -> Bool {
        guard let text = atspi_accessible_get_editable_text_iface(accessible) else { return false }
        defer { g_object_unref(text) }
        return asking(0) { atspi_editable_text_set_text_contents(text, words, $0) } != 0
    }
}

private typealias Failure = UnsafeMutablePointer<UnsafeMutablePointer<GError>?>

/// Calls with a place for an error; an error gives `otherwise`.
@MainActor
private func asking<Value>(_ otherwise: Value, _ call: (Failure) -> Value) -> Value {
    var error: UnsafeMutablePointer<GError>?
    let value = call(&error)
    guard error == nil else {
        g_clear_error(&error)
        return otherwise
    }
    return value
}

@MainActor
private func ask(_ call: (Failure) -> UnsafeMutablePointer<gchar>?) -> String? {
    guard let characters = asking(nil, call) else { return nil }
    defer { g_free(characters) }
    return String(cString: characters)
}
