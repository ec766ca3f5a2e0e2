internal import Crypto
internal import Foundation
public import Procurement
public import Replica
public import SyncProtocol

/// Compares the replica with the council, as functions without clock or network, like `SyncSession`.
///
/// It is for what no rule foresees: a page that was applied wrongly, a row that no longer opens. The
/// packages that differ come back whole and replace what is held of them, each in one transaction.
public enum CouncilCheck {
    /// The most rounds of one check; what differs still is found by the next one.
    public static let rounds = 20

    /// What to ask; `nil` as long as the feed was never read to its end.
    public static func question(
        from replica: ReplicaID, in transaction: ReplicaTransaction
    ) throws -> VerifyRequest? {
        guard let cursor = try transaction.syncState().cursor, try !transaction.isSweeping() else {
            return nil
        }
        var entries: [String: [PackageDigest.Entry]] = [:]
        for document in try transaction.allDocuments() {
            entries[document.package.rawValue, default: []].append(
                PackageDigest.Entry(
                    kind: document.name.kind, id: document.name.id, version: document.version,
                    bodyHash: hex(document.body)))
        }
        let digests = entries.mapValues { entries in
            String(hex(Data(PackageDigest.text(entries).utf8)).prefix(PackageDigest.length))
        }
        return VerifyRequest(replica: replica, cursor: cursor, digests: digests)
    }

    /// Replaces the packages that differ, of those that came with the answer.
    ///
    /// - Returns: the packages that were replaced.
    public static func received(
        _ answer: VerifyAnswer, to request: VerifyRequest, in transaction: ReplicaTransaction
    ) throws -> [SupportPackage.ID] {
        // Something was read meanwhile: the answer is about another state.
        guard try transaction.syncState().cursor == request.cursor else { return [] }
        for copy in answer.copies {
            guard copy.documents.allSatisfy({ $0.package == copy.package }) else {
                throw SyncStop.councilFailed
            }
            try transaction.replace(
                copy.package,
                by: copy.documents.map { document in
                    OpenedDocument(
                        name: DocumentName(kind: document.kind.rawValue, id: document.id),
                        package: document.package, version: document.version,
                        body: Data(document.body.utf8))
                })
        }
        if !answer.copies.isEmpty { try transaction.noteChangedDocuments() }
        return answer.copies.map(\.package)
    }

    private static func hex(_ data: Data) -> String {
        SHA256.hash(data: data).hexadecimal
    }
}

extension SyncEngine {
    /// How often the replica is compared with the council, in seconds.
    static let checkAfter: Int64 = 86_400
    private static let checkAgainAfter: Int64 = 3600
    private static let lastChecked = "checked"

    /// Compares the replica with the council, and fetches the packages that differ.
    ///
    /// - Returns: those packages, in order.
    /// - Throws: why it stopped before its end. What was fetched until then is stored.
    public func check() async throws(SyncStop) -> [SupportPackage.ID] {
        do {
            return try await checkNow()
        } catch CouncilFailure.problem(let problem) where problem.code == .cursorGone {
            try? replica.write { try $0.startOver() }
            return []
        } catch {
            throw Self.stop(error)
        }
    }

    /// Once a day, the first time a day after the first exchange. A check that fails is no failure of
    /// the exchange: it is tried again an hour later.
    func checkWhenDue() async throws {
        let last = try replica.read { try $0.meta(Self.lastChecked) }
            .flatMap { Int64(String(decoding: $0, as: UTF8.self)) }
        let moment = now().milliseconds
        guard let last else {
            // What was just read from the beginning is not compared at once.
            try replica.write { try $0.setMeta(Self.lastChecked, Data("\(moment)".utf8)) }
            return
        }
        if last <= moment, moment < last + Self.checkAfter * 1000 { return }
        let soon = moment - (Self.checkAfter - Self.checkAgainAfter) * 1000
        try replica.write { try $0.setMeta(Self.lastChecked, Data("\(soon)".utf8)) }
        do {
            _ = try await checkNow()
        } catch CouncilFailure.problem(let problem) where problem.code == .notFound {
            // A council of an older version cannot compare: that is no reason to ask it soon.
            try replica.write { try $0.setMeta(Self.lastChecked, Data("\(moment)".utf8)) }
        } catch {}
    }

    private func checkNow() async throws -> [SupportPackage.ID] {
        var replaced: Set<SupportPackage.ID> = []
        for _ in 0..<CouncilCheck.rounds {
            let name = replicaID
            guard
                let question = try replica.read({
                    try CouncilCheck.question(from: name, in: $0)
                })
            else { return [] }
            let answer = try await transport.verify(question).value
            let moment = now().milliseconds
            let fetched = try replica.write { transaction in
                let fetched = try CouncilCheck.received(answer, to: question, in: transaction)
                try transaction.setMeta(Self.lastChecked, Data("\(moment)".utf8))
                return fetched
            }
            // The same package twice: fetching it does not help.
            guard !fetched.isEmpty, replaced.isDisjoint(with: fetched) else { break }
            replaced.formUnion(fetched)
        }
        return replaced.sorted()
    }
}
