import Packing
import Testing

@testable import CouncilServer

struct PackingTests {
    @Test(arguments: ContentCoding.allCases, [0, 1, 1000, 70_000, 300_000])
    func whatIsPackedComesBack(_ coding: ContentCoding, _ size: Int) throws {
        var random = SplitMix64(seed: 3)
        let bytes = (0..<size).map { _ in UInt8(truncatingIfNeeded: random.next() >> 61) }
        let small = try coding.compress(bytes)
        #expect(try coding.expand(small, limit: size) == bytes)
    }

    @Test(arguments: ContentCoding.allCases)
    func aBombIsStoppedAtTheLimit(_ coding: ContentCoding) throws {
        let bomb = try coding.compress([UInt8](repeating: 0, count: 50_000_000))
        #expect(bomb.count < 300_000)
        #expect(throws: PackingFailure.tooLarge) { try coding.expand(bomb, limit: 100_000) }
    }

    @Test(arguments: ContentCoding.allCases)
    func whatIsCutOffOrNotPackedIsDamaged(_ coding: ContentCoding) throws {
        let small = try coding.compress(Array("hello, hello, hello".utf8))
        for count in 0..<small.count {
            #expect(throws: PackingFailure.damaged) {
                try coding.expand(Array(small.prefix(count)), limit: 1000)
            }
        }
        #expect(throws: PackingFailure.damaged) {
            try coding.expand(Array("neither of them at all".utf8), limit: 1000)
        }
    }

    /// What the header says comes from whoever sent it: 16 bytes of a frame, the last 8 of its size.
    @Test(arguments: [UInt64.max, UInt64.max - 1, UInt64.max - 2, 1 << 62, 1001])
    func aFrameThatSaysItIsHugeIsRefused(_ size: UInt64) {
        let frame =
            [0x28, 0xB5, 0x2F, 0xFD, 0xE0] + withUnsafeBytes(of: size.littleEndian) { Array($0) }
            + [1, 0, 0]
        #expect(throws: PackingFailure.self) { try Zstandard.expand(frame, limit: 1000) }
    }

    @Test func aSizeThatLiesIsDamaged() throws {
        var frame = try Zstandard.compress([UInt8](repeating: 7, count: 100), level: 3)
        // One byte of size follows four of magic and one of description.
        #expect(frame[5] == 100)
        for size: UInt8 in [0, 99, 101, 255] {
            frame[5] = size
            #expect(throws: PackingFailure.damaged) { try Zstandard.expand(frame, limit: 1000) }
        }
    }

    @Test(arguments: [
        ("zstd, gzip", ContentCoding.gzip, ContentCoding.zstd),
        ("gzip;q=1, ZSTD ; q=0.5", .gzip, .zstd), ("gzip", .gzip, .gzip), ("zstd", .zstd, .zstd),
        ("zstd;q=0, gzip", .gzip, .gzip), ("br, gzip", .gzip, .gzip), ("identity", nil, nil),
        ("", nil, nil), ("gzip;q=0", nil, nil), ("zstdx", nil, nil),
    ])
    func whatARequestAccepts(_ header: String, _ small: ContentCoding?, _ large: ContentCoding?) {
        #expect(ContentCoding(accepted: header, size: 1000) == small)
        #expect(ContentCoding(accepted: header, size: 1_000_000) == large)
    }
}
