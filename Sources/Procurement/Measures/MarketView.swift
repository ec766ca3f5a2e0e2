/// How the market does: who is on the list, who bids, what stays unmet, at what price, and whether
/// few providers have most of it.
///
/// Source: the council's paper, 3.6 (45 to 55 in a hundred of 80 providers bid), 5.1 to 5.7; Care
/// Act 2014 s5.
public struct MarketView: Codable, Hashable, Sendable {
    /// Providers, not people: nothing of these is hidden.
    public let admitted: Int
    public let bidding: Int
    /// How packages ended, by area and by service: the unmet among them.
    public let endings: [PublishedTable]
    public let heldBack: [RealChoice.HeldBack]
    /// The whole, then each area and each service that is large enough to be looked at.
    public let segments: [Segment]

    /// What part of the market a line is about.
    public enum Part: Codable, Hashable, Sendable {
        case whole
        case area(Area)
        case service(ServiceType)

        func holds(_ category: Category) -> Bool {
            switch self {
            case .whole: true
            case .area(let area): category.area == area
            case .service(let service): category.serviceType == service
            }
        }

        static let all: [Part] =
            [.whole] + Area.allCases.map(Part.area) + ServiceType.allCases.map(Part.service)
    }

    /// Figures of a part; each is `nil` where too few packages stand behind it.
    public struct Segment: Codable, Hashable, Sendable {
        public let part: Part
        public let admitted: Int
        public let bidding: Int
        public let bidsPerPackage: Spread?
        /// The bids' prices in hundredths of their package's budget.
        public let priceToBudget: Spread?
        /// Bids within their budget, in hundredths of all, to the next five.
        public let withinBudget: Int?
        public let concentration: Concentration?

        /// Of the admitted who bid at least once, in hundredths; `nil` with nobody admitted.
        public var biddingShare: Int? { admitted == 0 ? nil : bidding * 100 / admitted }
    }

    /// Of the admitted who bid at least once, in hundredths.
    public var biddingShare: Int? { admitted == 0 ? nil : bidding * 100 / admitted }

    /// `admitted`: who is on the list, and for which categories.
    /// `outcomes`: every package that ended in the period, the same as for `RealChoice`.
    public init(
        admitted: [Provider.ID: Set<Category>], _ outcomes: [PackageOutcome],
        in publication: inout Publication
    ) {
        var tables: [PublishedTable] = []
        var heldBack: [RealChoice.HeldBack] = []
        let population = CountedPackages(measuring: outcomes)
        for rows in [Dimension.area, .serviceType] {
            do {
                tables.append(try publication.publish(rows, by: .ending, of: population))
            } catch {
                heldBack.append(
                    RealChoice.HeldBack(
                        rows: rows.name, columns: Dimension.ending.name, refusal: error))
            }
        }
        endings = tables
        self.heldBack = heldBack
        segments = Part.all.map { Segment($0, admitted, outcomes, &publication) }
        self.admitted = admitted.count
        bidding = segments.first?.bidding ?? 0
    }
}

extension MarketView.Segment {
    fileprivate init(
        _ part: MarketView.Part, _ admitted: [Provider.ID: Set<Category>],
        _ outcomes: [PackageOutcome], _ publication: inout Publication
    ) {
        self.part = part
        let listed = Set(admitted.filter { $0.value.contains(where: part.holds) }.keys)
        let own = outcomes.filter { part.holds($0.category) }
        self.admitted = listed.count
        bidding = own.reduce(into: Set()) { $0.formUnion($1.bidders) }.intersection(listed).count
        let rule = publication.rule
        let isStated = publication.mayState("bids", of: Set(own.map(\.id)))
        bidsPerPackage = isStated ? Spread(own.map(\.prices.count), rule: rule) : nil

        let bidOn = own.filter { !$0.prices.isEmpty && $0.budget.weekly > Pence(0) }
        let ratios = bidOn.flatMap { package in
            package.prices.values.map { $0.amount * 100 / package.budget.weekly.amount }
        }
        let arePriced = publication.mayState("prices", of: Set(bidOn.map(\.id)))
        priceToBudget = arePriced ? Spread(ratios, rule: rule) : nil
        let within = bidOn.reduce(0) { sum, package in
            sum + package.prices.values.count { package.budget.affords($0) }
        }
        withinBudget =
            arePriced && !ratios.isEmpty
            ? Int((Double(within) * 20 / Double(ratios.count)).rounded()) * 5 : nil

        let awarded = own.filter { $0.winner != nil }
        let isConcentrated = publication.mayState("concentration", of: Set(awarded.map(\.id)))
        var values: [Provider.ID: Int] = [:]
        for winner in awarded.compactMap(\.winner) {
            values[winner.provider, default: 0] += winner.weeklyPrice.amount
        }
        concentration = isConcentrated ? Concentration(values.values.map { Pence($0) }) : nil
    }
}
