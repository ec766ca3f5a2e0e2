/// What is wrong in a file that is JSON, and not of the shape that is expected.
public enum DecodingFlaw {
    /// The field, as in `mutations[3].key`, and the reason, without the content.
    public static func words(for error: any Error) -> (field: String, reason: Phrase) {
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            (field(context.codingPath + [key]), phrase("is missing"))
        case DecodingError.valueNotFound(_, let context):
            (field(context.codingPath), phrase("is missing"))
        case DecodingError.typeMismatch(_, let context):
            (field(context.codingPath), phrase("is of another kind than is expected there"))
        case DecodingError.dataCorrupted(let context):
            (field(context.codingPath), phrase("is not one of the values that it may have"))
        default: ("", phrase("is not of the shape that is expected"))
        }
    }

    private static func field(_ path: [any CodingKey]) -> String {
        path.reduce("") { text, key in
            if let index = key.intValue { return "\(text)[\(index)]" }
            let name = FieldName.shown(key.stringValue)
            return text.isEmpty ? name : "\(text).\(name)"
        }
    }
}

/// The names of fields in a file that somebody else wrote.
public enum FieldName {
    /// The name, when it can be one; `a field` for everything else, which may be anybody's words.
    public static func shown(_ name: String) -> String {
        let isName = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
        return isName && (1...64).contains(name.utf8.count) ? name : "a field"
    }
}
