internal import Foundation
public import Procurement
public import Replica
public import SyncClient
internal import SyncProtocol

/// What the laptop takes from the world around it: a clock, chance, the way to the council.
public struct Surroundings: Sendable {
    public var now: @Sendable () -> Instant
    /// `nil` where the system does not say which start of the machine this is.
    public var running: @Sendable () -> RunningTime?
    /// 64 random bits.
    public var random: @Sendable () -> UInt64
    /// How dear a guess at the passphrase is made for new profiles.
    public var cost: VaultCost
    /// Makes the way to a council, without an identity for setting up. The text is a certificate
    /// authority as PEM.
    public var connect:
        @Sendable (CouncilAddress, CouncilClient.Identity?, String?) throws -> any CouncilTransport
    /// Whether an unlocked laptop syncs by itself. Without it only `syncOnce` does.
    public var syncsByItself: Bool
    /// The pause after an attempt that failed while records wait to be sent. With a connection
    /// time-out of 5 seconds the council is tried again within 10.
    public var retryPause: Duration
    /// The pause after an attempt that failed while nothing waits.
    public var idlePause: Duration
    /// The longest that `syncOnce` waits for pictures: who asked wants to know about the records.
    public var picturePatience: Duration
    public var deviceName: String
    /// The file of a certificate authority to trust besides the system's, for setting up.
    public var authorityFile: String?

    public static let live = Surroundings(
        now: { Instant(Date()) }, running: { machineTime() },
        random: {
            var generator = SystemRandomNumberGenerator()
            return generator.next()
        },
        cost: .standard,
        connect: { address, identity, authority in
            try CouncilClient(address: address, identity: identity, authority: authority)
        },
        syncsByItself: true, retryPause: .seconds(5), idlePause: .seconds(30),
        picturePatience: .seconds(20),
        deviceName: usualDeviceName, authorityFile: nil)

    private static func machineTime() -> RunningTime? {
        let text = { (path: String) in try? String(contentsOfFile: path, encoding: .utf8) }
        // Both count on while the machine sleeps. Source: proc(5).
        guard let start = text("/proc/sys/kernel/random/boot_id"),
            let seconds = text("/proc/uptime")?.split(separator: " ").first.flatMap({ Double($0) })
        else { return nil }
        return RunningTime(
            start: start.trimmingCharacters(in: .whitespacesAndNewlines),
            milliseconds: Int64(seconds * 1000))
    }

    /// The machine's own name, as far as the council takes it.
    private static var usualDeviceName: String {
        let name = ProcessInfo.processInfo.hostName.filter { $0.isASCII && !$0.isWhitespace }
        return name.isEmpty ? "Laptop" : String(name.prefix(60))
    }

    /// Chance as the standard library wants it.
    struct Chance: RandomNumberGenerator {
        let source: @Sendable () -> UInt64
        mutating func next() -> UInt64 { source() }
    }

    var chance: Chance { Chance(source: random) }

    /// Makes names for replicas that nobody has.
    var replicaName: @Sendable () -> ReplicaID {
        { [now, random] in
            var chance = Chance(source: random)
            return .version7(at: now(), using: &chance)
        }
    }
}
