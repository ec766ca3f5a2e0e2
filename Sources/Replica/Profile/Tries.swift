internal import Foundation
public import Procurement

/// How often a wrong passphrase was typed, and how long the next try has to wait.
///
/// Five tries are free. After the fifth a wait of 30 seconds begins, then one try, then 60, 120
/// ... up to 15 minutes. A try is written down before it is made, so that pulling the plug gives
/// none back. `tries.json` is `{"used": 5, "waitUntil": "2026-11-30T14:00:00.000Z"}`.
public struct Tries: Codable, Hashable, Sendable {
    public static let free = 5
    public static let longestWait: Int64 = 900

    public private(set) var used = 0
    private var waitUntil: Instant?

    public init() {}

    public init(in folder: ProfileFolder) {
        self =
            folder.read(.tries).flatMap { try? CanonicalJSON.decode(Tries.self, from: $0) }
            ?? Tries()
    }

    public func store(in folder: ProfileFolder) throws(ReplicaError) {
        guard let data = try? CanonicalJSON.encode(self) else {
            throw .notStored(diskFull: false)
        }
        try folder.write(data, to: .tries)
    }

    /// Tries before the next wait; at least 1, because after a wait there is always one.
    public var left: Int { max(1, Self.free - used) }

    /// Seconds until the next try may be made; 0 when it may be made now. A clock that was put
    /// back cannot make the wait longer than it was.
    public func wait(at now: Instant) -> Int {
        guard let waitUntil, waitUntil > now else { return 0 }
        let seconds = (waitUntil.milliseconds - now.milliseconds + 999) / 1000
        return Int(min(seconds, Self.length(after: used)))
    }

    /// Counts a try that is about to be made.
    public mutating func begin(at now: Instant) {
        used += 1
        let length = Self.length(after: used)
        waitUntil = length > 0 ? now.adding(seconds: length) : nil
    }

    private static func length(after used: Int) -> Int64 {
        guard used >= free else { return 0 }
        return min(longestWait, 30 << Int64(min(used - free, 10)))
    }
}
