internal import Foundation

/// The bytes of pictures, sealed, in the folder `pictures` of the profile: one file a picture, under
/// its alias.
///
/// A file is a row of frames: four bytes with the length of what follows (largest first), and a sealed
/// piece. How much of it counts stands in the database; what a program left behind that is written
/// over. They are not in the database because it is read whole when the laptop is unlocked.
struct PictureFiles: Sendable {
    private let folder: String

    init(in profile: ProfileFolder) { folder = profile.path + "/pictures" }

    /// Writes a piece from byte `position` of the file on; it is on the disk when this returns.
    func write(_ sealed: Data, of name: String, at position: Int64) throws(ReplicaError) {
        if mkdir(folder, 0o700) == 0 {
            try DurableFile.syncFolder(of: folder)
        } else if errno != EEXIST {
            throw .system(errno)
        }
        let path = path(of: name)
        let isNew = access(path, F_OK) != 0
        let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw .system(errno) }
        defer { close(file) }
        guard ftruncate(file, off_t(position)) == 0, lseek(file, off_t(position), SEEK_SET) >= 0
        else { throw .system(errno) }
        var frame = Data([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sealed.count >> $0) })
        frame.append(sealed)
        try DurableFile.write(frame, to: file)
        guard fsync(file) == 0 else { throw .system(errno) }
        if isNew { try DurableFile.syncFolder(of: path) }
    }

    /// How many bytes of a file a piece takes.
    static func length(of sealed: Data) -> Int64 { Int64(sealed.count) + 4 }

    /// The sealed pieces in the first `length` bytes of a file; `nil` when they are not there.
    func pieces(of name: String, length: Int64) -> [Data]? {
        guard let file = FileHandle(forReadingAtPath: path(of: name)) else { return nil }
        defer { try? file.close() }
        guard let bytes = try? file.read(upToCount: Int(length)), bytes.count == Int(length) else {
            return nil
        }
        var pieces: [Data] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let size = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(4)
            guard size > 0, size <= rest.count else { return nil }
            pieces.append(Data(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        return pieces
    }

    func remove(_ name: String) { unlink(path(of: name)) }

    /// Removes the files of all other pictures.
    func keep(only names: Set<String>) {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for file in files where !names.contains(file) { remove(file) }
    }

    private func path(of name: String) -> String { folder + "/" + name }
}
