import Foundation
import LaptopSamples
import Procurement
import SyncProtocol
import Testing

@testable import Replica
@testable import SyncClient

/// An entry that does not get through: it is set aside, and blocks neither the next nor the pull.
struct SetAsideKindTests {
    static let failures: [(CouncilFailure, SetAside, runs: Int)] = [
        (.problem(Problem(.tooLarge, status: 413, detail: "")), .tooLarge, 1),
        (.problem(Problem(.malformed, status: 400, detail: "")), .refused, 1),
        (.problem(Problem(.failed, status: 500, detail: "")), .refused, 3),
        (.timedOut, .tooSlow, 1),
    ]

    @Test(arguments: failures.indices)
    func whatDoesNotGetThroughBlocksNothing(_ index: Int) async throws {
        let (failure, reason, runs) = Self.failures[index]
        let pair = try Pair()
        await pair.council.send(Samples.documents("CE-1"))
        try pair.record(1)
        // Larger than a batch: a link may be too slow for it.
        try pair.record(2, reasons: String(repeating: "a", count: 70_000))
        try pair.record(3)
        let keys = try pair.keys()
        await pair.council.refuse(keys[1], failure)
        for run in 1...runs {
            if run < runs {
                await #expect(throws: SyncStop.self) { try await pair.engine.run() }
            } else {
                try await pair.engine.run()
            }
        }
        #expect(await pair.council.whole == [keys[0], keys[2]])
        #expect(try pair.replica.reading().documents.count == 6)
        #expect(try pair.replica.read { try $0.setAside() } == [2: reason])
        // It is not acknowledged: nothing says that the council has it, and it is never pruned.
        #expect(try pair.replica.read { try $0.result(of: 2) } == nil)
        // Not tried at every exchange ...
        let pushes = await pair.council.pushes.count
        try await pair.engine.run()
        #expect(await pair.council.pushes.count == pushes)
        // ... but by the next program, after everything else, and then it counts.
        await pair.council.refuse(keys[1], nil)
        try pair.record(4)
        try await pair.anotherEngine().run()
        #expect(await Set(pair.council.whole) == Set(try pair.keys()))
        #expect(try pair.replica.read { try $0.setAside() }.isEmpty)
        #expect(try pair.replica.read { try $0.result(of: 2)?.effect } == .applied)
        print("figure set-aside-\(reason.rawValue)-lost 0 records")
    }

    @Test func aCouncilThatLostItIsToldAgain() async throws {
        let pair = try Pair()
        try pair.record(1)
        try pair.record(2)
        let keys = try pair.keys()
        await pair.council.refuse(keys[0], .problem(Problem(.tooLarge, status: 413, detail: "")))
        try await pair.engine.run()
        await pair.council.restore(keeping: 0)
        try await pair.anotherEngine().run()
        #expect(await pair.council.keys == keys)
        #expect(await pair.council.whole == [keys[1]])
        #expect(try pair.replica.read { try $0.setAside() } == [1: .tooLarge])
    }

    @Test func aRecordThatIsTooLargeIsNotFrozen() throws {
        let pair = try Pair()
        let words = String(repeating: "a", count: RecordRoom.record)
        let refusal = #expect(throws: Refusal.self) { try pair.record(1, reasons: words) }
        guard case .recordTooLarge? = refusal else {
            Issue.record("it is refused for another reason")
            return
        }
        #expect(try pair.keys().isEmpty)
    }
}
