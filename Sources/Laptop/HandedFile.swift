public import Foundation
public import Procurement
internal import SyncProtocol

/// A file that a person hands to a command of the laptop.
public enum HandedFile {
    /// - Throws: `FileFlaw`; `limit` is in bytes.
    public static func bytes(at path: String, limit: Int) throws(FileFlaw) -> Data {
        try GivenFile.bytes(at: path, limit: limit)
    }

    /// What comes in at the standard input.
    ///
    /// - Throws: `FileFlaw`; `limit` is in bytes.
    public static func input(limit: Int) throws(FileFlaw) -> Data {
        try GivenFile.input(limit: limit)
    }
}
