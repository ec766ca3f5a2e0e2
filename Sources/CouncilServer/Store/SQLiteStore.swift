internal import Foundation
internal import GRDB

/// The council's store in one SQLite file: write-ahead log, and every commit on the disk before
/// it is answered.
public final class SQLiteStore: Store {
    private let pool: DatabasePool

    /// Opens the file, makes it when it is not there, and brings its tables up to date.
    ///
    /// - Parameters:
    ///   - path: the file; its folder must exist.
    ///   - council: the name and the epoch of a new council; an existing one keeps its own.
    /// - Throws: `StoreError`.
    public init(path: String, council: NewCouncil) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.foreignKeysEnabled = true
        configuration.label = "council"
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            // GRDB chooses NORMAL for a write-ahead log, with which a receipt that was given can
            // vanish with the power.
            try pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
            }
            var migrator = DatabaseMigrator()
            for (index, statements) in Schema.versions.enumerated() {
                migrator.registerMigration("\(index + 1)") { database in
                    for statement in statements {
                        try database.execute(sql: Schema.sqlite(statement))
                    }
                    try Schema.rewriting[index + 1]?(StoreTransaction(SQLiteConnection(database)))
                }
            }
            let applied = try pool.read(migrator.appliedIdentifiers)
            guard applied.isSubset(of: migrator.migrations) else { throw StoreError.newerVersion }
            if applied.count < migrator.migrations.count { try migrator.migrate(pool) }
        } catch let error as DatabaseError {
            throw StoreError.cannotOpen(error.message ?? "code \(error.resultCode.rawValue)")
        }
        try write { try $0.foundCouncil(council) }
    }

    public func read<Value>(_ body: (StoreTransaction) throws -> Value) throws -> Value {
        try translating { try pool.read { try body(StoreTransaction(SQLiteConnection($0))) } }
    }

    public func write<Value>(_ body: (StoreTransaction) throws -> Value) throws -> Value {
        try translating { try pool.write { try body(StoreTransaction(SQLiteConnection($0))) } }
    }

    /// What a pragma of the writing connection says; for tests.
    func pragma(_ name: String) throws -> String? {
        try pool.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA \(name)") }
    }

    private func translating<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            if error.resultCode == .SQLITE_BUSY { throw StoreError.busy }
            throw StoreError.failed(code: Int(error.extendedResultCode.rawValue))
        }
    }
}

private struct SQLiteConnection: SQLConnection {
    let database: Database
    init(_ database: Database) { self.database = database }

    func run(_ statement: String, _ values: [SQLValue]) throws -> Int {
        try database.cachedStatement(sql: statement).execute(arguments: try arguments(values))
        return database.changesCount
    }

    func rows(
        _ statement: String, _ values: [SQLValue], _ each: (any SQLRow) throws -> Bool
    ) throws {
        let prepared = try database.cachedStatement(sql: statement)
        let cursor = try Row.fetchCursor(prepared, arguments: try arguments(values))
        while let row = try cursor.next() {
            guard try each(SQLiteRow(row: row)) else { return }
        }
    }

    /// - Throws: `StoreError.cutByNUL`: the binding below ends a text there without a word.
    private func arguments(_ values: [SQLValue]) throws -> StatementArguments {
        StatementArguments(
            try values.map { value -> (any DatabaseValueConvertible)? in
                switch value {
                case .integer(let number): return number
                case .text(let text):
                    guard !text.utf8.contains(0) else { throw StoreError.cutByNUL }
                    return text
                case .bytes(let bytes): return Data(bytes)
                case .null: return nil
                }
            })
    }
}

private struct SQLiteRow: SQLRow {
    let row: Row

    func integer(_ column: Int) throws -> Int64? { row[column] }
    func text(_ column: Int) throws -> String? { row[column] }
    func bytes(_ column: Int) throws -> [UInt8] { [UInt8]((row[column] as Data?) ?? Data()) }

    func withBytes(_ column: Int, _ body: (UnsafeRawBufferPointer) -> Void) throws {
        try row.withUnsafeData(atIndex: column) { data in
            guard let data else { throw StoreError.unreadable(row: "column \(column)") }
            data.withUnsafeBytes(body)
        }
    }
}
