import Foundation
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

/// What is acknowledged is kept to the byte, or it is refused before.
struct StoredBytesKindTests {
    let council: TestCouncil
    let laptop: TestLaptop

    init() throws {
        council = try TestCouncil()
        _ = try council.importing([Sample.record()])
        laptop = try council.laptop()
    }

    @Test func aPayloadWithNULIsKeptWhole() throws {
        let payload = "{\"id\":\"p1\u{0}and more\"}"
        let answer = try council.push(
            [laptop.mutation(1, key: "p1", payload: payload)], from: laptop)
        #expect(answer.results.map(\.effect) == [.held(.unreadable)])
        let kept = try council.store.read { try $0.unverified() }
        #expect(kept.map(\.mutation.payload) == [payload])
        let report = try council.store.read { try PreferenceReport(in: $0) }
        #expect(report.unverified.map(\.payload) == [payload])
    }

    @Test func aNULThatSomebodyTypedIsKept() throws {
        let mutation = try laptop.mutation(1, Sample.preference("p1", reasons: "a\u{0}b"))
        #expect(try council.push([mutation], from: laptop).results.map(\.effect) == [.applied])
        #expect(try council.store.read { try $0.mutation("p1")?.payload } == mutation.payload)
    }

    @Test(arguments: ["p\u{0}1", "p\u{0}2", "p 1", "p\u{301}", "\u{7F}", ""])
    func aKeyThatStoresTellApartDifferentlyIsRefused(_ key: String) throws {
        let mutation = try laptop.mutation(1, key: key, payload: "{}")
        let problem = #expect(throws: Problem.self) {
            try council.push([mutation], from: laptop)
        }
        #expect(problem?.code == .malformed)
        #expect(try council.store.read { try $0.lastMid(of: "replica-1") } == 0)
    }

    @Test func aPayloadThatIsNoTextIsKeptAsItCame() throws {
        let json = """
            {"replica": "replica-1", "mutations": [
              {"mid": 1, "key": "k1", "payload": {"words": "These count."}}]}
            """
        let request = try CanonicalJSON.decode(IncomingPush.self, from: Data(json.utf8))
        _ = try council.push(request, from: laptop)
        let kept = try council.store.read { try $0.unverified().first?.mutation.stored() }
        #expect(kept?.contains("These count.") == true)
    }

    @Test func aTextThatTheStoreWouldCutIsNotStored() throws {
        #expect(throws: StoreError.cutByNUL) {
            try council.store.write {
                try $0.audit("a\u{0}b", of: "x", by: "cli", at: council.now)
            }
        }
    }
}
