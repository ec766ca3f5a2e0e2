public import Procurement
public import SyncProtocol

/// The list of laptops.
public enum DeviceService {
    /// Takes a laptop off the list: from now on it gets nothing and can bring nothing, until it is
    /// enrolled anew. What it records meanwhile stays in its journal.
    ///
    /// - Returns: `false` when it was off the list already.
    /// - Throws: `CommandRefusal.noSuchDevice`, `StoreError`.
    public static func revoke(
        _ id: DeviceID, in transaction: StoreTransaction, now: Instant
    ) throws -> Bool {
        guard let device = try transaction.device(id) else {
            throw CommandRefusal.noSuchDevice(id.rawValue)
        }
        guard device.revoked == nil else { return false }
        try transaction.revoke(id, at: now)
        try transaction.audit(
            "device revoked", of: id.rawValue, by: OperatingSystemUser.current, at: now)
        return true
    }
}
