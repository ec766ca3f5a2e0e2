import Testing

@testable import Gtk

/// Every text that a label shows has places to break at, and nothing else is changed.
struct BreakableTextKindTests {
    @Test(
        arguments: [
            "", "plain words as they are", "two\nlines", "well-known", "£1,190 “quoted”, é",
            String(repeating: "word ", count: 800), String(repeating: "\n", count: 4000),
            "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{200D}\u{1F466} Homes",
        ])
    func aTextWithPlacesToBreakAtIsShownAsItIs(_ text: String) {
        #expect(BreakableText.shown(text) == text)
    }

    static let runs = [
        "a", "ש", "字", " ", "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}\u{200D}\u{1F466}",
        "e\u{0301}\u{0302}\u{0303}\u{0304}", "\u{FDFD}", "\t", "\u{A0}", "\u{200D}", ".",
    ]

    @Test(arguments: runs)
    func aRunWithoutOneGetsOne(_ character: String) {
        let text = "so: " + String(repeating: character, count: 4000)
        let shown = BreakableText.shown(text)
        #expect(longestRun(in: shown) <= BreakableText.longestRun)
        #expect(
            shown.unicodeScalars.filter { $0.value != 0x200B }.elementsEqual(text.unicodeScalars))
        print("figure longest_run_shown \(longestRun(in: shown)) characters")
    }

    @Test func noCharacterIsTakenApart() {
        for character in Self.runs {
            let shown = BreakableText.shown(String(repeating: character, count: 100))
            for piece in shown.unicodeScalars.split(separator: "\u{200B}") {
                #expect(
                    String(piece).count * character.unicodeScalars.count == piece.count
                        || character == "\u{200D}")
            }
        }
    }

    @Test func aTextIsShownToItsEnd() {
        #expect(BreakableText.shown("a\0b") == "a\u{2400}b")
    }

    /// The most characters between two places to break at.
    private func longestRun(in text: String) -> Int {
        var (longest, run) = (0, 0)
        var last: Character = " "
        for character in text {
            let breaks = last == "\u{200B}" || (last.isWhitespace && !character.isWhitespace)
            run = breaks || character == "\u{200B}" ? 1 : run + 1
            if character == "\u{200B}" { run = 0 }
            longest = max(longest, run)
            last = character
        }
        return longest
    }
}
