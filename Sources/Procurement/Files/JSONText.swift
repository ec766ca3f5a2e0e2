// Texts of JSON, and the bytes that they are made of.

extension JSONReader {
    /// The text that begins with the quote at the present position.
    mutating func string() throws(Found) -> String {
        position += 1
        let start = position
        while position < end {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: bytes[start..<(position - 1)], as: UTF8.self)
            case UInt8(ascii: "\\"): return try escaped(from: start)
            case 0..<0x20: throw control()
            default: position += 1
            }
        }
        throw unexpected(.cutOff)
    }

    private func control() -> Found {
        switch bytes[position] {
        case 0: found(.zero(byte: position))
        case 0x0A, 0x0D: found(.lineBreakInText)
        default: found(.controlInText)
        }
    }

    /// The same for a text with escapes; those before the present position have none.
    private mutating func escaped(from start: Int) throws(Found) -> String {
        var text = Array(bytes[start..<position])
        while position < end {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text.append(contentsOf: try escape().utf8)
            case 0..<0x20: throw control()
            default:
                text.append(byte)
                position += 1
            }
        }
        throw unexpected(.cutOff)
    }

    private mutating func escape() throws(Found) -> String {
        let start = position
        guard position + 1 < end else {
            position = end
            throw unexpected(.cutOff)
        }
        position += 2
        switch bytes[start + 1] {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): break
        default: throw Found(kind: .escape, byte: start)
        }
        let first = try unit(of: start)
        if let scalar = Unicode.Scalar(first) { return String(Character(scalar)) }
        guard UTF16.isLeadSurrogate(first), position + 1 < end,
            bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
        else { throw Found(kind: .halfCharacter, byte: start) }
        position += 2
        let second = try unit(of: start)
        guard UTF16.isTrailSurrogate(second) else {
            throw Found(kind: .halfCharacter, byte: start)
        }
        return String(decoding: [first, second], as: UTF16.self)
    }

    /// Four hexadecimal digits.
    private mutating func unit(of start: Int) throws(Found) -> UInt16 {
        guard position + 4 <= end else {
            position = end
            throw unexpected(.cutOff)
        }
        var unit: UInt16 = 0
        for byte in bytes[position..<(position + 4)] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw Found(kind: .escape, byte: start)
            }
            unit = unit << 4 | UInt16(digit)
        }
        position += 4
        return unit
    }
}

/// The encoding itself. Source: Unicode Standard, table 3-7; RFC 3629.
enum UTF8Bytes {
    /// U+FEFF, which some programs write first.
    static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Where the first character begins that is not well formed.
    static func firstWrong(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var position = 0
        while position < bytes.count {
            guard bytes[position] >= 0x80 else {
                position += 1
                continue
            }
            guard let (length, second) = shape(bytes[position]), position + length <= bytes.count,
                second.contains(bytes[position + 1]),
                bytes[(position + 2)..<(position + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
            else { return position }
            position += length
        }
        return nil
    }

    /// Whether the bytes end within a character that was well formed until then.
    static func isCut(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Bool {
        guard let (length, second) = shape(bytes[position]), position + length > bytes.count else {
            return false
        }
        let rest = bytes[(position + 1)...]
        return rest.first.map(second.contains) ?? true
            && rest.dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
    }

    /// How many bytes a character has that begins so, and what may be the second.
    private static func shape(_ first: UInt8) -> (length: Int, second: ClosedRange<UInt8>)? {
        switch first {
        case 0xC2...0xDF: (2, 0x80...0xBF)
        case 0xE0: (3, 0xA0...0xBF)
        case 0xED: (3, 0x80...0x9F)
        case 0xE1...0xEF: (3, 0x80...0xBF)
        case 0xF0: (4, 0x90...0xBF)
        case 0xF1...0xF3: (4, 0x80...0xBF)
        case 0xF4: (4, 0x80...0x8F)
        default: nil
        }
    }
}
