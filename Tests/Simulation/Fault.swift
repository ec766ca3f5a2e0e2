/// What goes wrong in a simulation.
public enum Fault: String, CaseIterable, Sendable {
    // On the way.
    case requestDropped, requestTruncated, requestDuplicated, requestReordered
    case replyLost, replyTruncated, captivePortal, slowLink
    // On laptops.
    case clockJump, laptopKilled, killedInWrite, laptopUpgraded, diskCloned, diskRestored
    case tokenExpired, deviceRevoked, poisonedRecord
    // At the council.
    case reassignment, bidWithdrawn, shortlistReversioned, packageAmended
    case councilKilled, councilUpgraded, councilRestored

    /// How often it happens when the seed has it at all, in thousandths of its chances.
    var rates: ClosedRange<Int> {
        switch self {
        case .requestDropped, .requestTruncated, .requestDuplicated, .requestReordered,
            .replyLost, .replyTruncated, .captivePortal, .slowLink:
            20...250
        case .killedInWrite: 20...200
        case .clockJump, .laptopKilled, .tokenExpired: 10...60
        case .poisonedRecord: 30...150
        case .reassignment, .bidWithdrawn, .shortlistReversioned, .packageAmended: 10...80
        case .councilKilled: 10...100
        case .deviceRevoked, .laptopUpgraded, .councilUpgraded: 5...30
        case .diskCloned, .diskRestored, .councilRestored: 4...20
        }
    }
}

/// A failure of other systems, planted to see whether the simulator finds it. Source: `sync.md`,
/// how it is proved, 5.
public enum PlantedBug: String, CaseIterable, Sendable {
    /// The cursor is stored before the page that it stands for.
    case cursorAheadOfData
    /// The answer to a push marks everything that waits, also what was recorded meanwhile.
    case markedSentThatWasNot
    /// One entry that the council cannot read makes it refuse all that come with it.
    case stuckQueue
    /// The cursor is forgotten at the feed's end.
    case endlessResync
    /// Of two records the one with the later device time wins.
    case clockDecides
    /// A copied disk goes on under the old name.
    case clonedIdentity
    /// What a pull from the beginning has not seen yet is purged before its end.
    case purgeInAPartialSnapshot
    /// What is sent again is written anew.
    case editedResend
    /// A document that cannot be stored is skipped, and the cursor moves on.
    case silentApplyFailure
    /// Every attempt leaves something behind.
    case unboundedGrowth
    /// A save is two transactions.
    case killInMidWrite
}

/// What one seed is like: how many take part, for how long, and what goes wrong how often.
///
/// Each seed has its own few faults, so that some run with one alone and others with many at once.
struct Scenario {
    let laptops: Int
    let workers: Int
    let packages: Int
    let steps: Int
    private(set) var rates: [Fault: Int] = [:]
    /// Whether bids have pictures.
    var hasPictures = false

    init(using dice: inout Dice) {
        laptops = dice.within(2...5)
        workers = dice.within(2...3)
        packages = dice.within(3...7)
        steps = dice.within(50...170)
        let share = [150, 350, 600][dice.below(3)]
        for fault in Fault.allCases {
            let (isOn, rate) = (dice.chance(share), dice.within(fault.rates))
            if isOn { rates[fault] = rate }
        }
    }

    mutating func leaveOut(_ faults: Set<Fault>) {
        for fault in faults { rates[fault] = nil }
    }

    func rate(_ fault: Fault) -> Int { rates[fault] ?? 0 }
}
