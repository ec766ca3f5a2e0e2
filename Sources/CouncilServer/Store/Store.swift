internal import Procurement

/// Where the council keeps what it knows.
///
/// The rules of sync are synchronous functions over a `StoreTransaction`, so that they can be
/// driven without a server. A store differs from another only in its connection.
public protocol Store: Sendable {
    /// Runs `body` on one unchanging state of the store.
    func read<Value>(_ body: (StoreTransaction) throws -> Value) throws -> Value

    /// Runs `body` as one transaction: all of it is durable when this returns, or none of it.
    func write<Value>(_ body: (StoreTransaction) throws -> Value) throws -> Value
}

/// One transaction of a store. Its parts are in extensions, a concept each.
public struct StoreTransaction {
    let sql: any SQLConnection
    init(_ sql: any SQLConnection) { self.sql = sql }
}

/// Why the store could not be used.
public enum StoreError: Error, Hashable, Sendable {
    /// The database cannot be opened; the text says why.
    case cannotOpen(String)
    /// A newer version of the program wrote it: use that one.
    case newerVersion
    /// A row is not what this program writes; `row` names it.
    case unreadable(row: String)
    /// The database failed; the number is its own code.
    case failed(code: Int)
    /// Another program held the database for too long: try again.
    case busy
    /// A text has the character U+0000, which neither store can keep in a text. Nothing was stored.
    case cutByNUL
}

extension StoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .cannotOpen(let why): "The database cannot be opened: \(why)."
        case .newerVersion:
            "A newer version of support-choice-server wrote this database. Use that version."
        case .unreadable(let row): "The database has a row that cannot be read: \(row)."
        case .failed(let code): "The database failed with code \(code)."
        case .busy: "Another program is using the database. Try again."
        case .cutByNUL: "A text has the character U+0000, which cannot be stored."
        }
    }
}

/// A connection inside a transaction. Parameters are `$1`, `$2` ... in the order of their first
/// use, which SQLite and PostgreSQL both understand.
protocol SQLConnection {
    /// The number of rows that were changed.
    @discardableResult
    func run(_ statement: String, _ values: [SQLValue]) throws -> Int

    /// Hands the rows to `each`, in order, until it returns `false`.
    func rows(
        _ statement: String, _ values: [SQLValue], _ each: (any SQLRow) throws -> Bool) throws
}

enum SQLValue: Hashable, Sendable {
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
    case null

    static func integer(_ value: Int64?) -> SQLValue { value.map { .integer($0) } ?? .null }
    static func text(_ value: String?) -> SQLValue { value.map { .text($0) } ?? .null }
    static func instant(_ value: Instant) -> SQLValue { .integer(value.milliseconds) }
}

/// The columns of one row, counted from 0. Valid only while the row is handed out.
protocol SQLRow {
    func integer(_ column: Int) throws -> Int64?
    func text(_ column: Int) throws -> String?
    func bytes(_ column: Int) throws -> [UInt8]
    /// The bytes of a text or blob without a copy.
    ///
    /// - Throws: `StoreError.unreadable` when there is none.
    func withBytes(_ column: Int, _ body: (UnsafeRawBufferPointer) -> Void) throws
}

extension SQLRow {
    func requiredInteger(_ column: Int) throws -> Int64 {
        guard let value = try integer(column) else {
            throw StoreError.unreadable(row: "column \(column)")
        }
        return value
    }

    func requiredText(_ column: Int) throws -> String {
        guard let value = try text(column) else {
            throw StoreError.unreadable(row: "column \(column)")
        }
        return value
    }

    func instant(_ column: Int) throws -> Instant? {
        try integer(column).map { Instant(milliseconds: $0) }
    }

    func requiredInstant(_ column: Int) throws -> Instant {
        Instant(milliseconds: try requiredInteger(column))
    }
}

extension SQLConnection {
    func first<Value>(
        _ statement: String, _ values: [SQLValue], _ make: (any SQLRow) throws -> Value
    ) throws -> Value? {
        var found: Value?
        try rows(statement, values) { row in
            found = try make(row)
            return false
        }
        return found
    }

    func all<Value>(
        _ statement: String, _ values: [SQLValue] = [], _ make: (any SQLRow) throws -> Value
    ) throws -> [Value] {
        var found: [Value] = []
        try rows(statement, values) { row in
            found.append(try make(row))
            return true
        }
        return found
    }
}
