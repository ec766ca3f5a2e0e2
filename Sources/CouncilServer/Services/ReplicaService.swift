internal import Procurement
internal import SyncProtocol

/// Which replica a laptop may speak for.
///
/// A laptop whose disk was copied or restored takes a new name for its replica and submits the same
/// keys under it. A name that the council never heard is therefore the laptop's own; a name that it
/// knows is that of the laptop that brought it. Source: `sync.md`, identity.
enum ReplicaService {
    /// - Returns: whether the council knows the replica already.
    /// - Throws: `Problem.notYourReplica`, `Problem.malformed`.
    static func check(
        _ replica: ReplicaID, of device: Device, in transaction: StoreTransaction
    ) throws -> Bool {
        guard let met = try transaction.replica(replica) else {
            guard isName(replica) else {
                throw Problem.malformed("The replica has no usable name.")
            }
            return false
        }
        guard met.device == device.id, met.worker == device.worker else {
            throw Problem.notYourReplica
        }
        return true
    }

    /// The newest `mid` of a replica that is met now, if it was not before.
    static func lastMid(
        meeting replica: ReplicaID, of device: Device, in transaction: StoreTransaction
    ) throws -> Int64 {
        guard try check(replica, of: device, in: transaction) else {
            try transaction.meet(replica, of: device)
            return 0
        }
        return try transaction.lastMid(of: replica)
    }

    static func isName(_ replica: ReplicaID) -> Bool {
        let bytes = replica.rawValue.utf8
        return (8...64).contains(bytes.count)
            && bytes.allSatisfy { UInt8(ascii: "!")...UInt8(ascii: "~") ~= $0 }
    }
}
