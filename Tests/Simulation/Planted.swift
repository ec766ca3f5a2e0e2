internal import Foundation
internal import GRDB
internal import Procurement
internal import Replica
internal import SyncClient
internal import SyncProtocol

/// The planted bugs that are more than a line. None of them is in the product.
extension World {
    /// Marked sent that was not: every entry that waits gets the answer of the last one.
    func markAll(_ answer: PushAnswer, _ laptop: SimulatedLaptop) throws -> PushAnswer {
        guard let last = answer.results.last else { return answer }
        let waiting = laptop.book.journal.enumerated().filter { $0.offset >= last.mid }
        return PushAnswer(
            results: answer.results
                + waiting.map { index, fact in
                    MutationResult(
                        mid: Int64(index) + 1, key: fact.key, effect: last.effect,
                        receivedAt: last.receivedAt, sequence: last.sequence)
                }, lastMid: answer.lastMid, forks: answer.forks)
    }

    /// Edited resend: what left the laptop before is written anew.
    func edited(_ push: PushRequest, by laptop: SimulatedLaptop) throws -> PushRequest {
        PushRequest(
            replica: push.replica,
            mutations: try push.mutations.map { mutation in
                guard laptop.book.sent.contains(mutation.mid) else { return mutation }
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

extension PullAnswer {
    /// Silent apply failure: the last document of the page is not stored.
    func withoutOne() -> PullAnswer {
        guard operations.count > 3 else { return self }
        return PullAnswer(
            operations: operations.dropLast(), results: results, lastMid: lastMid, cursor: cursor,
            more: more)
    }
}
