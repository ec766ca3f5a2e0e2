/// What people hand over in place of JSON, by its first bytes.
///
/// Source: the registrations of the media types, and RFC 1952 (gzip), RFC 8878 (zstd), the ZIP
/// application note 6.3, ECMA-376 part 2, OpenDocument 1.3 part 2.
enum OtherFormat {
    static func kind(of bytes: UnsafeBufferPointer<UInt8>) -> JSONFlaw.Kind? {
        if bytes.isEmpty { return .empty }
        for (start, kind) in starts where bytes.starts(with: start) {
            return kind == .archive && isOffice(bytes) ? .office : kind
        }
        // Without a mark for the byte order: every second byte of plain letters is zero.
        if bytes.count >= 2, (bytes[0] == 0) != (bytes[1] == 0) { return .wideText }
        let text = bytes.drop { [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
        guard text.first == UInt8(ascii: "<") else { return nil }
        let head = String(decoding: text.prefix(1000), as: UTF8.self).lowercased()
        return head.contains("<html") || head.hasPrefix("<!doctype html") ? .webPage : .xml
    }

    private static let starts: [([UInt8], JSONFlaw.Kind)] = [
        ([0x1F, 0x8B], .compressed), ([0x28, 0xB5, 0x2F, 0xFD], .compressed),
        (Array("BZh".utf8), .compressed), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], .compressed),
        ([0x50, 0x4B, 3, 4], .archive), ([0x50, 0x4B, 5, 6], .archive),
        ([0x37, 0x7A, 0xBC, 0xAF], .archive),
        (Array("Rar!".utf8), .archive), ([0xD0, 0xCF, 0x11, 0xE0], .office),
        (Array("{\\rtf".utf8), .office), (Array("%PDF".utf8), .pdf),
        ([0x89, 0x50, 0x4E, 0x47], .picture), ([0xFF, 0xD8, 0xFF], .picture),
        (Array("GIF8".utf8), .picture), (Array("SQLite format 3".utf8), .database),
        ([0xFF, 0xFE], .wideText), ([0xFE, 0xFF], .wideText), ([0, 0, 0xFE, 0xFF], .wideText),
    ]

    /// A ZIP whose parts are those of an office document.
    private static func isOffice(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let head = String(decoding: bytes.prefix(4000), as: UTF8.self)
        return ["[Content_Types].xml", "_rels/", "mimetypeapplication/vnd.oasis", "xl/", "word/"]
            .contains { head.contains($0) }
    }

    /// Whether the document begins with the heads of columns: words and separators, in one line.
    static func isTable(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        guard bytes[..<start].allSatisfy({ $0 <= 0x20 || $0 >= 0x80 }) else { return false }
        let line = bytes[start...].prefix { $0 != 0x0A && $0 != 0x0D }
        return line.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") || $0 == 0x09 }
    }
}
