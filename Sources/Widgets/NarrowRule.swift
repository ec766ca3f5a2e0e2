public import Gtk

/// How a page changes when there is little room for its text.
///
/// When the width divided by the size of the text is under 720, the page gets the class `narrow`,
/// boxes of the class `reflow` turn upright, `wide-only` hides, `narrow-only` shows and
/// `narrow-fill` takes all the width. Source: the mock-ups' visual language,
/// with 720 for its 600: between the two the columns of the lists are too thin to read.
public enum NarrowRule {
    public static let width = 720.0

    public static func isNarrow(width: Int, textScale: Double) -> Bool {
        Double(width) / max(0.5, textScale) < Self.width
    }

    /// Puts a page into its narrow or wide form. Again after rows were added to it.
    public static func apply(to page: Widget, isNarrow: Bool) {
        page.set(class: "narrow", when: isNarrow)
        for widget in page.descendants(withAnyOf: classes) {
            if widget.has(class: "reflow"), let box = widget.cast(to: Box.self) {
                box.turn(down: isNarrow, spacingDown: widget.has(class: "gap-16") ? 16 : 8)
            }
            if widget.has(class: "wide-only") { widget.isVisible = !isNarrow }
            if widget.has(class: "narrow-only") { widget.isVisible = isNarrow }
            if widget.has(class: "narrow-fill") { widget.expandsSideways = isNarrow }
        }
    }

    private static let classes = ["reflow", "wide-only", "narrow-only", "narrow-fill"]
}
