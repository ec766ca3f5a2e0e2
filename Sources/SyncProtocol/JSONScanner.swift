internal import Foundation

/// Walks over JSON as bytes, without making values of what nobody asks for. Source: RFC 8259.
struct JSONScanner {
    struct Damaged: Error {}

    let bytes: UnsafeBufferPointer<UInt8>
    private(set) var position = 0
    /// Deeper than this nothing of ours goes.
    private static let deepest = 64

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes.bindMemory(to: UInt8.self) }

    var isAtEnd: Bool {
        mutating get {
            skipSpace()
            return position == bytes.count
        }
    }

    /// The next byte that is no white space; throws at the end.
    mutating func next() throws(Damaged) -> UInt8 {
        skipSpace()
        guard position < bytes.count else { throw Damaged() }
        return bytes[position]
    }

    /// Takes the byte when it comes next.
    mutating func take(_ byte: Unicode.Scalar) throws(Damaged) -> Bool {
        guard try next() == UInt8(ascii: byte) else { return false }
        position += 1
        return true
    }

    mutating func expect(_ byte: Unicode.Scalar) throws(Damaged) {
        guard try take(byte) else { throw Damaged() }
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }
}

// MARK: - Values

extension JSONScanner {
    /// Hands over each key of an object; `body` has to read the key's value.
    mutating func object(_ body: (inout JSONScanner, String) throws -> Void) throws {
        try expect("{")
        if try take("}") { return }
        repeat {
            let key = try string()
            try expect(":")
            try body(&self, key)
        } while try take(",")
        try expect("}")
    }

    /// Calls `body` before each value of an array; it has to read it.
    mutating func array(_ body: (inout JSONScanner) throws -> Void) throws {
        try expect("[")
        if try take("]") { return }
        repeat { try body(&self) } while try take(",")
        try expect("]")
    }

    mutating func string() throws -> String {
        let (inside, hasEscapes) = try stringRange()
        guard hasEscapes else { return try text(inside) }
        let quoted = Data(bytes[(inside.lowerBound - 1)..<(inside.upperBound + 1)])
        return try JSONDecoder().decode(String.self, from: quoted)
    }

    mutating func integer() throws -> Int64 {
        guard let number = Int64(try text(try valueRange())) else { throw Damaged() }
        return number
    }

    mutating func bool() throws -> Bool {
        switch try text(try valueRange()) {
        case "true": true
        case "false": false
        default: throw Damaged()
        }
    }

    /// Where the next value is, whatever it is.
    mutating func valueRange() throws(Damaged) -> Range<Int> {
        _ = try next()
        let start = position
        try skipValue(depth: 0)
        return start..<position
    }

    func text(_ range: Range<Int>) throws(Damaged) -> String {
        let given = UnsafeBufferPointer(rebasing: bytes[range])
        // Decoding mends what is no UTF-8; that is seen in what comes out. `String(validating:)`
        // says the same, and was a third of the time of reading a page.
        var text = String(decoding: given, as: UTF8.self)
        let isAsGiven = text.withUTF8 { read in
            guard read.count == given.count else { return false }
            guard let read = read.baseAddress, let given = given.baseAddress else { return true }
            return memcmp(read, given, range.count) == 0
        }
        guard isAsGiven else { throw Damaged() }
        return text
    }
}

// MARK: - Skipping

extension JSONScanner {
    private mutating func skipValue(depth: Int) throws(Damaged) {
        guard depth < Self.deepest else { throw Damaged() }
        switch try next() {
        case UInt8(ascii: "\""): _ = try stringRange()
        case UInt8(ascii: "{"):
            position += 1
            if try take("}") { return }
            repeat {
                _ = try stringRange()
                try expect(":")
                try skipValue(depth: depth + 1)
            } while try take(",")
            try expect("}")
        case UInt8(ascii: "["):
            position += 1
            if try take("]") { return }
            repeat { try skipValue(depth: depth + 1) } while try take(",")
            try expect("]")
        default: try skipWord()
        }
    }

    private mutating func skipWord() throws(Damaged) {
        switch bytes[position] {
        case UInt8(ascii: "t"): try skip("true")
        case UInt8(ascii: "f"): try skip("false")
        case UInt8(ascii: "n"): try skip("null")
        default: try skipNumber()
        }
    }

    private mutating func skip(_ word: StaticString) throws(Damaged) {
        let length = word.utf8CodeUnitCount
        guard bytes.count - position >= length,
            bytes[position..<(position + length)].elementsEqual(
                UnsafeBufferPointer(start: word.utf8Start, count: length))
        else { throw Damaged() }
        position += length
    }

    private mutating func skipNumber() throws(Damaged) {
        skipOne(of: "-")
        let start = position
        try skipDigits()
        if position - start > 1, bytes[start] == UInt8(ascii: "0") { throw Damaged() }
        if skipOne(of: ".") { try skipDigits() }
        if skipOne(of: "e") || skipOne(of: "E") {
            if !skipOne(of: "+") { skipOne(of: "-") }
            try skipDigits()
        }
    }

    private mutating func skipDigits() throws(Damaged) {
        let start = position
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
        if position == start { throw Damaged() }
    }

    @discardableResult
    private mutating func skipOne(of byte: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: byte) else { return false }
        position += 1
        return true
    }

    /// Where the inside of the next string is, and whether it has escapes.
    private mutating func stringRange() throws(Damaged) -> (Range<Int>, hasEscapes: Bool) {
        try expect("\"")
        let start = position
        var hasEscapes = false
        skipPlain()
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return (start..<(position - 1), hasEscapes)
            case UInt8(ascii: "\\"):
                hasEscapes = true
                position += 2
                skipPlain()
            case 0..<0x20: throw Damaged()
            default: position += 1
            }
        }
        throw Damaged()
    }

    /// Goes past most of what is neither a quote, nor a backslash, nor a control character: eight bytes
    /// at once. A byte that is one of them has its highest bit set in what the lines below compute.
    /// Source: S. E. Anderson, Bit Twiddling Hacks, "Determine if a word has a byte less than n".
    private mutating func skipPlain() {
        let each: UInt64 = 0x0101_0101_0101_0101
        let high: UInt64 = 0x8080_8080_8080_8080
        let raw = UnsafeRawBufferPointer(bytes)
        while position + 8 <= raw.count {
            let word = UInt64(
                littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let quote = word ^ (each &* 0x22)
            let backslash = word ^ (each &* 0x5C)
            let found =
                ((quote &- each) & ~quote | (backslash &- each) & ~backslash
                    | (word &- each &* 0x20) & ~word) & high
            guard found == 0 else {
                position += found.trailingZeroBitCount / 8
                return
            }
            position += 8
        }
    }
}
