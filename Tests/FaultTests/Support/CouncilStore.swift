import Foundation
import Testing

/// A kind of store that a council keeps its records in. Every run that meets a council takes it as
/// a parameter: a second kind of store joins by another element of `all`.
struct CouncilStore: Sendable, CustomTestStringConvertible {
    let name: String
    /// What `--database` takes for a new store; a folder for its files is given.
    let place: @Sendable (URL) throws -> String
    /// Copies a store that nobody has open, and gives what `--database` takes for the copy.
    let copy: @Sendable (_ database: String, _ folder: URL) throws -> String
    /// Whether its files are below the folder, so that steps on them can be counted.
    let hasFiles: Bool

    var testDescription: String { name }

    static let all = [sqlite]

    static let sqlite = CouncilStore(
        name: "SQLite",
        place: { $0.appending(path: "council.sqlite").path() },
        copy: { database, folder in
            let source = URL(filePath: database).deletingLastPathComponent()
            try FileManager.default.copyItem(at: source, to: folder)
            return folder.appending(path: URL(filePath: database).lastPathComponent).path()
        }, hasFiles: true)
}

/// A record as `preferences --json` lists it, and nothing of what it says.
struct CouncilRecord: Decodable, Sendable {
    let key: String
    let package: String?
}
