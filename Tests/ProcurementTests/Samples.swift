import Procurement

/// A package with three shortlisted bids, as small as the rules allow.
enum Samples {
    static let now = Instant(milliseconds: 1_795_975_200_000)
    static let bids: [Bid.ID] = ["CE-2041-1", "CE-2041-2", "CE-2041-3"]

    static func day(_ text: String) -> Day {
        guard let day = Day(text) else { preconditionFailure("not a day: \(text)") }
        return day
    }

    static func package(
        version: Int = 1, stage: SupportPackage.Stage = .awaitingPreference
    ) -> SupportPackage {
        SupportPackage(
            id: "CE-2041", version: version, title: "A flat of my own", pictogram: "home",
            category: Category(
                serviceType: .supportedLiving, clientGroup: .learningDisability, ageGroup: .adults,
                area: .north), place: "a town in the north", people: 1,
            lifeNow: "I live with family.",
            whatMatters: ["The same faces"], communicationNeeds: [],
            outcomes: [
                Outcome(
                    id: "o1", domain: .habitableHome, title: "Live in my own flat",
                    words: "My own front door.", pictogram: "home")
            ], hoursPerWeek: 21, start: day("2027-02-01"),
            budget: PersonalBudget(weekly: Pence(119_000)), requirements: [], stage: stage)
    }

    static func shortlist(version: Int = 1, bids: [Bid.ID] = bids) -> Shortlist {
        Shortlist(package: "CE-2041", version: version, agreed: day("2026-11-25"), bids: bids)
    }

    static func bid(_ id: Bid.ID, standing: Bid.Standing = .shortlisted) -> Bid {
        Bid(
            id: id, package: "CE-2041", provider: "p", providerName: "Provider",
            weeklyPrice: Pence(100_000),
            start: day("2027-02-01"), validUntil: day("2027-03-31"), summary: "",
            responses: [
                OutcomeResponse(outcome: "o1", says: .yes, answer: "A flat.", easyRead: "A flat.")
            ],
            standing: standing)
    }

    static func draft(seed: UInt64 = 1, bids: [Bid.ID] = bids) throws -> VisitDraft {
        var random = Seeded(seed)
        return try VisitDraft.begin(
            package: package(), shortlist: shortlist(bids: bids), supersedes: [], place: .home,
            now: now, using: &random)
    }

    /// The person answers every bid and likes the first best.
    static func finished(favourite: Bid.ID = "CE-2041-1") throws -> VisitDraft {
        var draft = try draft()
        for bid in bids { try draft.give(.answer(.person, bid, .like)) }
        try draft.give(.choose(.person, .favourite(favourite)))
        return draft
    }

    static func context(
        stage: SupportPackage.Stage = .awaitingPreference, heads: [Preference.ID] = [],
        shortlistVersion: Int = 1, standing: Bid.Standing = .shortlisted,
        isWorkersVisit: Bool = true
    ) -> PreferenceContext {
        PreferenceContext(
            package: package(stage: stage), shortlist: shortlist(version: shortlistVersion),
            bids: bids.map { bid($0, standing: standing) }, isWorkersVisit: isWorkersVisit,
            heads: heads, superseded: [])
    }
}

extension VisitDraft {
    mutating func give(_ command: Command) throws {
        for event in try decide(command) { evolve(event) }
    }
}

/// SplitMix64. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
