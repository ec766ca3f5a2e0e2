internal import CAdwaita

/// A child with others laid over it, as the tick in the corner of a chosen card.
public final class Overlay: Widget {
    override class var type: GType { gtk_overlay_get_type() }

    public init(_ child: Widget, over: [Widget]) {
        super.init(adopting: Self.made(gtk_overlay_new()))
        gtk_overlay_set_child(opaque, child.widget)
        for widget in over { gtk_overlay_add_overlay(opaque, widget.widget) }
    }

    required init(retaining raw: UnsafeMutableRawPointer) { super.init(retaining: raw) }
}

/// A hairline between two things.
public final class Separator: Widget {
    public init(classes: [String] = []) {
        super.init(adopting: Self.made(gtk_separator_new(GTK_ORIENTATION_HORIZONTAL)))
        for name in classes { add(class: name) }
    }

    required init(retaining raw: UnsafeMutableRawPointer) { super.init(retaining: raw) }
}

extension Grid {
    /// A grid whose columns are all as wide as each other.
    ///
    /// - Parameters:
    ///   - across: pixels between columns.
    ///   - down: pixels between rows.
    public convenience init(evenColumns across: Int, rows down: Int) {
        self.init()
        gtk_grid_set_column_homogeneous(pointer(), 1)
        gtk_grid_set_column_spacing(pointer(), guint(across))
        gtk_grid_set_row_spacing(pointer(), guint(down))
    }

    /// Puts a child over several columns.
    public func attach(_ child: Widget, column: Int, row: Int, columns: Int) {
        gtk_grid_attach(pointer(), child.widget, Int32(column), Int32(row), Int32(columns), 1)
    }

    /// Takes a child out.
    public func remove(_ child: Widget) { gtk_grid_remove(pointer(), child.widget) }
}

extension Widget {
    /// Gives the focus to a heading. GTK's labels refuse to take it by themselves.
    public func focusHeading() {
        guard let root = gtk_widget_get_root(widget) else { return }
        gtk_root_set_focus(root, widget)
    }
}
