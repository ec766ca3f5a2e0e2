public import Foundation

/// The one reader of JSON that people hand to our programs.
///
/// It takes what has one meaning, and says of everything else what is wrong and where: two fields
/// of one name, two documents, words and numbers that JSON does not have, bytes that are no UTF-8.
/// A mark for the byte order before UTF-8 is passed over. Source: RFC 8259; RFC 7493 (I-JSON),
/// sections 2.1 to 2.3.
public enum StrictJSON {
    /// Deeper than this nothing of ours goes, and no notice.
    public static let deepest = 64

    public static func value(of file: Data) throws(JSONFlaw) -> JSONValue {
        let result = file.withUnsafeBytes { raw -> Result<JSONValue, JSONFlaw> in
            let bytes = raw.bindMemory(to: UInt8.self)
            if let kind = OtherFormat.kind(of: bytes) {
                return .failure(JSONFlaw(kind: kind, place: nil, path: ""))
            }
            var reader = JSONReader(bytes)
            do throws(JSONReader.Found) {
                return .success(try reader.document())
            } catch {
                return .failure(reader.flaw(error))
            }
        }
        return try result.get()
    }
}

/// Walks over the bytes of one document, from its first to its last.
struct JSONReader {
    /// Something that is wrong, on its way up to the top.
    struct Found: Error {
        let kind: JSONFlaw.Kind
        let byte: Int
        var path = ""

        func inside(_ step: String) -> Found {
            var found = self
            let isIndex = path.isEmpty || path.hasPrefix("[")
            found.path = step + (isIndex ? path : "." + path)
            return found
        }
    }

    let bytes: UnsafeBufferPointer<UInt8>
    /// The bytes before this one are UTF-8.
    let end: Int
    var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        end = UTF8Bytes.firstWrong(in: bytes) ?? bytes.count
        if bytes.starts(with: UTF8Bytes.mark) { position = UTF8Bytes.mark.count }
    }

    mutating func document() throws(Found) -> JSONValue {
        skipSpace()
        if position == bytes.count { throw found(.blank) }
        let start = position
        let value = try value(depth: 0)
        let stop = position
        skipSpace()
        if position < end {
            let isNext =
                bytes[position] == UInt8(ascii: "{") || bytes[position] == UInt8(ascii: "[")
            let isLine = bytes[start..<stop].allSatisfy { $0 != 0x0A }
            let isBelow = bytes[stop..<position].contains(0x0A)
            if bytes[position] == 0 { throw found(.zero(byte: position)) }
            if bytes[start] != UInt8(ascii: "{"), bytes[start] != UInt8(ascii: "["),
                OtherFormat.isTable(bytes, from: start)
            {
                throw found(.table)
            }
            throw found(isNext ? isLine && isBelow ? .linesOfJSON : .secondDocument : .trailing)
        }
        if end < bytes.count { throw unexpected(.trailing) }
        return value
    }

    private mutating func value(depth: Int) throws(Found) -> JSONValue {
        skipSpace()
        guard position < end else { throw unexpected(.noValue) }
        switch bytes[position] {
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: return try word()
        }
    }

    private mutating func object(depth: Int) throws(Found) -> [String: JSONValue] {
        guard depth < StrictJSON.deepest else { throw found(.tooDeep) }
        let start = position
        position += 1
        var fields: [String: JSONValue] = [:]
        if take("}") { return fields }
        repeat {
            skipSpace()
            let place = position
            guard place < end, bytes[place] == UInt8(ascii: "\"") else {
                throw unexpected(isNext("}") ? .spareComma : .noName)
            }
            let name = try string()
            let shown = FieldName.shown(name)
            guard fields[name] == nil else { throw twice(name, at: place, from: start) }
            guard take(":") else { throw unexpected(.noColon).inside(shown) }
            do throws(Found) {
                fields[name] = try value(depth: depth + 1)
            } catch { throw error.inside(shown) }
        } while take(",")
        guard take("}") else { throw unexpected(.noComma) }
        return fields
    }

    private mutating func array(depth: Int) throws(Found) -> [JSONValue] {
        guard depth < StrictJSON.deepest else { throw found(.tooDeep) }
        position += 1
        var items: [JSONValue] = []
        if take("]") { return items }
        repeat {
            if isNext("]") { throw unexpected(.spareComma) }
            do throws(Found) {
                items.append(try value(depth: depth + 1))
            } catch { throw error.inside("[\(items.count)]") }
        } while take(",")
        guard take("]") else { throw unexpected(.noComma) }
        return items
    }

    /// The first of the two is looked for once more: to keep every place would double the memory.
    private func twice(_ name: String, at place: Int, from start: Int) -> Found {
        var again = self
        again.position = start + 1
        var first = start
        while again.position < place {
            again.skipSpace()
            first = again.position
            guard let other = try? again.string(), other != name, again.take(":"),
                (try? again.value(depth: 0)) != nil, again.take(",")
            else { break }
        }
        let shown = FieldName.shown(name)
        return Found(
            kind: .twice(field: shown, first: self.place(of: first)), byte: place, path: shown)
    }
}

// MARK: - What is wrong

extension JSONReader {
    func found(_ kind: JSONFlaw.Kind) -> Found { Found(kind: kind, byte: position) }

    /// What stands where something else should: the likeliest cause first.
    func unexpected(_ otherwise: JSONFlaw.Kind) -> Found {
        guard position < end else {
            guard end < bytes.count else { return found(.cutOff) }
            // A character that was cut in two at the end of the file is no other alphabet.
            if UTF8Bytes.isCut(bytes, at: end) { return Found(kind: .cutOff, byte: bytes.count) }
            let isOneByte = end + 1 == bytes.count || bytes[end + 1] < 0x80
            return Found(
                kind: .notUTF8(byte: end, value: bytes[end], isOneByte: isOneByte), byte: end)
        }
        switch bytes[position] {
        case 0: return found(.zero(byte: position))
        case UInt8(ascii: "'"): return found(.singleQuotes)
        case UInt8(ascii: "/"), UInt8(ascii: "#"): return found(.comment)
        case 0xE2
        where bytes[position..<end].starts(with: [0xE2, 0x80])
            && position + 2 < end && (0x98...0x9E).contains(bytes[position + 2]):
            return found(.curlyQuotes)
        case UInt8(ascii: "+"), UInt8(ascii: "."): return found(.number)
        default: return found(otherwise)
        }
    }

    func place(of byte: Int) -> JSONFlaw.Place {
        let before = bytes[..<byte]
        let line = before.count { $0 == 0x0A } + 1
        let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let hasMark = start == 0 && bytes.starts(with: UTF8Bytes.mark) && byte > 0
        let column = before[start...].count { $0 & 0xC0 != 0x80 } + (hasMark ? 0 : 1)
        return JSONFlaw.Place(byte: byte, line: line, column: column)
    }

    func flaw(_ found: Found) -> JSONFlaw {
        let isWhole = found.kind == .blank || found.kind == .table
        return JSONFlaw(
            kind: found.kind, place: isWhole ? nil : place(of: found.byte), path: found.path)
    }
}

// MARK: - Space, signs and words

extension JSONReader {
    mutating func skipSpace() {
        while position < end {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    /// Takes the byte when it comes next.
    mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard isNext(byte) else { return false }
        position += 1
        return true
    }

    private mutating func isNext(_ byte: Unicode.Scalar) -> Bool {
        skipSpace()
        return position < end && bytes[position] == UInt8(ascii: byte)
    }

    /// Words of other languages that stand where JSON has a value.
    private static let foreign: Set<String> = [
        "nan", "inf", "infinity", "undefined", "none", "nil", "na", "n", "true", "false", "null",
    ]

    mutating func word() throws(Found) -> JSONValue {
        let start = position
        var stop = start
        while stop < end, bytes[stop].isLetter { stop += 1 }
        let word = String(decoding: bytes[start..<stop], as: UTF8.self)
        switch word {
        case "true": position = stop
        case "false": position = stop
        case "null": position = stop
        default:
            guard !word.isEmpty else { throw unexpected(.noValue) }
            if OtherFormat.isTable(bytes, from: start) { throw found(.table) }
            if stop == end {
                position = end
                throw unexpected(.cutOff)
            }
            throw found(Self.foreign.contains(word.lowercased()) ? .foreignWord(word) : .bareWord)
        }
        return word == "null" ? .null : .truth(word == "true")
    }

    mutating func number() throws(Found) -> JSONValue {
        let start = position
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        if position < end, bytes[position].isLetter {
            position = start
            let after = bytes[(start + 1)..<end].prefix { $0.isLetter }
            throw found(.foreignWord("-" + String(decoding: after, as: UTF8.self)))
        }
        let first = position
        try digits(of: start)
        if position - first > 1, bytes[first] == UInt8(ascii: "0") {
            throw Found(kind: .number, byte: start)
        }
        let whole = start..<position
        var isWhole = true
        if skip(".") {
            let fraction = position
            try digits(of: start)
            isWhole = bytes[fraction..<position].allSatisfy { $0 == UInt8(ascii: "0") }
        }
        var hasExponent = false
        if skip("e") || skip("E") {
            hasExponent = true
            if !skip("+") { _ = skip("-") }
            try digits(of: start)
        }
        if position < end, bytes[position].isLetter || bytes[position] == UInt8(ascii: ".") {
            throw Found(kind: .number, byte: start)
        }
        if isWhole, !hasExponent {
            guard let number = Int(String(decoding: bytes[whole], as: UTF8.self)) else {
                throw Found(kind: .numberTooLarge, byte: start)
            }
            return .integer(number)
        }
        guard let number = Double(String(decoding: bytes[start..<position], as: UTF8.self)),
            number.isFinite
        else { throw Found(kind: .numberTooLarge, byte: start) }
        // As in 1.2e3.
        if hasExponent, let exact = Int(exactly: number), exact.magnitude < 1 << 53 {
            return .integer(exact)
        }
        return .number(number)
    }

    private mutating func digits(of start: Int) throws(Found) {
        let first = position
        while position < end, (0x30...0x39).contains(bytes[position]) { position += 1 }
        guard position == first else { return }
        throw position < end ? Found(kind: .number, byte: start) : unexpected(.number)
    }

    private mutating func skip(_ byte: Unicode.Scalar) -> Bool {
        guard position < end, bytes[position] == UInt8(ascii: byte) else { return false }
        position += 1
        return true
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }
}
