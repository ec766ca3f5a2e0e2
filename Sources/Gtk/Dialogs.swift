internal import CAdwaita
internal import CGtkShim

/// A question with a few answers.
public final class MessageDialog: Window {
    override class var type: GType { adw_message_dialog_get_type() }

    required init(retaining raw: UnsafeMutableRawPointer) { super.init(retaining: raw) }

    public struct Answer: Sendable {
        let id: String
        let label: String
        let isDestructive: Bool

        public init(id: String, label: String, isDestructive: Bool = false) {
            (self.id, self.label, self.isDestructive) = (id, label, isDestructive)
        }
    }

    /// Asks, and tells the id of the answer; Escape gives the first one's.
    @discardableResult
    public static func ask(
        _ heading: String, _ body: String, in window: Window?, answers: [Answer],
        then: @escaping @MainActor (String) -> Void
    ) -> MessageDialog {
        let made = Self.made(sc_message_dialog_new(window?.pointer(), heading, body))
        // GTK owns a window until it is closed; our wrapper only lends a hand meanwhile.
        let dialog = MessageDialog(retaining: made)
        for answer in answers {
            adw_message_dialog_add_response(dialog.pointer(), answer.id, answer.label)
            if answer.isDestructive {
                adw_message_dialog_set_response_appearance(
                    dialog.pointer(), answer.id, ADW_RESPONSE_DESTRUCTIVE)
            }
        }
        if let safe = answers.first {
            adw_message_dialog_set_close_response(dialog.pointer(), safe.id)
            adw_message_dialog_set_default_response(dialog.pointer(), safe.id)
        }
        // libadwaita 1.2 gives each button a name and a label that names it: it would be said twice.
        for button in dialog.tree.compactMap({ $0.cast(to: Button.self) }) {
            sc_forget_accessible_label(button.raw)
        }
        dialog.connectText("response", then)
        gtk_window_present(dialog.pointer())
        return dialog
    }
}

/// Asks where to save a file.
public final class SaveDialog: Object {
    override class var type: GType { gtk_file_chooser_native_get_type() }

    /// `then` gets the path, once; it is not called when the person changes their mind.
    public static func ask(
        _ title: String, name: String, in window: Window?,
        then: @escaping @MainActor (String) -> Void
    ) {
        choose(title, GTK_FILE_CHOOSER_ACTION_SAVE, name: name, in: window, then: then)
    }

    /// Asks for a folder.
    public static func askFolder(
        _ title: String, in window: Window?, then: @escaping @MainActor (String) -> Void
    ) {
        choose(title, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, name: nil, in: window, then: then)
    }

    private static func choose(
        _ title: String, _ action: GtkFileChooserAction, name: String?, in window: Window?,
        then: @escaping @MainActor (String) -> Void
    ) {
        let dialog = SaveDialog(
            adopting: made(
                gtk_file_chooser_native_new(title, window?.pointer(), action, nil, nil)))
        if let name { gtk_file_chooser_set_current_name(dialog.opaque, name) }
        // A native dialog is not kept by anybody: its own handler keeps it until it is answered.
        var kept: SaveDialog? = dialog
        dialog.connectNumber("response") { response in
            defer { kept = nil }
            guard let dialog = kept, response == Int(GTK_RESPONSE_ACCEPT.rawValue),
                let file = gtk_file_chooser_get_file(dialog.opaque)
            else { return }
            defer { g_object_unref(UnsafeMutableRawPointer(file)) }
            guard let path = g_file_get_path(file) else { return }
            defer { g_free(path) }
            then(String(cString: path))
        }
        gtk_native_dialog_show(dialog.pointer())
    }
}
