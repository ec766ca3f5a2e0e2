internal import SyncProtocol

/// The place of a laptop in its worker's feed: base64url of `epoch:seq`, or of `epoch:seq:base` in
/// the middle of a pull from the beginning. Opaque to laptops.
///
/// Leave rows are pruned after 13 months, up to the floor of the worker's feed. Who is below the
/// floor may not have heard of a leave, and starts again from the beginning, where there is nothing
/// to be left. `base` is the floor with which such a pull began: it makes its pages good although
/// they are below the floor still.
struct Cursor: Hashable {
    let epoch: String
    var seq: Int64
    var base: Int64

    init(epoch: String, seq: Int64, base: Int64 = 0) {
        self.epoch = epoch
        self.seq = seq
        self.base = base
    }

    /// `nil` when the text is no cursor.
    init?(_ text: String) {
        guard text.utf8.count <= 256, let bytes = Base64URL.decode(text) else { return nil }
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: ":")
        guard (2...3).contains(parts.count), let seq = Int64(parts[1]), seq >= 0 else {
            return nil
        }
        var base: Int64 = 0
        if parts.count == 3 {
            guard let given = Int64(parts[2]), given >= 0 else { return nil }
            base = given
        }
        self.init(epoch: String(parts[0]), seq: seq, base: base)
    }

    var text: String {
        Base64URL.encode(
            (base > seq ? "\(epoch):\(seq):\(base)" : "\(epoch):\(seq)").utf8)
    }

    /// Where a laptop is; at 0 for a new one. `floor` is that of its worker's feed.
    ///
    /// A cursor beyond the newest change tells of a database that was restored: as with another
    /// epoch, or below the floor, the laptop starts again.
    /// - Throws: `Problem.cursorGone`.
    static func place(
        _ text: String?, floor: Int64, in council: CouncilState
    ) throws -> Cursor {
        guard let text else { return Cursor(epoch: council.epoch, seq: 0, base: floor) }
        guard let cursor = Cursor(text), cursor.epoch == council.epoch,
            cursor.seq <= council.sequence, max(cursor.seq, cursor.base) >= floor
        else { throw Problem.cursorGone }
        return cursor
    }
}
