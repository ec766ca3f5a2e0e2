import Foundation
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

/// What a push costs does not grow with the square of what came before.
struct PushCostKindTests {
    /// Records that replace none of the others: all of them are shown beside each other.
    @Test(arguments: [20, 220]) func manyRecordsOfOnePackage(_ before: Int) throws {
        let council = try TestCouncil()
        _ = try council.importing([Sample.record()])
        let laptop = try council.laptop()
        let mutations = try (1...(before + 20)).map {
            try laptop.mutation(Int64($0), Sample.preference("p\($0)"))
        }
        for start in stride(from: 0, to: before, by: 20) {
            _ = try council.push(
                Array(mutations[start..<min(start + 20, before)]), from: laptop)
        }
        let began = ContinuousClock.now
        let answer = try council.push(Array(mutations[before...]), from: laptop)
        let took = (ContinuousClock.now - began) / .milliseconds(1)
        print("figure push-of-20-beside-\(before) \(Int(took)) ms")
        #expect(answer.results.count == 20)
        let stored = try council.store.read { try $0.preferences(of: "CE-2041") }
        let ids = Set(mutations.map { Preference.ID($0.key) })
        for record in stored {
            #expect(
                record.effect
                    == .needsReview(with: ids.subtracting([record.preference.id]).sorted()))
        }
    }
}
