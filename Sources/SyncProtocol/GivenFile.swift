public import Foundation
public import Procurement

/// A file that a person hands to one of the two programs.
public enum GivenFile {
    /// All of its bytes, at most `limit` of them; none for an empty file. A link is followed.
    ///
    /// - Throws: `FileFlaw`.
    public static func bytes(at path: String, limit: Int) throws(FileFlaw) -> Data {
        // A pipe that nobody writes into must not hold the program up.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw flaw(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw flaw(errno) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw .folder
        default: throw .notRegular
        }
        guard status.st_size <= limit else { throw .tooLarge(limit: limit) }
        return try read(descriptor, expecting: Int(status.st_size), limit: limit)
    }

    /// All that comes in at the standard input, at most `limit` bytes.
    ///
    /// - Throws: `FileFlaw`.
    public static func input(limit: Int) throws(FileFlaw) -> Data {
        try read(STDIN_FILENO, expecting: 0, limit: limit)
    }

    /// Also of a file that grows, or that says nothing of its size, no more than the limit is read.
    private static func read(
        _ descriptor: Int32, expecting size: Int, limit: Int
    ) throws(FileFlaw) -> Data {
        var bytes = Data()
        bytes.reserveCapacity(size)
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw flaw(errno) }
            if count == 0 { return bytes }
            bytes.append(contentsOf: piece[..<count])
            guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
        }
    }

    private static func flaw(_ code: Int32) -> FileFlaw {
        switch code {
        case ENOENT: .missing
        case ENOTDIR, ELOOP, ENAMETOOLONG: .notOnTheWay
        case EISDIR: .folder
        case EACCES, EPERM: .notAllowed
        case ENXIO, ENODEV: .notRegular
        default: .failed(code: code)
        }
    }
}
