/// Whether people had a real choice, and whether some groups had less of it.
///
/// Source: Equality Act 2010 s149 (due regard); Care Act 2014 s5(1) (variety to choose from); the
/// council's paper, 5.2, 5.3 and 5.13.
public struct RealChoice: Codable, Hashable, Sendable {
    /// Each measure by client group, and what became of the first choice by area too.
    public let tables: [PublishedTable]
    public let toPreference: [Wait]
    public let toAward: [Wait]
    /// Tables that are not published, and why.
    public let heldBack: [HeldBack]

    /// Days of some packages: of a client group, or of all (`nil`).
    public struct Wait: Codable, Hashable, Sendable {
        public let clientGroup: ClientGroup?
        public let days: Spread
    }

    public struct HeldBack: Codable, Hashable, Sendable {
        public let rows: String
        public let columns: String
        public let refusal: PublicationRefusal
    }

    /// `outcomes`: every package that ended in the period, those where nobody was asked
    ///   too: a share of only some would be known by subtraction. `MarketView` takes the same.
    public init(_ outcomes: [PackageOutcome], in publication: inout Publication) {
        let population = CountedPackages(measuring: outcomes)
        var tables: [PublishedTable] = []
        var heldBack: [HeldBack] = []
        let wanted: [(Dimension, Dimension)] =
            [.options, .firstChoice, .override, .onlyBid, .outOfArea].map { (.clientGroup, $0) }
            + [(.area, .firstChoice)]
        for (rows, columns) in wanted {
            do {
                tables.append(try publication.publish(rows, by: columns, of: population))
            } catch {
                heldBack.append(
                    HeldBack(rows: rows.name, columns: columns.name, refusal: error))
            }
        }
        self.tables = tables
        self.heldBack = heldBack
        toPreference = Self.waits(
            outcomes, "days to preference", \.daysToPreference, &publication)
        toAward = Self.waits(outcomes, "days to award", \.daysToAward, &publication)
    }

    public func table(_ rows: Dimension, by columns: Dimension) -> PublishedTable? {
        tables.first { $0.rows == rows && $0.columns == columns }
    }

    private static func waits(
        _ outcomes: [PackageOutcome], _ name: String, _ days: (PackageOutcome) -> Int?,
        _ publication: inout Publication
    ) -> [Wait] {
        ([nil] + ClientGroup.allCases).compactMap { group in
            let some = outcomes.filter {
                (group == nil || $0.category.clientGroup == group) && days($0) != nil
            }
            guard let spread = Spread(some.compactMap(days), rule: publication.rule),
                publication.mayState(name, of: Set(some.map(\.id)))
            else { return nil }
            return Wait(clientGroup: group, days: spread)
        }
    }
}

extension Dimension {
    public static let clientGroup = Dimension(
        name: "clientGroup", values: ClientGroup.allCases.map(\.rawValue))
    public static let area = Dimension(name: "area", values: Area.allCases.map(\.rawValue))
    public static let serviceType = Dimension(
        name: "serviceType", values: ServiceType.allCases.map(\.rawValue))
    /// How many options people had: `5` is five or more.
    public static let options = Dimension(
        name: "options", values: ["notAsked", "1", "2", "3", "4", "5"])
    public static let firstChoice = Dimension(
        name: "firstChoice", values: PackageOutcome.FirstChoice.allCases.map(\.rawValue),
        telling: ["notAwarded", "noneOfThese", "notSaid"])
    public static let override = Dimension(
        name: "override", values: ["none", "suitability", "bestInterests"],
        telling: ["suitability", "bestInterests"])
    public static let onlyBid = Dimension(
        name: "onlyBid", values: ["choiceOrNone", "taken", "refused"], telling: ["refused"])
    public static let outOfArea = Dimension(
        name: "outOfArea", values: ["noAward", "notKnown", "inArea", "outOfArea"],
        telling: ["outOfArea"])
    public static let ending = Dimension(
        name: "ending", values: PackageOutcome.Ending.allCases.map(\.rawValue))
}

extension CountedPackages {
    /// Every package with its value in each dimension that we measure by.
    public init(measuring outcomes: [PackageOutcome]) {
        self.init([:])
        for outcome in outcomes {
            members[outcome.id] = [
                Dimension.clientGroup.name: outcome.category.clientGroup.rawValue,
                Dimension.area.name: outcome.category.area.rawValue,
                Dimension.serviceType.name: outcome.category.serviceType.rawValue,
                Dimension.options.name: outcome.optionsOffered.map { String(min($0, 5)) }
                    ?? "notAsked",
                Dimension.firstChoice.name: outcome.choice.rawValue,
                Dimension.override.name: outcome.override?.rawValue ?? "none",
                Dimension.onlyBid.name: outcome.optionsOffered == 1
                    ? (outcome.refusedTheOnlyBid ? "refused" : "taken") : "choiceOrNone",
                Dimension.outOfArea.name: outcome.place,
                Dimension.ending.name: outcome.ending.rawValue,
            ]
        }
    }
}

extension PackageOutcome {
    fileprivate var place: String {
        guard ending == .awarded else { return "noAward" }
        return isOutOfArea.map { $0 ? "outOfArea" : "inArea" } ?? "notKnown"
    }
}
