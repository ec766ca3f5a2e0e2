import Packing
import Testing

@testable import CouncilServer

struct GzipTests {
    @Test(arguments: [0, 1, 1000, 70_000, 300_000])
    func whatIsCompressedComesBack(_ size: Int) throws {
        var random = SplitMix64(seed: 3)
        let bytes = (0..<size).map { _ in UInt8(truncatingIfNeeded: random.next() >> 61) }
        let small = try Gzip.compress(bytes, level: 3)
        #expect(try Gzip.expand(small, limit: size) == bytes)
    }

    @Test func aBombIsStoppedAtTheLimit() throws {
        let bomb = try Gzip.compress([UInt8](repeating: 0, count: 50_000_000), level: 9)
        #expect(bomb.count < 100_000)
        #expect(throws: Gzip.Failure.tooLarge) { try Gzip.expand(bomb, limit: 100_000) }
    }

    @Test func whatIsCutOffOrNoGzipIsDamaged() throws {
        let small = try Gzip.compress(Array("hello, hello, hello".utf8), level: 6)
        for count in 0..<small.count {
            #expect(throws: Gzip.Failure.damaged) {
                try Gzip.expand(Array(small.prefix(count)), limit: 1000)
            }
        }
        #expect(throws: Gzip.Failure.damaged) {
            try Gzip.expand(Array("not gzip at all".utf8), limit: 1000)
        }
    }
}
