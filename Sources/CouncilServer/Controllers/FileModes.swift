internal import Foundation

/// Who can read and change the files on which the council's secrets hang.
enum FileModes {
    /// A private key: not for everybody. A group may read it, as Debian's `ssl-cert`.
    ///
    /// - Throws: `ListeningRefusal.tooOpen`; not of a file that is not there.
    static func demandNotEverybodys(_ path: String) throws(ListeningRefusal) {
        if let mode = mode(path), mode & 0o027 != 0 {
            throw .tooOpen(path: path, mode: "640")
        }
    }

    /// What people said: its owner's alone, with the files that SQLite keeps beside it.
    ///
    /// - Throws: `ListeningRefusal.tooOpen`; not of files that are not there.
    static func demandOwnersAlone(database: String) throws(ListeningRefusal) {
        for path in [database, database + "-wal", database + "-shm"] {
            if let mode = mode(path), mode & 0o077 != 0 {
                throw .tooOpen(path: path, mode: "600")
            }
        }
        guard let slash = database.lastIndex(of: "/") else { return }
        let folder = slash == database.startIndex ? "/" : String(database[..<slash])
        // Who may write there can put another database in its place; the sticky bit forbids that.
        if let mode = mode(folder), mode & 0o002 != 0, mode & 0o1000 == 0 {
            throw .tooOpen(path: folder, mode: "700")
        }
    }

    private static func mode(_ path: String) -> Int? {
        let real = URL(filePath: path).resolvingSymlinksInPath().path
        let attributes = try? FileManager.default.attributesOfItem(atPath: real)
        return (attributes?[.posixPermissions] as? NSNumber)?.intValue
    }
}
