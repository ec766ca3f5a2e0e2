import Foundation
import Procurement

/// Texts and small tools that the tests of the anonymisation check share.
enum AnonymisationTexts {
    static let check = AnonymisationCheck()
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Every text of a JSON file, with where it stands; names of fields in `skipping` are left out.
    static func texts(
        inJSON path: URL, skipping: Set<String> = []
    ) throws -> [(path: String, text: String)] {
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: path))
        var found: [(path: String, text: String)] = []
        func walk(_ value: Any, _ path: String) {
            if let fields = value as? [String: Any] {
                for key in fields.keys.sorted() where !skipping.contains(key) {
                    if let inner = fields[key] { walk(inner, "\(path).\(key)") }
                }
            } else if let list = value as? [Any] {
                for (index, inner) in list.enumerated() { walk(inner, "\(path)[\(index)]") }
            } else if let text = value as? String {
                found.append((path, text))
            }
        }
        walk(json, "")
        return found
    }

    /// The texts of the demonstration packages that people wrote: no dates, numbers or names of
    /// our own lists.
    static func demonstration() throws -> [(path: String, text: String)] {
        let skipped: Set<String> = [
            "format", "asOf", "id", "reference", "due", "agreed", "start", "validUntil", "time",
            "bids[]", "provider", "worker", "category", "pictogram", "kind", "domain", "says",
            "shortlist", "visit", "stage", "notes", "pictures",
        ]
        return try texts(
            inJSON: root.appending(path: "data/demo/packages.json"), skipping: skipped)
            + texts(
                inJSON: root.appending(path: "data/demo/generate/words.json"), skipping: skipped)
    }

    static func kinds(_ text: String) -> [Finding.Kind] { check.findings(in: text).map(\.kind) }

    /// "kind: text" of each finding, for messages.
    static func told(_ text: String) -> [String] {
        check.findings(in: text).map { "\($0.kind.rawValue): \($0.text)" }
    }
}
