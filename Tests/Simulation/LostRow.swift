internal import GRDB

/// Takes a row out of a replica's database behind the back of the program that has it open.
enum LostRow {
    static func delete(kind: String, id: String, in path: String) throws {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        try queue.write { db in
            try db.execute(
                sql: "DELETE FROM document WHERE kind = ? AND id = ?", arguments: [kind, id])
        }
    }
}
