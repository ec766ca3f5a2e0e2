import Foundation
import Testing

/// The words of screens and letters: at most 20 in a sentence for workers, 12 for families. A rule
/// may take 35: it is as long as the law makes it.
struct PlainWordsTests {
    /// A text for people, and the files that it stands in.
    struct Entry {
        var files: [String] = []
        var text = ""

        var isForFamilies: Bool {
            !files.isEmpty
                && files.allSatisfy { $0.contains("/Family/") || $0.contains("family-") }
        }

        var isARule: Bool { !files.isEmpty && files.allSatisfy { $0.hasSuffix("Rules.swift") } }

        var longestSentence: Int {
            let sentences = text.split(whereSeparator: { ".!?:".contains($0) })
            return sentences.map { $0.split(whereSeparator: \.isWhitespace).count }.max() ?? 0
        }
    }

    @Test func noSentenceIsTooLong() throws {
        let entries = try entries()
        #expect(entries.count > 150)
        for entry in entries {
            let limit = entry.isForFamilies ? 12 : entry.isARule ? 35 : 20
            #expect(entry.longestSentence <= limit, "\(entry.text)")
        }
    }

    @Test func oneWordForOneThing() throws {
        // The same word for the same thing: provider, support, visit, bid.
        let others = ["supplier", "vendor", "appointment", "service user", "client ", "tender"]
        for entry in try entries() {
            for other in others {
                #expect(!entry.text.lowercased().contains(other), "\(entry.text)")
            }
        }
    }

    private func entries() throws -> [Entry] {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let template = try String(
            contentsOf: root.appending(path: "Resources/po/support-choice.pot"), encoding: .utf8)
        return template.components(separatedBy: "\n\n").dropFirst().map { block in
            var entry = Entry()
            var reading = false
            for line in block.split(separator: "\n") {
                if line.hasPrefix("#: ") {
                    entry.files += line.dropFirst(3).split(separator: " ").map(String.init)
                }
                if line.hasPrefix("msgid") { reading = true }
                if line.hasPrefix("msgstr") { reading = false }
                if reading, let quote = line.firstIndex(of: "\"") {
                    let separator = line.hasPrefix("msgid_plural") ? ". " : ""
                    entry.text += separator + line[line.index(after: quote)...].dropLast()
                }
            }
            return entry
        }
    }
}
