/// Writes JSON as bytes, for pages that are mostly text that is stored already.
struct JSONBytes {
    private(set) var bytes: [UInt8]

    init(capacity: Int) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    var count: Int { bytes.count }

    /// Takes back what was written after `count` bytes.
    mutating func cut(to count: Int) { bytes.removeSubrange(count...) }

    /// JSON that is written as it is.
    mutating func raw(_ text: StaticString) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func raw(_ other: some Sequence<UInt8>) { bytes.append(contentsOf: other) }

    mutating func integer(_ value: Int64) { bytes.append(contentsOf: String(value).utf8) }

    mutating func string(_ text: String) {
        var text = text
        text.withUTF8 { string(UnsafeRawBufferPointer($0)) }
    }

    /// A string of UTF-8, in quotes and escaped. Source: RFC 8259, section 7.
    mutating func string(_ text: UnsafeRawBufferPointer) {
        bytes.append(UInt8(ascii: "\""))
        var from = 0
        for index in text.indices where Self.mustEscape[Int(text[index])] {
            bytes.append(contentsOf: text[from..<index])
            escape(text[index])
            from = index + 1
        }
        bytes.append(contentsOf: text[from..<text.count])
        bytes.append(UInt8(ascii: "\""))
    }

    private static let mustEscape: [Bool] = (0..<256).map {
        $0 < 0x20 || $0 == Int(UInt8(ascii: "\"")) || $0 == Int(UInt8(ascii: "\\"))
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): raw("\\\"")
        case UInt8(ascii: "\\"): raw("\\\\")
        case 0x0A: raw("\\n")
        default:
            let digits = Array("0123456789abcdef".utf8)
            raw("\\u00")
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        }
    }
}
