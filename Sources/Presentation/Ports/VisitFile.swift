public import Procurement

/// Everything the laptop holds about one visit.
public struct VisitFile: Hashable, Sendable, Identifiable {
    public var id: SupportPackage.ID { package.id }
    public let package: SupportPackage
    public let visit: Visit?
    public let shortlist: Shortlist?
    /// The shortlisted bids in the shortlist's order. Fewer when some did not arrive yet.
    public let bids: [Bid]
    /// The visit that was started and not saved.
    public let draft: VisitDraft?
    /// What was recorded on this laptop or is known to the council, oldest first.
    public let records: [RecordState]
    /// When the worker opened it first on this laptop.
    public let opened: Instant?
    /// The pictures of the bids that have arrived: `LaptopPort.picture` gives their bytes.
    public let pictures: Set<Picture.ID>

    public init(
        package: SupportPackage, visit: Visit?, shortlist: Shortlist?, bids: [Bid],
        draft: VisitDraft?, records: [RecordState], opened: Instant?, pictures: Set<Picture.ID> = []
    ) {
        self.package = package
        self.visit = visit
        self.shortlist = shortlist
        self.bids = bids
        self.draft = draft
        self.records = records
        self.opened = opened
        self.pictures = pictures
    }

    /// Whether all shortlisted bids are here.
    public var isComplete: Bool { bids.count == shortlist?.bids.count ?? 0 }
}

/// One record on its way: on this laptop, at the council, answered.
public struct RecordState: Hashable, Sendable, Identifiable {
    public var id: Preference.ID { preference.id }
    public let preference: Preference
    /// When it was stored on this laptop; `nil` for a record made on another one.
    public let savedAt: Instant?
    /// The council's receipt.
    public let receivedAt: Instant?
    /// What the council made of it.
    public let effect: Effect?
    /// Why the council could not take it so far; `nil` for one that it took or that has yet to be
    /// sent. It is on this laptop, is tried again, and nothing waits for it.
    public let setAside: SetAside?

    /// Whether it has yet to be sent.
    public var isWaiting: Bool { receivedAt == nil && setAside == nil }

    public init(
        preference: Preference, savedAt: Instant?, receivedAt: Instant?, effect: Effect?,
        setAside: SetAside? = nil
    ) {
        self.setAside = setAside
        self.preference = preference
        self.savedAt = savedAt
        self.receivedAt = receivedAt
        self.effect = effect
    }
}

/// Sync as it stands. Connected and waiting are two separate facts.
public struct SendingState: Hashable, Sendable {
    /// Everything recorded on this laptop, newest first.
    public var records: [RecordState]
    public var link: Link
    /// When the council was last reached.
    public var lastReached: Instant?
    /// The council's clock minus the laptop's, in milliseconds, when that was last measured.
    public var clockOffset: Int64?
    /// Visits that were stopped half way and are no longer on this laptop, by package.
    public var kept: [VisitDraft]
    /// How many visits have something that this program is too old to show.
    public var unshown: Int

    public enum Link: Hashable, Sendable {
        case online
        case offline
        case trying
        case problem(LinkProblem)
    }

    public init(
        records: [RecordState], link: Link, lastReached: Instant?, clockOffset: Int64? = nil,
        kept: [VisitDraft] = [], unshown: Int = 0
    ) {
        self.records = records
        self.link = link
        self.lastReached = lastReached
        self.clockOffset = clockOffset
        self.kept = kept
        self.unshown = unshown
    }

    public var waiting: [RecordState] { records.filter { $0.receivedAt == nil } }
}

/// Why sync stands still although there is a network. Each needs another hand.
public enum LinkProblem: Hashable, Sendable {
    /// Something answers that is not the council: a sign-in page of a network, most often.
    case notTheCouncil
    case certificateNotTrusted
    case councilBusy
    /// The council took the laptop off its list.
    case revoked
    case tooOld
    case councilTooOld
    /// The council refused what was sent, or failed.
    case councilFailed
    /// What came cannot be stored: the laptop's own disk is full or failing.
    case laptopDisk(full: Bool)
}
