/// What the council made of a recorded preference. The record itself never changes.
public enum Effect: Hashable, Sendable {
    /// It counts for the award.
    case applied
    /// It is kept and read, but does not move the award, for this reason.
    case recordedWithoutEffect(Reason)
    /// Other records stand beside it that neither replaced; somebody must look at all of them.
    /// Alone, it came from a worker who had handed the package on: the new one looks at it.
    case needsReview(with: [Preference.ID])
    /// The council keeps it and cannot read it yet.
    case held(Held)
    /// An answer that a newer council gave: kept as it came, for a newer program to show.
    case unknown(JSONValue)

    public enum Reason: String, Codable, Sendable, CaseIterable {
        /// The bid that was chosen was withdrawn or lapsed meanwhile.
        case bidWithdrawn
        /// The shortlist changed meanwhile; the people will be asked again.
        case shortlistChanged
        /// The package was withdrawn, cancelled or awarded meanwhile.
        case packageEnded
        /// The visit belonged to another worker when it was recorded.
        case notYourVisit
        /// A later record of the same visit already replaced it.
        case alreadySuperseded
    }

    public enum Held: String, Codable, Sendable, CaseIterable {
        case unknownKind, unreadable, unknownPackage, failed
    }
}

/// On the wire `{"kind": "needsReview", "with": [...]}`.
extension Effect: Codable {
    private enum Key: String, CodingKey { case kind, reason, with }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let reason = try container.decodeIfPresent(String.self, forKey: .reason) ?? ""
        switch try container.decode(String.self, forKey: .kind) {
        case "applied": self = .applied
        case "recordedWithoutEffect":
            if let known = Reason(rawValue: reason) {
                self = .recordedWithoutEffect(known)
            } else {
                self = .unknown(try JSONValue(from: decoder))
            }
        case "needsReview":
            self = .needsReview(with: try container.decode([Preference.ID].self, forKey: .with))
        case "held":
            if let known = Held(rawValue: reason) {
                self = .held(known)
            } else {
                self = .unknown(try JSONValue(from: decoder))
            }
        default: self = .unknown(try JSONValue(from: decoder))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        if case .unknown(let value) = self { return try value.encode(to: encoder) }
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .applied: try container.encode("applied", forKey: .kind)
        case .recordedWithoutEffect(let reason):
            try container.encode("recordedWithoutEffect", forKey: .kind)
            try container.encode(reason, forKey: .reason)
        case .needsReview(let others):
            try container.encode("needsReview", forKey: .kind)
            try container.encode(others, forKey: .with)
        case .held(let reason):
            try container.encode("held", forKey: .kind)
            try container.encode(reason, forKey: .reason)
        case .unknown: break
        }
    }
}

/// What the server knows of a package when a preference arrives.
public struct PreferenceContext: Sendable {
    public var package: SupportPackage
    public var shortlist: Shortlist?
    public var bids: [Bid]
    /// Whether the package is in the worker's caseload, or was when the record was made.
    public var isWorkersVisit: Bool
    /// Whether the package was the worker's once, and not any more when the record came.
    public var isHandedOn: Bool
    /// The other records of the package that nobody superseded.
    public var heads: [Preference.ID]
    /// Records that some record already named in `supersedes`.
    public var superseded: Set<Preference.ID>

    public init(
        package: SupportPackage, shortlist: Shortlist?, bids: [Bid], isWorkersVisit: Bool,
        isHandedOn: Bool = false, heads: [Preference.ID], superseded: Set<Preference.ID>
    ) {
        self.package = package
        self.shortlist = shortlist
        self.bids = bids
        self.isWorkersVisit = isWorkersVisit
        self.isHandedOn = isHandedOn
        self.heads = heads
        self.superseded = superseded
    }
}

extension Preference {
    /// What this record does, given what the server knows. Device time has no part in it.
    ///
    /// A worker's record for a package of somebody else is kept, but has no effect. Two records
    /// that do not replace each other are both kept and shown: nobody's "last one wins" decides
    /// about a person's home. A record that came after its worker had handed the package on is
    /// accepted for review. Source: `sync.md`, facts and effects; feed and cursor.
    public func effect(in context: PreferenceContext) -> Effect {
        guard context.isWorkersVisit else { return .recordedWithoutEffect(.notYourVisit) }
        switch context.package.stage {
        case .withdrawn, .cancelled, .unsuccessful, .awarded, .contracted:
            return .recordedWithoutEffect(.packageEnded)
        case .published, .closed, .underEvaluation, .negotiation, .shortlisted, .awaitingPreference,
            .preferenceReceived, .recommended:
            break
        }
        if context.superseded.contains(id) { return .recordedWithoutEffect(.alreadySuperseded) }
        // Another worker's record of the same name is another record.
        let rivals = context.heads.filter { !supersedes.contains($0) || $0 == id }
        guard rivals.isEmpty else { return .needsReview(with: rivals.sorted()) }
        let chosen = person?.choice?.bids ?? []
        let standing = context.bids.filter { chosen.contains($0.id) }
        guard standing.count == chosen.count, standing.allSatisfy(\.canStillWin) else {
            return .recordedWithoutEffect(.bidWithdrawn)
        }
        guard context.shortlist?.version == basis.shortlistVersion else {
            return .recordedWithoutEffect(.shortlistChanged)
        }
        return context.isHandedOn ? .needsReview(with: []) : .applied
    }
}

extension Bid {
    /// Whether the award could still go to this bid.
    var canStillWin: Bool {
        switch standing {
        case .submitted, .opened, .underEvaluation, .shortlisted, .preferred, .reserve: true
        case .doesNotMeetCriteria, .overBudget, .awarded, .unsuccessful, .withdrawn, .lapsed,
            .rejected:
            false
        }
    }
}
