/// A visit that is being held: every answer given so far, and where to carry on.
///
/// One draft a visit. Each answer becomes an event the moment it is given, and is stored before
/// the screen moves on. Saving freezes the draft into a `Preference`.
public struct VisitDraft: Codable, Hashable, Sendable {
    /// The record that the draft will become; minted when the visit began.
    public let preference: Preference.ID
    public let basis: Preference.Basis
    public let supersedes: [Preference.ID]
    public let started: Instant
    public let place: Meeting.PlaceKind
    /// The order in which the person sees the bids; mixed, never by price.
    public let order: [Bid.ID]
    public let needs: [CommunicationNeed.Kind]
    /// The person's voice first.
    public private(set) var voices: [Voice]
    /// How the person told us: what they did or said.
    public private(set) var observed: String
    public private(set) var readBack: CommunicationUsed.ReadBack
    public private(set) var shownFor: [Bid.ID: Int64]
    /// The page to carry on from.
    public private(set) var step: Step

    public enum Step: Codable, Hashable, Sendable {
        /// What the voice thinks of the bid at this place of `order`.
        case bid(Voice.ID, Int)
        case favourite(Voice.ID)
        case reasons(Voice.ID)
        case family
        /// What the person chose is read back to them.
        case readBack
        /// The laptop goes back to the worker.
        case handBack
        case check
    }

    public init(
        preference: Preference.ID, package: SupportPackage, shortlist: Shortlist,
        order: [Bid.ID], supersedes: [Preference.ID], place: Meeting.PlaceKind, started: Instant
    ) {
        self.preference = preference
        self.basis = Preference.Basis(
            package: package.id, packageVersion: package.version,
            shortlistVersion: shortlist.version, bids: shortlist.bids)
        self.supersedes = supersedes
        self.started = started
        self.place = place
        self.order = order
        needs = package.communicationNeeds.map(\.kind)
        voices = [Voice(id: .person, whose: .person)]
        observed = ""
        readBack = .notDone
        shownFor = [:]
        step = .bid(.person, 0)
    }

    public func voice(_ id: Voice.ID) -> Voice? { voices.first { $0.id == id } }

    /// Whether anybody answered, chose or explained anything, or something was written down.
    public var saysSomething: Bool {
        !observed.isEmpty
            || voices.contains { !$0.answers.isEmpty || $0.choice != nil || !$0.reasons.isEmpty }
    }

    /// Everybody's voice but the person's.
    public var others: [Voice] { voices.filter { $0.whose != .person } }
}

extension Identifier where Subject == Voice {
    /// The person's own voice has the same name in every record.
    public static var person: Self { Self("person") }
}

extension VisitDraft {
    public enum Command: Hashable, Sendable {
        case answer(Voice.ID, Bid.ID, Answer)
        case choose(Voice.ID, Choice)
        /// Why, in their own words. An empty text takes it back.
        case explain(Voice.ID, String)
        /// Somebody else starts to speak.
        case hear(Whose)
        case dismiss(Voice.ID)
        case observe(String)
        case confirmReadBack
        /// A page was shown.
        case goTo(Step)
        /// A bid was on the screen for that many milliseconds.
        case looked(Bid.ID, Int64)
    }

    public enum Event: Codable, Hashable, Sendable {
        case answered(Voice.ID, Bid.ID, Answer)
        case chose(Voice.ID, Choice)
        case explained(Voice.ID, String)
        case heard(Voice.ID, Whose)
        case dismissed(Voice.ID)
        case observed(String)
        case readBackConfirmed
        case wentTo(Step)
        case looked(Bid.ID, Int64)
    }

    /// What a command does to the draft. The laptop answers with it at once.
    ///
    /// Source: `procurement.md` (voices are never merged: a command names its voice, and no
    /// command touches two).
    public func decide(_ command: Command) throws(Refusal) -> [Event] {
        switch command {
        case .answer(let voice, let bid, let answer):
            try known(voice)
            try onTheShortlist(bid)
            return [.answered(voice, bid, answer)]
        case .choose(let voice, let choice):
            try known(voice)
            for bid in choice.bids { try onTheShortlist(bid) }
            if case .equal(let bids) = choice, Set(bids).count < 2 { throw .equalNeedsTwo }
            return [.chose(voice, choice)]
        case .explain(let voice, let words):
            try known(voice)
            return [.explained(voice, words)]
        case .hear(let whose):
            try require(whose != .person, else: Refusal.personSpeaksOnce)
            try require(
                others.count < RecordRoom.otherVoices,
                else: Refusal.tooManyVoices(most: RecordRoom.otherVoices))
            let number =
                (others.compactMap { Int($0.id.rawValue.drop { !$0.isNumber }) }.max() ?? 0) + 1
            return [.heard(Voice.ID("family-\(number)"), whose)]
        case .dismiss(let voice):
            try require(voice != .person, else: Refusal.personSpeaksOnce)
            try known(voice)
            return [.dismissed(voice)]
        case .observe(let words):
            return [.observed(words)]
        case .confirmReadBack:
            return [.readBackConfirmed]
        case .goTo(let step):
            return step == self.step ? [] : [.wentTo(step)]
        case .looked(let bid, let milliseconds):
            try onTheShortlist(bid)
            return milliseconds > 0 ? [.looked(bid, milliseconds)] : []
        }
    }

    public mutating func evolve(_ event: Event) {
        switch event {
        case .answered(let id, let bid, let answer):
            change(id) { voice in
                voice.answers.removeAll { $0.bid == bid }
                voice.answers.append(BidAnswer(bid: bid, answer: answer))
            }
        case .chose(let id, let choice): change(id) { $0.choice = choice }
        case .explained(let id, let words): change(id) { $0.reasons = words }
        case .heard(let id, let whose): voices.append(Voice(id: id, whose: whose))
        case .dismissed(let id): voices.removeAll { $0.id == id }
        case .observed(let words): observed = words
        case .readBackConfirmed: readBack = .confirmed
        case .wentTo(let step): self.step = step
        case .looked(let bid, let milliseconds): shownFor[bid, default: 0] += milliseconds
        }
        switch event {
        case .answered, .chose, .explained, .heard, .dismissed: readBack = .notDone
        case .observed, .readBackConfirmed, .wentTo, .looked: break
        }
    }

    private mutating func change(_ id: Voice.ID, _ body: (inout Voice) -> Void) {
        guard let index = voices.firstIndex(where: { $0.id == id }) else { return }
        body(&voices[index])
    }

    private func known(_ voice: Voice.ID) throws(Refusal) {
        try require(self.voice(voice) != nil, else: Refusal.noSuchVoice(voice))
    }

    private func onTheShortlist(_ bid: Bid.ID) throws(Refusal) {
        try require(basis.bids.contains(bid), else: Refusal.notOnTheShortlist(bid))
    }
}

extension VisitDraft {
    /// What still has to be answered before the visit can be saved, in the order of the pages.
    ///
    /// The person is always asked. A family voice that was started is finished or dismissed.
    public var missing: [Missing] {
        voices.flatMap { voice -> [Missing] in
            guard let choice = voice.choice else {
                return unanswered(by: voice) + [.choice(voice.id)]
            }
            return choice.needsEveryAnswer ? unanswered(by: voice) : []
        }
    }

    public enum Missing: Hashable, Sendable {
        case answer(Voice.ID, Bid.ID)
        case choice(Voice.ID)
    }

    private func unanswered(by voice: Voice) -> [Missing] {
        order.filter { voice.answer(to: $0) == nil }.map { .answer(voice.id, $0) }
    }

    /// The texts that must be shorter before the visit can be saved. A draft keeps any: what was
    /// typed is stored first and shortened later.
    public var tooLong: [FreeText] {
        let reasons = voices.filter { Self.isTooLong($0.reasons) }.map { FreeText.reasons($0.id) }
        return reasons + (Self.isTooLong(observed) ? [.observed] : [])
    }

    public enum FreeText: Hashable, Sendable {
        case reasons(Voice.ID)
        case observed
    }

    /// How many letters must go from the texts that are too long.
    private var lettersTooMany: Int {
        (voices.map(\.reasons) + [observed]).reduce(0) {
            $0 + RecordRoom.lettersTooMany(in: $1)
        }
    }

    public static func isTooLong(_ words: String) -> Bool { RecordRoom.left(beside: words) < 0 }

    /// Freezes the draft.
    ///
    /// - Throws: `Refusal.unanswered` with everything that is missing, the first page first;
    ///   `Refusal.tooLong`. That the whole record is within `RecordRoom.record` is asked where it is
    ///   frozen into bytes.
    public func record(by worker: Worker.ID, at now: Instant) throws(Refusal) -> Preference {
        try require(missing.isEmpty, else: Refusal.unanswered(missing))
        try require(tooLong.isEmpty, else: Refusal.tooLong(letters: lettersTooMany))
        let family = others.map { voice -> Participant in
            switch voice.whose {
            case .family(let relationship): Participant(role: .family, relationship: relationship)
            case .advocate: Participant(role: .advocate)
            case .person: Participant(role: .person)
            }
        }
        return Preference(
            id: preference, basis: basis, supersedes: supersedes,
            meeting: Meeting(
                started: started, ended: max(started, now), place: place, worker: worker),
            communication: CommunicationUsed(
                needs: needs, format: .pictureCards, observed: observed, readBack: readBack),
            people: [Participant(role: .person), Participant(role: .socialWorker)] + family,
            voices: voices,
            closing: Closing(
                toldHowAndWhen: true, toldCanChangeMind: true, toldHowToComplain: false),
            fairness: Fairness(orderShown: order, shownFor: order.map { shownFor[$0] ?? 0 }))
    }
}
