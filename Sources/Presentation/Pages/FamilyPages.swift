public import Procurement

/// F3, one bid: what it says about each thing the person wants. No price, no score.
public struct ProviderPage: Hashable, Sendable {
    public let bid: Bid.ID
    public let mark: ProviderMark
    public let name: String
    /// The first picture of the bid that has arrived: more would push the answers off the page.
    public let picture: Picture?
    public let tiles: [Tile]
    /// From 1.
    public let number: Int
    public let count: Int
    /// What was answered before, when the page is shown again. Nothing is chosen beforehand.
    public let answer: Answer?
    /// "What do you think of this one?", or for a family voice with who is asked.
    public let question: String
    /// The whole page in the order of reading, for speech.
    public let spoken: String

    public struct Tile: Hashable, Sendable, Identifiable {
        public let id: Outcome.ID
        public let title: String
        public let iconName: String
        public let says: OutcomeResponse.Says
        public let words: String
    }

    /// `nil` when there is no bid at that place.
    public init?(_ draft: VisitDraft, _ file: VisitFile, voice: Voice.ID, place: Int) {
        guard draft.order.indices.contains(place), let speaker = draft.voice(voice),
            let bid = file.bid(draft.order[place])
        else { return nil }
        self.bid = bid.id
        mark = file.mark(of: bid.id)
        name = bid.providerName
        picture = bid.pictures.first {
            file.pictures.contains($0.sha256) && [.png, .jpeg].contains($0.type)
        }
        tiles = file.package.outcomes.map { outcome in
            let response = bid.response(to: outcome.id)
            return Tile(
                id: outcome.id, title: outcome.title, iconName: outcome.pictogram.iconName,
                says: response?.says ?? .doesNotSay,
                words: response?.easyRead ?? tr("You can ask them."))
        }
        number = place + 1
        count = draft.order.count
        answer = speaker.answer(to: bid.id)
        question =
            speaker.whose == .person
            ? tr("What do you think of this one?")
            : tr("{who}: what do you think of this one?", ["who": Words.speaker(speaker.whose)])
        let said = tiles.map { "\($0.title). \(Words.says($0.says)). \($0.words)" }
        let seen = picture.map { [tr("A picture: {words}", ["words": $0.words])] } ?? []
        spoken = ([name + "."] + seen + said + [question]).joined(separator: " ")
    }
}

/// F4, which one is liked best.
public struct BestPage: Hashable, Sendable {
    public let question: String
    public let cards: [Card]
    public let choice: Choice?
    public let spoken: String

    public struct Card: Hashable, Sendable, Identifiable {
        public let id: Bid.ID
        public let mark: ProviderMark
        public let name: String
        /// What this voice said about it on its own page.
        public let answer: Answer?
    }

    public init?(_ draft: VisitDraft, _ file: VisitFile, voice: Voice.ID) {
        guard let speaker = draft.voice(voice) else { return nil }
        cards = draft.order.map { bid in
            Card(
                id: bid, mark: file.mark(of: bid), name: file.name(of: bid),
                answer: speaker.answer(to: bid))
        }
        choice = speaker.choice
        let isPerson = speaker.whose == .person
        let who = ["who": Words.speaker(speaker.whose)]
        if draft.order.count == 1 {
            // With one bid the person is still asked: it can be refused.
            question =
                isPerson ? tr("Do you want this one?") : tr("{who}: do you want this one?", who)
        } else {
            question =
                isPerson
                ? tr("Which one do you like best?") : tr("{who}: which one do you like best?", who)
        }
        let names = cards.map { "\($0.name)." }
        spoken =
            ([question] + names
            + [cards.count == 1 ? tr("No, I do not want this one.") : tr("None of these.")]
            + [tr("I want to think about it.")])
            .joined(separator: " ")
    }
}

/// W7, every answer with its way back.
public struct CheckPage: Hashable, Sendable {
    public let sections: [Section]
    /// The sentence at the top when there is something to do; `nil` when the visit can be saved.
    public let problem: String?

    public struct Section: Hashable, Sendable, Identifiable {
        public let id: Voice.ID
        public let isPerson: Bool
        public let title: String
        public let note: String
        public let rows: [Row]
    }

    public struct Row: Hashable, Sendable, Identifiable {
        public let id: String
        /// "Likes best", "Why", "Dane Valley Support".
        public let label: String
        public let value: String
        public let iconName: String?
        public let isQuote: Bool
        /// What must be done here before the visit can be saved.
        public let toDo: String?
        /// Where Change goes.
        public let change: VisitDraft.Step
        /// "Change: Likes best, Dane Valley Support".
        public let spokenChange: String
    }

    public init(_ draft: VisitDraft, _ file: VisitFile) {
        let missing = Set(draft.missing)
        sections = draft.voices.map { voice in
            let isPerson = voice.whose == .person
            let who = Words.speaker(voice.whose)
            return Section(
                id: voice.id, isPerson: isPerson,
                title: isPerson
                    ? tr("What the person said") : tr("What the family said: {who}", ["who": who]),
                note: isPerson
                    ? tr("Read it back together. The person can change anything.")
                    : tr("Kept next to the person’s answer. It does not change it."),
                rows: Self.rows(voice, draft, file, missing))
        }
        problem =
            if !missing.isEmpty {
                tr("There is a problem. Choose one answer, or choose not sure.")
            } else if !draft.tooLong.isEmpty {
                tr("There is a problem. A text is too long to be saved. Make it shorter.")
            } else { nil }
    }

    private static func rows(
        _ voice: Voice, _ draft: VisitDraft, _ file: VisitFile, _ missing: Set<VisitDraft.Missing>
    ) -> [Row] {
        let best = row(
            "\(voice.id)-best", tr("Likes best"), value: choice(voice, file),
            icon: voice.choice.flatMap { $0.bids.count == 1 ? $0.bids.first : nil }
                .map { file.mark(of: $0).iconName },
            toDo: missing.contains(.choice(voice.id)) ? Self.toChoose : nil,
            change: .favourite(voice.id))
        let why = row(
            "\(voice.id)-why", tr("Why"),
            value: voice.reasons.isEmpty
                ? tr("Nothing written down")
                : Words.quotedStart(
                    of: voice.reasons, voices: draft.voices.count),
            quote: !voice.reasons.isEmpty, toDo: Sentences.shorter(voice.reasons),
            change: .reasons(voice.id))
        let answers = draft.basis.bids.enumerated().map { _, bid in
            let answer = voice.answer(to: bid)
            return row(
                "\(voice.id)-\(bid)", file.name(of: bid),
                value: answer.map(Words.answer) ?? tr("Not answered"), icon: answer?.iconName,
                toDo: missing.contains(.answer(voice.id, bid)) ? Self.toChoose : nil,
                change: .bid(voice.id, draft.order.firstIndex(of: bid) ?? 0))
        }
        return [best, why] + answers
    }

    private static var toChoose: String { tr("Choose one answer, or choose not sure.") }

    private static func row(
        _ id: String, _ label: String, value: String, icon: String? = nil, quote: Bool = false,
        toDo: String? = nil, change: VisitDraft.Step
    ) -> Row {
        Row(
            id: id, label: label, value: value, iconName: icon, isQuote: quote, toDo: toDo,
            change: change,
            spokenChange: tr("Change: {label}, {value}", ["label": label, "value": value]))
    }

    private static func choice(_ voice: Voice, _ file: VisitFile) -> String {
        guard let choice = voice.choice else { return tr("Not answered") }
        return switch choice {
        case .favourite(let bid): file.name(of: bid)
        case .equal(let bids): Words.names(bids.map { file.name(of: $0) })
        case .noneOfThese: tr("None of these")
        case .notToday: tr("Wants to think about it")
        case .noPreferenceExpressed: tr("Did not say")
        case .declined: tr("Did not want to be asked")
        }
    }
}
