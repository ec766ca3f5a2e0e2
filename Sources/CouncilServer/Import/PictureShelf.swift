internal import Crypto
internal import Procurement

/// Looks at the pictures of files while the files are read, and puts them into the store later,
/// always one at a time, so that no more than one is in memory.
final class PictureShelf {
    private var places: [Picture.ID: (name: String, folder: PictureFolder)] = [:]
    /// How many the store did not have before.
    private(set) var added = 0

    /// Names a picture by what is left of it when it is cleaned.
    func look(
        _ name: String, in folder: PictureFolder, words: String
    ) throws(PictureFlaw) -> Picture {
        let clean = try CleanPicture(folder.bytes(of: name))
        let sha256 = Self.name(of: clean)
        places[sha256] = (name, folder)
        return Picture(
            sha256: sha256, bytes: clean.bytes.count, type: clean.type, words: words)
    }

    /// Puts those pictures into the store that it does not have, each in a turn of its own.
    ///
    /// - Throws: `ImportFailure` when a file is another one than it was; `StoreError`.
    func put(_ pictures: Set<Picture.ID>, with turns: inout ImportTurns) throws {
        let missing = try turns.store.read { transaction in
            try pictures.sorted().filter { try !transaction.has($0) }
        }
        for sha256 in missing {
            guard let (name, folder) = places[sha256] else { continue }
            guard let clean = try? CleanPicture(folder.bytes(of: name)),
                Self.name(of: clean) == sha256
            else { throw ImportFailure(name, "has changed since it was looked at") }
            let stored = StoredPicture(sha256: sha256, type: clean.type, size: clean.bytes.count)
            if try turns.write({ try $0.keep(clean.bytes, as: stored) }) { added += 1 }
        }
    }

    private static func name(of picture: CleanPicture) -> Picture.ID {
        Picture.ID(SHA256.hash(data: picture.bytes).hexadecimal)
    }
}

extension PackagesFileReader {
    /// The picture that an entry `{file, words}` of a bid names.
    func picture(_ reader: RecordReader) -> Picture? {
        reader.allow(only: "file", "words")
        let name = reader.text("file", 1...200)
        let words = reader.text("words", 1...120)
        guard let name, let words else { return nil }
        guard let shelf, let folder = file.folder else {
            reader.wrong("file", "cannot be read: this file is in no folder")
            return nil
        }
        do throws(PictureFlaw) {
            return try shelf.look(name, in: PictureFolder(path: folder), words: words)
        } catch {
            reader.wrong("file", error.reason)
            return nil
        }
    }

    /// The pictures of a bid; `nil` when it has none, or one is wrong.
    func pictures(_ reader: RecordReader) -> [Picture]? {
        guard reader.has("pictures"),
            let pictures = reader.list("pictures", 1...Picture.most, picture)
        else { return nil }
        guard Set(pictures.map(\.sha256)).count == pictures.count else {
            reader.wrong("pictures", "shows the same picture twice")
            return nil
        }
        return pictures
    }
}
