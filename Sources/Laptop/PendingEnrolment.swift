internal import Foundation
internal import Procurement
internal import Replica
internal import SyncClient
internal import SyncProtocol

/// `enrolment.json`, a `CheckedFile`: an enrolment that has begun. It is on the disk before the council
/// is asked, so that a program that ends at any step goes on with the same code, key and name: the
/// council then gives the answer that it gave.
///
/// Each code that was typed has its own key: 32 bytes of a P-256 key, sealed (see `Seal`) as
/// `#enrolment|<replica>|1` under a key that is derived from the code (`DataKey.init(derivedFrom:)`).
/// The keys go when `device.json` stands; the file goes when the recovery code was read.
struct PendingEnrolment: Codable, Hashable {
    static let format = "support-choice/enrolment-1"
    /// The most codes that are kept in mind.
    static let most = 16

    var format = Self.format
    var replica: ReplicaID
    /// Newest last.
    var keys: [Data] = []

    private var name: RowName { RowName(kind: "#enrolment", id: replica.rawValue, version: 1) }

    private static func seal(under code: String) -> Seal { Seal(DataKey(derivedFrom: code)) }

    /// What was begun in this folder; `nil` when nothing was, or nothing that can be read.
    static func begun(in folder: ProfileFolder) throws(ReplicaError) -> PendingEnrolment? {
        guard let data = try folder.read(.enrolment) else { return nil }
        guard let file = try? CanonicalJSON.decode(PendingEnrolment.self, from: data),
            file.format == format
        else { return nil }
        return file
    }

    /// The key that was made for this code.
    func key(for code: String) -> DeviceKey? {
        for sealed in keys.reversed() {
            if let raw = try? Self.seal(under: code).open(sealed, as: name) {
                return try? DeviceKey(raw: raw)
            }
        }
        return nil
    }

    mutating func add(_ key: DeviceKey, for code: String) throws(ReplicaError) {
        keys.append(try Self.seal(under: code).seal(key.raw, as: name))
        keys = keys.suffix(Self.most)
    }

    func store(in folder: ProfileFolder) throws(ReplicaError) {
        try folder.keep(self, as: .enrolment)
    }
}

extension Laptop {
    /// Whether the laptop was set up and nobody has read the recovery code yet.
    nonisolated public var isEnrolmentUnfinished: Bool { folder.has(.enrolment) }

    /// The name and the key with which the council is asked for this code, on the disk already.
    func identity(
        for code: String, isFresh: Bool = false
    ) throws(ReplicaError) -> (key: DeviceKey, replica: ReplicaID) {
        let begun = isFresh ? nil : try PendingEnrolment.begun(in: folder)
        var pending = begun ?? PendingEnrolment(replica: surroundings.replicaName())
        if let key = pending.key(for: code) { return (key, pending.replica) }
        let key = DeviceKey()
        try pending.add(key, for: code)
        try pending.store(in: folder)
        return (key, pending.replica)
    }

    /// The device stands: its key is not needed here any more.
    func forgetEnrolmentKeys() throws(ReplicaError) {
        guard var pending = try PendingEnrolment.begun(in: folder), !pending.keys.isEmpty else {
            return
        }
        pending.keys = []
        try pending.store(in: folder)
    }
}
