internal import Foundation
internal import Procurement
internal import Replica
internal import SyncClient
internal import SyncProtocol

/// A laptop that is enrolled: what survives when its copy is made anew.
struct Enrolled: Sendable {
    let worker: Worker.ID
    let device: DeviceID
    let key: DeviceKey
    let replica: ReplicaID

    init(at council: CouncilUnderTest, worker: Worker.ID) async throws {
        var random = SystemRandomNumberGenerator()
        replica = .version7(at: Instant(Date()), using: &random)
        key = DeviceKey()
        self.worker = worker
        let client = try CouncilClient(address: try address(council.port), identity: nil)
        do {
            device = try await client.enrol(
                EnrolRequest(
                    code: try council.code(for: worker), replica: replica,
                    publicKey: key.publicKey, deviceName: "Bench", appVersion: "1.0.0")
            ).value.device
        } catch {
            await client.close()
            throw error
        }
        await client.close()
    }
}

private func address(_ port: Int) throws -> CouncilAddress {
    guard let address = CouncilAddress("http://127.0.0.1:\(port)") else {
        throw Failure("There is no such address.")
    }
    return address
}

/// The laptop's own parts: a replica on the disk, the sync engine, the HTTP client.
final class LaptopUnderTest: Sendable {
    let who: Enrolled
    let folder: ProfileFolder
    let replica: Replica
    private let client: CouncilClient
    private let engine: SyncEngine

    /// An empty copy in a folder of its own.
    init(_ who: Enrolled, in folder: String, port: Int) throws {
        self.who = who
        self.folder = ProfileFolder(folder)
        replica = try Replica.make(in: self.folder, key: DataKey())
        client = try CouncilClient(
            address: try address(port), identity: .init(device: who.device, key: who.key))
        engine = SyncEngine(
            replica: replica, replicaID: who.replica, transport: client,
            now: { Instant(Date()) },
            mint: {
                var random = SystemRandomNumberGenerator()
                return .version7(at: Instant(Date()), using: &random)
            })
    }

    func sync() async throws { try await engine.run() }

    func asksForNews() async throws -> Bool { try await engine.waitForNews(seconds: 0) }

    /// Tries until it gets through.
    ///
    /// - Returns: how many tries it took.
    func syncAtLast() async throws -> Int {
        for attempt in 1...100 {
            do {
                try await sync()
                return attempt
            } catch SyncStop.offline {
                try await Task.sleep(for: .seconds(1))
            }
        }
        throw Failure("The laptop did not get through in 100 tries.")
    }

    func documents() throws -> Int { try replica.reading().documents.count }

    func close() async {
        await client.close()
        replica.close()
        try? FileManager.default.removeItem(atPath: folder.path)
    }
}

// MARK: - Recording

extension LaptopUnderTest {
    /// Preferences that can be recorded: a filled-in visit for every package with a shortlist.
    func visits() throws -> [VisitDraft] {
        let names = try replica.reading().documents.map(\.name)
        var random = SystemRandomNumberGenerator()
        return try names.filter { $0.kind == DocumentKind.shortlist.rawValue }
            .sorted { $0.id < $1.id }
            .compactMap { try draft($0.id, using: &random) }
    }

    private func draft(
        _ id: String, using random: inout SystemRandomNumberGenerator
    ) throws -> VisitDraft? {
        let (package, shortlist) = try replica.read { transaction in
            (
                try transaction.document(DocumentKind.package.rawValue, id),
                try transaction.document(DocumentKind.shortlist.rawValue, id)
            )
        }
        guard let package, let shortlist else { return nil }
        let bids = try CanonicalJSON.decode(Shortlist.self, from: shortlist)
        var draft = try VisitDraft.begin(
            package: try CanonicalJSON.decode(SupportPackage.self, from: package),
            shortlist: bids, supersedes: [], place: .home, now: Instant(Date()), using: &random)
        let commands =
            bids.bids.map { VisitDraft.Command.answer(.person, $0, .like) } + [
                .choose(.person, .favourite(bids.bids[0])),
                .explain(.person, "It is near the bus, and the staff made me laugh at tea time."),
                .observe("Pointed at the picture twice and smiled."), .confirmReadBack,
            ]
        for command in commands {
            for event in try draft.decide(command) { draft.evolve(event) }
        }
        return draft
    }

    /// Records a preference as the product does: freeze, sign, seal, append, commit, and once
    /// more in the journal's copy.
    ///
    /// - Returns: the bytes of the entry.
    @discardableResult
    func record(_ draft: VisitDraft) throws -> Int {
        try replica.write { transaction in
            let now = Instant(Date())
            let entry = try JournalEntry.freezing(
                try draft.record(by: who.worker, at: now), mid: try transaction.nextMid(), at: now,
                clockOffset: try transaction.syncState().clockOffset, signedBy: who.key)
            try transaction.append(entry)
            try transaction.removeDraft(of: draft.basis.package)
            return try CanonicalJSON.encode(entry).count
        }
    }

    /// How many records the council has not acknowledged.
    func waiting() throws -> Int {
        let reading = try replica.reading()
        return reading.journal.filter { reading.results[$0.mid] == nil }.count
    }
}
