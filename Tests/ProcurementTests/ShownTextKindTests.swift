import Foundation
import Testing

@testable import Procurement

/// What others wrote stays inside its place: it turns no line of ours and commands no terminal.
struct ShownTextKindTests {
    @Test func aTextThatCannotTurnAnythingIsShownAsItIs() {
        for text in ["", "plain", "£1,150 (a week)", "Zoë 日本", "two\nlines", "\u{1F468}\u{200D}"] {
            #expect(ShownText.isolated(text) == text)
        }
    }

    @Test(
        arguments: [
            ("\u{05D0}", "\u{2068}\u{05D0}\u{2069}"),
            ("a\u{202E}b", "\u{2068}a\u{202E}b\u{2069}"),
            ("a\u{2069}b", "\u{2068}ab\u{2069}"),
            ("a\u{2067}b", "\u{2068}a\u{2067}b\u{2069}\u{2069}"),
            ("\u{2068}\u{05D0}\u{2069}, b", "\u{2068}\u{05D0}\u{2069}, b"),
            ("\u{2067}a\nb\u{2069}", "\u{2068}\u{2067}a\u{2069}\u{2069}\n\u{2068}b\u{2069}"),
            ("\u{2066}a\u{2069}\u{2069}", "\u{2068}\u{2066}a\u{2069}\u{2069}"),
            (
                "\u{2067}a\r\n\u{202E}b",
                "\u{2068}\u{2067}a\u{2069}\u{2069}\r\n\u{2068}\u{202E}b\u{2069}"
            ),
        ])
    func aTextThatCouldIsClosedInItself(_ text: String, _ shown: String) {
        #expect(Array(ShownText.isolated(text).unicodeScalars) == Array(shown.unicodeScalars))
    }

    @Test func whateverStandsInItEveryLineIsBalanced() {
        var dice = SystemRandomNumberGenerator()
        let pieces: [Unicode.Scalar] = [
            "a", "\u{5D0}", "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}", "\u{202E}", "\u{202C}",
            "\n", "\u{2029}",
        ]
        let tries = 2000
        for _ in 0..<tries {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...12, using: &dice) {
                if let piece = pieces.randomElement(using: &dice) { text.append(piece) }
            }
            let shown = ShownText.isolated(String(text))
            var depth = 0
            for scalar in shown.unicodeScalars {
                switch scalar.value {
                case 0x2066...0x2068: depth += 1
                case 0x2069: depth -= 1
                case 0x0A, 0x2029: #expect(depth == 0, "\(String(text).debugDescription)")
                case 0x202A...0x202E, 0x5D0: #expect(depth > 0)
                default: break
                }
                #expect(depth >= 0, "\(String(text).debugDescription)")
            }
            #expect(depth == 0, "\(String(text).debugDescription)")
        }
        print("figure isolated_texts_balanced \(tries) cases")
    }

    @Test func everyValueInASentenceIsIsolated() {
        let said = phrase(
            "{who} said {what}.", ["who": .own("A\u{202E}"), "what": .own("\u{5D0}")])
        #expect(said.english == "\u{2068}A\u{202E}\u{2069} said \u{2068}\u{5D0}\u{2069}.")
    }

    @Test func aTerminalGetsNothingToObeyAndNothingHidden() {
        var count = 0
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let properties = scalar.properties
            guard
                [.control, .format, .lineSeparator, .paragraphSeparator].contains(
                    properties.generalCategory) || properties.isDefaultIgnorableCodePoint
            else { continue }
            count += 1
            let shown = ShownText.forTerminal("a\(scalar)b")
            if shown != "a\\u{\(String(value, radix: 16))}b" {
                Issue.record("U+\(String(value, radix: 16)) reaches the terminal")
            }
        }
        #expect(ShownText.forTerminal("\u{1B}]0;x\u{7}") == "\\u{1b}]0;x\\u{7}")
        #expect(ShownText.forTerminal("Zoë, 日本, \u{5D0}") == "Zoë, 日本, \u{5D0}")
        #expect(ShownText.linesForTerminal("a\u{1B}\nb\r") == "a\\u{1b}\nb\\u{d}")
        print("figure terminal_characters_escaped \(count) characters")
    }

    @Test func jsonForATerminalMeansTheSame() throws {
        let texts = ["a\u{202E}b\u{7F}", "\u{E0041}\u{9B}", "plain \u{5D0}", "tab\t\u{2028}"]
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted]
        let json = try #require(String(data: encoder.encode(texts), encoding: .utf8))
        let shown = ShownText.jsonForTerminal(json)
        #expect(shown.contains("a\\u202eb\\u007f"))
        #expect(shown.unicodeScalars.allSatisfy { $0.properties.generalCategory != .format })
        #expect(try JSONDecoder().decode([String].self, from: Data(shown.utf8)) == texts)
    }
}
