internal import Foundation
internal import GRDB

/// Why the replica did not do what was asked; each case says what the caller can do about it.
/// No content is in any of them.
public enum ReplicaError: Error, Hashable, Sendable {
    /// It is not on the disk; the same call may be made again when there is room.
    case notStored(diskFull: Bool)
    /// The disk does not give it now, which says nothing about what is on it; ask again.
    case notRead
    /// The database cannot be read as one: salvage it.
    case damaged
    /// One row was forged, swapped or cut short; the others can still be read.
    case damagedRow(RowName)
    /// A newer program wrote it: install that one. Nothing may be changed, also by salvaging.
    case newer
    /// The key does not fit: the passphrase or the recovery code is another one.
    case wrongKey
    /// Another program has the profile open.
    case inUse
    /// There is no replica in the folder.
    case missing
}

/// What one sealed row is called: the name is authenticated with its content.
public struct RowName: Hashable, Sendable, CustomStringConvertible {
    public let kind: String
    public let id: String
    public let version: Int64

    public init(kind: String, id: String, version: Int64) {
        self.kind = kind
        self.id = id
        self.version = version
    }

    public var description: String { "\(kind)|\(id)|\(version)" }
}

extension ReplicaError {
    /// What a failure of SQLite or of the system means here; other errors come back as they are.
    static func translated(_ error: any Error) -> any Error {
        if let failure = error as? DatabaseError {
            switch failure.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT: return ReplicaError.damaged
            case .SQLITE_IOERR where failure.extendedResultCode == .SQLITE_IOERR_SHORT_READ:
                return ReplicaError.damaged
            case .SQLITE_IOERR
            where [.SQLITE_IOERR_READ, .SQLITE_IOERR_CORRUPTFS]
                .contains(failure.extendedResultCode):
                return ReplicaError.notRead
            case .SQLITE_FULL: return ReplicaError.notStored(diskFull: true)
            case .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_BUSY, .SQLITE_NOMEM,
                .SQLITE_PERM, .SQLITE_LOCKED:
                return ReplicaError.notStored(diskFull: false)
            default: return error
            }
        }
        return error
    }

    /// What a failed system call means here, by its `errno`.
    static func system(_ code: Int32) -> ReplicaError {
        .notStored(diskFull: code == ENOSPC || code == EDQUOT || code == EFBIG)
    }
}
