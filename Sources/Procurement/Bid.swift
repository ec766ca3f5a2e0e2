/// A provider of care and support, as the council's list knows it.
public struct Provider: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = Identifier<Provider>
    public let id: ID
    public let name: String

    public init(id: ID, name: String) {
        self.id = id
        self.name = name
    }
}

/// A provider's offer on one package: a weekly price, and for each outcome how it will be reached.
///
/// Source: the council's paper, 5.13 (bids are on the capacity to achieve the outcomes within the
/// personal budget).
public struct Bid: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = Identifier<Bid>

    public let id: ID
    public let package: SupportPackage.ID
    public let provider: Provider.ID
    public let providerName: String
    public var weeklyPrice: Pence
    public var start: Day
    /// The last day on which the offer can be taken up.
    public var validUntil: Day
    /// The offer in one sentence.
    public var summary: String
    /// Exactly one per outcome of the package, in its order.
    public var responses: [OutcomeResponse]
    public var standing: Standing
    /// What the provider shows of itself, in its order; at most `Picture.most`.
    public var pictures: [Picture]

    /// What became of the offer; the server alone moves it.
    public enum Standing: String, Codable, Sendable, CaseIterable, LaterCases {
        /// A laptop has the bids of a shortlist.
        public static let later = Standing.shortlisted
        case submitted, opened, underEvaluation, doesNotMeetCriteria, overBudget
        case shortlisted, preferred, reserve, awarded, unsuccessful, withdrawn, lapsed, rejected
    }

    public init(
        id: ID, package: SupportPackage.ID, provider: Provider.ID, providerName: String,
        weeklyPrice: Pence, start: Day, validUntil: Day, summary: String,
        responses: [OutcomeResponse], standing: Standing, pictures: [Picture] = []
    ) {
        self.id = id
        self.package = package
        self.provider = provider
        self.providerName = providerName
        self.weeklyPrice = weeklyPrice
        self.start = start
        self.validUntil = validUntil
        self.summary = summary
        self.responses = responses
        self.standing = standing
        self.pictures = pictures
    }

    /// What the bid says about one outcome; `nil` when it names no such outcome.
    public func response(to outcome: Outcome.ID) -> OutcomeResponse? {
        responses.first { $0.outcome == outcome }
    }
}

/// By hand for the pictures alone: without any, a bid is written as it was before there were any.
extension Bid {
    private enum Key: String, CodingKey {
        case id, package, provider, providerName, weeklyPrice, start, validUntil, summary
        case responses, standing, pictures
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        id = try container.decode(ID.self, forKey: .id)
        package = try container.decode(SupportPackage.ID.self, forKey: .package)
        provider = try container.decode(Provider.ID.self, forKey: .provider)
        providerName = try container.decode(String.self, forKey: .providerName)
        weeklyPrice = try container.decode(Pence.self, forKey: .weeklyPrice)
        start = try container.decode(Day.self, forKey: .start)
        validUntil = try container.decode(Day.self, forKey: .validUntil)
        summary = try container.decode(String.self, forKey: .summary)
        responses = try container.decode([OutcomeResponse].self, forKey: .responses)
        standing = try container.decode(Standing.self, forKey: .standing)
        pictures =
            try container.decodeIfPresent(PictureList.self, forKey: .pictures)?.pictures ?? []
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(id, forKey: .id)
        try container.encode(package, forKey: .package)
        try container.encode(provider, forKey: .provider)
        try container.encode(providerName, forKey: .providerName)
        try container.encode(weeklyPrice, forKey: .weeklyPrice)
        try container.encode(start, forKey: .start)
        try container.encode(validUntil, forKey: .validUntil)
        try container.encode(summary, forKey: .summary)
        try container.encode(responses, forKey: .responses)
        try container.encode(standing, forKey: .standing)
        if !pictures.isEmpty { try container.encode(pictures, forKey: .pictures) }
    }
}

/// How a bid answers one outcome.
public struct OutcomeResponse: Codable, Hashable, Sendable {
    public let outcome: Outcome.ID
    public let says: Says
    /// The provider's answer.
    public let answer: String
    /// The same for the person: at most eight easy words.
    public let easyRead: String

    public enum Says: String, Codable, Sendable, CaseIterable, LaterCases {
        public static let later = Says.doesNotSay
        case yes, no, doesNotSay
    }

    public init(outcome: Outcome.ID, says: Says, answer: String, easyRead: String) {
        self.outcome = outcome
        self.says = says
        self.answer = answer
        self.easyRead = easyRead
    }
}

/// The bids that meet the criteria within the budget, at one version. A preference is always tied
/// to the version that was looked at.
///
/// Source: the council's paper, 5.13.
public struct Shortlist: Codable, Hashable, Sendable {
    public let package: SupportPackage.ID
    /// 1 is the first.
    public let version: Int
    public let agreed: Day
    /// In the council's order, which says nothing about quality.
    public let bids: [Bid.ID]

    public init(package: SupportPackage.ID, version: Int, agreed: Day, bids: [Bid.ID]) {
        self.package = package
        self.version = version
        self.agreed = agreed
        self.bids = bids
    }
}

/// The meeting at which the person and the family are asked, and whose it is to hold it.
public struct Visit: Codable, Hashable, Sendable {
    public let package: SupportPackage.ID
    public let worker: Worker.ID
    public let due: Day
    /// Local time in England, when one was agreed.
    public let time: ClockTime?

    public init(package: SupportPackage.ID, worker: Worker.ID, due: Day, time: ClockTime?) {
        self.package = package
        self.worker = worker
        self.due = due
        self.time = time
    }
}

/// A social worker, known by the council's staff reference only.
public struct Worker: Codable, Hashable, Sendable, Identifiable {
    public typealias ID = Identifier<Worker>
    public let id: ID
    public init(id: ID) { self.id = id }
}
