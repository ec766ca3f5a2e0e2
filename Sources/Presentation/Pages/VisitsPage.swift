public import Procurement

/// Where a visit stands: a word, an icon, a tint.
public enum VisitState: String, CaseIterable, Hashable, Sendable {
    case ready, new, half, changed, late, waiting, sent, incomplete, noBids

    public var word: String {
        switch self {
        case .ready: tr("Ready")
        case .new: tr("New")
        case .half: tr("Stopped half way")
        case .changed: tr("Changed")
        case .late: tr("Late")
        case .waiting: tr("Waiting to send")
        case .sent: tr("Sent")
        case .incomplete: tr("Not all here yet")
        case .noBids: tr("No bids yet")
        }
    }

    public var iconName: String {
        switch self {
        case .ready, .new, .half, .changed, .late, .waiting, .sent: "state-\(rawValue)-symbolic"
        case .incomplete: "state-waiting-symbolic"
        case .noBids: "says-nothing-symbolic"
        }
    }

    /// `chip-ready` ...
    public var styleClass: String {
        switch self {
        case .incomplete, .noBids: "chip-waiting"
        default: "chip-\(rawValue)"
        }
    }

    /// What is left to do comes before what is done.
    public var isDone: Bool { self == .waiting || self == .sent }

    public init(_ file: VisitFile, in present: Present) {
        if let draft = file.draft {
            self =
                draft.isStale(package: file.package, shortlist: file.shortlist) ? .changed : .half
        } else if let last = file.records.last {
            if last.receivedAt == nil {
                self = .waiting
            } else if let shortlist = file.shortlist,
                shortlist.version != last.preference.basis.shortlistVersion
            {
                self = .changed
            } else {
                self = .sent
            }
        } else if file.shortlist?.bids.isEmpty ?? true {
            self = .noBids
        } else if !file.isComplete {
            self = .incomplete
        } else if let due = file.visit?.due, due < present.today {
            self = .late
        } else {
            self = file.opened == nil ? .new : .ready
        }
    }
}

/// One row of W2.
public struct VisitRow: Hashable, Sendable, Identifiable {
    public let id: SupportPackage.ID
    public let title: String
    public let iconName: String
    /// "CE-2041 · a town in the north of the borough · 3 bids".
    public let line: String
    /// "Friday 27 November", "Today", "Visited".
    public let when: String
    /// "3 days late", "at 2 o’clock".
    public let whenMore: String
    public let state: VisitState
    /// What the row is called for somebody who hears it.
    public let spoken: String

    public init(_ file: VisitFile, in present: Present) {
        id = file.id
        title = file.package.title
        iconName = file.package.pictogram.iconName
        let count = file.shortlist?.bids.count ?? 0
        line = [
            ShownText.isolated(file.id.rawValue), ShownText.isolated(file.package.place),
            count == 0 ? tr("no bids yet") : Words.bids(count),
        ].joined(separator: " · ")
        state = VisitState(file, in: present)
        if state.isDone, let last = file.records.last {
            when = tr("Visited")
            let held = last.preference.meeting.ended
            whenMore = Dates.full(present.day(of: held), in: present)
        } else if let visit = file.visit {
            let days = present.today.days(until: visit.due)
            let full = Dates.full(visit.due, in: present)
            switch days {
            case 0:
                when = tr("Today")
                whenMore = visit.time.map { tr("at {time}", ["time": Dates.time($0)]) } ?? full
            case 1:
                when = tr("Tomorrow")
                whenMore = full
            default:
                when = full
                whenMore = Dates.away(visit.due, in: present)
            }
        } else {
            when = tr("No date yet")
            whenMore = ""
        }
        spoken = [title, when, whenMore, state.word].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

/// W2, My visits.
public struct VisitsPage: Hashable, Sendable {
    public enum Filter: CaseIterable, Hashable, Sendable { case all, toDo, done }

    /// The visit that comes next, shown large; it is not repeated in `rows`.
    public let next: VisitRow?
    /// "Next visit: today at 2 o’clock".
    public let nextWords: String
    /// Late and soonest first, done last with the newest first.
    public let rows: [VisitRow]
    /// How many more there are than `rows`, when a limit was given.
    public let hidden: Int
    public let counts: [Filter: Int]
    public let isSearch: Bool

    init(
        next: VisitRow?, nextWords: String, rows: [VisitRow], hidden: Int,
        counts: [Filter: Int], isSearch: Bool
    ) {
        self.next = next
        self.nextWords = nextWords
        self.rows = rows
        self.hidden = hidden
        self.counts = counts
        self.isSearch = isSearch
    }

    public init(
        _ files: [VisitFile], filter: Filter = .all, search: String = "", in present: Present
    ) {
        self = VisitsIndex(files, in: present).page(filter: filter, search: search)
    }

    public static func label(_ filter: Filter, count: Int) -> String {
        switch filter {
        case .all: tr("All, {n}", ["n": String(count)])
        case .toDo: tr("To do, {n}", ["n": String(count)])
        case .done: tr("Done, {n}", ["n": String(count)])
        }
    }
}
