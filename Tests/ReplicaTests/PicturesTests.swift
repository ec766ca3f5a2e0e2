import Foundation
import GRDB
import LaptopSamples
import Procurement
import SyncProtocol
import Testing

@testable import Replica

struct PicturesTests {
    private let test: TestReplica
    private let bytes = Samples.pictureBytes(10_000)
    private var picture: Picture { Samples.picture(bytes) }

    init() throws { test = try TestReplica() }

    private func put(_ documents: [WireDocument]) throws {
        try test.replica.write { transaction in
            for document in documents {
                try transaction.put(
                    kind: document.kind.rawValue, id: document.id, package: document.package,
                    version: document.version, body: Data(document.body.utf8))
            }
        }
    }

    private func wanted() throws -> [WantedPicture] {
        try test.replica.read { try $0.wantedPictures() }
    }

    /// Stores the bytes from `start` to `end`.
    private func store(_ start: Int, _ end: Int) throws -> Bool {
        try test.replica.store(Data(bytes[start..<end]), of: picture.sha256, from: start)
    }

    private func finish() throws -> Bool {
        try test.replica.finish(picture.sha256)
    }

    /// How many pictures are noted, how often they are named, and how many files there are.
    private func counts() throws -> [Int] {
        try test.replica.pool.read { db in
            try ["picture", "picture_use"].map {
                try Int.fetchOne(db, sql: "SELECT count(*) FROM \($0)") ?? 0
            }
        } + [files.count]
    }

    private var files: [String] { test.temporary.files.filter { $0.contains("/pictures/") } }

    private func fetch() throws {
        for start in stride(from: 0, to: bytes.count, by: 4000) {
            #expect(try store(start, min(start + 4000, bytes.count)))
        }
        #expect(try finish())
    }

    @Test func aPictureIsWantedFromWhenABidNamesItUntilItIsWhole() throws {
        #expect(try wanted().isEmpty)
        try put(Samples.documents() + [Samples.bid(showing: [picture])])
        #expect(try wanted().map(\.sha256) == [picture.sha256])
        #expect(try store(0, 4000))
        #expect(try wanted().map(\.arrived) == [4000])
        #expect(try test.replica.picture(picture.sha256) == nil)
        #expect(try store(4000, 10_000))
        #expect(try test.replica.picture(picture.sha256) == nil)
        #expect(try finish())
        #expect(try wanted().isEmpty)
        #expect(try test.replica.picture(picture.sha256) == bytes)
        #expect(try test.replica.reading().pictures == [picture.sha256])
    }

    @Test func onlyTheNextPieceIsStored() throws {
        #expect(try !store(0, 4000))
        try put([Samples.bid(showing: [picture])])
        #expect(try !store(4000, 8000))
        #expect(try !store(0, 0))
        #expect(try store(0, 4000))
        #expect(try !store(0, 4000))
        #expect(try !store(3999, 8000))
        #expect(try !finish())
        #expect(try store(4000, 10_000))
        #expect(try !store(10_000, 10_000))
        #expect(try finish())
        #expect(try !store(0, 4000))
    }

    @Test func fetchingGoesOnAfterAKillBetweenTwoPieces() throws {
        try put([Samples.bid(showing: [picture])])
        for start in stride(from: 0, to: bytes.count, by: 2500) {
            #expect(try wanted().map(\.arrived) == [start])
            #expect(try store(start, start + 2500))
            try test.reopen()
        }
        #expect(try wanted().map(\.arrived) == [bytes.count])
        #expect(try finish())
        try test.reopen()
        #expect(try test.replica.picture(picture.sha256) == bytes)
    }

    @Test func otherBytesAreThrownAwayAndThePictureIsWantedAgain() throws {
        try put([Samples.bid(showing: [picture])])
        var wrong = bytes
        wrong[9999] ^= 1
        #expect(try test.replica.store(wrong, of: picture.sha256, from: 0))
        #expect(try !finish())
        #expect(try wanted().map(\.arrived) == [0])
        #expect(try counts() == [1, 1, 0])
        try fetch()
        #expect(try test.replica.picture(picture.sha256) == bytes)
    }

    @Test func aPictureLeavesWithItsPackage() throws {
        try put(Samples.documents() + [Samples.bid(showing: [picture])])
        try fetch()
        try test.replica.write { try $0.leave(Samples.package) }
        #expect(try counts() == [0, 0, 0])
        #expect(try test.replica.picture(picture.sha256) == nil)
        #expect(try test.replica.reading().pictures.isEmpty)
    }

    @Test func aHalfFetchedPictureLeavesToo() throws {
        try put([Samples.bid(showing: [picture])])
        #expect(try store(0, 4000))
        try test.replica.write { try $0.leave(Samples.package) }
        #expect(try counts() == [0, 0, 0])
        #expect(try !store(4000, 8000))
        #expect(try !finish())
    }

    @Test func twoBidsShareOnePictureUntilBothAreGone() throws {
        try put([
            Samples.bid(showing: [picture], of: "CE-1"),
            Samples.bid(showing: [picture], of: "CE-2", number: 2),
        ])
        #expect(try wanted().count == 1)
        try fetch()
        #expect(try counts() == [1, 2, 1])
        try test.replica.write { try $0.leave("CE-1") }
        #expect(try test.replica.picture(picture.sha256) == bytes)
        try test.replica.write { try $0.leave("CE-2") }
        #expect(try counts() == [0, 0, 0])
    }

    @Test func anAmendedBidKeepsWhatItStillShows() throws {
        let other = Samples.picture(Samples.pictureBytes(10, seed: 2))
        try put([Samples.bid(showing: [picture, other])])
        try fetch()
        try put([Samples.bid(showing: [picture], version: 3)])
        #expect(try counts() == [1, 1, 1])
        #expect(try test.replica.picture(picture.sha256) == bytes)
        try put([Samples.bid(showing: [picture], version: 4, standing: .withdrawn)])
        #expect(try counts() == [0, 0, 0])
    }

    @Test func aPackageThatIsReplacedKeepsItsPictures() throws {
        try put(Samples.documents() + [Samples.bid(showing: [picture])])
        try fetch()
        let documents =
            (Samples.documents(version: 5).dropLast(3) + [
                Samples.bid(showing: [picture], version: 5)
            ]).map {
                OpenedDocument(
                    name: DocumentName(kind: $0.kind.rawValue, id: $0.id), package: $0.package,
                    version: $0.version, body: Data($0.body.utf8))
            }
        try test.replica.write { try $0.replace(Samples.package, by: documents) }
        #expect(try test.replica.picture(picture.sha256) == bytes)
        try test.replica.write { try $0.replace(Samples.package, by: []) }
        #expect(try counts() == [0, 0, 0])
    }

    @Test func aPullFromTheBeginningKeepsWhatItSeesAgainAndPurgesTheRest() throws {
        let other = Samples.picture(Samples.pictureBytes(10, seed: 2))
        try put([
            Samples.bid(showing: [picture], of: "CE-1"), Samples.bid(showing: [other], of: "CE-2"),
        ])
        try fetch()
        try test.replica.write { try $0.startOver() }
        try put([Samples.bid(showing: [picture], of: "CE-1")])
        #expect(try test.replica.write { try $0.endOfSweep() })
        #expect(try counts() == [1, 1, 1])
        #expect(try test.replica.picture(picture.sha256) == bytes)
    }

    @Test func picturesOfTheSoonestVisitComeFirst() throws {
        let later = Samples.picture(Samples.pictureBytes(10, seed: 2))
        let visit = { (package: SupportPackage.ID, day: String) in
            Samples.document(
                .visit, package.rawValue, package, 1,
                Visit(package: package, worker: "w-1", due: Samples.day(day), time: nil))
        }
        let unplanned = Samples.picture(Samples.pictureBytes(10, seed: 3))
        try put([
            Samples.bid(showing: [unplanned], of: "CE-3"),
            visit("CE-1", "2026-12-20"), Samples.bid(showing: [later], of: "CE-1"),
            visit("CE-2", "2026-12-04"), Samples.bid(showing: [picture], of: "CE-2"),
        ])
        #expect(try wanted().map(\.sha256) == [picture, later, unplanned].map(\.sha256))
        try put([Samples.bid(showing: [unplanned], of: "CE-2", number: 2)])
        #expect(
            try Set(wanted().prefix(2).map(\.sha256)) == [picture.sha256, unplanned.sha256])
    }

    @Test func nothingOfAPictureIsReadableInAnyFile() throws {
        try put(Samples.documents() + [Samples.bid(showing: [picture])])
        #expect(try store(0, 4000))
        try expectNothingReadable()
        #expect(try store(4000, 10_000))
        #expect(try finish())
        try expectNothingReadable()
        test.replica.close()
        try expectNothingReadable()
    }

    private func expectNothingReadable() throws {
        let files = test.temporary.files
        #expect(files.contains { $0.hasSuffix("replica.sqlite") })
        for file in files {
            let content = try Data(contentsOf: URL(filePath: file))
            for start in stride(from: 0, to: bytes.count - 8, by: 500) {
                #expect(content.range(of: bytes[start..<(start + 8)]) == nil, "\(file)")
            }
            // Who has a photo must not find out that a laptop has it too.
            #expect(content.range(of: Data(picture.sha256.rawValue.utf8)) == nil, "\(file)")
            let raw = stride(from: 0, to: 64, by: 2).compactMap { place -> UInt8? in
                let digits = Array(picture.sha256.rawValue)
                return UInt8(String(digits[place...(place + 1)]), radix: 16)
            }
            #expect(content.range(of: Data(raw)) == nil, "\(file)")
        }
    }

    @Test(arguments: 0..<3)
    func whatWasChangedInAFileIsNoticedAndThePictureIsFetchedAgain(_ way: Int) throws {
        try put([Samples.bid(showing: [picture])])
        try fetch()
        let path = try #require(files.first)
        var content = try Data(contentsOf: URL(filePath: path))
        let frame = 4 + 28 + 4000
        switch way {
        case 0:
            // Two pieces of the same length change places.
            content =
                content[frame..<(2 * frame)] + content[..<frame] + content[(2 * frame)...]
        case 1: content[5000] ^= 1
        default: content.removeLast()
        }
        try content.write(to: URL(filePath: path))
        #expect(try test.replica.picture(picture.sha256) == nil)
        #expect(try wanted().map(\.arrived) == [0])
        #expect(try test.replica.reading().pictures.isEmpty)
        #expect(files.isEmpty)
        try fetch()
        #expect(try test.replica.picture(picture.sha256) == bytes)
    }

    @Test func whatAKillLeftInAFileIsWrittenOver() throws {
        try put([Samples.bid(showing: [picture])])
        #expect(try store(0, 4000))
        let path = try #require(files.first)
        // The next piece was on the disk, in part, and the database did not say so yet.
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(repeating: 7, count: 5000))
        try handle.close()
        try test.reopen()
        #expect(try wanted().map(\.arrived) == [4000])
        #expect(try store(4000, 10_000))
        #expect(try finish())
        #expect(try test.replica.picture(picture.sha256) == bytes)
    }

    @Test func aFileThatNobodyKnowsGoesWhenTheReplicaIsOpened() throws {
        try put([Samples.bid(showing: [picture])])
        #expect(try store(0, 4000))
        // The power went after the document left, and before its picture's file did.
        try test.replica.pool.write { db in
            try db.execute(sql: "DELETE FROM document; DELETE FROM picture;")
        }
        #expect(files.count == 1)
        try test.reopen()
        #expect(files.isEmpty)
    }

    @Test func picturesDoNotMakeTheDatabaseLarger() throws {
        try put(Samples.documents() + [Samples.bid(showing: [picture])])
        let pages = {
            try test.replica.pool.read { try Int.fetchOne($0, sql: "PRAGMA page_count") }
        }
        let before = try pages()
        try fetch()
        #expect(try pages() == before)
    }

    @Test func documentsOfAnOlderProgramAreAskedForTheirPicturesOnce() throws {
        try put(Samples.documents() + [Samples.bid(showing: [picture])])
        // As the second version left it.
        try test.replica.pool.write { db in
            try db.execute(
                sql: """
                    DROP TRIGGER document_names_no_more;
                    DROP TABLE picture_use;
                    DROP TABLE picture;
                    DELETE FROM grdb_migrations WHERE identifier LIKE '3:%';
                    """)
        }
        try test.reopen()
        #expect(try wanted().isEmpty)
        #expect(try test.replica.read { try $0.hasUnnotedPictures() })
        try test.replica.write { try $0.noteAllPictures() }
        #expect(try wanted().map(\.sha256) == [picture.sha256])
        #expect(try !test.replica.read { try $0.hasUnnotedPictures() })
    }

    @Test func aNewReplicaHasNothingToCatchUpWith() throws {
        #expect(try !test.replica.read { try $0.hasUnnotedPictures() })
    }

    @Test func piecesDoNotWakeWhoReadsAndAWholePictureDoes() throws {
        try put([Samples.bid(showing: [picture])])
        // What `changes` follows is the table sync: pieces do not write it.
        let before = try syncWrites()
        #expect(try store(0, 10_000))
        #expect(try syncWrites() == before)
        #expect(try finish())
        #expect(try syncWrites() == before + 1)
    }

    /// How often the row of sync was written, as a trigger counts it.
    private func syncWrites() throws -> Int {
        try test.replica.pool.write { db in
            try db.execute(
                sql: """
                    CREATE TABLE IF NOT EXISTS counted (n INTEGER NOT NULL);
                    CREATE TRIGGER IF NOT EXISTS counting AFTER UPDATE ON sync
                    BEGIN INSERT INTO counted VALUES (1); END;
                    """)
            return try Int.fetchOne(db, sql: "SELECT count(*) FROM counted") ?? 0
        }
    }
}
