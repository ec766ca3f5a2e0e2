import Presentation
import Procurement

/// Visits of one worker on Monday 30 November 2026.
enum Samples {
    static let present = Present(now: moment("2026-11-30T10:00:00Z"))

    static func moment(_ text: String) -> Instant {
        guard let moment = Instant(iso8601: text) else { preconditionFailure(text) }
        return moment
    }

    static func day(_ text: String) -> Day {
        guard let day = Day(text) else { preconditionFailure(text) }
        return day
    }

    static func bids(_ id: String, _ count: Int) -> [Bid] {
        (0..<count).map { number in
            Bid(
                id: Bid.ID("\(id)-\(number + 1)"), package: SupportPackage.ID(id), provider: "p",
                providerName: "Provider \(number + 1)", weeklyPrice: Pence(100_000 + number * 1000),
                start: day("2027-02-01"), validUntil: day("2027-03-31"), summary: "An offer.",
                responses: [
                    OutcomeResponse(
                        outcome: "o1", says: number == 1 ? .no : .yes, answer: "An answer.",
                        easyRead: "An easy answer.")
                ], standing: .shortlisted)
        }
    }

    static func file(
        _ id: String = "CE-2041", due: String = "2026-12-04", time: ClockTime? = nil,
        bids count: Int = 3,
        shortlistVersion: Int = 1, draft: VisitDraft? = nil, records: [RecordState] = [],
        opened: Bool = true, arrived: Int? = nil, showing pictures: [Picture] = [],
        pictures arrivedPictures: Set<Picture.ID> = []
    ) -> VisitFile {
        let package = package(id)
        var bids = bids(id, count)
        for index in bids.indices { bids[index].pictures = pictures }
        return VisitFile(
            package: package,
            visit: Visit(package: package.id, worker: "sw-1", due: day(due), time: time),
            shortlist: Shortlist(
                package: package.id, version: shortlistVersion, agreed: day("2026-11-25"),
                bids: bids.map(\.id)), bids: Array(bids.prefix(arrived ?? count)), draft: draft,
            records: records, opened: opened ? present.now : nil,
            pictures: arrivedPictures)
    }

    static func package(_ id: String) -> SupportPackage {
        SupportPackage(
            id: SupportPackage.ID(id), version: 1, title: "A flat of my own \(id)",
            pictogram: "home",
            category: Category(
                serviceType: .supportedLiving, clientGroup: .learningDisability, ageGroup: .adults,
                area: .north), place: "a town in the north", people: 1,
            lifeNow: "I live with family.",
            whatMatters: [],
            communicationNeeds: [
                CommunicationNeed(
                    kind: .init(rawValue: "makaton"), title: "Makaton signs",
                    detail: "Sign and speak.",
                    pictogram: "talking")
            ],
            outcomes: [
                Outcome(
                    id: "o1", domain: .habitableHome, title: "Live in my own flat",
                    words: "My own front door.", pictogram: "home")
            ], hoursPerWeek: 21, start: day("2027-02-01"),
            budget: PersonalBudget(weekly: Pence(119_000)), requirements: [],
            stage: .awaitingPreference)
    }

    /// A visit in which the person answered everything and likes the first best.
    static func draft(_ file: VisitFile, done: Bool = true) throws -> VisitDraft {
        var random = SystemRandomNumberGenerator()
        var draft = try VisitDraft.begin(
            package: file.package, shortlist: file.shortlist, supersedes: [], place: .home,
            now: present.now, using: &random)
        guard done else { return draft }
        var commands = file.bids.map { VisitDraft.Command.answer(.person, $0.id, .like) }
        commands.append(.choose(.person, .favourite(file.bids[0].id)))
        for command in commands { for event in try draft.decide(command) { draft.evolve(event) } }
        return draft
    }

    static func record(_ file: VisitFile, received: Bool, effect: Effect? = nil) throws
        -> RecordState
    {
        RecordState(
            preference: try draft(file).record(by: "sw-1", at: present.now), savedAt: present.now,
            receivedAt: received ? present.now : nil, effect: effect)
    }
}
