internal import GRDB

/// SQL that is compiled once a connection: a replica says the same few things over and over, and
/// compiling them took a fifth of the time of an exchange.
///
/// Not for cursors: a statement that is asked again begins anew.
extension Database {
    func run(_ sql: String, _ arguments: StatementArguments = []) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }
}

extension DatabaseValueConvertible where Self: StatementColumnConvertible {
    static func one(
        _ db: Database, _ sql: String, _ arguments: StatementArguments = []
    ) throws -> Self? {
        try fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
    }
}

extension FetchableRecord {
    static func one(
        _ db: Database, _ sql: String, _ arguments: StatementArguments = []
    ) throws -> Self? {
        try fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
    }

    static func all(
        _ db: Database, _ sql: String, _ arguments: StatementArguments = []
    ) throws -> [Self] {
        try fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
    }
}
