internal import Foundation

/// How one package ended, as far as the measures ask: no words, and nobody's name but providers'.
public struct PackageOutcome: Codable, Hashable, Sendable, Identifiable {
    public let id: SupportPackage.ID
    public let category: Category
    public let budget: PersonalBudget
    public let ending: Ending
    /// On the last shortlist that people were asked about; `nil` when nobody was asked.
    public let optionsOffered: Int?
    public let choice: FirstChoice
    public let override: AwardCase.Override.Ground?
    public let refusedTheOnlyBid: Bool
    /// Days from the first shortlist to the accepted preference, and to the approval.
    public let daysToPreference: Int?
    public let daysToAward: Int?
    /// `nil` while the council has not said where the support is given.
    public let isOutOfArea: Bool?
    /// What was offered in a week by each bid that was opened.
    public let prices: [Bid.ID: Pence]
    public let bidders: Set<Provider.ID>
    public let winner: Winner?

    public enum Ending: String, Codable, Sendable, CaseIterable {
        case awarded, noBids, noneMeetsTheCriteria, noneWithinBudget, noneAcceptable, stopped
    }

    /// What became of what was wanted first, before any award fell.
    public enum FirstChoice: String, Codable, Sendable, CaseIterable {
        case awarded, notAwarded, noneOfThese, notSaid, notAsked
    }

    public struct Winner: Codable, Hashable, Sendable {
        public let provider: Provider.ID
        public let weeklyPrice: Pence
    }

    /// Reads a package that has ended; `nil` for one that still runs.
    ///
    /// `isOutOfArea`: whether the awarded support is given outside the borough, which
    ///   no event of the package says.
    public init?(_ trace: Trace, isOutOfArea: Bool? = nil) {
        let win = trace.winner
        guard let ending = Self.ending(trace) else { return nil }
        id = trace.package.id
        category = trace.package.content.category
        budget = trace.package.content.budget
        self.ending = ending
        optionsOffered = trace.options?.bids.count
        override = win == nil ? nil : trace.award?.recommendation?.override?.ground
        self.isOutOfArea = win == nil ? nil : isOutOfArea
        let choice = Self.firstChoice(trace)
        self.choice = Self.first(choice, trace.options != nil, win?.bid)
        refusedTheOnlyBid = choice == .noneOfThese && trace.options?.bids.count == 1
        let start = trace.day { if case .package(.shortlisted) = $0 { true } else { false } }
        daysToPreference = start.flatMap { start in
            trace.day { if case .preference(.accepted) = $0 { true } else { false } }
                .map { start.days(until: $0) }
        }
        daysToAward =
            win == nil
            ? nil
            : start.flatMap { start in
                trace.award.flatMap { award in
                    trace.day {
                        if case .award(award.id, .approved) = $0 { true } else { false }
                    }
                }.map { start.days(until: $0) }
            }
        var prices: [Bid.ID: Pence] = [:]
        var bidders: Set<Provider.ID> = []
        for (bid, own) in trace.bids where trace.wasOpened(bid) {
            prices[bid] = trace.offer(of: bid)?.offer.weeklyPrice
            bidders.insert(own.provider)
        }
        self.prices = prices
        self.bidders = bidders
        winner = win.flatMap { win in
            guard let provider = trace.bids[win.bid]?.provider, let price = prices[win.bid] else {
                return nil
            }
            return Winner(provider: provider, weeklyPrice: price)
        }
    }

    /// For tests and for figures from before this system.
    public init(
        id: SupportPackage.ID, category: Category, budget: PersonalBudget, ending: Ending,
        optionsOffered: Int? = nil, choice: FirstChoice = .notAsked,
        override: AwardCase.Override.Ground? = nil, refusedTheOnlyBid: Bool = false,
        daysToPreference: Int? = nil, daysToAward: Int? = nil, isOutOfArea: Bool? = nil,
        prices: [Bid.ID: Pence] = [:], bidders: Set<Provider.ID> = [], winner: Winner? = nil
    ) {
        self.id = id
        self.category = category
        self.budget = budget
        self.ending = ending
        self.optionsOffered = optionsOffered
        self.choice = choice
        self.override = override
        self.refusedTheOnlyBid = refusedTheOnlyBid
        self.daysToPreference = daysToPreference
        self.daysToAward = daysToAward
        self.isOutOfArea = isOutOfArea
        self.prices = prices
        self.bidders = bidders
        self.winner = winner
    }

    private static func ending(_ trace: Trace) -> Ending? {
        if trace.winner != nil { return .awarded }
        switch trace.package.ending {
        case .unsuccessful(.noBids): return .noBids
        case .unsuccessful(.noneMeetsTheCriteria): return .noneMeetsTheCriteria
        case .unsuccessful(.noneWithinBudget): return .noneWithinBudget
        case .unsuccessful(.noneAcceptableToThePerson): return .noneAcceptable
        case .withdrawn, .cancelled: return .stopped
        case nil: return nil
        }
    }

    /// What the first accepted record says: the person's own voice, or the best-interests
    /// decision where that decided.
    private static func firstChoice(_ trace: Trace) -> Choice? {
        for step in trace.steps {
            guard case .preference(.accepted(let id)) = step.event,
                let record = trace.steps.compactMap(\.record).first(where: { $0.id == id })
            else { continue }
            return trace.bestInterests?.decision.choice ?? record.person?.choice
        }
        return nil
    }

    private static func first(
        _ choice: Choice?, _ wereAsked: Bool, _ winner: Bid.ID?
    ) -> FirstChoice {
        guard wereAsked else { return .notAsked }
        switch choice {
        case .favourite, .equal:
            return winner.map { choice?.bids.contains($0) ?? false } ?? false
                ? .awarded : .notAwarded
        case .noneOfThese: return .noneOfThese
        case .notToday, .noPreferenceExpressed, .declined, nil: return .notSaid
        }
    }
}

extension Trace {
    /// The day in England of the first event of a kind.
    func day(_ holds: (PackageHistory.Event) -> Bool) -> Day? {
        steps.first { holds($0.event) }.map { Day($0.at, in: .england) }
    }
}
