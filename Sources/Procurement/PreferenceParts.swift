/// The meeting itself.
public struct Meeting: Codable, Hashable, Sendable {
    public let started: Instant
    public let ended: Instant
    public let place: PlaceKind
    public let worker: Worker.ID
    /// A second person who saw and heard it, by role.
    public let secondWitness: String?

    /// The kind of place, never the address.
    public enum PlaceKind: String, Codable, Sendable, CaseIterable {
        case home, familyHome, dayCentre, hospital, school, office, video, other
    }

    public init(
        started: Instant, ended: Instant, place: PlaceKind, worker: Worker.ID,
        secondWitness: String? = nil
    ) {
        self.started = started
        self.ended = ended
        self.place = place
        self.worker = worker
        self.secondWitness = secondWitness
    }
}

/// How we talked, and how we know that we understood.
public struct CommunicationUsed: Codable, Hashable, Sendable {
    public let needs: [CommunicationNeed.Kind]
    /// What the options were shown as.
    public let format: Format
    public let interpreter: String?
    /// What the person did or said, in their own words or in a plain description of it.
    public let observed: String
    /// Whether the answers were read back and the person said that they are right.
    public let readBack: ReadBack
    /// The person asked a second time with the order changed; `nil` when not asked again.
    public let askedAgain: AskedAgain?

    public enum Format: String, Codable, Sendable, CaseIterable {
        case pictureCards, text, readAloud, signed, objects
    }
    public enum ReadBack: String, Codable, Sendable, CaseIterable { case confirmed, notDone }
    public enum AskedAgain: String, Codable, Sendable, CaseIterable { case same, notSure }

    public init(
        needs: [CommunicationNeed.Kind], format: Format, interpreter: String? = nil,
        observed: String = "", readBack: ReadBack, askedAgain: AskedAgain? = nil
    ) {
        self.needs = needs
        self.format = format
        self.interpreter = interpreter
        self.observed = observed
        self.readBack = readBack
        self.askedAgain = askedAgain
    }
}

/// Somebody who was there, by role and relationship, never by name.
public struct Participant: Codable, Hashable, Sendable {
    public let role: Role
    public let relationship: Whose.Relationship?
    public let invitedByThePerson: Bool?
    public let timeAloneOffered: Bool?
    public let conflictOfInterest: String?
    /// A deputyship or lasting power of attorney that was claimed, and whether it was seen.
    public let legalAuthority: LegalAuthority?

    public enum Role: String, Codable, Sendable, CaseIterable {
        case person, family, advocate, interpreter, supportWorker, socialWorker, other
    }
    public struct LegalAuthority: Codable, Hashable, Sendable {
        public let kind: String
        public let seen: Bool
        public init(kind: String, seen: Bool) {
            self.kind = kind
            self.seen = seen
        }
    }

    public init(
        role: Role, relationship: Whose.Relationship? = nil, invitedByThePerson: Bool? = nil,
        timeAloneOffered: Bool? = nil, conflictOfInterest: String? = nil,
        legalAuthority: LegalAuthority? = nil
    ) {
        self.role = role
        self.relationship = relationship
        self.invitedByThePerson = invitedByThePerson
        self.timeAloneOffered = timeAloneOffered
        self.conflictOfInterest = conflictOfInterest
        self.legalAuthority = legalAuthority
    }
}

/// Whether the person needs somebody to help them take part, and who that is.
///
/// Source: Care Act 2014 s67 (substantial difficulty and no appropriate person); MCA 2005 s39.
public struct Advocacy: Codable, Hashable, Sendable {
    public let substantialDifficulty: Bool
    public let appropriatePerson: Bool
    public let advocate: Kind?
    public let reason: String

    public enum Kind: String, Codable, Sendable, CaseIterable {
        case careAct, mentalCapacity, informal
    }

    public init(
        substantialDifficulty: Bool, appropriatePerson: Bool, advocate: Kind?, reason: String
    ) {
        self.substantialDifficulty = substantialDifficulty
        self.appropriatePerson = appropriatePerson
        self.advocate = advocate
        self.reason = reason
    }
}

/// Whether the person can make this decision. Assumed, unless there is a reason to doubt it.
///
/// Source: Mental Capacity Act 2005 s1(2) (assumption), s3(1) (the four abilities).
public enum Capacity: Codable, Hashable, Sendable {
    case assumed
    case assessed(CapacityAssessment)
}

public struct CapacityAssessment: Codable, Hashable, Sendable {
    public let decision: String
    public let trigger: String
    public let understands: Ability
    public let retains: Ability
    public let weighs: Ability
    public let communicates: Ability
    public let helpGiven: String
    public let couldItWait: String
    public let hasCapacity: Bool

    public struct Ability: Codable, Hashable, Sendable {
        public let present: Bool
        public let evidence: String
        public init(present: Bool, evidence: String) {
            self.present = present
            self.evidence = evidence
        }
    }

    public init(
        decision: String, trigger: String, understands: Ability, retains: Ability, weighs: Ability,
        communicates: Ability, helpGiven: String, couldItWait: String, hasCapacity: Bool
    ) {
        self.decision = decision
        self.trigger = trigger
        self.understands = understands
        self.retains = retains
        self.weighs = weighs
        self.communicates = communicates
        self.helpGiven = helpGiven
        self.couldItWait = couldItWait
        self.hasCapacity = hasCapacity
    }
}

/// Voices that want different things, and how that was handled. It never changes a voice.
public struct Dissent: Codable, Hashable, Sendable {
    public let between: [Voice.ID]
    public let handled: String
    public init(between: [Voice.ID], handled: String) {
        self.between = between
        self.handled = handled
    }
}

/// What was decided for a person who cannot decide this; their wishes stay in their voice.
///
/// Source: Mental Capacity Act 2005 s4.
public struct BestInterestsDecision: Codable, Hashable, Sendable {
    public let choice: Choice
    public let consulted: [Participant]
    public let reason: String
    public init(choice: Choice, consulted: [Participant], reason: String) {
        self.choice = choice
        self.consulted = consulted
        self.reason = reason
    }
}

/// What the person was told before the worker left.
public struct Closing: Codable, Hashable, Sendable {
    public let toldHowAndWhen: Bool
    public let toldCanChangeMind: Bool
    public let toldHowToComplain: Bool
    public init(toldHowAndWhen: Bool, toldCanChangeMind: Bool, toldHowToComplain: Bool) {
        self.toldHowAndWhen = toldHowAndWhen
        self.toldCanChangeMind = toldCanChangeMind
        self.toldHowToComplain = toldHowToComplain
    }
}

/// The evidence that no bid was favoured by how it was shown.
public struct Fairness: Codable, Hashable, Sendable {
    /// The order in which the person saw the bids.
    public let orderShown: [Bid.ID]
    /// Milliseconds each bid was on the screen, in that order.
    public let shownFor: [Int64]
    public init(orderShown: [Bid.ID], shownFor: [Int64]) {
        self.orderShown = orderShown
        self.shownFor = shownFor
    }
}
