import Foundation
import LaptopSamples
import Procurement
import Replica
import SyncClient
import SyncProtocol
import Testing

/// What counts as handed in: only what an answer to a push says so of.
struct AcknowledgingTests {
    /// A disk is put back to where a visit had only begun. The visit is recorded once more, under
    /// its old key and number but in other words, while the council says what became of the first.
    /// (Found by the simulator, seed 102323.)
    @Test func whatAPullSaysOfAKeyAcknowledgesNothing() throws {
        let pair = try Pair()
        var session = SyncSession(replica: "replica-1")
        let asked = try #require(try pair.replica.read { try session.next(in: $0) })
        try pair.record(1)
        try pull(result(of: pair, .applied), to: asked, &session, pair)
        #expect(try pair.waiting() == 1)
        #expect(try pair.replica.reading().results.isEmpty)
        guard case .push(let push) = try pair.replica.read({ try session.next(in: $0) }) else {
            Issue.record("The record is not sent.")
            return
        }
        #expect(try push.mutations.map(\.key) == pair.keys())
    }

    @Test func whatAPullSaysOfAnAcknowledgedRecordIsShown() throws {
        let pair = try Pair()
        try pair.record(1)
        var session = SyncSession(replica: "replica-1")
        try push(
            PushAnswer(results: [result(of: pair, .held(.failed))], lastMid: 1), &session, pair)
        let asked = try #require(try pair.replica.read { try session.next(in: $0) })
        try pull(result(of: pair, .applied), to: asked, &session, pair)
        #expect(try pair.replica.reading().results[1]?.effect == .applied)
    }

    @Test func whatWasRefusedAsAForkStaysRefused() throws {
        let pair = try Pair()
        try pair.record(1)
        var session = SyncSession(replica: "replica-1")
        let fork = ForkedMutation(mid: 1, key: try pair.keys()[0], reason: .payload)
        try push(PushAnswer(results: [], lastMid: 1, forks: [fork]), &session, pair)
        let asked = try #require(try pair.replica.read { try session.next(in: $0) })
        try pull(result(of: pair, .applied), to: asked, &session, pair)
        #expect(try pair.replica.reading().results[1]?.isFork == true)
    }

    @Test func whatIsToBeSentAgainIsSentWhateverAPullSays() throws {
        let pair = try Pair()
        try pair.record(1)
        var session = SyncSession(replica: "replica-1")
        try push(PushAnswer(results: [result(of: pair, .applied)], lastMid: 1), &session, pair)
        let asked = try #require(try pair.replica.read { try session.next(in: $0) })
        _ = try pair.replica.write { try $0.resend(after: 0) }
        try pull(result(of: pair, .applied), to: asked, &session, pair)
        #expect(try pair.replica.read { try $0.firstToSend() } == 1)
    }

    private func result(of pair: Pair, _ effect: Effect) throws -> MutationResult {
        MutationResult(
            mid: 1, key: try pair.keys()[0], effect: effect, receivedAt: Samples.now, sequence: 1)
    }

    private func push(_ answer: PushAnswer, _ session: inout SyncSession, _ pair: Pair) throws {
        let asked = try #require(try pair.replica.read { try session.next(in: $0) })
        try pair.replica.write { transaction in
            try session.received(
                .push(answer), to: asked, epoch: "e", at: Samples.now, in: transaction)
        }
    }

    private func pull(
        _ result: MutationResult, to asked: SyncSession.Request, _ session: inout SyncSession,
        _ pair: Pair
    ) throws {
        let page = PullAnswer(
            operations: [], results: [result], lastMid: 1, cursor: "c", more: false)
        try pair.replica.write { transaction in
            try session.received(
                .pull(page), to: asked, epoch: "e", at: Samples.now, in: transaction)
        }
    }
}
