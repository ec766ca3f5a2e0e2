internal import Foundation

/// Where a council keeps its files: the database, and beside it the key that signs tokens.
public struct CouncilFiles: Hashable, Sendable {
    public let database: String

    public init(database: String) { self.database = database }

    /// `$XDG_DATA_HOME/support-choice-server/council.sqlite`, or the same under `~/.local/share`.
    /// Source: XDG Base Directory Specification 0.8.
    ///
    /// - Returns: `nil` when the environment names no home.
    public static func standard(environment: [String: String]) -> CouncilFiles? {
        let folder: String
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
            folder = data
        } else if let home = environment["HOME"], home.hasPrefix("/") {
            folder = home + "/.local/share"
        } else {
            return nil
        }
        return CouncilFiles(database: folder + "/support-choice-server/council.sqlite")
    }

    public var signingKey: String {
        let plain = database.hasSuffix(".sqlite") ? String(database.dropLast(7)) : database
        return plain + ".signing-key.pem"
    }

    public var exists: Bool { FileManager.default.fileExists(atPath: database) }

    /// Opens the store, and makes it with its folder when it is not there.
    ///
    /// - Throws: `StoreError`.
    public func open(council: String = "Cheshire East Council") throws -> SQLiteStore {
        let folder = URL(filePath: database).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw StoreError.cannotOpen("the folder \(folder.path) cannot be made")
        }
        var random = SystemRandomNumberGenerator()
        return try SQLiteStore(
            path: database,
            council: NewCouncil(name: council, epoch: NewCouncil.epoch(using: &random)))
    }
}
