internal import CSearch
internal import Foundation

/// The bytes of a few files at one moment: what a disk holds when a program is killed, cloned or
/// put back.
struct DiskImage {
    private(set) var files: [String: Data] = [:]

    /// Files that are not there are left out.
    init(of folder: String, _ names: [String]) {
        for name in names { files[name] = Self.read(folder + "/" + name) }
        for name in Self.pictures(in: folder) + Self.files(in: folder, Self.outbox) {
            files[name] = Self.read(folder + "/" + name)
        }
    }

    /// The files in which pictures are.
    static func pictures(in folder: String) -> [String] { files(in: folder, pictures) }

    private static func files(in folder: String, _ part: String) -> [String] {
        let path = folder + "/" + part
        guard access(path, F_OK) == 0 else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.sorted().map { part + "/" + $0 }
    }

    private static let pictures = "pictures"
    private static let outbox = "outbox"

    /// The names of the files in which pictures are.
    var pictures: [String] { files.keys.filter { $0.hasPrefix(Self.pictures) }.sorted() }

    static func size(of path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    private static func read(_ path: String) -> Data? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { Foundation.close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { return nil }
        guard let bytes = malloc(max(1, Int(status.st_size))) else { return nil }
        let count = max(0, Foundation.read(file, bytes, Int(status.st_size)))
        return Data(bytesNoCopy: bytes, count: count, deallocator: .free)
    }

    func write(to folder: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        for part in [Self.pictures, Self.outbox]
        where files.keys.contains(where: { $0.hasPrefix(part) }) {
            mkdir(folder + "/" + part, 0o700)
        }
        for (name, data) in files {
            try Self.write(data, to: folder + "/" + name)
        }
    }

    private static func write(_ data: Data, to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw CocoaError(.fileWriteUnknown) }
        defer { Foundation.close(file) }
        let count = data.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
        guard count == data.count else { throw CocoaError(.fileWriteUnknown) }
    }

    /// Moves a folder, for a program that was killed and leaves it as it is. The index of the log
    /// is shared memory, and gone with the program.
    static func move(_ folder: String, to other: String, database: String) throws {
        guard rename(folder, other) == 0 else { throw CocoaError(.fileWriteUnknown) }
        unlink(other + "/" + database + "-shm")
    }

    /// The disk as it is when the file grew from `before` to this image's and the program died
    /// while it wrote: bytes were written in their order, and only the first of them arrived.
    mutating func tear(_ name: String, from before: DiskImage, using dice: inout Dice) {
        let old = before.files[name] ?? Data()
        let new = files[name] ?? Data()
        let shared = old.withUnsafeBytes { old in
            new.withUnsafeBytes { new in
                (0..<min(old.count, new.count)).first { old[$0] != new[$0] }
                    ?? min(old.count, new.count)
            }
        }
        let cut = shared + dice.below(max(1, new.count - shared))
        files[name] = new.prefix(cut) + old.dropFirst(cut)
    }

    mutating func keep(_ name: String, of before: DiskImage) { files[name] = before.files[name] }

    /// Files of pictures are removed last, when all else was written.
    mutating func keepPictures(of before: DiskImage) {
        for (name, data) in before.files where name.hasPrefix(Self.pictures) { files[name] = data }
    }

    func isSame(_ name: String, as other: DiskImage) -> Bool { files[name] == other.files[name] }

    static func remove(_ folder: String) { try? FileManager.default.removeItem(atPath: folder) }
}

/// A folder for one simulation, in memory where the machine has such a place.
struct Workplace {
    let path: String

    init(_ name: String) throws {
        let shared = "/dev/shm"
        let base =
            FileManager.default.isWritableFile(atPath: shared)
            ? shared : FileManager.default.temporaryDirectory.path
        path =
            "\(base)/support-choice-simulation-\(ProcessInfo.processInfo.processIdentifier)-\(name)"
        DiskImage.remove(path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func remove() { DiskImage.remove(path) }
}

/// Whether the bytes hold the words.
func holds(_ bytes: Data, _ words: String) -> Bool {
    let words = Array(words.utf8)
    return bytes.withUnsafeBytes { bytes in
        bytes.baseAddress.map { search_bytes($0, bytes.count, words, words.count) != nil } ?? false
    }
}
