import Foundation
import LaptopSamples
import Procurement
import SyncProtocol

@testable import Replica

/// A replica in a folder of its own.
final class TestReplica {
    let temporary = TemporaryFolder()
    let folder: ProfileFolder
    let key = DataKey()
    var replica: Replica

    init() throws {
        folder = ProfileFolder(temporary.path)
        replica = try Replica.make(in: folder, key: key)
    }

    func reopen() throws {
        replica.close()
        replica = try Replica(in: folder, key: key)
    }

    /// Stores what belongs to one visit.
    func send(_ package: SupportPackage.ID = Samples.package) throws {
        try replica.write { transaction in
            for document in Samples.documents(package) {
                try transaction.put(
                    kind: document.kind.rawValue, id: document.id, package: document.package,
                    version: document.version, body: Data(document.body.utf8))
            }
            try transaction.noteChangedDocuments()
        }
    }

    static func entry(
        _ mid: Int64, key: String? = nil, payload: String = "{}", at now: Instant = Samples.now
    ) -> JournalEntry {
        JournalEntry(
            mid: mid, key: key ?? "key-\(mid)", name: "recordPreference@1",
            package: Samples.package, payload: payload, payloadHash: "", recordedAt: now,
            clockOffset: 7, signature: "signed")
    }

    static func result(_ mid: Int64, key: String? = nil) -> StoredResult {
        StoredResult(
            mid: mid, key: key ?? "key-\(mid)", effect: .applied, receivedAt: Samples.now,
            sequence: mid)
    }

    func journal() throws -> [JournalEntry] { try replica.read { try $0.journal() } }
}
