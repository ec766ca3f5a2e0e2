internal import Foundation
internal import Procurement
internal import SyncProtocol

/// The kinds of mutations that this council reads, and how an older version of one becomes the
/// newest.
///
/// A step stays for 18 months after the last release of the laptop that wrote the older version:
/// that long a laptop may lie in a drawer. What came is kept as it came; only what is read of it
/// takes the newer form. Source: `sync.md`, old laptops.
public struct MutationKinds: Sendable {
    /// The payload of the next version, as JSON text. Throws when it cannot be told.
    public typealias Step = @Sendable (_ payload: String) throws -> String

    private struct Kind: Sendable {
        let newest: Int
        let steps: [Int: Step]
    }

    private var kinds: [String: Kind] = [:]

    /// What this program was made with.
    public static let standard = MutationKinds().reading("recordPreference", newest: 1)

    public init() {}

    /// Also reads `name`, with a step for every older version, by the version that it begins with.
    public func reading(_ name: String, newest: Int, steps: [Int: Step] = [:]) -> MutationKinds {
        var more = self
        more.kinds[name] = Kind(newest: newest, steps: steps)
        return more
    }

    /// The versions of each kind that are read.
    var ranges: [String: VersionRange] {
        kinds.mapValues { kind in
            var oldest = kind.newest
            while kind.steps[oldest - 1] != nil { oldest -= 1 }
            return VersionRange(oldest: oldest, newest: kind.newest)
        }
    }

    enum Reading: Hashable {
        /// The payload as the newest version has it; `nil` when it came like that.
        case readable(current: String?)
        case unknown
        case unreadable
    }

    /// `name` is as on the wire: `recordPreference@1`.
    func read(_ name: String, payload: String) -> Reading {
        let parts = name.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, let kind = kinds[String(parts[0])], let version = Int(parts[1]),
            String(version) == parts[1], version <= kind.newest
        else { return .unknown }
        guard version < kind.newest else { return .readable(current: nil) }
        var text = payload
        for from in version..<kind.newest {
            guard let step = kind.steps[from] else { return .unknown }
            guard let next = try? step(text) else { return .unreadable }
            text = next
        }
        return .readable(current: text)
    }
}
