/// What goes wrong in a simulation.
public enum Fault: String, CaseIterable, Sendable {
    // On the way.
    case requestDropped, requestTruncated, requestDuplicated, requestReordered
    case replyLost, replyTruncated, captivePortal, slowLink
    /// The way lets nothing through that has the words of more than one record, or this one.
    case wordsRefused
    // On laptops.
    case clockJump, laptopKilled, killedInWrite, laptopUpgraded, diskCloned, diskRestored
    case tokenExpired, deviceRevoked, poisonedRecord
    /// A row of the database is gone, or the database or the journal's copy cannot be read.
    case documentLost, fileDamaged
    // At the council.
    case reassignment, bidWithdrawn, shortlistReversioned, packageAmended
    case councilKilled, councilUpgraded, councilRestored

    /// How often it happens when the seed has it at all, in thousandths of its chances.
    var rates: ClosedRange<Int> {
        switch self {
        case .requestDropped, .requestTruncated, .requestDuplicated, .requestReordered,
            .replyLost, .replyTruncated, .captivePortal, .slowLink, .wordsRefused:
            20...250
        case .killedInWrite: 20...200
        case .clockJump, .laptopKilled, .tokenExpired: 10...60
        case .poisonedRecord: 30...150
        case .reassignment, .bidWithdrawn, .shortlistReversioned, .packageAmended: 10...80
        case .councilKilled: 10...100
        case .deviceRevoked, .laptopUpgraded, .councilUpgraded, .documentLost: 5...30
        case .diskCloned, .diskRestored, .councilRestored, .fileDamaged: 4...20
        }
    }
}

/// What is no fault, and must have happened all the same for a campaign to say something about it.
public enum Event: String, CaseIterable, Sendable {
    /// A journal forgot an entry that the council had for 90 days.
    case entryForgotten
    /// The council pruned a leave row of 13 months.
    case leavePruned
    /// A laptop began its feed again: its cursor was older than what was pruned.
    case cursorTooOld
    /// A locked laptop handed over a sealed record.
    case recordDeposited
    /// A package was found to differ and fetched.
    case packageMended
    /// A journal was salvaged.
    case journalSalvaged
    /// A laptop was enrolled again.
    case enrolledAgain
    /// A laptop told the council of a record without its words.
    case recordSetAside
    /// A record as long as a record may be was saved.
    case fullRecordSaved
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
    /// A locked laptop forgets everything that it handed over, whatever the council took. Not of
    /// `sync.md`: our own, of 2026.
    case forgottenDeposit
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
    /// Whether days pass where otherwise hours do: more than a year in all.
    private(set) var isLong = false

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

    /// Enough packages leave to be pruned later.
    mutating func becomeLong() {
        isLong = true
        rates[.reassignment] = max(rate(.reassignment), 80)
    }

    mutating func leaveOut(_ faults: Set<Fault>) {
        for fault in faults { rates[fault] = nil }
    }

    func rate(_ fault: Fault) -> Int { rates[fault] ?? 0 }
}
