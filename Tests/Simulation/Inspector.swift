internal import Foundation
internal import GRDBSQLite

/// Reads a database by its file, beside the program that has it open: what is really there, not
/// what the code under test says.
///
/// Straight through SQLite's own functions: it is opened after every kill, and asked many times a
/// step.
final class Inspector {
    private var database: OpaquePointer?
    private var statements: [String: OpaquePointer] = [:]

    /// SQLite refused; the number is its own code.
    struct Failure: Error { let code: Int32 }

    init(_ path: String) throws {
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
        let code = sqlite3_open_v2(path, &database, flags, nil)
        guard code == SQLITE_OK else {
            sqlite3_close_v2(database)
            throw Failure(code: code)
        }
    }

    deinit { close() }

    func rows(_ sql: String, _ arguments: [Value] = []) throws -> [InspectedRow] {
        let statement = try statement(sql)
        defer { sqlite3_reset(statement) }
        for (index, value) in arguments.enumerated() {
            try bind(value, to: statement, at: Int32(index) + 1)
        }
        var rows: [InspectedRow] = []
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: rows.append(InspectedRow(statement))
            case SQLITE_DONE: return rows
            case let code: throw Failure(code: code)
            }
        }
    }

    func number(_ sql: String, _ arguments: [Value] = []) throws -> Int64 {
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

    func close() {
        for statement in statements.values { sqlite3_finalize(statement) }
        statements = [:]
        sqlite3_close_v2(database)
        database = nil
    }

    private func statement(_ sql: String) throws -> OpaquePointer {
        if let known = statements[sql] { return known }
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v2(database, sql, -1, &statement, nil)
        guard code == SQLITE_OK, let statement else { throw Failure(code: code) }
        statements[sql] = statement
        return statement
    }

    private func bind(_ value: Value, to statement: OpaquePointer, at index: Int32) throws {
        let code =
            switch value {
            case .integer(let number): sqlite3_bind_int64(statement, index, number)
            case .text(let text):
                // SQLite copies the bytes: that is what -1 for a destructor says.
                sqlite3_bind_text(
                    statement, index, text, -1,
                    unsafeBitCast(-1, to: sqlite3_destructor_type.self))
            case .bytes, .null: SQLITE_MISMATCH
            }
        guard code == SQLITE_OK else { throw Failure(code: code) }
    }
}

extension Inspector {
    enum Value {
        case integer(Int64)
        case text(String)
        case bytes(Data)
        case null
    }
}

/// A row that was read by an `Inspector`. What is of another kind than is asked for is 0, or empty.
struct InspectedRow {
    private var values: [Inspector.Value] = []

    fileprivate init(_ statement: OpaquePointer) {
        for column in 0..<sqlite3_column_count(statement) {
            values.append(Self.value(statement, column))
        }
    }

    private static func value(_ statement: OpaquePointer, _ column: Int32) -> Inspector.Value {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
        case SQLITE_TEXT:
            return .text(sqlite3_column_text(statement, column).map { String(cString: $0) } ?? "")
        case SQLITE_BLOB:
            let count = Int(sqlite3_column_bytes(statement, column))
            let bytes = sqlite3_column_blob(statement, column)
            return .bytes(bytes.map { Data(bytes: $0, count: count) } ?? Data())
        default: return .null
        }
    }

    subscript(column: Int) -> Int64 {
        if case .integer(let number) = values[column] { return number }
        return 0
    }

    subscript(column: Int) -> String {
        if case .text(let text) = values[column] { return text }
        return ""
    }

    subscript(column: Int) -> Data {
        if case .bytes(let bytes) = values[column] { return bytes }
        return Data()
    }
}
