import Foundation
import LaptopSamples
import Procurement
import Replica
import SyncClient

/// A laptop's replica and a council in memory.
final class Pair: Sendable {
    let temporary = TemporaryFolder()
    let council = FakeCouncil()
    let replica: Replica
    let engine: SyncEngine
    let key = DeviceKey()

    init() throws {
        replica = try Replica.make(in: ProfileFolder(temporary.path), key: DataKey())
        engine = Self.engine(replica, council)
    }

    private static func engine(
        _ replica: Replica, _ council: FakeCouncil, after seconds: Int64 = 0
    ) -> SyncEngine {
        SyncEngine(
            replica: replica, replicaID: "replica-1", transport: council,
            now: { Samples.now.adding(seconds: seconds) }, mint: { "replica-spare" })
    }

    /// As the program has it that is started next, so many seconds later.
    func anotherEngine(after seconds: Int64 = 0) -> SyncEngine {
        Self.engine(replica, council, after: seconds)
    }

    static let words = "It is near the bus."

    func record(_ seed: UInt64, reasons: String = Pair.words) throws {
        // A program before the limit in bytes could save any.
        let sample = try Samples.preference(seed: seed, reasons: Self.words)
        let preference = try CanonicalJSON.decode(
            Preference.self,
            from: Data(
                String(decoding: try CanonicalJSON.encode(sample), as: UTF8.self)
                    .replacing(Self.words, with: reasons).utf8))
        try replica.write { transaction in
            try transaction.append(
                JournalEntry.freezing(
                    preference, mid: try transaction.nextMid(), at: Samples.now, clockOffset: nil,
                    signedBy: key))
        }
    }

    func keys() throws -> [String] { try replica.read { try $0.journal().map(\.key) } }
    func waiting() throws -> Int64? { try replica.read { try $0.firstToSend() } }
    func state() throws -> SyncState { try replica.read { try $0.syncState() } }
}
