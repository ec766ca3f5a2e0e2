public import Foundation
internal import Procurement
internal import SyncProtocol

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
    /// Counted from 1; `nil` where the record and the field are the place.
    public let line: Int?
    /// In Unicode scalars, counted from 1.
    public let column: Int?

    public init(file: String, record: String = "", field: String = "", reason: String) {
        (self.file, self.record, self.field, self.reason) = (file, record, field, reason)
        (line, column) = (nil, nil)
    }

    init(_ flaw: JSONFlaw, file: String) {
        (self.file, record, field, reason) = (file, "", flaw.path, flaw.reason.english)
        (line, column) = (flaw.place?.line, flaw.place?.column)
    }

    public var description: String {
        var parts = [file]
        if let line, let column { parts.append("line \(line), column \(column)") }
        let place = [record, field].filter { !$0.isEmpty }.joined(separator: ", ")
        // What is the file's own: a line of it must not look like one of ours.
        parts += [place, reason].map(ShownText.forTerminal)
        return parts.filter { !$0.isEmpty }.joined(separator: ": ")
    }
}

/// Nothing was imported, for these reasons.
public struct ImportFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// In the order of the files; never empty, and at most `ProblemList.most`.
    public let problems: [ImportProblem]
    /// How many there are besides.
    public let more: Int
    /// What was imported before the trouble came; `nil` for nothing.
    public let before: String?

    public init(problems: [ImportProblem], more: Int = 0, before: String? = nil) {
        (self.problems, self.more, self.before) = (problems, more, before)
    }

    /// A file that is wrong as a whole.
    init(_ file: String, field: String = "", _ reason: String) {
        self.init(problems: [ImportProblem(file: file, field: field, reason: reason)])
    }

    public var description: String {
        var lines = problems.map { "  \($0)" }
        if more > 0 { lines.append("  and \(more) more") }
        let count = problems.count + more
        let sum = count == 1 ? "This is wrong" : "\(count) things are wrong"
        return "\(before ?? "Nothing was imported.") \(sum):\n"
            + lines.joined(separator: "\n")
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
    public init(path: String) throws(ImportFailure) {
        do throws(FileFlaw) {
            self.init(name: path, bytes: try GivenFile.bytes(at: path, limit: Self.largest))
        } catch {
            throw ImportFailure(path, error.reason.english)
        }
        folder = URL(filePath: path).deletingLastPathComponent().path
    }

    /// Reads all files.
    ///
    /// - Throws: `ImportFailure` with every one that cannot be read.
    public static func all(_ paths: [String]) throws(ImportFailure) -> [ImportFile] {
        let problems = ProblemList()
        var files: [ImportFile] = []
        for path in paths {
            do throws(ImportFailure) {
                files.append(try ImportFile(path: path))
            } catch {
                problems.add(error)
            }
        }
        try problems.check()
        return files
    }

    func json() throws(ImportFailure) -> JSONValue {
        do {
            return try StrictJSON.value(of: bytes)
        } catch {
            throw ImportFailure(problems: [ImportProblem(error, file: name)])
        }
    }

    /// The value of a file of ours.
    func decode<Value: Decodable>(_ type: Value.Type) throws(ImportFailure) -> Value {
        _ = try json()
        do {
            return try CanonicalJSON.decode(type, from: bytes)
        } catch {
            let (field, reason) = DecodingFlaw.words(for: error)
            throw ImportFailure(name, field: field, reason.english)
        }
    }
}
