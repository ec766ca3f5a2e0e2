/// What is wrong with the names of what can get the focus.
///
/// Source: `screens.md`, numbers, names.
@MainActor
public enum Names {
    /// One line for each fault; empty when there is none.
    public static func faults(in window: Window) -> [String] {
        window.shown.filter(\.isFocusable).compactMap { element in
            let name = element.name
            return fault(of: name).map { "\(element.role) “\(name)” \($0)" }
        }
    }

    public nonisolated static func fault(of name: String) -> String? {
        if name.allSatisfy(\.isWhitespace) { return "has no name" }
        if name.hasPrefix("Gtk") || name.hasPrefix("Adw") { return "has the toolkit's name" }
        if name.contains("_") { return "has an underscore in its name" }
        let words = name.split(separator: " ")
        let half = words.count / 2
        if half > 0, words.count.isMultiple(of: 2), words[..<half] == words[half...] {
            return "has its name twice"
        }
        return nil
    }
}
