public import Gtk

/// The widgets of one row, which can show another row later.
public protocol RowView: AnyObject {
    associatedtype Row: Identifiable & Equatable
    var root: Widget { get }
    func show(_ row: Row)
}

/// Rows in a box, kept up to date by difference: what did not change is left alone, and what went
/// is used again for what came.
///
/// Only the first `limit` rows have widgets. A list of thousands costs as much as one of fifty,
/// and every row is a real button, with a name and an action for assistive technology, which the
/// rows of a GtkListView are not (GTK 4.8).
public final class RowList<View: RowView> {
    private let box: Box
    private let make: () -> View
    private var views: [View] = []
    private var spare: [View] = []
    private var all: [View.Row] = []
    /// The rows that have widgets.
    public private(set) var shown: [View.Row] = []
    /// How many rows have widgets at the most.
    public var limit: Int { didSet { update() } }
    /// How often a view was given a row to show; tests see by it what was left alone.
    public private(set) var updates = 0

    public init(in box: Box, limit: Int = .max, make: @escaping () -> View) {
        self.box = box
        self.limit = limit
        self.make = make
    }

    public var hidden: Int { all.count - shown.count }

    public func show(_ rows: [View.Row]) {
        all = rows
        update()
    }

    private func update() {
        let new = Array(all.prefix(limit))
        guard new != shown else { return }
        for change in new.difference(from: shown) {
            switch change {
            case .remove(let index, _, _):
                let view = views.remove(at: index)
                box.remove(view.root)
                spare.append(view)
            case .insert(let index, let row, _):
                let view = spare.popLast() ?? make()
                updates += 1
                view.show(row)
                box.insert(view.root, after: index == 0 ? nil : views[index - 1].root)
                views.insert(view, at: index)
            }
        }
        // What came and went in one update is enough to keep; a shrunken list lets the rest go.
        if spare.count > 50 { spare.removeFirst(spare.count - 50) }
        shown = new
        for (index, view) in views.enumerated() {
            view.root.set(class: "row-last", when: index == views.count - 1)
        }
    }
}
