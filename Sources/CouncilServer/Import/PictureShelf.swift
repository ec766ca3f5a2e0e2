internal import Crypto
internal import Procurement

/// Puts the pictures of files into the store while the files are read, one at a time, so that no
/// more than one is in memory. When anything is wrong, the transaction takes them back.
final class PictureShelf {
    private let transaction: StoreTransaction
    /// How many the store did not have before.
    private(set) var added = 0
    /// Why the store failed; nothing must be committed then.
    private(set) var failure: (any Error)?

    init(_ transaction: StoreTransaction) { self.transaction = transaction }

    /// Cleans a picture and puts it into the store.
    func keep(
        _ name: String, in folder: PictureFolder, words: String
    ) throws(PictureFlaw) -> Picture {
        let clean = try CleanPicture(folder.bytes(of: name))
        let sha256 = Picture.ID(SHA256.hash(data: clean.bytes).hexadecimal)
        let stored = StoredPicture(sha256: sha256, type: clean.type, size: clean.bytes.count)
        do {
            if try transaction.keep(clean.bytes, as: stored) { added += 1 }
        } catch {
            failure = failure ?? error
        }
        return Picture(
            sha256: sha256, bytes: clean.bytes.count, type: clean.type, words: words)
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
            return try shelf.keep(name, in: PictureFolder(path: folder), words: words)
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
