public import Procurement

/// A file of support packages, format `support-choice/packages-1`.
///
/// The format is described by `data/schemas/support-packages-1.schema.json`. Reading it is
/// `PackagesFileReader`'s; the rules that join two parts of a file are checked there too.
public struct PackagesFile: Codable, Hashable, Sendable {
    public static let format = "support-choice/packages-1"

    public var format = PackagesFile.format
    /// The day on which the days in the file are true.
    public var asOf: Day
    public var providers: [Provider]
    public var packages: [Record]

    public init(asOf: Day, providers: [Provider], packages: [Record]) {
        self.asOf = asOf
        self.providers = providers
        self.packages = packages
    }

    /// One package with its bids, its shortlist and its visit.
    public struct Record: Codable, Hashable, Sendable {
        public var reference: SupportPackage.ID
        /// Grows by one or more with every amendment.
        public var version: Int
        public var title: String
        public var pictogram: Pictogram
        public var category: Category
        public var place: String
        public var people: Int
        public var lifeNow: String
        public var whatMatters: [String]
        public var communicationNeeds: [CommunicationNeed]
        public var outcomes: [Outcome]
        public var hoursPerWeek: Int
        public var start: Day
        public var personalBudgetPenceWeekly: Pence
        public var requirements: [String]
        public var bids: [Offer]
        /// `nil` when no bid was shortlisted.
        public var shortlist: Agreed?
        public var visit: Planned?
    }

    public struct Offer: Codable, Hashable, Sendable {
        public var id: Bid.ID
        public var provider: Provider.ID
        public var weeklyPricePence: Pence
        public var start: Day
        public var validUntil: Day
        public var summary: String
        public var responses: [OutcomeResponse]
        /// In a file each is `{file, words}`, and its bytes are in the file's folder; here it is
        /// named as in a bid. `nil` for none, so that a record without any is as it was.
        public var pictures: [Picture]?
    }

    public struct Agreed: Codable, Hashable, Sendable {
        public var version: Int
        public var agreed: Day
        public var bids: [Bid.ID]
    }

    public struct Planned: Codable, Hashable, Sendable {
        public var worker: Worker.ID
        public var due: Day
        public var time: ClockTime?
    }
}

extension PackagesFile {
    /// The same file as of another day: every day moves as far as `asOf`.
    public func shifted(to day: Day) -> PackagesFile {
        let days = asOf.days(until: day)
        var file = self
        file.asOf = day
        file.packages = packages.map { $0.shifted(by: days) }
        return file
    }
}

extension PackagesFile.Record {
    fileprivate func shifted(by days: Int) -> Self {
        var record = self
        record.start = start.adding(days: days)
        record.bids = bids.map { bid in
            var bid = bid
            bid.start = bid.start.adding(days: days)
            bid.validUntil = bid.validUntil.adding(days: days)
            return bid
        }
        if let agreed = shortlist?.agreed { record.shortlist?.agreed = agreed.adding(days: days) }
        if let due = visit?.due { record.visit?.due = due.adding(days: days) }
        return record
    }

    /// Where the package stands when it was just imported.
    var stage: SupportPackage.Stage { shortlist == nil ? .closed : .awaitingPreference }

    var package: SupportPackage {
        SupportPackage(
            id: reference, version: version, title: title, pictogram: pictogram,
            category: category, place: place, people: people, lifeNow: lifeNow,
            whatMatters: whatMatters, communicationNeeds: communicationNeeds, outcomes: outcomes,
            hoursPerWeek: hoursPerWeek, start: start,
            budget: PersonalBudget(weekly: personalBudgetPenceWeekly),
            requirements: requirements, stage: stage)
    }

    /// An offer as a bid, with where it stands.
    func bid(_ offer: PackagesFile.Offer, providerName: String) -> Bid {
        let standing: Bid.Standing =
            if shortlist?.bids.contains(offer.id) == true {
                .shortlisted
            } else if offer.weeklyPricePence > personalBudgetPenceWeekly {
                .overBudget
            } else {
                .opened
            }
        return Bid(
            id: offer.id, package: reference, provider: offer.provider,
            providerName: providerName, weeklyPrice: offer.weeklyPricePence, start: offer.start,
            validUntil: offer.validUntil, summary: offer.summary, responses: offer.responses,
            standing: standing, pictures: offer.pictures ?? [])
    }
}
