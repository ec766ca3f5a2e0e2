import Foundation
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

/// Records that are within every limit of some released laptop, and large in bytes.
struct RecordSizeKindTests {
    /// Texts of 4,000 characters each, which programs before the limit in bytes could save.
    static let texts: [(name: String, words: String)] = [
        (
            "family pictures",
            String(repeating: "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", count: 4000)
        ),
        (
            "towers of accents",
            String(repeating: "e" + String(repeating: "\u{301}", count: 205), count: 4000)
        ),
        ("quotes", String(repeating: "\"\\", count: 2000)),
        ("control characters", String(repeating: "\u{1}", count: 4000)),
        ("Chinese", String(repeating: "\u{6F22}", count: 4000)),
    ]

    @Test(arguments: texts.indices)
    func whatAnOlderLaptopCouldSaveCounts(_ index: Int) throws {
        let council = try TestCouncil()
        _ = try council.importing([Sample.record()])
        let laptop = try council.laptop()
        let large = try laptop.mutation(
            1, Sample.preference("p1", reasons: Self.texts[index].words))
        let next = try laptop.mutation(2, Sample.preference("p2", supersedes: ["p1"]))
        let answer = try council.push([large, next], from: laptop)
        #expect(answer.results.map(\.effect) == [.applied, .applied])
        #expect(try council.store.read { try $0.mutation("p1")?.payload } == large.payload)
        print("figure record-taken-\(index) \(large.payload.utf8.count) bytes")
    }

    @Test func theLargestBodyHasRoomForTheLargestRecordHoweverItIsEscaped() throws {
        let service = PushService()
        let payload = String(repeating: "\"", count: service.limits.acceptedBytes)
        #expect(try CanonicalJSON.encode(payload).count < service.bodyLimit)
    }

    @Test func aRecordWithoutItsWordsWaitsForThemAndBlocksNothing() throws {
        let council = try TestCouncil()
        _ = try council.importing([Sample.record(), Sample.record("CE-2042")])
        let laptop = try council.laptop()
        let whole = try laptop.mutation(1, Sample.preference("p1"))
        let next = try laptop.mutation(2, Sample.preference("p2", package: "CE-2042"))
        let first = try council.push([whole.altered(payload: ""), next], from: laptop)
        #expect(first.results.map(\.effect) == [.held(.unreadable), .applied])
        #expect(try council.push([whole], from: laptop).results.map(\.effect) == [.applied])
        #expect(try council.standing("p1") == .applied)
        // Its name alone is answered as the record is.
        let again = try council.push([whole.altered(payload: "")], from: laptop)
        #expect(again.results.map(\.effect) == [.applied])
        #expect(again.forks.isEmpty)
    }
}
