/// Why a file that should be JSON is not taken, and where.
public struct JSONFlaw: Error, Hashable, Sendable {
    public let kind: Kind
    /// `nil` when the whole file is something else.
    public let place: Place?
    /// The way to the place in the file, as in `packages[0].bids[2]`; empty for the top. Only what
    /// can be a name is repeated; any other field is `a field`.
    public let path: String

    /// A place in a file.
    public struct Place: Hashable, Sendable {
        /// Counted from 0, as hexadecimal viewers do.
        public let byte: Int
        /// Counted from 1.
        public let line: Int
        /// In Unicode scalars, counted from 1.
        public let column: Int
    }

    public enum Kind: Hashable, Sendable {
        // The file is something else.
        case empty, blank, compressed, archive, office, pdf, picture, database, webPage, xml, table
        case wideText
        // It is damaged, or was saved in another way.
        case notUTF8(byte: Int, value: UInt8, isOneByte: Bool)
        case zero(byte: Int)
        case cutOff
        // There is more than one document.
        case trailing, secondDocument, linesOfJSON
        // JSON has no such thing.
        case foreignWord(String)
        case bareWord, singleQuotes, curlyQuotes, comment, spareComma, noComma, noColon, noName
        case noValue, lineBreakInText, controlInText, escape, halfCharacter, number
        // JSON has it, and it is not taken.
        case numberTooLarge, tooDeep
        case twice(field: String, first: Place)
    }
}

extension JSONFlaw {
    /// What is wrong and what to do about it, without the place.
    public var reason: Phrase {
        switch kind {
        case .empty: phrase("the file is empty")
        case .blank: phrase("the file has nothing in it but spaces")
        case .compressed: phrase("the file is compressed: unpack it first")
        case .archive: phrase("this is an archive: take the file out of it first")
        case .office: phrase("this is a spreadsheet or another office document, not JSON")
        case .pdf: phrase("this is a PDF, not JSON")
        case .picture: phrase("this is a picture, not JSON")
        case .database: phrase("this is a database, not JSON")
        case .webPage:
            phrase("this is a web page, not JSON: save the file itself, not the page that shows it")
        case .xml: phrase("this is XML, not JSON: ask for the file as JSON")
        case .table: phrase("this is a table with separators (CSV), not JSON")
        case .wideText: phrase("the file is saved as UTF-16: save it as UTF-8")
        case .notUTF8, .zero, .cutOff: damage
        case .trailing: phrase("there is more after the end of the JSON")
        case .secondDocument:
            phrase("a second JSON document begins here: give each a file of its own")
        case .linesOfJSON:
            phrase("every line is a JSON document (JSON lines): make one document of them")
        case .numberTooLarge:
            phrase(
                "the number is too large: the largest is {largest}",
                ["largest": .number(Int.max)])
        case .tooDeep:
            phrase(
                "lists and objects are in each other more than {depth} deep",
                ["depth": .number(StrictJSON.deepest)])
        case .twice(let field, let first):
            phrase(
                "{field} is there twice: the first is in line {line}, column {column}",
                [
                    "field": .own(field), "line": .number(first.line),
                    "column": .number(first.column),
                ])
        default: notation
        }
    }

    private var damage: Phrase {
        switch kind {
        case .notUTF8(let byte, let value, let isOneByte):
            let values: [String: Phrase] = [
                "byte": .number(byte),
                "value": .own(String(value, radix: 16, uppercase: true)),
            ]
            return isOneByte
                ? phrase(
                    "byte {byte} (hexadecimal {value}) is Latin-1 or the like: save it as UTF-8",
                    values)
                : phrase(
                    "byte {byte} (hexadecimal {value}) is not UTF-8: the file is damaged", values)
        case .zero(let byte):
            return phrase(
                "byte {byte} is zero, which no text has: the file is damaged",
                ["byte": .number(byte)])
        default: return phrase("the file stops in the middle: it is not whole")
        }
    }

    private var notation: Phrase {
        switch kind {
        case .foreignWord(let word):
            phrase("{word} is not JSON: write a number, true, false or null", ["word": .own(word)])
        case .bareWord: phrase("a word stands here without quotes")
        case .singleQuotes: phrase("texts stand in double quotes, not in single ones")
        case .curlyQuotes: phrase("texts stand in straight double quotes, not in curly ones")
        case .comment: phrase("JSON has no comments")
        case .spareComma: phrase("a comma stands before the end of a list or an object")
        case .noComma: phrase("a comma or the end of the list or object is missing here")
        case .noColon: phrase("a colon is missing after the name of a field")
        case .noName: phrase("the name of a field in double quotes is missing here")
        case .lineBreakInText: phrase("a text is not closed before its line ends")
        case .controlInText: phrase("a control character stands in a text as it is")
        case .escape: phrase("a backslash stands before something that JSON does not have there")
        case .halfCharacter: phrase("an escape stands for half a character")
        case .number: phrase("a number is not written as in 12, -3 or 0.5")
        default: phrase("a value is missing here")
        }
    }

    /// The place and the reason in one line.
    public var words: Phrase {
        guard let place else { return reason }
        return phrase(
            "line {line}, column {column}: {reason}",
            ["line": .number(place.line), "column": .number(place.column), "reason": reason])
    }
}
