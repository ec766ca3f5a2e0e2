/// How much one record may hold, in bytes of what travels: the UTF-8 of its JSON.
///
/// There is one limit for what a laptop may save, and the council states it in `Hello`
/// (`SyncLimits.payloadBytes`). A text has a share of it that leaves room for every voice, so that
/// nobody who speaks late finds the record full. A letter of plain English is one byte; a letter
/// with many accents, or a picture of a family, is many.
public enum RecordRoom {
    /// The largest record.
    public static let record = 256 * 1024
    /// The largest text of one voice, and of what was observed.
    public static let text = 16_000
    /// The most voices beside the person's.
    public static let otherVoices = 12

    /// What a text weighs as JSON, without its quotes. Source: RFC 8259, section 7; `CanonicalJSON`.
    public static func bytes(of words: String) -> Int {
        words.utf8.reduce(0) { bytes, byte in
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x08, 0x09, 0x0A, 0x0C, 0x0D: bytes + 2
            case 0..<0x20: bytes + 6
            default: bytes + 1
            }
        }
    }

    /// What is left for a text, in bytes; less than nothing when it is too long.
    public static func left(beside words: String) -> Int { text - bytes(of: words) }

    /// How many letters must go from the end of a text before it fits; 0 when it does.
    public static func lettersTooMany(in words: String) -> Int {
        var over = -left(beside: words)
        var letters = 0
        for letter in words.reversed() where over > 0 {
            over -= bytes(of: String(letter))
            letters += 1
        }
        return letters
    }
}
