internal import Foundation
internal import GRDB
internal import Procurement
internal import Replica
internal import SyncClient
internal import SyncProtocol

/// The planted bugs that are more than a line. None of them is in the product.
extension World {
    /// What the planted bugs make of an answer to a push.
    func changed(_ answer: PushAnswer, _ laptop: SimulatedLaptop) -> PushAnswer {
        switch planted {
        case .markedSentThatWasNot: allMarked(answer, laptop)
        case .clonedIdentity:
            PushAnswer(
                results: answer.results, lastMid: answer.lastMid,
                forks: answer.forks.map { ForkedMutation(mid: $0.mid, key: $0.key) })
        default: answer
        }
    }

    /// What the planted bugs make of a page.
    func changed(_ page: PullAnswer, _ laptop: SimulatedLaptop) -> PullAnswer {
        switch planted {
        case .silentApplyFailure where page.operations.count > 3:
            // The last document of the page is not stored.
            PullAnswer(
                operations: page.operations.dropLast(), results: page.results,
                lastMid: page.lastMid, cursor: page.cursor, more: page.more)
        case .clonedIdentity:
            PullAnswer(
                operations: page.operations, results: page.results,
                lastMid: min(
                    page.lastMid, Int64(laptop.book.journal.count) - laptop.book.base),
                cursor: page.cursor, more: page.more)
        default: page
        }
    }

    /// Every entry that waits gets the answer of the last one.
    private func allMarked(_ answer: PushAnswer, _ laptop: SimulatedLaptop) -> PushAnswer {
        guard let last = answer.results.last else { return answer }
        let base = laptop.book.base
        let waiting = laptop.book.journal.enumerated().filter { $0.offset >= last.mid + base }
        return PushAnswer(
            results: answer.results
                + waiting.map { index, fact in
                    MutationResult(
                        mid: Int64(index) + 1 - base, key: fact.key, effect: last.effect,
                        receivedAt: last.receivedAt, sequence: last.sequence)
                }, lastMid: answer.lastMid, forks: answer.forks)
    }

    /// Edited resend: what left the laptop before is written anew.
    func edited(_ push: PushRequest, by laptop: SimulatedLaptop) throws -> PushRequest {
        PushRequest(
            replica: push.replica,
            mutations: try push.mutations.map { mutation in
                guard laptop.book.sent.contains(mutation.mid + laptop.book.base) else {
                    return mutation
                }
                return try Digest.edited(
                    mutation,
                    payload: mutation.payload.replacing(
                        "\"observed\":\"\"", with: "\"observed\":\"As before.\""),
                    signedBy: laptop.identity.key)
            })
    }

    /// Clock decides: of the records of a package that stand beside each other, the one with the
    /// latest device time is taken, and the others are called superseded.
    func letTheClockDecide() throws {
        let queue = try DatabaseQueue(path: council.folder + "/council.sqlite")
        try queue.write { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT p.id, p.package FROM preference p JOIN mutation m ON m.key = p.id
                    WHERE p.effect LIKE '%needsReview%' ORDER BY p.package, m.device_time DESC
                    """)
            var decided: Set<String> = []
            for row in rows {
                let (key, package): (String, String) = (row[0], row[1])
                let effect =
                    decided.insert(package).inserted
                    ? #"{"kind":"applied"}"#
                    : #"{"kind":"recordedWithoutEffect","reason":"alreadySuperseded"}"#
                try db.execute(
                    sql: "UPDATE preference SET effect = ? WHERE id = ?", arguments: [effect, key])
            }
        }
        try queue.close()
    }
}
