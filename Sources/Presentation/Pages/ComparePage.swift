public import Procurement

/// W5, the worker's comparison: outcomes down, bids across.
public struct ComparePage: Hashable, Sendable {
    public let heading: String
    public let budget: String
    public let columns: [Column]
    public let rows: [Row]
    /// "All three bids meet the council’s rules. Shortlist 1, agreed Wednesday 25 November."
    public let note: String

    public struct Column: Hashable, Sendable, Identifiable {
        public let id: Bid.ID
        public let mark: ProviderMark
        public let name: String
        public let price: String
        /// The share of the budget that is used, 0 to 1.
        public let used: Double
        public let against: String
        public let from: String
    }

    public struct Row: Hashable, Sendable, Identifiable {
        public let id: Outcome.ID
        public let title: String
        public let words: String
        public let iconName: String
        /// One per column.
        public let cells: [Cell]
    }

    public struct Cell: Hashable, Sendable {
        public let says: OutcomeResponse.Says
        public let answer: String
    }

    public init(_ file: VisitFile, in present: Present) {
        let package = file.package
        heading = tr("Package {reference}", ["reference": file.id.rawValue])
        budget = Money.aWeek(package.budget.weekly)
        columns = file.bids.map { bid in
            let weekly = max(1, package.budget.weekly.amount)
            return Column(
                id: bid.id, mark: file.mark(of: bid.id), name: bid.providerName,
                price: Money.aWeek(bid.weeklyPrice),
                used: min(1, Double(bid.weeklyPrice.amount) / Double(weekly)),
                against: Money.against(package.budget, price: bid.weeklyPrice),
                from: tr("From {day}", ["day": Dates.short(bid.start, in: present)]))
        }
        rows = package.outcomes.map { outcome in
            Row(
                id: outcome.id, title: outcome.title, words: outcome.words,
                iconName: outcome.pictogram.iconName,
                cells: file.bids.map { bid in
                    let response = bid.response(to: outcome.id)
                    return Cell(
                        says: response?.says ?? .doesNotSay,
                        answer: response?.answer ?? tr("Nothing in the bid about this."))
                })
        }
        guard let shortlist = file.shortlist, !shortlist.bids.isEmpty else {
            note = tr("No bids to show yet.")
            return
        }
        let words = [
            "version": String(shortlist.version), "day": Dates.full(shortlist.agreed, in: present),
        ]
        note =
            shortlist.bids.count == 1
            ? tr("This bid meets the council’s rules. Shortlist {version}, agreed {day}.", words)
            : trn(
                "All {n} bids meet the council’s rules. Shortlist {version}, agreed {day}.",
                "All {n} bids meet the council’s rules. Shortlist {version}, agreed {day}.",
                shortlist.bids.count, words)
    }
}
