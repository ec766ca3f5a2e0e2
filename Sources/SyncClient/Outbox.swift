internal import Foundation
public import Procurement
public import Replica
public import SyncProtocol

/// The records that wait, sealed for the council, in the profile's folder `outbox`: what a program
/// without the passphrase may send.
///
/// One file a record, `<mid>.json`, holding a `Parcel`. The journal is the truth: a file that is
/// missing or old costs nothing but time, and is put right whenever the laptop is unlocked.
public struct Outbox: Sendable {
    /// A sealed record and the name under which it goes.
    struct Parcel: Codable, Hashable {
        /// `nil` in files of a program that knew one device a profile.
        var device: DeviceID?
        let replica: ReplicaID
        let key: String
        /// The council's key that it was sealed to.
        let recipient: String
        let entry: SealedEntry
    }

    /// The most records that are kept sealed; the others wait for the passphrase.
    public static let most = 256

    private let path: String

    public init(in folder: ProfileFolder) { path = folder.path + "/outbox" }

    /// Makes the folder hold what waits, and nothing else. `recipient` is `Hello.sealingKey`.
    ///
    /// - Throws: `ReplicaError` when the disk is full or fails; the journal is not touched.
    public func settle(
        _ replica: Replica, name: ReplicaID, device: DeviceID, recipient: String
    ) throws {
        guard let seal = CouncilSeal(recipient: recipient) else { return }
        let (waiting, base) = try replica.read { transaction -> ([JournalEntry], Int64) in
            guard let first = try transaction.firstUnsent() else { return ([], 0) }
            return (
                try transaction.journal(from: first, limit: Self.most), try transaction.base()
            )
        }
        var kept: Set<String> = []
        for entry in waiting {
            let mid = entry.mid - base
            let file = fileName(mid)
            kept.insert(file)
            if let held = parcel(file), held.device == device, held.replica == name,
                held.key == entry.key, held.recipient == recipient
            {
                continue
            }
            let sealed = try seal.seal(
                Mutation(entry, base: base), device: device, replica: name)
            let parcel = Parcel(
                device: device, replica: name, key: entry.key, recipient: recipient, entry: sealed)
            try prepare()
            try DurableFile.replace(path + "/" + file, with: CanonicalJSON.encode(parcel))
        }
        for file in files where !kept.contains(file) { unlink(path + "/" + file) }
    }

    /// What to send, in order; `nil` when nothing waits. At most `limit` bytes, one record at least.
    public func request(
        device: DeviceID, limit: Int = SyncSession.largestPush
    ) -> DepositRequest? {
        // What was sealed for a device that is no more, the council cannot open.
        let parcels = files.compactMap { parcel($0) }
            .filter { $0.device ?? device == device }.sorted { $0.entry.mid < $1.entry.mid }
        guard let first = parcels.first else { return nil }
        var entries: [SealedEntry] = []
        var bytes = 0
        for parcel in parcels {
            bytes += Self.bytes(of: parcel.entry)
            guard parcel.replica == first.replica,
                parcel.entry.mid == first.entry.mid + Int64(entries.count),
                entries.isEmpty || bytes <= limit
            else { break }
            entries.append(parcel.entry)
        }
        return DepositRequest(device: device, replica: first.replica, entries: entries)
    }

    /// Whether nothing is sealed, for whatever device.
    public var isEmpty: Bool { files.isEmpty }

    /// What a request weighs, as `request` counts it.
    public static func bytes(of request: DepositRequest) -> Int {
        request.entries.reduce(0) { $0 + bytes(of: $1) }
    }

    private static func bytes(of entry: SealedEntry) -> Int { entry.sealed.utf8.count + 32 }

    /// Forgets what the council has taken of a request.
    ///
    /// - Returns: how many records that were.
    public func forget(_ request: DepositRequest, upTo lastMid: Int64) -> Int {
        let taken = Set(request.entries.filter { $0.mid <= lastMid })
        let done = files.filter { file in parcel(file).map { taken.contains($0.entry) } ?? false }
        for file in done { unlink(path + "/" + file) }
        return done.count
    }

    private var files: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
            .filter { $0.hasSuffix(".json") }.sorted()
    }

    private func fileName(_ mid: Int64) -> String { "\(mid).json" }

    /// `nil` when the file cannot be read; it is written anew when the laptop is unlocked.
    private func parcel(_ file: String) -> Parcel? {
        FileManager.default.contents(atPath: path + "/" + file)
            .flatMap { try? CanonicalJSON.decode(Parcel.self, from: $0) }
    }

    private func prepare() throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }
}
