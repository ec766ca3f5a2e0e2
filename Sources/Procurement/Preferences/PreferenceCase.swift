/// What people prefer on one package: every record that was made, what stands, and whether
/// anything still holds an award back.
///
/// Source: the council's paper, 5.13; Mental Capacity Act 2005 ss1 to 4; Care Act 2014 s67.
public struct PreferenceCase: Codable, Hashable, Sendable, Identifiable {
    public let id: SupportPackage.ID
    public let ageGroup: AgeGroup
    public internal(set) var state: State = .notDue
    /// The shortlist that people are asked about.
    public internal(set) var shortlist: Shortlist?
    /// Every record that ever arrived, in the order of arrival. Nothing leaves this list.
    public internal(set) var records: [Preference] = []
    /// How a broker or a worker said that dissent was handled, by record.
    public internal(set) var dissents: [Preference.ID: String] = [:]
    public internal(set) var capacity: CapacityGate = .assumed
    public internal(set) var advocate: AdvocateGate = .notNeeded
    public internal(set) var bestInterests: BestInterestsDecision?
    public internal(set) var detailAsked: String?
    public internal(set) var offList: OffListChoice?
    public internal(set) var offListAnswer: OffListAnswer?

    public enum State: String, Codable, Hashable, Sendable, CaseIterable {
        case notDue, due, submitted, needsReconciliation, accepted, returned, closed
    }

    public enum CapacityGate: Codable, Hashable, Sendable {
        case assumed
        case doubted(reason: String)
        case hasCapacity(CapacityAssessment)
        case lacksCapacity(CapacityAssessment)

        /// Whether nothing about capacity holds an award back.
        func isClear(_ bestInterests: BestInterestsDecision?) -> Bool {
            switch self {
            case .assumed, .hasCapacity: true
            case .doubted: false
            case .lacksCapacity: bestInterests != nil
            }
        }
    }

    public enum AdvocateGate: Codable, Hashable, Sendable {
        case notNeeded
        case needed(Advocacy.Kind)
        case inPlace(Advocacy.Kind)
    }

    /// A choice that is none of the bids, and the way in which it can be followed.
    public struct OffListChoice: Codable, Hashable, Sendable {
        public let words: String
        public let route: Route

        public enum Route: String, Codable, Sendable, CaseIterable {
            case preferredAccommodation, directPayment, runAgain
        }

        public init(words: String, route: Route) {
            self.words = words
            self.route = route
        }
    }

    /// What the council says to a choice off the list.
    public struct OffListAnswer: Codable, Hashable, Sendable {
        /// The conditions of the Choice Regulations, reg 3(1), as they were found.
        public let isSuitable: Bool
        public let isAvailable: Bool
        public let termsAgreed: Bool
        public let isWithinBudgetOrToppedUp: Bool
        public let accepted: Bool
        /// In writing, where it is refused.
        public let reason: String

        public init(
            isSuitable: Bool, isAvailable: Bool, termsAgreed: Bool,
            isWithinBudgetOrToppedUp: Bool, accepted: Bool, reason: String
        ) {
            self.isSuitable = isSuitable
            self.isAvailable = isAvailable
            self.termsAgreed = termsAgreed
            self.isWithinBudgetOrToppedUp = isWithinBudgetOrToppedUp
            self.accepted = accepted
            self.reason = reason
        }

        var meetsEveryCondition: Bool {
            isSuitable && isAvailable && termsAgreed && isWithinBudgetOrToppedUp
        }
    }

    public init(id: SupportPackage.ID, ageGroup: AgeGroup) {
        self.id = id
        self.ageGroup = ageGroup
    }

    /// The records that nobody superseded and that were made on the current shortlist, in order.
    ///
    /// A record on another shortlist replaces none of them, and the person's own word is replaced
    /// only by a record in which the person speaks again. Source: MCA 2005 s1(2), s4(6) and (7).
    public var heads: [Preference] {
        let current = records.filter { $0.basis.shortlistVersion == shortlist?.version }
        let replaced = Set(current.flatMap(\.supersedes))
        let replacedByThePerson = Set(
            current.filter { $0.person != nil }.flatMap(\.supersedes))
        return current.filter {
            !($0.person == nil ? replaced : replacedByThePerson).contains($0.id)
        }
    }

    /// The one record that stands; `nil` while there is none, or more than one.
    public var standing: Preference? { heads.count == 1 ? heads.first : nil }

    /// Whether nothing but the record itself is still to come.
    public var gatesAreClear: Bool {
        if case .needed = advocate { return false }
        return capacity.isClear(bestInterests)
    }

    /// Whose preference decides, and what it is.
    ///
    /// With capacity the person's own preference decides; the family is heard beside it, never
    /// instead of it. Source: MCA 2005 s1(2), s4; the council's paper, 5.13.
    public var deciding: Deciding {
        // A record in which only others speak holds nothing back here; it is still reconciled
        // before anything is accepted.
        let own = heads.filter { $0.person != nil }
        guard own.count <= 1, let standing = own.first ?? heads.first else { return .nobody }
        if case .lacksCapacity = capacity {
            return bestInterests.map { .bestInterests($0.choice) } ?? .nobody
        }
        guard let choice = standing.person?.choice else { return .nobody }
        switch choice {
        case .favourite, .equal, .noneOfThese: return .person(choice)
        case .notToday, .noPreferenceExpressed, .declined: return .nobody
        }
    }

    public enum Deciding: Codable, Hashable, Sendable {
        case person(Choice)
        case bestInterests(Choice)
        /// Nobody has decided: the person did not say, or a gate is open.
        case nobody

        public var choice: Choice? {
            switch self {
            case .person(let choice), .bestInterests(let choice): choice
            case .nobody: nil
            }
        }
    }
}

extension Preference {
    /// Whether two voices chose differently.
    public var hasDissent: Bool {
        let choices = Set(voices.compactMap(\.choice).filter(\.isADecision))
        return choices.count > 1
    }
}

extension Choice {
    /// Whether it says what is wanted, rather than that nothing is said now.
    public var isADecision: Bool {
        switch self {
        case .favourite, .equal, .noneOfThese: true
        case .notToday, .noPreferenceExpressed, .declined: false
        }
    }
}

extension PreferenceCase {
    public enum Command: Sendable {
        case makeDue(Shortlist)
        case receive(Preference)
        case accept
        case returnForDetail(String)
        case sayHowDissentWasHandled(Preference.ID, String)
        case doubtCapacity(reason: String)
        case assess(CapacityAssessment)
        case decideBestInterests(BestInterestsDecision)
        case needAdvocate(Advocacy.Kind)
        case advocateInPlace
        case chooseOffList(OffListChoice)
        case answerOffList(OffListAnswer)
        case close
    }

    public enum Event: Codable, Hashable, Sendable {
        case becameDue(Shortlist)
        case received(Preference)
        /// Kept, but made on another version of the shortlist than the current one.
        case receivedStale(Preference)
        case receivedBeside(Preference)
        case accepted(Preference.ID)
        case returnedForDetail(String)
        case dissentHandled(Preference.ID, String)
        case capacityDoubted(reason: String)
        case capacityFound(CapacityAssessment)
        case capacityLacking(CapacityAssessment)
        case bestInterestsDecided(BestInterestsDecision)
        case advocateNeeded(Advocacy.Kind)
        case advocateIsInPlace
        case offListChosen(OffListChoice)
        case offListAnswered(OffListAnswer)
        case closed
    }
}
