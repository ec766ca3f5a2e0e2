/// Which bytes a `Range` header asks for. Source: RFC 9110, sections 14.1 and 14.2.
enum ByteRange: Hashable {
    /// All of them: there is no header, or one that a server may pass over (another unit, several
    /// ranges, or none that can be read).
    case whole
    /// Never empty, and within the size.
    case part(Range<Int>)
    /// None of the bytes asked for is there.
    case unsatisfiable

    /// `size` is that of what is asked for, in bytes.
    init(_ header: String?, size: Int) {
        self = .whole
        guard let match = header?.wholeMatch(of: /(?i:bytes)=[ \t]*([0-9]*)-([0-9]*)[ \t]*/) else {
            return
        }
        switch (Self.number(match.1), Self.number(match.2)) {
        case (nil, nil): return
        case (nil, let last?):
            self = last > 0 && size > 0 ? .part(max(0, size - last)..<size) : .unsatisfiable
        case (let first?, let last):
            if let last, last < first { return }
            self =
                first < size ? .part(first..<min(last ?? size, size - 1) + 1) : .unsatisfiable
        }
    }

    /// A number of any length; what is larger than any picture is that large.
    private static func number(_ digits: Substring) -> Int? {
        digits.isEmpty ? nil : Int(digits) ?? .max
    }
}
