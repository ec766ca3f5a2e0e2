internal import CSearch
internal import Foundation

/// The bytes of a few files at one moment: what a disk holds when a program is killed, cloned or
/// put back.
struct DiskImage {
    private(set) var files: [String: Data] = [:]

    /// Files that are not there are left out.
    init(of folder: String, _ names: [String]) {
        for name in names {
            files[name] = FileManager.default.contents(atPath: folder + "/" + name)
        }
    }

    func write(to folder: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        for (name, data) in files {
            try data.write(to: URL(fileURLWithPath: folder + "/" + name))
        }
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
