public import Foundation

/// The folder in which one worker's laptop keeps everything: 0700, its files 0600.
///
/// | file | holds |
/// |---|---|
/// | `replica.sqlite` (`-wal`, `-shm`) | documents, drafts, journal, results: sealed |
/// | `journal.copy` | the journal and the drafts once more (see `JournalCopy`): sealed |
/// | `vault.json`, `vault.twin.json` | the key slots (see `Vault`), twice (see `CheckedFile`) |
/// | `device.json`, `device.twin.json` | the council's address and the device's key, twice: the key sealed |
/// | `enrolment.json` | an enrolment that has begun, until it is done (see `Laptop`): its key sealed |
/// | `tries.json` | how many wrong passphrases were typed (see `Tries`) |
/// | `pictures/` | the bytes of pictures (see `PictureFiles`): sealed |
/// | `lock` | held with `flock` as long as a program has the profile open |
public struct ProfileFolder: Hashable, Sendable {
    public let path: String

    public init(_ path: String) {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    /// `$XDG_DATA_HOME/support-choice`, or `$HOME/.local/share/support-choice`; `nil` when the
    /// environment names neither. Source: XDG Base Directory Specification 0.8 (relative paths
    /// are to be ignored).
    public static func standard(environment: [String: String]) -> ProfileFolder? {
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
            return ProfileFolder(data + "/support-choice")
        }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return ProfileFolder(home + "/.local/share/support-choice")
    }

    public enum File: String, Sendable {
        case replica = "replica.sqlite"
        case journalCopy = "journal.copy"
        case vault = "vault.json"
        case device = "device.json"
        case vaultTwin = "vault.twin.json"
        case deviceTwin = "device.twin.json"
        case enrolment = "enrolment.json"
        case tries = "tries.json"
        case lock
    }

    public func path(of file: File) -> String { path + "/" + file.rawValue }

    public func has(_ file: File) -> Bool { access(path(of: file), F_OK) == 0 }

    /// Makes the folder, readable by its owner alone.
    public func prepare() throws(ReplicaError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw .notStored(diskFull: (error as? CocoaError)?.code == .fileWriteOutOfSpace)
        }
        guard chmod(path, 0o700) == 0 else { throw .system(errno) }
    }

    /// The file's bytes; `nil` when it is not there.
    ///
    /// - Throws: `ReplicaError.notRead`.
    public func read(_ file: File) throws(ReplicaError) -> Data? {
        try DurableFile.read(path(of: file))
    }

    /// Writes the file so that after a power cut it is either the old or the new one, whole.
    public func write(_ data: Data, to file: File) throws(ReplicaError) {
        try DurableFile.replace(path(of: file), with: data)
    }

    public func remove(_ file: File) { unlink(path(of: file)) }
}

/// The right to use a profile: one program at a time. Given back when it is let go of, and by the
/// system when the program ends in any way.
public final class ProfileLock: Sendable {
    private let file: Int32

    /// - Throws: `ReplicaError.inUse` when another program, or this one, holds it.
    public init(_ folder: ProfileFolder) throws(ReplicaError) {
        let file = open(folder.path(of: .lock), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw .system(errno) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(file)
            throw code == EWOULDBLOCK ? .inUse : .system(code)
        }
        self.file = file
    }

    deinit { close(file) }
}
