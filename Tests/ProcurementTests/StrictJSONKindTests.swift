import Foundation
import Testing

@testable import Procurement

/// What people hand over as JSON and is not, or has two meanings.
struct StrictJSONKindTests {
    struct Wrong: Sendable, CustomStringConvertible {
        let bytes: [UInt8]
        let kind: JSONFlaw.Kind
        /// Line and column; `nil` for the whole file.
        let place: [Int]?
        let path: String
        var description: String { "\(kind): \(String(decoding: bytes.prefix(60), as: UTF8.self))" }

        init(_ text: String, _ kind: JSONFlaw.Kind, _ place: [Int]?, _ path: String = "") {
            self.init(Array(text.utf8), kind, place, path)
        }

        init(_ bytes: [UInt8], _ kind: JSONFlaw.Kind, _ place: [Int]?, _ path: String = "") {
            (self.bytes, self.kind, self.place, self.path) = (bytes, kind, place, path)
        }
    }

    private static func first(_ byte: Int, _ line: Int, _ column: Int) -> JSONFlaw.Kind {
        .twice(field: "a", first: .init(byte: byte, line: line, column: column))
    }

    static let something: [Wrong] = [
        Wrong("", .empty, nil), Wrong(" \n\t", .blank, nil), Wrong("\u{FEFF}", .blank, nil),
        Wrong([0x1F, 0x8B, 8, 0], .compressed, nil),
        Wrong([0x28, 0xB5, 0x2F, 0xFD], .compressed, nil),
        Wrong(Array("PK\u{3}\u{4}notes.txt".utf8), .archive, nil),
        Wrong(Array("PK\u{3}\u{4}[Content_Types].xml".utf8), .office, nil),
        Wrong(Array("PK\u{3}\u{4}mimetypeapplication/vnd.oasis.opendocument".utf8), .office, nil),
        Wrong([0xD0, 0xCF, 0x11, 0xE0], .office, nil), Wrong("%PDF-1.7", .pdf, nil),
        Wrong([0xFF, 0xD8, 0xFF, 0xE0], .picture, nil), Wrong("SQLite format 3\0", .database, nil),
        Wrong("<!DOCTYPE html><p>", .webPage, nil), Wrong("\n <?xml version='1.0'?>", .xml, nil),
        Wrong("reference,version,title\nCE-1,1,A", .table, nil), Wrong("a;b\n1;2", .table, nil),
        Wrong("\"a\",\"b\"\n1,2", .table, nil),
        Wrong([0xFF, 0xFE, 0x7B, 0, 0x7D, 0], .wideText, nil),
        Wrong([0x7B, 0, 0x7D, 0], .wideText, nil), Wrong([0, 0x7B, 0, 0x7D], .wideText, nil),
    ]

    static let damage: [Wrong] = [
        Wrong("{", .cutOff, [1, 2]), Wrong("{\"a\":[1,\n2", .cutOff, [2, 2], "a"),
        Wrong("{\"a\":{\"b\":\"x", .cutOff, [1, 13], "a.b"), Wrong("[1,", .cutOff, [1, 4], "[1]"),
        Wrong("{\"a\"", .cutOff, [1, 5], "a"), Wrong("[\"\\u00", .cutOff, [1, 7], "[0]"),
        Wrong(Array("[\"a".utf8) + [0xE2, 0x80], .cutOff, [1, 5], "[0]"),
        Wrong(
            Array("{\"a\":\"caf".utf8) + [0xE9] + Array("\"}".utf8),
            .notUTF8(byte: 9, value: 0xE9, isOneByte: true), [1, 10], "a"),
        Wrong(
            Array("[\n\"é".utf8) + [0xE2, 0x80] + Array(" x\"]".utf8),
            .notUTF8(byte: 5, value: 0xE2, isOneByte: false), [2, 3], "[0]"),
        // A character in more bytes than it needs, half of a pair, and beyond the last one.
        Wrong([0x22, 0xC0, 0xAF, 0x22], .notUTF8(byte: 1, value: 0xC0, isOneByte: false), [1, 2]),
        Wrong(
            [0x22, 0xED, 0xA0, 0x80, 0x22], .notUTF8(byte: 1, value: 0xED, isOneByte: false),
            [1, 2]),
        Wrong(
            [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
            .notUTF8(byte: 1, value: 0xF4, isOneByte: false), [1, 2]),
        Wrong(Array("{}".utf8) + [0xFF], .notUTF8(byte: 2, value: 0xFF, isOneByte: true), [1, 3]),
        Wrong("[1,\0\0\0]", .zero(byte: 3), [1, 4], "[1]"),
        Wrong("{}\0\0", .zero(byte: 2), [1, 3]),
        Wrong("[\"a\0\"]", .zero(byte: 3), [1, 4], "[0]"),
    ]

    static let several: [Wrong] = [
        Wrong("{} x", .trailing, [1, 4]), Wrong("[1]]", .trailing, [1, 4]),
        Wrong("{\n}\n{\n}", .secondDocument, [3, 1]), Wrong("{}{}", .secondDocument, [1, 3]),
        Wrong("{\"a\":1}\n{\"a\":2}\n", .linesOfJSON, [2, 1]),
        Wrong("[1]\r\n[2]\r\n", .linesOfJSON, [2, 1]),
        Wrong("{\"a\":1,\n \"a\":2}", first(1, 1, 2), [2, 2], "a"),
        Wrong("{\"a\":1,\"a\":1}", first(1, 1, 2), [1, 8], "a"),
        Wrong("{\"a\":null,\"a\":1}", first(1, 1, 2), [1, 11], "a"),
        Wrong("{\"b\":2,\"a\":1,\"\\u0061\":2}", first(7, 1, 8), [1, 14], "a"),
        Wrong("[{},{\"x\":{\"a\":{\"a\":1},\"a\":2}}]", first(10, 1, 11), [1, 23], "[1].x.a"),
    ]

    static let notation: [Wrong] = [
        Wrong("{\"a\": NaN}", .foreignWord("NaN"), [1, 7], "a"),
        Wrong("[-Infinity]", .foreignWord("-Infinity"), [1, 2], "[0]"),
        Wrong("[Infinity]", .foreignWord("Infinity"), [1, 2], "[0]"),
        Wrong("[None]", .foreignWord("None"), [1, 2], "[0]"),
        Wrong("[True]", .foreignWord("True"), [1, 2], "[0]"),
        Wrong("[undefined]", .foreignWord("undefined"), [1, 2], "[0]"),
        Wrong("[Mrs]", .bareWord, [1, 2], "[0]"), Wrong("['a']", .singleQuotes, [1, 2], "[0]"),
        Wrong("{'a':1}", .singleQuotes, [1, 2]), Wrong("{“a”:1}", .curlyQuotes, [1, 2]),
        Wrong("{a:1}", .noName, [1, 2]), Wrong("{1:1}", .noName, [1, 2]),
        Wrong("// x\n{}", .comment, [1, 1]), Wrong("[1, # x\n2]", .comment, [1, 5], "[1]"),
        Wrong("[1,]", .spareComma, [1, 4]), Wrong("{\"a\":1,}", .spareComma, [1, 8]),
        Wrong("[1 2]", .noComma, [1, 4]), Wrong("{\"a\":1 \"b\":2}", .noComma, [1, 8]),
        Wrong("{\"a\" 1}", .noColon, [1, 6], "a"), Wrong("{\"a\":}", .noValue, [1, 6], "a"),
        Wrong("[\"a\nb\"]", .lineBreakInText, [1, 4], "[0]"),
        Wrong("[\"a\tb\"]", .controlInText, [1, 4], "[0]"),
        Wrong("[\"\\x41\"]", .escape, [1, 3], "[0]"),
        Wrong("[\"\\u00g0\"]", .escape, [1, 3], "[0]"),
        Wrong("[\"\\ud800\"]", .halfCharacter, [1, 3], "[0]"),
        Wrong("[\"\\udc00\\ud800\"]", .halfCharacter, [1, 3], "[0]"),
        Wrong("[01]", .number, [1, 2], "[0]"), Wrong("[1.]", .number, [1, 2], "[0]"),
        Wrong("[+1]", .number, [1, 2], "[0]"), Wrong("[.5]", .number, [1, 2], "[0]"),
        Wrong("[0x1F]", .number, [1, 2], "[0]"), Wrong("[1e]", .number, [1, 2], "[0]"),
        Wrong("[9223372036854775808]", .numberTooLarge, [1, 2], "[0]"),
        Wrong("[1e400]", .numberTooLarge, [1, 2], "[0]"),
        Wrong(
            String(repeating: "[", count: 65), .tooDeep, [1, 65],
            String(repeating: "[0]", count: 64)),
        Wrong(
            String(repeating: "{\"a\":", count: 100_000), .tooDeep, [1, 321],
            (0..<64).map { _ in "a" }.joined(separator: ".")),
    ]

    @Test(arguments: something + damage + several + notation)
    func whatIsWrongIsNamedByItsKindAndItsPlace(_ wrong: Wrong) {
        let flaw = #expect(throws: JSONFlaw.self) { try StrictJSON.value(of: Data(wrong.bytes)) }
        #expect(flaw?.kind == wrong.kind)
        #expect(flaw?.place.map { [$0.line, $0.column] } == wrong.place)
        #expect(flaw?.path == wrong.path)
    }

    @Test func everyKindHasASentenceOfItsOwn() {
        let all = Self.something + Self.damage + Self.several + Self.notation
        var sentences: [String: JSONFlaw.Kind] = [:]
        for wrong in all {
            do {
                _ = try StrictJSON.value(of: Data(wrong.bytes))
            } catch {
                let plain = error.reason.english.replacing(
                    /[0-9]+|hexadecimal \w+|-?\w+ is not JSON/
                ) { _ in "_" }
                let other = sentences.updateValue(error.kind, forKey: plain)
                if let other { #expect(Self.name(other) == Self.name(error.kind), "\(plain)") }
            }
        }
        #expect(sentences.count > 35)
        print("figure wrong_json_cases \(all.count) cases")
        print("figure wrong_json_sentences \(sentences.count) sentences")
    }

    private static func name(_ kind: JSONFlaw.Kind) -> Substring {
        "\(kind)".prefix { $0 != "(" }
    }

    @Test func whatHasOneMeaningIsReadAsItStands() throws {
        let text = """
            \u{FEFF}{"a": [1, -2.5, 1e2, 12.0, true, false, null, "\\u00e9\\ud83c\\udf33\\n\\/"],
             "": {}, "é": [] }

            """
        let value = try StrictJSON.value(of: Data(text.utf8))
        #expect(
            value["a"]?.items == [
                .integer(1), .number(-2.5), .integer(100), .integer(12), .truth(true),
                .truth(false), .null, .text("é🌳\n/"),
            ])
        #expect(value[""] == .object([:]))
        #expect(value["é"] == .array([]))
        let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(throws: Never.self) { try StrictJSON.value(of: Data(deep.utf8)) }
    }

    @Test func aFileThatStopsAnywhereIsSaidToStop() throws {
        let text = Array(#"{"a": [1.5e-2, "é\u00e9\n", true], "b": {"c": null}} "#.utf8)
        for length in 1..<(text.count - 1) {
            let flaw = #expect(throws: JSONFlaw.self) {
                try StrictJSON.value(of: Data(text.prefix(length)))
            }
            #expect(flaw?.kind == .cutOff, "\(length)")
        }
    }

    @Test func aFieldThatCouldBeAnybodysWordsIsNotRepeated() {
        let text = #"{"Mrs Someone": {"Mrs Someone": 1, "Mrs Someone": 2}}"#
        let flaw = #expect(throws: JSONFlaw.self) { try StrictJSON.value(of: Data(text.utf8)) }
        #expect(flaw?.path == "a field.a field")
        #expect(flaw?.words.english.contains("Someone") == false)
    }

    /// Whatever one byte of a good file becomes, it is read or it is refused with a place in it.
    @Test func anyOneByteMayBeWrong() {
        let good = Array(#"{"a": [1, -2.5, "é", "\n"], "b": {"c": null}, "d": true}"#.utf8)
        var cases = 0
        for index in good.indices {
            for byte in UInt8.min...UInt8.max where byte != good[index] {
                var wrong = good
                wrong[index] = byte
                cases += 1
                do {
                    _ = try StrictJSON.value(of: Data(wrong))
                } catch {
                    if let place = error.place { #expect(place.byte <= good.count) }
                }
            }
        }
        print("figure wrong_json_bytes \(cases) cases")
    }
}
