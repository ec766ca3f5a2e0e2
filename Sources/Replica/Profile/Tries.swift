internal import Foundation
public import Procurement

/// How often a wrong passphrase was typed, and how long the next try has to wait.
///
/// Five tries are free. After the fifth a wait of 30 seconds begins, then one try, then 60, 120
/// ... up to 15 minutes. A try is written down when it turned out wrong, before anybody is told or
/// anything else happens: a program that is stopped before has told nothing, and costs no wait
/// (`docs/decisions/0023`). `tries.json` is a `CheckedFile`, `{"used": 5, "waitUntil":
/// "2026-11-30T14:00:00.000Z", ...}`; a damaged one counts as none.
public struct Tries: Codable, Hashable, Sendable {
    public static let free = 5
    public static let longestWait: Int64 = 900

    public private(set) var used = 0
    private var waitUntil: Instant?

    public init() {}

    public init(in folder: ProfileFolder) {
        self = Tries()
        // What guards the keys is scrypt: whoever can damage this file can take it away too.
        guard let data = try? folder.read(.tries), CheckedFile.state(of: data) != .damaged,
            let tries = try? CanonicalJSON.decode(Tries.self, from: data)
        else { return }
        self = tries
    }

    public func store(in folder: ProfileFolder) throws(ReplicaError) {
        try folder.keep(self, as: .tries)
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

    /// Counts a try that was wrong.
    public mutating func count(at now: Instant) {
        used += 1
        let length = Self.length(after: used)
        waitUntil = length > 0 ? now.adding(seconds: length) : nil
    }

    private static func length(after used: Int) -> Int64 {
        guard used >= free else { return 0 }
        return min(longestWait, 30 << Int64(min(used - free, 10)))
    }
}
