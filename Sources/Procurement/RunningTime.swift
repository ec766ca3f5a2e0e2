/// How long a machine has been running, asleep or awake, since one of its starts: it goes on evenly
/// when somebody sets the clock. Evidence beside a clock, never more.
public struct RunningTime: Codable, Hashable, Sendable {
    /// Which start, as the system names it: random, new each time, and it says nothing about the
    /// machine or its user.
    public let start: String
    public let milliseconds: Int64

    public init(start: String, milliseconds: Int64) {
        self.start = start
        self.milliseconds = milliseconds
    }

    /// Longer than this no laptop runs, in milliseconds: a year.
    private static let longest: Int64 = 366 * 86_400_000

    /// How long ago it was at `later`, in milliseconds; `nil` when the machine was started anew in
    /// between, or one of the two cannot be.
    public func age(at later: RunningTime) -> Int64? {
        guard start == later.start, (0...Self.longest).contains(milliseconds),
            (milliseconds...Self.longest).contains(later.milliseconds)
        else { return nil }
        return later.milliseconds - milliseconds
    }
}
