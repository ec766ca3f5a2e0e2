public import Foundation
public import Procurement

/// A part of a picture's bytes, as `GET /sync/pictures/<sha256>` answers with.
///
/// The laptop asks with `Range: bytes=first-last`. The council answers 206 with `Content-Range:
/// bytes first-last/total`, or 200 with the whole picture when it was asked for no range that it
/// serves, or 416 with `bytes */total` when there is nothing from there on. Source: RFC 9110,
/// sections 14 and 15.3.7. Nothing of a picture is ever compressed on the way.
public struct PicturePiece: Hashable, Sendable {
    /// Where the piece begins in the picture, in bytes from 0.
    public let offset: Int
    /// How many bytes the whole picture has.
    public let total: Int
    public let bytes: Data

    public init(offset: Int, total: Int, bytes: Data) {
        self.offset = offset
        self.total = total
        self.bytes = bytes
    }

    /// Reads an answer; `nil` when it is none, or does not hold what its header says.
    public init?(status: Int, contentRange: String?, body: Data) {
        switch status {
        case 200: self.init(offset: 0, total: body.count, bytes: body)
        case 206:
            guard let range = contentRange.flatMap({ Self.range($0) }),
                range.last - range.first + 1 == body.count, range.last < range.total
            else { return nil }
            self.init(offset: range.first, total: range.total, bytes: body)
        default: return nil
        }
    }

    /// The piece from `start` on, at most `length` bytes; `nil` when it is not in here.
    public func piece(from start: Int, length: Int) -> Data? {
        guard start >= offset, start - offset < bytes.count, length > 0 else { return nil }
        return Data(bytes.dropFirst(start - offset).prefix(length))
    }

    public static func path(of picture: Picture.ID) -> String { "/sync/pictures/\(picture)" }

    /// As in `Range`.
    public static func question(from offset: Int, length: Int) -> String {
        "bytes=\(offset)-\(offset + length - 1)"
    }

    /// As in `Content-Range`.
    public static func contentRange(_ range: Range<Int>, of total: Int) -> String {
        "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(total)"
    }

    private static func range(_ text: String) -> (first: Int, last: Int, total: Int)? {
        guard let match = text.wholeMatch(of: /bytes ([0-9]{1,9})-([0-9]{1,9})\/([0-9]{1,9})/),
            let first = Int(match.1), let last = Int(match.2), let total = Int(match.3),
            first <= last
        else { return nil }
        return (first, last, total)
    }
}
