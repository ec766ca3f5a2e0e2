import Foundation
import Procurement
import Testing

@testable import CouncilServer

struct CleanPictureTests {
    private func holds(_ bytes: [UInt8], _ text: String) -> Bool {
        Data(bytes).range(of: Data(text.utf8)) != nil
    }

    @Test func aPlainPNGStaysAsItIs() throws {
        let file = PictureMaker.png()
        let clean = try CleanPicture(file)
        #expect(clean.bytes == file)
        #expect(clean.type == .png)
    }

    @Test(arguments: ["tEXt", "iTXt", "zTXt", "eXIf", "tIME", "iCCP", "prVt", "acTL", "fdAT"])
    func aPNGLosesEverythingThatIsNotDrawn(_ kind: String) throws {
        let note = PictureMaker.chunk(kind, Array("Comment\0\(PictureMaker.place)".utf8))
        let colours = PictureMaker.chunk("gAMA", [0, 0, 0xB1, 0x8F])
        let tail = Array("PK \(PictureMaker.place)".utf8)
        let clean = try CleanPicture(PictureMaker.png(extra: [colours, note], tail: tail))
        #expect(clean.bytes == PictureMaker.png(extra: [colours]))
        #expect(try CleanPicture(clean.bytes) == clean)
    }

    @Test func aPlainJPEGStaysAsItIs() throws {
        let file = PictureMaker.jpeg()
        let clean = try CleanPicture(file)
        #expect(clean.bytes == file)
        #expect(clean.type == .jpeg)
    }

    @Test(arguments: [UInt8(0xE1), 0xE2, 0xE3, 0xEC, 0xED, 0xEF, 0xFE])
    func aJPEGLosesEverythingThatIsNotDrawn(_ marker: UInt8) throws {
        let note = PictureMaker.segment(marker, Array("XMP \(PictureMaker.place)".utf8))
        let tail = [0xFF, 0xD8] + Array("a film \(PictureMaker.place)".utf8)
        let clean = try CleanPicture(PictureMaker.jpeg(extra: [note], tail: tail))
        #expect(clean.bytes == PictureMaker.jpeg())
    }

    @Test func aJPEGThatIsDrawnThousandsOfTimesOverIsRefused() throws {
        let usual = PictureMaker.jpeg(frame: 0xC2, scans: 10)
        #expect(try CleanPicture(usual).bytes == usual)
        #expect(throws: PictureFlaw.rareKind) {
            try CleanPicture(PictureMaker.jpeg(frame: 0xC2, scans: 101))
        }
    }

    @Test(arguments: [true, false])
    func theNotesOfACameraGoAlsoWhenItWasHeldUpright(_ isLittle: Bool) throws {
        for orientation: UInt8? in [nil, 0, 1] {
            let notes = PictureMaker.exifSegment(orientation: orientation, isLittle: isLittle)
            #expect(holds(notes, PictureMaker.place))
            let clean = try CleanPicture(PictureMaker.jpeg(extra: [notes]))
            #expect(clean.bytes == PictureMaker.jpeg())
        }
    }

    @Test(arguments: [UInt8(2), 3, 6, 8], [true, false])
    func aPhotoThatOnlyItsNotesTurnUprightIsRefused(_ turned: UInt8, _ isLittle: Bool) {
        let notes = PictureMaker.exifSegment(orientation: turned, isLittle: isLittle)
        #expect(throws: PictureFlaw.sideways) {
            try CleanPicture(PictureMaker.jpeg(extra: [notes]))
        }
        let chunk = PictureMaker.chunk(
            "eXIf", PictureMaker.exif(orientation: turned, isLittle: isLittle))
        #expect(throws: PictureFlaw.sideways) {
            try CleanPicture(PictureMaker.png(extra: [chunk]))
        }
    }

    @Test func aSmallPictureInAJFIFHeaderGoesAndTheColoursOfAdobeStay() throws {
        let small = PictureMaker.segment(
            0xE0,
            Array("JFIF\0".utf8) + [1, 2, 1, 0, 72, 0, 72, 2, 2] + .init(repeating: 9, count: 12))
        let adobe = Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, 2]
        let long = PictureMaker.segment(0xEE, adobe + Array(PictureMaker.place.utf8))
        let clean = try CleanPicture(PictureMaker.jpeg(extra: [small, long]))
        let plain = PictureMaker.segment(
            0xE0, Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0])
        #expect(
            clean.bytes == PictureMaker.jpeg(extra: [plain, PictureMaker.segment(0xEE, adobe)]))
    }

    @Test func aFileThatStopsAnywhereIsDamaged() {
        for file in [PictureMaker.png(), PictureMaker.jpeg()] {
            for length in 1..<file.count {
                #expect(throws: PictureFlaw.self) { try CleanPicture(Array(file.prefix(length))) }
            }
        }
    }

    @Test func aFlippedByteOfAPNGIsNoticed() {
        let file = PictureMaker.png()
        for place in file.indices {
            var flipped = file
            flipped[place] ^= 0x10
            #expect(throws: PictureFlaw.self) { try CleanPicture(flipped) }
        }
    }

    @Test(arguments: [
        ([], PictureFlaw.empty), (Array("GIF89a".utf8), .otherKind),
        (Array("<svg/>".utf8), .otherKind),
        ([0xFF, 0xD8, 0xFF], .damaged), (PictureMaker.signature, .damaged),
        ([UInt8](repeating: 0xFF, count: Picture.largest + 1), .tooLarge),
        (PictureMaker.png(width: 0), .damaged), (PictureMaker.jpeg(height: 0), .damaged),
        (PictureMaker.png(width: 4001, height: 4000), .tooManyPoints),
        (PictureMaker.png(width: .max, height: .max), .tooManyPoints),
        (PictureMaker.jpeg(width: 65_535, height: 65_535), .tooManyPoints),
        (PictureMaker.jpeg(frame: 0xC3), .rareKind), (PictureMaker.jpeg(frame: 0xC9), .rareKind),
        (PictureMaker.png(extra: [PictureMaker.chunk("ABCD", [])]), .damaged),
    ])
    func whatIsNoPictureForALaptopIsRefused(_ file: [UInt8], _ flaw: PictureFlaw) {
        #expect(throws: flaw) { try CleanPicture(file) }
    }

    @Test func thisManyPointsAreAllowed() throws {
        _ = try CleanPicture(PictureMaker.png(width: 4000, height: 4000))
    }
}

struct ByteRangeTests {
    @Test(arguments: [
        (nil, ByteRange.whole), ("", .whole), ("bytes", .whole), ("bytes=", .whole),
        ("bytes=-", .whole), ("bytes=a-b", .whole), ("bytes=5", .whole), ("items=0-4", .whole),
        ("bytes=0-4,6-7", .whole), ("bytes=7-4", .whole), ("bytes =0-4", .whole),
        ("bytes=+1-4", .whole), ("bytes=0-0", .part(0..<1)), ("bytes=0-99", .part(0..<100)),
        ("bytes=0-100", .part(0..<100)), ("bytes=0-", .part(0..<100)),
        ("Bytes=10-19", .part(10..<20)),
        ("bytes= 10-19 ", .part(10..<20)), ("bytes=99-", .part(99..<100)),
        ("bytes=99-99999999999999999999999", .part(99..<100)), ("bytes=100-", .unsatisfiable),
        ("bytes=100-200", .unsatisfiable), ("bytes=99999999999999999999999-", .unsatisfiable),
        ("bytes=-1", .part(99..<100)), ("bytes=-100", .part(0..<100)),
        ("bytes=-5000", .part(0..<100)), ("bytes=-0", .unsatisfiable),
    ])
    func aHeaderAsksForTheseBytes(_ header: String?, _ range: ByteRange) {
        #expect(ByteRange(header, size: 100) == range)
    }
}
