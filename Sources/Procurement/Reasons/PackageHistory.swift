/// Everything that happened to one package, in order: the events of its case, its bids, what
/// people preferred, and its awards.
///
/// This is what the record holds; nothing is added. `Trace` reads it.
public struct PackageHistory: Codable, Hashable, Sendable {
    /// The package as it was first drafted.
    public let content: SupportPackage
    public let author: String
    public let pack: RulePack.ID
    /// The names of the providers, for the letters.
    public let providers: [Provider.ID: String]
    public private(set) var entries: [Entry] = []

    /// One event, when it happened, and who made it happen.
    public struct Entry: Codable, Hashable, Sendable {
        public let at: Instant
        public let by: Actor
        public let event: Event

        public init(at: Instant, by: Actor, event: Event) {
            self.at = at
            self.by = by
            self.event = event
        }
    }

    /// An event, with the case that it belongs to.
    public enum Event: Codable, Hashable, Sendable {
        case package(PackageCase.Event)
        case bid(Bid.ID, of: Provider.ID, BidCase.Event)
        case preference(PreferenceCase.Event)
        case award(AwardCase.ID, AwardCase.Event)

        /// "published", "shortlisted": the name of the case's own event.
        public var name: String {
            switch self {
            case .package(let event): caseName(of: event)
            case .bid(_, _, let event): caseName(of: event)
            case .preference(let event): caseName(of: event)
            case .award(_, let event): caseName(of: event)
            }
        }
    }

    public init(
        content: SupportPackage, author: String, pack: RulePack.ID,
        providers: [Provider.ID: String], entries: [Entry] = []
    ) {
        self.content = content
        self.author = author
        self.pack = pack
        self.providers = providers
        self.entries = entries
    }

    public mutating func append(_ event: Event, by actor: Actor, at now: Instant) {
        entries.append(Entry(at: now, by: actor, event: event))
    }

    /// The history as far as it went by a number of entries.
    public func prefix(_ count: Int) -> PackageHistory {
        var history = self
        history.entries = Array(entries.prefix(count))
        return history
    }
}

/// Why a history cannot be read.
public enum HistoryFailure: Error, Codable, Hashable, Sendable {
    /// The entry, counted from 1, is older than the one before it.
    case goesBack(entry: Int)
    /// The procedure knows no such step from where the case stood: something is missing.
    case doesNotFollow(entry: Int, event: String, state: String)
}
