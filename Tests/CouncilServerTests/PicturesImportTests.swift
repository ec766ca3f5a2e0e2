import Foundation
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

/// Pictures beside a file of packages.
struct PicturesImportTests {
    private let council: TestCouncil
    private let folder: URL
    private static let photo = PictureMaker.jpeg(
        extra: [PictureMaker.exifSegment(orientation: 1)], tail: Array("a film".utf8))

    init() throws {
        council = try TestCouncil()
        folder = council.folder.appending(path: "in")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "photos"), withIntermediateDirectories: true)
        try write(Self.photo, "front.jpg")
        try write(PictureMaker.png(), "photos/plan.png")
    }

    private func write(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: folder.appending(path: name))
    }

    /// Imports a record whose bids show these pictures, each `file` and `words`, or anything else.
    private func run(
        _ pictures: [Any?], version: Int = 1
    ) throws -> PackagesImport.Summary {
        let file = PackagesFile(
            asOf: Sample.today, providers: Sample.providers,
            packages: [Sample.record(version: version)])
        var object = try #require(
            JSONSerialization.jsonObject(with: CanonicalJSON.encode(file)) as? [String: Any])
        var packages = try #require(object["packages"] as? [[String: Any]])
        var bids = try #require(packages[0]["bids"] as? [[String: Any]])
        for (index, shown) in pictures.enumerated() { bids[index]["pictures"] = shown }
        packages[0]["bids"] = bids
        object["packages"] = packages
        let path = folder.appending(path: "packages.json")
        try JSONSerialization.data(withJSONObject: object).write(to: path)
        let read = try ImportFile(path: path.path)
        var turns = ImportTurns(council.store)
        return try PackagesImport.run([read], with: &turns, now: council.now)
    }

    private func entry(_ file: Any?, _ words: Any? = "The front door.") -> [String: Any] {
        var entry: [String: Any] = [:]
        if let file { entry["file"] = file }
        if let words { entry["words"] = words }
        return entry
    }

    private func problems(_ pictures: [Any?]) throws -> [ImportProblem] {
        do {
            _ = try run(pictures)
            Issue.record("the import was not refused")
            return []
        } catch let failure as ImportFailure {
            #expect(try stored().isEmpty)
            return failure.problems
        }
    }

    private func bid(_ number: Int = 1) throws -> Bid? {
        try council.store.read { try $0.value(Bid.self, .bid, "CE-2041-\(number)") }
    }

    /// The hashes that the store has, in order.
    private func stored() throws -> [String] {
        try council.store.read {
            try $0.sql.all("SELECT hash FROM picture ORDER BY hash") { try $0.requiredText(0) }
        }
    }

    @Test func aBidNamesWhatIsLeftOfAPictureWithoutItsNotes() throws {
        let summary = try run([
            [entry("front.jpg"), entry("photos/plan.png", "How the rooms lie.")]
        ])
        #expect(summary.picturesAdded == 2)
        let pictures = try #require(try bid()).pictures
        #expect(pictures.map(\.words) == ["The front door.", "How the rooms lie."])
        #expect(pictures.map(\.type) == [.jpeg, .png])
        let clean = PictureMaker.jpeg()
        #expect(pictures[0].bytes == clean.count)
        let laptop = try council.laptop()
        let answer = try council.store.read {
            try PictureService(range: nil).answer(
                pictures[0].sha256, for: laptop.device, in: $0)
        }
        #expect(answer.bytes == clean)
        #expect(try Set(stored()) == Set(pictures.map(\.sha256.rawValue)))
    }

    @Test func nothingOfACamerasNotesIsInTheCouncilsFiles() throws {
        #expect(Data(Self.photo).range(of: Data(PictureMaker.place.utf8)) != nil)
        _ = try run([[entry("front.jpg")]])
        for file in try FileManager.default.contentsOfDirectory(atPath: council.folder.path)
        where file.hasPrefix("council.sqlite") {
            let bytes = try Data(contentsOf: council.folder.appending(path: file))
            #expect(bytes.range(of: Data(PictureMaker.place.utf8)) == nil, "\(file)")
        }
    }

    @Test func onePictureOfTwoBidsIsStoredOnce() throws {
        let summary = try run([
            [entry("front.jpg")], [entry("front.jpg", "A door.")],
        ])
        #expect(summary.picturesAdded == 1)
        #expect(try stored().count == 1)
        #expect(try bid(1)?.pictures.map(\.sha256) == bid(2)?.pictures.map(\.sha256))
        #expect(try bid(2)?.pictures.map(\.words) == ["A door."])
        #expect(try bid(3)?.pictures.isEmpty == true)
    }

    @Test func importingAgainChangesNothingAndAnAmendmentMayShowAnother() throws {
        _ = try run([[entry("front.jpg")]])
        let before = try stored()
        let again = try run([[entry("front.jpg")]])
        #expect(again.changedNothing && again.picturesAdded == 0)
        #expect(try stored() == before)
        #expect(throws: ImportFailure.self) { try run([[entry("photos/plan.png")]]) }
        #expect(try stored() == before)
        let amended = try run([[entry("photos/plan.png")]], version: 2)
        #expect(amended.packagesAmended == 1)
        #expect(try bid()?.pictures.map(\.type) == [.png])
        #expect(try stored().count == 1)
        #expect(try stored() != before)
    }

    @Test func aPictureMayMoveFromOneBidToAnother() throws {
        _ = try run([[entry("front.jpg")], nil])
        let before = try stored()
        _ = try run([nil, [entry("front.jpg")]], version: 2)
        #expect(try stored() == before)
        #expect(try bid(2)?.pictures.count == 1)
    }

    @Test(arguments: [
        ("../front.jpg", "is not the name"), ("/etc/hostname", "is not the name"),
        ("photos/../front.jpg", "is not the name"), ("./front.jpg", "is not the name"),
        ("photos//plan.png", "is not the name"), ("photos/", "is not the name"),
        ("photos\\plan.png", "is not the name"), ("none.jpg", "is not there"),
        ("front.jpg/x", "is not there"), ("photos", "is not a file"),
        ("pipe", "is not a file"), ("away.jpg", "leads out of the folder"),
        ("elsewhere/council.sqlite", "leads out of the folder"), ("empty.png", "is empty"),
        ("large.jpg", "larger than 2 megabytes"), ("notes.jpg", "neither a PNG nor a JPEG"),
        ("cut.jpg", "damaged"), ("side.jpg", "turn it upright"),
        ("", "is empty"), (" front.jpg", "space before"), ("a\nb", "line break"),
    ])
    func aFileThatIsNotTakenIsNamedWithWhatToDo(_ name: String, _ reason: String) throws {
        let files = FileManager.default
        try write([], "empty.png")
        try write(PictureMaker.jpeg() + .init(repeating: 0, count: Picture.largest), "large.jpg")
        try write(Array("My notes.".utf8), "notes.jpg")
        try write(Array(Self.photo.prefix(100)), "cut.jpg")
        try write(
            PictureMaker.jpeg(extra: [PictureMaker.exifSegment(orientation: 6)]), "side.jpg")
        try files.createSymbolicLink(
            atPath: folder.path + "/away.jpg", withDestinationPath: "../council.sqlite")
        try files.createSymbolicLink(
            atPath: folder.path + "/elsewhere", withDestinationPath: council.folder.path)
        #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
        let found = try problems([[entry("photos/plan.png"), entry(name)]])
        #expect(found.count == 1)
        #expect(found.first?.field == "bids[0].pictures[1].file")
        #expect(found.first?.record == "CE-2041")
        #expect(found.first?.reason.contains(reason) == true, "\(found)")
    }

    @Test func aLinkInsideTheFolderIsFollowed() throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/same.jpg", withDestinationPath: "front.jpg")
        #expect(try run([[entry("same.jpg")]]).picturesAdded == 1)
    }

    struct Flaw: Sendable, CustomStringConvertible {
        let json: String
        let field: String
        let reason: String
        var description: String { json }
    }

    @Test(arguments: [
        Flaw(json: "{}", field: "", reason: "not a list"),
        Flaw(json: "[]", field: "", reason: "1 to 6"),
        Flaw(json: "[7]", field: "[0]", reason: "not an object"),
        Flaw(json: #"[{"file":"front.jpg"}]"#, field: "[0].words", reason: "missing"),
        Flaw(json: #"[{"words":"A door."}]"#, field: "[0].file", reason: "missing"),
        Flaw(json: #"[{"file":"front.jpg","words":""}]"#, field: "[0].words", reason: "is empty"),
        Flaw(json: #"[{"file":7,"words":"A"}]"#, field: "[0].file", reason: "not text"),
        Flaw(
            json: #"[{"file":"front.jpg","words":"A","sha256":"00"}]"#, field: "[0].sha256",
            reason: "not a field"),
        Flaw(
            json: #"[{"file":"front.jpg","words":"A"},{"file":"front.jpg","words":"B"}]"#,
            field: "", reason: "same picture twice"),
        Flaw(
            json: "["
                + Array(repeating: #"{"file":"front.jpg","words":"A"}"#, count: 7)
                .joined(separator: ",") + "]", field: "", reason: "1 to 6"),
        Flaw(
            json: #"[{"file":"front.jpg","words":""# + String(repeating: "a", count: 121)
                + #""}]"#, field: "[0].words", reason: "longer than 120"),
    ])
    func whatIsWrongInAListIsNamedWithItsPlace(_ flaw: Flaw) throws {
        let shown = try JSONSerialization.jsonObject(with: Data(flaw.json.utf8))
        let found = try problems([shown])
        #expect(
            found.contains {
                $0.field == "bids[0].pictures" + flaw.field && $0.reason.contains(flaw.reason)
            }, "\(found)")
    }

    @Test func aFileWithoutAFolderHasNoPictures() throws {
        _ = try run([[entry("front.jpg")]])
        let path = folder.appending(path: "packages.json")
        let file = ImportFile(name: "typed", bytes: try Data(contentsOf: path))
        var turns = ImportTurns(council.store)
        let failure = #expect(throws: ImportFailure.self) {
            try PackagesImport.run([file], with: &turns, now: council.now)
        }
        #expect(failure?.problems.first?.reason.contains("in no folder") == true)
    }

    @Test func theDemonstrationMayHavePicturesToo() throws {
        let another = try TestCouncil()
        _ = try run([[entry("front.jpg")]])
        let file = try ImportFile(path: folder.appending(path: "packages.json").path)
        for round in 1...2 {
            var turns = ImportTurns(another.store)
            let outcome = try Demonstration.load(
                file, today: Sample.today, with: &turns, now: another.now)
            #expect(outcome.alreadyThere == round - 1)
            let bid = try another.store.read { try $0.value(Bid.self, .bid, "CE-2041-1") }
            #expect(bid?.pictures.count == 1)
        }
    }
}
