/// Texts that Pango and GTK can lay out quickly, whatever was typed.
///
/// A label that wraps is laid out for many widths before it is shown, for the width 0 among them,
/// where every character is a line. GTK 4.8 with Pango 1.50 then shapes the rest of a run again for
/// each line: 4,000 letters without a space took a minute and a half in a row of the check page.
/// So a label gets a text with places to break at, and a long one does not work out its width
/// (`sc_label_lay_out_lightly`). Only what is shown changes, never what is stored.
public nonisolated enum BreakableText {
    /// The most characters, as people count them, without a place to break at: a code that is to be
    /// copied stays as it is.
    public static let longestRun = 30

    /// In Unicode scalars: of a longer text a label does not work out its width.
    public static let longestMeasured = 160

    /// The text with a place to break at (U+200B) in every longer run without one.
    ///
    /// A run ends where a space or a line ends: other places, as after a hyphen or between
    /// ideographs, are not counted, and one more there changes nothing.
    public static func shown(_ text: String) -> String {
        let text = withoutNUL(text)
        guard text.utf8.count > longestRun else { return text }
        var shown = ""
        var run = 0
        var followsSpace = false
        for character in text {
            let isSpace = character.isWhitespace
            if character == "\u{200B}" {
                run = -1
            } else if character.isNewline || (followsSpace && !isSpace) {
                run = 0
            } else if run >= longestRun, followsSpace || !isSpace {
                shown.unicodeScalars.append("\u{200B}")
                run = 0
            }
            shown.append(character)
            run += 1
            followsSpace = isSpace
        }
        return shown
    }

    /// Whether there are 400 Unicode scalars or more without a space or the end of a line that
    /// ends them. Of a text that is typed: no place to break at can be put into it.
    public static func hasHugeRun(_ text: String) -> Bool {
        guard text.utf8.count >= hugeRun else { return false }
        var run = 0
        var followsSpace = false
        for scalar in text.unicodeScalars {
            let isSpace = scalar.properties.isWhitespace
            if (0x0A...0x0D).contains(scalar.value) || (followsSpace && !isSpace) { run = 0 }
            run += 1
            if run >= hugeRun { return true }
            followsSpace = isSpace
        }
        return false
    }

    private static let hugeRun = 400

    static func isLong(_ text: String) -> Bool {
        text.utf8.count > longestMeasured && text.unicodeScalars.count > longestMeasured
    }

    /// For C, where U+0000 ends a text: with a sign in its place.
    static func withoutNUL(_ text: String) -> String {
        text.utf8.contains(0) ? text.replacing("\0", with: "\u{2400}") : text
    }
}
