internal import CouncilServer
internal import Foundation
internal import Procurement
internal import Replica
internal import SyncProtocol

/// A laptop fetches pictures between its exchanges, as `SyncEngine` does: piece by piece, over the
/// same bad links, and killed at any place.
extension World {
    static let largestPiece = 900

    /// Gives the council the bytes of the pictures that the package's bids name.
    func keepPictures(of package: Model.Package, in transaction: StoreTransaction) throws {
        for sha256 in package.bids.values.flatMap(\.pictures) {
            guard let bytes = pictures.bytes[sha256] else { continue }
            let picture = StoredPicture(
                sha256: Picture.ID(sha256), type: .png, size: bytes.count)
            _ = try transaction.keep([UInt8](bytes), as: picture)
        }
    }

    func fetchPictures(_ laptop: SimulatedLaptop) throws {
        guard scenario.hasPictures, laptop.exchange == nil,
            devices.isListed(laptop.identity.device)
        else { return }
        if !isQuiet, pictures.dice.chance(100) { try askForAnyPicture(laptop) }
        if try laptop.replica.read({ try $0.hasUnnotedPictures() }) {
            try laptop.replica.write { try $0.noteAllPictures() }
        }
        for picture in try laptop.replica.read({ try $0.wantedPictures() }) {
            guard try fetch(picture, on: laptop) else { break }
        }
        try checkPictureFiles(laptop)
    }

    /// Once faults stopped, everything that is wanted arrives.
    func fetchLastPictures(_ laptop: SimulatedLaptop) throws {
        guard scenario.hasPictures else { return }
        // What a portal gave instead is found out at its end, and thrown away.
        for _ in 0..<2 { try fetchPictures(laptop) }
        let missing = try laptop.replica.read { try $0.wantedPictures() }
        try hold(
            .live, missing.isEmpty, "laptop \(laptop.number) misses \(missing.count) pictures")
        let shown = model.picturesToShow(laptop.identity.worker)
        let whole = try laptop.replica.reading().pictures
        try hold(
            .live, Set(whole.map(\.rawValue)) == shown,
            "laptop \(laptop.number) has \(whole.count) pictures, not \(shown.count)")
        try check(whole, on: laptop)
    }

    /// - Returns: whether another one may be fetched now.
    private func fetch(_ picture: WantedPicture, on laptop: SimulatedLaptop) throws -> Bool {
        var most = pictures.dice.within(60...Self.largestPiece)
        var arrived = picture.arrived
        while arrived < picture.size {
            guard try laptop.replica.read({ try $0.firstToSend() }) == nil else { return false }
            if strikes(.laptopKilled) {
                note("laptop \(laptop.number) is killed between two pieces of a picture")
                try laptop.restart()
                try check(laptop)
                return false
            }
            // The next call goes on there.
            if !isQuiet, pictures.dice.chance(100) { return false }
            if strikes(.slowLink) {
                most = max(30, most / 2)
                continue
            }
            let length = min(most, picture.size - arrived)
            switch try ask(for: picture, from: arrived, length, on: laptop) {
            case .failed: return false
            case .refused: return true
            case .piece(let reply):
                guard reply.total == picture.size,
                    let piece = reply.piece(from: arrived, length: length)
                else { return true }
                switch try store(piece, of: picture.sha256, from: arrived, on: laptop) {
                case .killed: return false
                case .done(false): return true
                case .done(true): arrived += piece.count
                }
            }
        }
        let isWhole = try laptop.replica.finish(picture.sha256)
        note("laptop \(laptop.number) has a picture of \(picture.size), \(isWhole)")
        if isWhole { try check([picture.sha256], on: laptop) }
        return true
    }

    // MARK: The way

    private enum Way {
        case failed, refused
        case piece(PicturePiece)
    }

    private func strikes(_ fault: Fault) -> Bool {
        guard !isQuiet, pictures.dice.chance(scenario.rate(fault)) else { return false }
        figures.faults[fault, default: 0] += 1
        return true
    }

    private func ask(
        for picture: WantedPicture, from start: Int, _ length: Int, on laptop: SimulatedLaptop
    ) throws -> Way {
        if strikes(.requestDropped) { return .failed }
        if strikes(.captivePortal) {
            // Now and then as long as the picture.
            let size = pictures.dice.chance(500) ? picture.size : pictures.dice.within(1...5000)
            let page = Data(repeating: UInt8(ascii: "<"), count: size)
            return .piece(PicturePiece(offset: 0, total: size, bytes: page))
        }
        guard
            let answer = try answer(
                picture.sha256.rawValue, PicturePiece.question(from: start, length: length),
                to: laptop)
        else { return .refused }
        if strikes(.replyLost) { return .failed }
        var body = answer.body
        if strikes(.replyTruncated) { body = body.prefix(pictures.dice.below(body.count)) }
        let piece = PicturePiece(
            status: answer.status, contentRange: answer.contentRange, body: body)
        try hold(
            .i6, piece == nil || body.count == answer.body.count, "a cut piece is taken for whole")
        return piece.map { .piece($0) } ?? .failed
    }

    /// What the council answers, which must be what the laptop's worker may see.
    private func answer(
        _ sha256: String, _ range: String, to laptop: SimulatedLaptop
    ) throws -> (status: Int, contentRange: String?, body: Data)? {
        let device = laptop.identity.device
        let isNamed =
            devices.isListed(device)
            && model.picturesToGive(laptop.identity.worker).contains(sha256)
        do {
            let answer = try council.picture(sha256, range, for: device)
            try hold(.i7, isNamed, "the council gives a picture that no bid of the worker names")
            try hold(
                .i6, pictures.bytes[sha256]?.range(of: answer.body) != nil,
                "the council gives other bytes of a picture")
            return answer
        } catch let problem as Problem {
            try hold(.i6, !isNamed, "the council refuses a picture: \(problem.code.rawValue)")
            return nil
        }
    }

    /// Somebody asks for a picture by its hash, whoever it is for.
    private func askForAnyPicture(_ laptop: SimulatedLaptop) throws {
        guard let sha256 = pictures.dice.pick(pictures.bytes.keys.sorted()) else { return }
        _ = try answer(sha256, "bytes=0-50", to: laptop)
    }

    // MARK: Storing

    private func store(
        _ piece: Data, of sha256: Picture.ID, from start: Int, on laptop: SimulatedLaptop
    ) throws -> Written<Bool> {
        figures.operations += 1
        let before = strikes(.killedInWrite) ? laptop.image() : nil
        let isStored = try laptop.replica.store(piece, of: sha256, from: start)
        guard let before else { return .done(isStored) }
        var after = laptop.image()
        let (database, log) = (SimulatedLaptop.database[0], SimulatedLaptop.database[1])
        switch pictures.dice.below(3) {
        case 0:
            note("laptop \(laptop.number) is killed in a write of a picture")
            for file in after.pictures { after.tear(file, from: before, using: &pictures.dice) }
            for file in [database, log] { after.keep(file, of: before) }
            try laptop.restart(on: after)
        case 1 where after.isSame(database, as: before):
            note("laptop \(laptop.number) is killed before a piece is noted")
            after.tear(log, from: before, using: &pictures.dice)
            try laptop.restart(on: after)
        default:
            note("laptop \(laptop.number) is killed after a piece is noted")
            try laptop.restart()
        }
        try check(laptop)
        return .killed
    }
}

// MARK: - Checks

extension World {
    /// Files of pictures are bounded, and are those of pictures that documents name.
    func checkPictureFiles(_ laptop: SimulatedLaptop) throws {
        guard scenario.hasPictures else { return }
        let folder = laptop.folder.path
        var stored: [String: (bytes: Int64, isWhole: Bool, all: Int64)] = [:]
        for row in try laptop.inspector.rows("SELECT name, stored, whole, size FROM picture") {
            stored[row[0]] = (row[1], (row[2] as Int64) == 1, row[3])
        }
        for file in DiskImage.pictures(in: folder) {
            guard let known = stored[String(file.split(separator: "/")[1])] else {
                throw Broken(.i12, "laptop \(laptop.number) has a file of no picture")
            }
            let size = Int64(DiskImage.size(of: folder + "/" + file))
            // What is written over next: a piece, its length, its nonce and its tag. A picture that
            // left and came again in one page begins anew over its own old file, whose pieces have
            // 30 bytes or more, but for the last.
            var room = known.isWhole ? 0 : Int64(Self.largestPiece + 4 + 28)
            if known.bytes == 0 { room += known.all + known.all / 30 * (4 + 28) }
            try hold(
                .i12, size <= known.bytes + room,
                "a file of a picture has \(size) bytes, of which \(known.bytes) count")
        }
    }

    /// The laptop, which holds exactly `scope`, knows exactly its pictures.
    func checkPictures(_ laptop: SimulatedLaptop, of scope: [String: String]) throws {
        guard scenario.hasPictures,
            try !laptop.replica.read({ try $0.hasUnnotedPictures() })
        else { return }
        var shown: Set<String> = []
        for (name, facts) in scope where name.hasPrefix("bid ") {
            let words = facts.split(separator: " ").map(String.init)
            if words[0] == "shortlisted" { shown.formUnion(words.dropFirst(2)) }
        }
        let wanted = try laptop.replica.read { try $0.wantedPictures() }.map(\.sha256.rawValue)
        let here = Set(wanted).union(laptop.whole.map(\.rawValue))
        try hold(
            .i7, here.isSubset(of: shown),
            "laptop \(laptop.number) keeps \(here.subtracting(shown).count) pictures")
        try hold(.i6, here == shown, "laptop \(laptop.number) does not want a picture of its own")
        try check(laptop.whole, on: laptop)
    }

    /// A picture that is said to be whole is, byte for byte.
    func check(_ whole: Set<Picture.ID>, on laptop: SimulatedLaptop) throws {
        for sha256 in whole.sorted(by: { $0.rawValue < $1.rawValue }) {
            try hold(
                .i6, try laptop.replica.picture(sha256) == pictures.bytes[sha256.rawValue],
                "laptop \(laptop.number) has other bytes of a picture")
        }
    }

    /// Nothing of a package's pictures is known once it left.
    func checkThatPicturesLeft(_ package: SupportPackage.ID, _ laptop: SimulatedLaptop) throws {
        guard scenario.hasPictures else { return }
        let left = try laptop.inspector.number(
            "SELECT count(*) FROM picture_use WHERE id LIKE ?", [.text(package.rawValue + "-%")])
        try hold(.i7, left == 0, "\(package) left and its pictures are still here")
        try hold(
            .i7,
            try laptop.inspector.number(
                "SELECT count(*) FROM picture WHERE name NOT IN (SELECT picture FROM picture_use)")
                == 0, "\(package) left and pictures stayed")
        try checkPictureFiles(laptop)
    }
}
