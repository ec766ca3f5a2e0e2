public import Foundation

/// Files that are on the disk when they are written, and are read from a disk that fails.
public enum DurableFile {
    private static let piece = 1 << 18
    /// What a disk loses at once.
    private static let block = 4096
    /// Of how many blocks nothing may be left before the disk is called broken.
    private static let mostLost = 16

    /// The bytes of a file; `nil` when there is none.
    ///
    /// A disk that fails for a moment is asked three times. A block that it does not give even then
    /// comes as zeros: what was in it is lost, and nothing beside it.
    ///
    /// - Throws: when it gives nothing, or very little.
    public static func read(_ path: String) throws(ReplicaError) -> Data? {
        var file: Int32 = -1
        for _ in 1...tries where file < 0 {
            file = open(path, O_RDONLY | O_CLOEXEC)
            if file < 0, errno == ENOENT { return nil }
        }
        guard file >= 0 else { throw .system(errno) }
        defer { close(file) }
        let length = Int(lseek(file, 0, SEEK_END))
        guard length >= 0 else { throw .system(errno) }
        var data = Data(capacity: length)
        var lost = 0
        for start in stride(from: 0, to: length, by: piece) {
            let end = min(start + piece, length)
            if let bytes = read(file, from: start, to: end) {
                data += bytes
                continue
            }
            for start in stride(from: start, to: end, by: block) {
                let end = min(start + block, end)
                if let bytes = read(file, from: start, to: end) {
                    data += bytes
                } else {
                    data += Data(count: end - start)
                    lost += 1
                }
                guard lost < mostLost else { throw .system(EIO) }
            }
        }
        guard lost * block < length || lost == 0 else { throw .system(EIO) }
        return data
    }

    private static let tries = 3

    /// `nil` when the disk gives an error each time. Shorter where the file became shorter.
    private static func read(_ file: Int32, from start: Int, to end: Int) -> Data? {
        var bytes = [UInt8](repeating: 0, count: end - start)
        var done = 0
        var failures = 0
        while done < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                pread(
                    file, $0.baseAddress?.advanced(by: done), $0.count - done, off_t(start + done))
            }
            if count == 0 { break }
            if count > 0 {
                done += count
            } else if errno != EINTR {
                failures += 1
                if failures == tries { return nil }
            }
        }
        return Data(bytes.prefix(done))
    }

    /// Writes `path` by way of a temporary file in the same folder: write, fsync, rename, fsync of
    /// the folder. Readable by its owner alone.
    public static func replace(_ path: String, with data: Data) throws(ReplicaError) {
        let temporary = path + ".new"
        let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw .system(errno) }
        do {
            defer { close(file) }
            guard fchmod(file, 0o600) == 0 else { throw ReplicaError.system(errno) }
            try write(data, to: file)
            guard fsync(file) == 0 else { throw ReplicaError.system(errno) }
        } catch {
            unlink(temporary)
            throw error as? ReplicaError ?? .notStored(diskFull: false)
        }
        guard rename(temporary, path) == 0 else {
            let code = errno
            unlink(temporary)
            throw .system(code)
        }
        try syncFolder(of: path)
    }

    static func write(_ data: Data, to file: Int32) throws(ReplicaError) {
        var failure: Int32 = 0
        data.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count, failure == 0 {
                let count = Foundation.write(
                    file, bytes.baseAddress?.advanced(by: done), bytes.count - done)
                if count > 0 {
                    done += count
                } else if count == 0 {
                    failure = EIO
                } else if errno != EINTR {
                    failure = errno
                }
            }
        }
        if failure != 0 { throw .system(failure) }
    }

    static func syncFolder(of path: String) throws(ReplicaError) {
        let folder = (path as NSString).deletingLastPathComponent
        let file = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw .system(errno) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw .system(errno) }
    }
}
