internal import Foundation

/// Reads each text of a document once: the same ones come to many laptops, and again after a kill.
final class DocumentReader {
    private var known: [String: [String: String]] = [:]

    func text(_ kind: String, _ body: Data) -> String {
        let body = String(decoding: body, as: UTF8.self)
        if let text = known[kind]?[body] { return text }
        let text = DocumentFacts.text(kind, Data(body.utf8))
        known[kind, default: [:]][body] = text
        return text
    }
}

/// What a document on a laptop says, in the words that `Model.scope` uses.
enum DocumentFacts {
    static func text(_ kind: String, _ body: Data) -> String {
        guard let value = try? JSONSerialization.jsonObject(with: body) as? [String: Any] else {
            return "not an object"
        }
        switch kind {
        case "package":
            return "\(number(value["version"])) \(text(value["stage"])) "
                + text(value["lifeNow"]).fingerprint
        case "visit": return text(value["worker"])
        case "shortlist":
            let bids = value["bids"] as? [String] ?? []
            return "\(number(value["version"])) \(bids.joined(separator: ","))"
        case "bid":
            let pictures = value["pictures"] as? [[String: Any]] ?? []
            let facts = ["\(text(value["standing"])) \(number(value["weeklyPrice"]))"]
            return (facts + pictures.map { text($0["sha256"]) }).joined(separator: " ")
        case "preference":
            return "\(effect(value["effect"]).text) "
                + payload(String(decoding: body, as: UTF8.self)).fingerprint
        default: return "unknown kind"
        }
    }

    /// An effect as it is on the wire and in the council's tables.
    static func effect(_ value: Any?) -> Model.Effect {
        guard let value = value as? [String: Any] else { return .fork }
        switch text(value["kind"]) {
        case "applied": return .applied
        case "recordedWithoutEffect": return .without(text(value["reason"]))
        case "needsReview": return .review(Set(value["with"] as? [String] ?? []))
        case "held": return .held(text(value["reason"]))
        default: return .fork
        }
    }

    static func effect(json: String) -> Model.Effect {
        effect(try? JSONSerialization.jsonObject(with: Data(json.utf8)))
    }

    /// The record inside of its standing, byte for byte.
    private static func payload(_ body: String) -> String {
        guard let start = body.range(of: "\"preference\":"),
            let end = body.range(of: ",\"receivedAt\":", options: .backwards),
            start.upperBound <= end.lowerBound
        else { return "" }
        return String(body[start.upperBound..<end.lowerBound])
    }

    private static func text(_ value: Any?) -> String { value as? String ?? "?" }
    private static func number(_ value: Any?) -> Int { (value as? NSNumber)?.intValue ?? -1 }
}
