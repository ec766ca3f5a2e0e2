public import Gtk

/// Something to type into, with its label above and what is wrong with it below.
///
/// In the `.ui` file these are `name`, `name_label` and `name_problem`.
public final class Field {
    public let entry: Entry
    private let label: Label
    private let problem: Label

    public init(_ ui: Builder, _ id: String) {
        label = ui.object(id + "_label")
        problem = ui.object(id + "_problem")
        entry = ui.object(id)
        entry.name(label.text)
        entry.nameInner(label.text)
    }

    public var text: String { entry.text }

    /// Says what is wrong, or takes that away. It is said with the field's name too.
    public func showProblem(_ words: String?) {
        problem.isVisible = words != nil
        problem.text = words ?? ""
        entry.set(class: "is-wrong", when: words != nil)
        entry.describe(words ?? "")
    }

    public func clear() { entry.text = "" }
}
