internal import SyncProtocol

/// The place of a laptop in its worker's feed: base64url of `epoch:seq`. Opaque to laptops.
struct Cursor: Hashable {
    let epoch: String
    let seq: Int64

    init(epoch: String, seq: Int64) {
        self.epoch = epoch
        self.seq = seq
    }

    /// `nil` when the text is no cursor.
    init?(_ text: String) {
        guard text.utf8.count <= 256, let bytes = Base64URL.decode(text) else { return nil }
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: ":")
        guard parts.count == 2, let seq = Int64(parts[1]), seq >= 0 else { return nil }
        self.init(epoch: String(parts[0]), seq: seq)
    }

    var text: String { Base64URL.encode("\(epoch):\(seq)".utf8) }

    /// Where a laptop is; 0 for a new one.
    ///
    /// A cursor beyond the newest change tells of a database that was restored: as with another
    /// epoch, the laptop starts again.
    /// - Throws: `Problem.cursorGone`.
    static func place(_ text: String?, in council: CouncilState) throws -> Int64 {
        guard let text else { return 0 }
        guard let cursor = Cursor(text), cursor.epoch == council.epoch,
            cursor.seq <= council.sequence
        else { throw Problem.cursorGone }
        return cursor.seq
    }
}
