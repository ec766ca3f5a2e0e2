public import Procurement

/// Makes a demonstration council of the size of the real one, all of it invented.
///
/// The sizes are the council's paper's: 859 people with a learning disability and 35 million
/// pounds a year, 679 people with a mental health need and 9 million, about 80 providers of whom
/// about half bid. Autistic people are counted within the two groups: about one in eight of each
/// is asked for as `autism`.
///
/// A year has 52 weeks here, and budgets are whole pence a week. The weekly budgets of a group
/// add up to the whole number of pence whose 52-fold is nearest to the yearly sum:
/// 67,307,692 (34,999,999.84 pounds a year) and 17,307,692 (8,999,999.84 pounds a year).
///
/// The same seed, day and words give the same file, byte for byte.
public struct CouncilScale {
    /// One of the council's two groups.
    public struct Group: Sendable {
        public let clientGroup: ClientGroup
        public let people: Int
        public let poundsAYear: Int
        /// References go up from here.
        let firstReference: Int

        public static let learningDisability = Group(
            clientGroup: .learningDisability, people: 859, poundsAYear: 35_000_000,
            firstReference: 30_001)
        public static let mentalHealth = Group(
            clientGroup: .mentalHealth, people: 679, poundsAYear: 9_000_000,
            firstReference: 40_001)

        /// What the weekly budgets of the group add up to.
        public var weekly: Pence { Pence((poundsAYear * 100 + 26) / 52) }
    }

    public static let groups = [Group.learningDisability, .mentalHealth]
    public static let workers = 40
    public static let providers = 80

    private let words: DemonstrationWords
    private let today: Day
    private var random: SplitMix64

    /// - Throws: `ImportFailure` when the words are not the demonstration's.
    public init(words: ImportFile, seed: UInt64, today: Day) throws {
        self.words = try DemonstrationWords(words)
        self.today = today
        random = SplitMix64(seed: seed)
    }

    /// The whole council.
    public mutating func make() -> PackagesFile {
        let providers = words.providerNames.prefix(Self.providers).map { name in
            Provider(id: Provider.ID(Self.slug(name)), name: name)
        }
        let bidders = Array(
            providers.shuffled(using: &random).prefix(Self.providers / 2 + pick(-2...2)))
        var packages: [PackagesFile.Record] = []
        for group in Self.groups {
            let sketches = sketches(of: group)
            let budgets = Self.shares(of: group.weekly.amount, by: sketches.map(\.weight))
            for (index, sketch) in sketches.enumerated() {
                let reference = "CE-\(group.firstReference + index)"
                packages.append(
                    record(
                        reference, sketch, budget: budgets[index],
                        worker: packages.count % Self.workers + 1, bidders: bidders))
            }
        }
        return PackagesFile(asOf: today, providers: providers, packages: packages)
    }

    /// Divides a sum by weights into whole numbers that add up to it exactly: each gets its share
    /// rounded down, and the largest remainders get one more.
    static func shares(of sum: Int, by weights: [Int]) -> [Int] {
        let total = weights.reduce(0, +)
        guard total > 0 else { return weights.map { _ in 0 } }
        var shares = weights.map { sum * $0 / total }
        let missing = sum - shares.reduce(0, +)
        let byRemainder = weights.indices.sorted { left, right in
            let (one, other) = (sum * weights[left] % total, sum * weights[right] % total)
            return one == other ? left < right : one > other
        }
        for index in byRemainder.prefix(missing) { shares[index] += 1 }
        return shares
    }

    private static func slug(_ name: String) -> String {
        name.lowercased().replacing("'", with: "").replacing("\u{2019}", with: "")
            .replacing("&", with: "and")
            .split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.joined(separator: "-")
    }
}

// People.
extension CouncilScale {
    private struct Sketch {
        let category: Category
        let people: Int
        /// What the support costs beside the others'.
        let weight: Int
    }

    private mutating func sketches(of group: Group) -> [Sketch] {
        var sketches: [Sketch] = []
        var left = group.people
        while left > 0 {
            let age: AgeGroup = weighted([(.adults, 70), (.transition, 14), (.children, 16)])
            let service = service(for: group.clientGroup, age)
            // Some people will live together.
            let together = service == .supportedLiving && chance(12) ? pick(2...3) : 1
            let people = min(together, left)
            left -= people
            let category = Category(
                serviceType: service,
                clientGroup: chance(12) ? .autism : group.clientGroup, ageGroup: age,
                area: Area.allCases.randomElement(using: &random) ?? .anywhere)
            sketches.append(
                Sketch(category: category, people: people, weight: weight(service) * people))
        }
        return sketches
    }

    private mutating func service(for group: ClientGroup, _ age: AgeGroup) -> ServiceType {
        switch (group, age) {
        case (.mentalHealth, .children):
            weighted([(.communitySupport, 96), (.residentialCare, 4)])
        case (.mentalHealth, _):
            weighted([(.communitySupport, 84), (.supportedLiving, 13), (.residentialCare, 3)])
        case (_, .children): weighted([(.communitySupport, 90), (.residentialCare, 10)])
        default:
            weighted([(.communitySupport, 50), (.supportedLiving, 38), (.residentialCare, 12)])
        }
    }

    private mutating func weight(_ service: ServiceType) -> Int {
        switch service {
        case .communitySupport: pick(60...240)
        case .supportedLiving: pick(400...1100)
        case .residentialCare: pick(900...1900)
        }
    }
}

// Packages.
extension CouncilScale {
    private mutating func record(
        _ reference: String, _ sketch: Sketch, budget: Int, worker: Int, bidders: [Provider]
    ) -> PackagesFile.Record {
        let category = sketch.category
        let kind = "\(category.clientGroup.rawValue).\(category.ageGroup.rawValue)"
        let title = words.titles[kind]?.randomElement(using: &random)
        let outcomes = outcomes(for: category.ageGroup)
        let visit = visit()
        let start = visit.adding(days: pick(28...90))
        let bids = bids(
            on: reference, outcomes: outcomes, budget: budget, start: start, visit: visit,
            bidders: bidders)
        let within = bids.filter { $0.weeklyPricePence.amount <= budget }.map(\.id)
        return PackagesFile.Record(
            reference: SupportPackage.ID(reference), version: 1, title: title?.title ?? "Support",
            pictogram: title?.pictogram ?? "home", category: category,
            place: words.places[category.area.rawValue]?.randomElement(using: &random)
                ?? "somewhere in the borough",
            people: sketch.people, lifeNow: lifeNow(kind),
            whatMatters: some(pick(2...5), of: words.whatMatters),
            communicationNeeds: needs(), outcomes: outcomes,
            hoursPerWeek: max(1, min(168 * sketch.people, budget / 2200)), start: start,
            personalBudgetPenceWeekly: Pence(budget), requirements: requirements(category),
            bids: bids,
            shortlist: within.isEmpty
                ? nil
                : PackagesFile.Agreed(
                    version: 1, agreed: visit.adding(days: -pick(7...20)),
                    bids: Array(within.prefix(5))),
            visit: PackagesFile.Planned(
                worker: Worker.ID("sw-\(worker)"), due: visit,
                time: chance(85) ? ClockTime(hour: pick(9...16), minute: 30 * pick(0...1)) : nil))
    }

    /// From three days ago to twelve weeks ahead, never on a weekend.
    private mutating func visit() -> Day {
        var day = today.adding(days: pick(-3...84))
        while day.weekday > 5 { day = day.adding(days: 1) }
        return day
    }

    private mutating func lifeNow(_ kind: String) -> String {
        var life = ""
        for sentence in some(pick(3...5), of: words.lifeNow[kind] ?? []) {
            let longer = life.isEmpty ? sentence : life + " " + sentence
            if longer.unicodeScalars.count <= 400 { life = longer }
        }
        return life
    }

    private mutating func needs() -> [CommunicationNeed] {
        var needs: [CommunicationNeed] = []
        let most = pick(1...4)
        for need in words.communicationNeeds.shuffled(using: &random)
        where needs.count < most && !needs.contains(where: { $0.kind == need.kind }) {
            needs.append(need)
        }
        return needs
    }

    private mutating func requirements(_ category: Category) -> [String] {
        let own = some(pick(1...3), of: words.requirements)
        guard category.ageGroup == .children else { return own }
        return own + some(1, of: words.requirementsForChildren)
    }

    private mutating func outcomes(for age: AgeGroup) -> [Outcome] {
        let domains = CareActOutcome.allCases.filter { $0 != .caringForChild || age == .adults }
        var outcomes: [Outcome] = []
        let most = pick(4...7)
        for domain in domains.shuffled(using: &random) where outcomes.count < most {
            guard let wish = words.wishes(domain, age).randomElement(using: &random),
                !outcomes.contains(where: { $0.title == wish.title })
            else { continue }
            outcomes.append(
                Outcome(
                    id: Outcome.ID("o\(outcomes.count + 1)"), domain: domain, title: wish.title,
                    words: wish.words, pictogram: wish.pictogram))
        }
        return outcomes
    }
}

// Bids.
extension CouncilScale {
    private mutating func bids(
        on reference: String, outcomes: [Outcome], budget: Int, start: Day, visit: Day,
        bidders: [Provider]
    ) -> [PackagesFile.Offer] {
        let count: Int = weighted([(0, 3), (1, 9), (2, 24), (3, 34), (4, 20), (5, 8), (6, 2)])
        return some(count, of: bidders).enumerated().map { index, provider in
            // Most are within the budget; about one in eight is over it.
            let price = max(1, budget * pick(830...1025) / 1000)
            return PackagesFile.Offer(
                id: Bid.ID("\(reference)-\(index + 1)"), provider: provider.id,
                weeklyPricePence: Pence(min(price, 2_000_000)),
                start: start.adding(days: pick(-14...21)),
                validUntil: visit.adding(days: pick(30...120)),
                summary: words.bidSummaries.randomElement(using: &random) ?? "An offer.",
                responses: outcomes.map { response(to: $0) })
        }
    }

    private mutating func response(to outcome: Outcome) -> OutcomeResponse {
        let says: OutcomeResponse.Says = weighted([(.yes, 66), (.no, 14), (.doesNotSay, 20)])
        let reply = words.answers[outcome.domain.rawValue]?[says.rawValue]?
            .randomElement(using: &random)
        return OutcomeResponse(
            outcome: outcome.id, says: says, answer: reply?.answer ?? "Ask the provider.",
            easyRead: reply?.easyRead ?? "You can ask them.")
    }
}

// Chance.
extension CouncilScale {
    private mutating func pick(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &random)
    }

    private mutating func chance(_ percent: Int) -> Bool { pick(1...100) <= percent }

    private mutating func some<Value>(_ count: Int, of values: [Value]) -> [Value] {
        Array(values.shuffled(using: &random).prefix(count))
    }

    private mutating func weighted<Value>(_ choices: [(Value, Int)]) -> Value {
        var left = pick(1...choices.map(\.1).reduce(0, +))
        for (value, weight) in choices.dropLast() {
            left -= weight
            if left <= 0 { return value }
        }
        return choices[choices.count - 1].0
    }
}
