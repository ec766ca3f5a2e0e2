public import Procurement

/// W3, the visit.
public struct VisitPage: Hashable, Sendable {
    public let title: String
    public let iconName: String
    /// "Package CE-2041".
    public let heading: String
    /// "A town in the north of the borough. Supported living, learning disability, adult."
    public let line: String
    public let state: VisitState
    /// "Visit today, Monday 30 November, at 2 o’clock".
    public let when: String
    public let needs: [CommunicationNeed]
    public let lifeNow: String
    public let outcomes: [Outcome]
    public let whatMatters: [String]
    public let bids: [BidLine]
    /// "21 hours a week, from Monday 1 February 2027", "Budget £1,190 a week".
    public let facts: [String]
    public let history: [HistoryLine]
    public let action: Action
    /// The sentence left of the buttons.
    public let safe: String

    public enum Action: Hashable, Sendable {
        case start
        /// A draft is there (W11).
        case carryOn
        /// A draft is there, and what it was based on changed meanwhile.
        case changed
        /// It was recorded; asking again makes a new record.
        case askAgain
        case nothingToShow
        /// Some bids did not arrive.
        case incomplete
    }

    public struct BidLine: Hashable, Sendable, Identifiable {
        public let id: Bid.ID
        public let mark: ProviderMark
        public let name: String
        public let summary: String
        public let price: String
    }

    public struct HistoryLine: Hashable, Sendable, Identifiable {
        public let id: Preference.ID
        /// "Thursday, 3:40 pm: The person likes Dane Valley Support best".
        public let words: String
        public let more: String
    }

    public init(_ file: VisitFile, in present: Present) {
        let package = file.package
        title = package.title
        iconName = package.pictogram.iconName
        heading = tr("Package {reference}", ["reference": file.id.rawValue])
        line =
            ShownText.isolated(package.place.sentenceStart) + ". "
            + Words.category(package.category) + "."
        state = VisitState(file, in: present)
        when = Self.when(file.visit, in: present)
        needs = package.communicationNeeds
        lifeNow = package.lifeNow
        outcomes = package.outcomes
        whatMatters = package.whatMatters
        bids = file.bids.map { bid in
            BidLine(
                id: bid.id, mark: file.mark(of: bid.id), name: bid.providerName,
                summary: bid.summary, price: Money.aWeek(bid.weeklyPrice))
        }
        facts = [
            trn("{n} hour a week", "{n} hours a week", package.hoursPerWeek),
            tr("From {day}", ["day": Dates.full(package.start, in: present)]),
            tr("Budget {amount}", ["amount": Money.aWeek(package.budget.weekly)]),
            package.people > 1
                ? trn("For {n} person", "For {n} people", package.people) : tr("For one person"),
        ]
        history = file.records.reversed().map { record in
            HistoryLine(
                id: record.id,
                words: tr(
                    "{when}: {what}",
                    [
                        "when": Dates.past(record.preference.meeting.ended, in: present)
                            .sentenceStart,
                        "what": file.choiceWords(of: record.preference),
                    ]),
                more: record.setAside.map(Sentences.setAside)
                    ?? record.effect.map(Sentences.effect)
                    ?? (record.receivedAt == nil
                        ? tr("On this laptop, waiting to be sent") : tr("Reached the council")))
        }
        if let draft = file.draft {
            action =
                draft.isStale(package: package, shortlist: file.shortlist) ? .changed : .carryOn
        } else if file.shortlist?.bids.isEmpty ?? true {
            action = .nothingToShow
        } else if !file.isComplete {
            action = .incomplete
        } else {
            action = file.records.isEmpty ? .start : .askAgain
        }
        safe =
            action == .incomplete
            ? tr("Some pages did not arrive. Go online, then press Try again.")
            : tr("Everything is on this laptop. You can work with no signal.")
    }

    private static func when(_ visit: Visit?, in present: Present) -> String {
        guard let visit else { return tr("No date yet") }
        let words = [
            "day": Dates.full(visit.due, in: present), "away": Dates.away(visit.due, in: present),
            "time": visit.time.map(Dates.time) ?? "",
        ]
        return visit.time == nil
            ? tr("Visit {away}, {day}", words) : tr("Visit {away}, {day}, at {time}", words)
    }
}

extension VisitFile {
    /// The provider's shape: by its place in the shortlist, the same on every page.
    public func mark(of bid: Bid.ID) -> ProviderMark {
        ProviderMark(place: shortlist?.bids.firstIndex(of: bid) ?? 0)
    }

    public func bid(_ id: Bid.ID) -> Bid? { bids.first { $0.id == id } }

    /// The provider's name; for a bid that is no longer here "A bid that was withdrawn".
    public func name(of bid: Bid.ID) -> String {
        self.bid(bid)?.providerName ?? tr("A bid that was withdrawn")
    }

    /// "The person likes Dane Valley Support best".
    func choiceWords(of preference: Preference) -> String {
        guard let choice = preference.person?.choice else { return tr("The person was not asked") }
        return switch choice {
        case .favourite(let bid): tr("The person likes {name} best", ["name": name(of: bid)])
        case .equal(let bids):
            tr(
                "The person likes these the same: {names}",
                ["names": Words.names(bids.map { name(of: $0) })])
        case .noneOfThese: tr("The person wants none of these")
        case .notToday: tr("The person wants to think about it")
        case .noPreferenceExpressed: tr("The person did not say")
        case .declined: tr("The person did not want to be asked")
        }
    }
}
