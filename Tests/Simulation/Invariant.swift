/// What must hold at every step of a simulation. Source: `sync.md`, invariants.
public enum Invariant: String, CaseIterable, Sendable {
    /// An acknowledged preference exists on a laptop or at the council at every instant.
    case i1 = "I1"
    /// Each key takes effect at most once.
    case i2 = "I2"
    /// No stored preference changes a byte.
    case i3 = "I3"
    /// Concurrent heads stay visible until superseded.
    case i4 = "I4"
    /// `lastMid` is dense, monotone, and equal to the effects committed.
    case i5 = "I5"
    /// A replica at a cursor equals the scope at that cursor, however many stops it took.
    case i6 = "I6"
    /// Nothing outside the scope after a leave is applied.
    case i7 = "I7"
    /// Pending work survives leave, migration, kill, pull from the beginning, expired token.
    case i8 = "I8"
    /// Every mutation reaches a final, displayed result, which is the council's own.
    case i9 = "I9"
    /// Device time never changes an outcome.
    case i10 = "I10"
    /// Repeating a request when nothing is new moves a bounded number of bytes.
    case i11 = "I11"
    /// Storage is bounded under repeated aborts.
    case i12 = "I12"
    /// No plaintext of a sealed document is in any file of the replica.
    case i13 = "I13"
    /// The same seed gives the same trace.
    case i14 = "I14"
    /// Once faults stop, every queue drains within a bounded number of rounds.
    case live
}

/// An invariant that does not hold; ends the simulation of its seed.
struct Broken: Error {
    let invariant: Invariant
    let what: String

    init(_ invariant: Invariant, _ what: String) {
        self.invariant = invariant
        self.what = what
    }
}
