internal import Foundation
internal import Procurement
internal import Replica
internal import SyncProtocol

/// How pictures are fetched on this link, and which of them are left alone for a while.
///
/// Nothing of what matters is kept here: what was fetched stands in the replica.
struct PictureFetching {
    /// In bytes.
    static let largestPiece = 64 * 1024
    static let smallestPiece = 8 * 1024
    /// A link that bore this many pieces in a row is tried with larger ones.
    private static let piecesBeforeGrowing = 4
    /// How long a picture is left alone that the council does not have, or gave with other bytes,
    /// in seconds.
    static let rest: Int64 = 3600
    /// How many bytes of pictures a replica holds at most.
    static let mostBytes = 256 << 20
    /// How many bytes of the disk pictures leave free, for what people say.
    static let leftFree = 256 << 20

    var isUnderWay = false
    private(set) var pieceBytes = largestPiece
    private var borne = 0
    private var resting: [Picture.ID: Instant] = [:]

    /// Whether `bytes` more may come when the replica holds `held` bytes of pictures and the disk has
    /// `free` left; `nil` when it does not say.
    static func hasRoom(for bytes: Int, held: Int, free: Int?) -> Bool {
        held + bytes <= mostBytes && free.map { $0 - bytes >= leftFree } ?? true
    }

    mutating func pieceArrived() {
        borne += 1
        guard borne >= Self.piecesBeforeGrowing else { return }
        borne = 0
        pieceBytes = min(pieceBytes * 2, Self.largestPiece)
    }

    /// - Returns: whether a smaller piece can be asked for.
    mutating func timedOut() -> Bool {
        borne = 0
        guard pieceBytes > Self.smallestPiece else { return false }
        pieceBytes = max(pieceBytes / 2, Self.smallestPiece)
        return true
    }

    mutating func leaveAlone(_ picture: Picture.ID, at now: Instant) { resting[picture] = now }

    func rests(_ picture: Picture.ID, at now: Instant) -> Bool {
        guard let since = resting[picture] else { return false }
        // A clock that was put back must not make it rest for ever.
        return since <= now && now < since.adding(seconds: Self.rest)
    }
}

extension SyncEngine {
    /// Fetches the pictures that documents name and that are missing, piece by piece.
    ///
    /// It is never in the way of records: it stops before the next piece when one waits to be sent,
    /// and within a piece when its task is cancelled. A failure is no failure of the exchange: what
    /// came is stored, and the next call goes on there.
    public func fetchPictures() async {
        guard mayNotPull == nil, !pictures.isUnderWay else { return }
        pictures.isUnderWay = true
        defer { pictures.isUnderWay = false }
        guard let wanted = try? wantedPictures() else { return }
        for picture in wanted where !pictures.rests(picture.sha256, at: now()) {
            guard hasRoom(for: picture) else { continue }
            guard await fetch(picture) else { return }
        }
    }

    private func wantedPictures() throws -> [WantedPicture] {
        if try replica.read({ try $0.hasUnnotedPictures() }) {
            try replica.write { try $0.noteAllPictures() }
        }
        return try replica.read { try $0.wantedPictures() }
    }

    private func hasRoom(for picture: WantedPicture) -> Bool {
        guard let held = try? replica.read({ try $0.pictureBytes() }) else { return false }
        return PictureFetching.hasRoom(
            for: picture.size - picture.arrived, held: held, free: replica.freeBytes)
    }

    /// Whether nothing that matters more is waiting.
    private var mayGoOn: Bool {
        guard !Task.isCancelled else { return false }
        return (try? replica.read { try $0.firstToSend() == nil }) ?? false
    }

    /// - Returns: `false` when no other picture is to be fetched now either.
    private func fetch(_ picture: WantedPicture) async -> Bool {
        let name = picture.sha256
        var arrived = picture.arrived
        while arrived < picture.size {
            guard mayGoOn else { return false }
            let length = min(pictures.pieceBytes, picture.size - arrived)
            let reply: Reply<PicturePiece>
            do throws(CouncilFailure) {
                reply = try await transport.picture(name, from: arrived, length: length)
            } catch {
                switch error {
                case .timedOut where pictures.timedOut(): continue
                case .problem(let problem)
                where [.notFound, .outOfRange].contains(problem.code):
                    pictures.leaveAlone(name, at: now())
                    return true
                default: return false
                }
            }
            guard reply.value.total == picture.size,
                let piece = reply.value.piece(from: arrived, length: length)
            else {
                pictures.leaveAlone(name, at: now())
                return true
            }
            guard let isStored = try? replica.store(piece, of: name, from: arrived) else {
                return false
            }
            // The document that named it left meanwhile.
            guard isStored else { return true }
            pictures.pieceArrived()
            arrived += piece.count
        }
        guard let isWhole = try? replica.finish(name) else { return false }
        if !isWhole { pictures.leaveAlone(name, at: now()) }
        return true
    }
}
