import Foundation
import LaptopSamples
import Testing

@testable import Replica

struct DurableFileTests {
    /// Files of many lengths on disks with bad blocks: what the disk gives is there in its place, and
    /// zeros are in place of the blocks that it does not give.
    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func aBadBlockCostsWhatWasInIt(_ seed: UInt64) throws {
        var random = Seeded(seed)
        let length =
            [0, 1, 4_095, 4_096, 4_097, 300_000, Int.random(in: 0...900_000, using: &random)]
            .randomElement(using: &random) ?? 0
        let content = Data((0..<length).map { _ in UInt8.random(in: 1...255, using: &random) })
        let blocks = (length + 4_095) / 4_096
        let share = Double.random(in: 0...1, using: &random)
        let bad = Set((0..<blocks).filter { _ in Double.random(in: 0...1, using: &random) < share })
        let disk = { (range: Range<Int>) -> Data? in
            let isBad =
                range.isEmpty
                ? false
                : (range.lowerBound / 4_096...(range.upperBound - 1) / 4_096)
                    .contains(where: bad.contains)
            return isBad ? nil : content.subdata(in: range)
        }
        var expected = content
        var lost = 0
        for block in bad {
            let range = block * 4_096..<min((block + 1) * 4_096, length)
            expected.replaceSubrange(range, with: Data(count: range.count))
            lost += range.count
        }
        let half = DurableFile.joined(length, losing: 0.5, disk)
        #expect(half == (lost * 2 > length ? nil : expected))
        let whole = DurableFile.joined(length, losing: 0, disk)
        #expect(whole == (lost > 0 ? nil : content))
    }

    @Test func aFileThatIsNotThereIsNone() throws {
        let folder = TemporaryFolder()
        #expect(try DurableFile.read(folder.path + "/none") == nil)
        try DurableFile.replace(folder.path + "/some", with: Data("words".utf8))
        #expect(try DurableFile.read(folder.path + "/some") == Data("words".utf8))
        #expect(throws: ReplicaError.self) { try DurableFile.read(folder.path) }
    }
}
