import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

/// The feed forgets after 13 months what left it, and nobody misses a leave for that.
struct FloorTests {
    let council: TestCouncil
    let laptop: TestLaptop

    init() throws {
        council = try TestCouncil()
        _ = try council.importing((1...9).map { Sample.record("CE-200\($0)") })
        laptop = try council.laptop()
    }

    private func leave(_ package: SupportPackage.ID) throws {
        _ = try council.store.write {
            try CaseloadService.remove(package, from: "sw-1", in: $0, now: council.now)
        }
    }

    private func tidy() throws -> Int {
        try council.store.write { try Housekeeping().tidy(in: $0, now: council.now) }.leavesPruned
    }

    /// Everything that the laptop holds after a pull from `cursor` to the end, in small pages.
    private func packages(from cursor: inout String?) throws -> Set<SupportPackage.ID> {
        var held: Set<SupportPackage.ID> = []
        while true {
            let page = try council.pull(laptop, cursor: cursor, pageBytes: 16 * 1024)
            for operation in page.operations {
                switch operation {
                case .put(let document): held.insert(document.package)
                case .leave(let package): held.remove(package)
                case .unknown: break
                }
            }
            cursor = page.cursor
            if !page.more { return held }
        }
    }

    @Test func whoIsBelowTheFloorStartsAgainAndGetsToItsEnd() throws {
        var before: String?
        #expect(try packages(from: &before).count == 9)
        try leave("CE-2001")
        try leave("CE-2002")
        council.clock.advance(seconds: Housekeeping.leaveLifetime - 1)
        #expect(try tidy() == 0)
        council.clock.advance(seconds: 2)
        #expect(try tidy() == 2)
        let problem = #expect(throws: Problem.self) { try council.pull(laptop, cursor: before) }
        #expect(problem?.code == .cursorGone)
        var fresh: String?
        #expect(try packages(from: &fresh).count == 7)
        // At the end it is above the floor, although nothing was there to read.
        #expect(try council.pull(laptop, cursor: fresh).operations.isEmpty)
        #expect(try tidy() == 0)
    }

    @Test func whoHeardOfTheLeaveGoesOn() throws {
        try leave("CE-2001")
        var cursor: String?
        #expect(try packages(from: &cursor).count == 8)
        council.clock.advance(seconds: Housekeeping.leaveLifetime + 1)
        #expect(try tidy() == 1)
        #expect(try council.pull(laptop, cursor: cursor).operations.isEmpty)
    }

    @Test func aPullFromTheBeginningThatIsUnderWayWhenTheFloorRisesStartsAgain() throws {
        let first = try council.pull(laptop, pageBytes: 16 * 1024)
        #expect(first.more)
        try leave("CE-2009")
        council.clock.advance(seconds: Housekeeping.leaveLifetime + 1)
        #expect(try tidy() == 1)
        #expect(throws: Problem.self) { try council.pull(laptop, cursor: first.cursor) }
        var fresh: String?
        #expect(try packages(from: &fresh).count == 8)
    }
}
