internal import CPostgres

/// Where the council's records are kept, as it is said with `--database`.
public enum DatabaseAddress: Equatable, Sendable {
    /// A SQLite file.
    case file(String)
    /// A PostgreSQL connection. Recognised, so that nobody gets a file of that name; its store is
    /// not written yet (`docs/decisions/0006`).
    case postgres(host: String, name: String)
    /// It looks like a PostgreSQL address, and libpq cannot read it.
    case unreadable

    /// Reads a path, a `postgresql://` address or libpq's `host=... dbname=...`.
    public init(_ text: String) {
        let isAddress = text.hasPrefix("postgresql://") || text.hasPrefix("postgres://")
        guard isAddress || text.contains("dbname=") else {
            self = .file(text)
            return
        }
        guard let options = PQconninfoParse(text, nil) else {
            self = .unreadable
            return
        }
        defer { PQconninfoFree(options) }
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                values[String(cString: keyword)] = String(cString: value)
            }
            option += 1
        }
        self = .postgres(host: values["host"] ?? "localhost", name: values["dbname"] ?? "")
    }
}
