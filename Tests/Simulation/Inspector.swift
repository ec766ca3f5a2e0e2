internal import Foundation
internal import GRDB

/// Reads a database by its file, beside the program that has it open: what is really there, not
/// what the code under test says.
final class Inspector {
    private let queue: DatabaseQueue

    init(_ path: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        queue = try DatabaseQueue(path: path, configuration: configuration)
    }

    func rows(_ sql: String, _ arguments: StatementArguments = []) throws -> [Row] {
        try queue.read { db in
            try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
        }
    }

    func number(_ sql: String, _ arguments: StatementArguments = []) throws -> Int64 {
        try rows(sql, arguments).first?[0] ?? 0
    }

    /// How many rows each table has.
    func sizes() throws -> [String: Int64] {
        var sizes: [String: Int64] = [:]
        for row in try rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        {
            let table: String = row[0]
            sizes[table] = try number("SELECT count(*) FROM \"\(table)\"")
        }
        return sizes
    }

    func close() { try? queue.close() }
}
