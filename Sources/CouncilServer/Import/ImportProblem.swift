public import Foundation
internal import Procurement

/// One thing that is wrong in a file that was to be imported.
public struct ImportProblem: Codable, Hashable, Sendable, CustomStringConvertible {
    /// The name of the file, as it was given.
    public let file: String
    /// The reference or the id of the record, or its place (`packages[3]`) when it has none.
    public let record: String
    /// The path of the field in the record, as in `bids[0].responses[2].easyRead`; empty for the
    /// record itself.
    public let field: String
    /// What is wrong and what is expected, without the content.
    public let reason: String

    public var description: String {
        let place = field.isEmpty ? record : "\(record), \(field)"
        return place.isEmpty ? "\(file): \(reason)" : "\(file): \(place): \(reason)"
    }
}

/// Nothing was imported, for these reasons.
public struct ImportFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// In the order of the files; never empty.
    public let problems: [ImportProblem]

    public var description: String {
        let lines = problems.map { "  \($0)" }.joined(separator: "\n")
        let count = problems.count == 1 ? "This is wrong" : "\(problems.count) things are wrong"
        return "Nothing was imported. \(count):\n\(lines)"
    }
}

/// A file to be imported, read whole.
public struct ImportFile: Hashable, Sendable {
    /// As it was given.
    public let name: String
    public let bytes: Data
    /// The folder that it is in; `nil` for one that was not read from a disk.
    public private(set) var folder: String?

    /// The largest file that is read, in bytes.
    public static let largest = 64 * 1024 * 1024

    public init(name: String, bytes: Data) {
        self.name = name
        self.bytes = bytes
    }

    /// - Throws: `ImportFailure` when it is not there, cannot be read or is too large.
    public init(path: String) throws {
        let failure = { (reason: String) in
            ImportFailure(
                problems: [ImportProblem(file: path, record: "", field: "", reason: reason)])
        }
        let files = FileManager.default
        var isFolder: ObjCBool = false
        guard files.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw failure("there is no such file")
        }
        guard !isFolder.boolValue else { throw failure("this is a folder; give files") }
        let size = (try? files.attributesOfItem(atPath: path))?[.size] as? NSNumber
        guard let size, let handle = FileHandle(forReadingAtPath: path) else {
            throw failure("the file cannot be read")
        }
        defer { try? handle.close() }
        // Also a file that grows, or that says nothing of its size, is read no further.
        guard size.intValue <= Self.largest,
            let bytes = try? handle.read(upToCount: Self.largest + 1), bytes.count <= Self.largest
        else {
            let limit = Self.largest / (1024 * 1024)
            throw failure("the file is larger than \(limit) megabytes; divide it")
        }
        self.init(name: path, bytes: bytes)
        folder = URL(filePath: path).deletingLastPathComponent().path
    }

    func json() throws(ImportFailure) -> JSONValue {
        do {
            return try JSONDecoder().decode(JSONValue.self, from: bytes)
        } catch {
            throw ImportFailure(
                problems: [
                    ImportProblem(
                        file: name, record: "", field: "",
                        reason: "the file is not JSON, or it stops in the middle")
                ])
        }
    }
}
