import Foundation
import Testing

/// xgettext finds the words of `Procurement` only where they stand as one literal in the call.
struct PhrasesTests {
    @Test func everyPhraseIsOneLiteralThatTranslatorsGet() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let known = try String(
            contentsOf: root.appending(path: "Resources/po/support-choice.pot"), encoding: .utf8
        ).replacing("\"\n\"", with: "")
        let sources = root.appending(path: "Sources/Procurement")
        let all = FileManager.default.enumerator(atPath: sources.path())?.allObjects as? [String]
        var count = 0
        for file in (all ?? []).filter({ $0.hasSuffix(".swift") }) {
            let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
            for template in Self.templates(in: text) {
                let literal = try #require(template, "\(file): not one literal")
                #expect(known.contains("\"\(literal)\"\n"), "\(file): \(literal)")
                count += 1
            }
        }
        #expect(count > 300)
    }

    @Test func theTestReadsCalls() {
        let source = """
            /// `phrase("in a comment")`
            func phrase(_ template: String) { Self.phrases(scan) }
            let a = phrase("one"), b = phrases(
                "two", "many", 3)
            let c = phrase("a \\(b)"), d = phrase("a" + "b"), e = phrase(text)
            """
        #expect(Self.templates(in: source) == ["one", "two", nil, nil, nil])
    }

    /// The template of each call of `phrase` and `phrases`; `nil` for one that is not a literal
    /// in one piece.
    private static func templates(in source: String) -> [String?] {
        let code = source.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.drop(while: \.isWhitespace).hasPrefix("//") }.joined(separator: "\n")
        return code.matches(of: /([^.\w])phrases?\(\s*/).compactMap { match in
            let before = code[..<match.range.lowerBound]
            guard !before.hasSuffix("func") else { return nil }
            let after = code[match.range.upperBound...]
            guard let call = after.prefixMatch(of: /"([^"\\]*)"\s*[,)]/) else {
                return .some(nil)
            }
            return .some(String(call.output.1))
        }
    }
}
