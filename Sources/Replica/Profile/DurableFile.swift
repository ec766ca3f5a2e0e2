public import Foundation

/// Files that are on the disk when they are written, and are read from a disk that fails.
public enum DurableFile {
    private static let piece = 1 << 18
    /// What a disk loses at once.
    private static let block = 4096
    private static let tries = 3

    /// The bytes of a file; `nil` when there is none.
    ///
    /// - Throws: `ReplicaError.notRead` when the disk does not give all of it, though it was asked
    ///   three times.
    public static func read(_ path: String) throws(ReplicaError) -> Data? {
        try read(path, losing: 0)
    }

    /// What the disk gives of a file; `nil` when there is none. In place of a block that it does not
    /// give, though it was asked three times, are zeros.
    ///
    /// - Throws: when it does not give half of it.
    static func remains(of path: String) throws(ReplicaError) -> Data? {
        try read(path, losing: 0.5)
    }

    private static func read(_ path: String, losing most: Double) throws(ReplicaError) -> Data? {
        var file: Int32 = -1
        for _ in 1...tries where file < 0 {
            file = open(path, O_RDONLY | O_CLOEXEC)
            if file < 0, errno == ENOENT { return nil }
        }
        guard file >= 0 else { throw .notRead }
        defer { close(file) }
        var state = stat()
        guard fstat(file, &state) == 0 else { throw .notRead }
        guard state.st_mode & S_IFMT == S_IFREG else { throw .notRead }
        let length = Int(state.st_size)
        let data = joined(length, losing: most) {
            read(file, from: $0.lowerBound, to: $0.upperBound)
        }
        guard let data else { throw .notRead }
        return data
    }

    /// Puts a file together from what `read` gives; `nil` when more than this share is missing.
    static func joined(
        _ length: Int, losing most: Double, _ read: (Range<Int>) -> Data?
    ) -> Data? {
        var data = Data(capacity: length)
        var lost = 0
        for start in stride(from: 0, to: length, by: piece) {
            let whole = start..<min(start + piece, length)
            if let bytes = read(whole) {
                data += bytes
                continue
            }
            for start in stride(from: whole.lowerBound, to: whole.upperBound, by: block) {
                let part = start..<min(start + block, whole.upperBound)
                if let bytes = read(part) {
                    data += bytes
                } else {
                    data += Data(count: part.count)
                    lost += part.count
                }
                guard Double(lost) <= most * Double(length) else { return nil }
            }
        }
        return data
    }

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
