public import Procurement

/// F5, why: in their own words, written down by the worker.
public struct ReasonsPage: Hashable, Sendable {
    public let question: String
    /// The bid that is liked best, when there is one.
    public let mark: ProviderMark?
    public let name: String
    /// What was written down before.
    public let words: String
    public let spoken: String

    public static var hint: String { tr("Your worker can write your words here.") }

    public init?(_ draft: VisitDraft, _ file: VisitFile, voice: Voice.ID) {
        guard let speaker = draft.voice(voice) else { return nil }
        let best = speaker.choice.flatMap { $0.bids.count == 1 ? $0.bids.first : nil }
        mark = best.map { file.mark(of: $0) }
        name = best.map { file.name(of: $0) } ?? ""
        if best != nil {
            question = tr("Why do you like this one?")
        } else if speaker.choice == .noneOfThese {
            question = tr("Why do you want none of these?")
        } else {
            question = tr("Why?")
        }
        words = speaker.reasons
        spoken = [name.isEmpty ? "" : name + ".", question, Self.hint]
            .filter { !$0.isEmpty }.joined(separator: " ")
    }
}

/// F6, the family's turn.
public struct FamilyTurnPage: Hashable, Sendable {
    public let title: String
    public let lines: [String]
    /// Who has spoken, or started to.
    public let speakers: [Speaker]
    public let spoken: String

    public struct Speaker: Hashable, Sendable, Identifiable {
        public let id: Voice.ID
        public let who: String
        /// "Likes Mill Meadow Living best", "Not finished".
        public let said: String
        public let isFinished: Bool
        /// Where the pages of this voice are opened again.
        public let open: VisitDraft.Step
    }

    /// Somebody who can speak, as a card.
    public struct Card: Hashable, Sendable {
        public let whose: Whose
        public let word: String
        public let iconName: String
    }

    public init(_ draft: VisitDraft, _ file: VisitFile) {
        let unfinished = Set(
            draft.missing.map { missing in
                switch missing {
                case .answer(let voice, _), .choice(let voice): voice
                }
            })
        speakers = draft.others.map { voice in
            let isFinished = !unfinished.contains(voice.id)
            return Speaker(
                id: voice.id, who: Words.speaker(voice.whose),
                said: isFinished ? Self.said(voice, file) : tr("Not finished"),
                isFinished: isFinished,
                open: isFinished
                    ? .bid(voice.id, 0) : FamilyRoute.firstMissing(of: voice.id, in: draft))
        }
        title =
            speakers.isEmpty
            ? tr("Does someone else want to say something?")
            : tr("Does anyone else want to say something?")
        lines = [
            tr("What the family said is kept next to it."),
            tr("It does not change your answer."),
        ]
        spoken = ([title] + lines + speakers.map { "\($0.who). \($0.said)." }).joined(
            separator: " ")
    }

    /// The cards to choose from.
    public static var cards: [Card] {
        let relationships: [(Whose.Relationship, String)] = [
            (.mother, "who-mother"), (.father, "who-father"), (.sister, "who-sister"),
            (.brother, "who-brother"), (.grandparent, "who-grandparent"),
            (.partner, "who-partner"), (.carer, "who-carer"), (.other, "who-other"),
        ]
        return relationships.map {
            Card(
                whose: .family($0.0), word: Words.relationship($0.0), iconName: $0.1)
        } + [Card(whose: .advocate, word: Words.speaker(.advocate), iconName: "who-advocate")]
    }

    private static func said(_ voice: Voice, _ file: VisitFile) -> String {
        switch voice.choice {
        case .favourite(let bid): tr("Likes {name} best", ["name": file.name(of: bid)])
        case .equal(let bids):
            tr(
                "Likes these the same: {names}",
                ["names": Words.names(bids.map { file.name(of: $0) })])
        case .noneOfThese: tr("Wants none of these")
        case .notToday: tr("Wants to think about it")
        case .noPreferenceExpressed, .declined, nil: tr("Did not say")
        }
    }
}

/// F7, what the person chose, read back.
public struct ReadBackPage: Hashable, Sendable {
    public let sentence: String
    public let question: String
    public let mark: ProviderMark?
    public let spoken: String

    /// `nil` while the person has not chosen.
    public init?(_ draft: VisitDraft, _ file: VisitFile) {
        guard let choice = draft.voice(.person)?.choice else { return nil }
        switch choice {
        case .favourite(let bid) where draft.order.count == 1:
            sentence = tr("You said you want {name}.", ["name": file.name(of: bid)])
        case .favourite(let bid):
            sentence = tr("You said you like {name} best.", ["name": file.name(of: bid)])
        case .equal(let bids):
            let names = Words.names(bids.map { file.name(of: $0) })
            sentence = tr("You said you like these the same: {names}.", ["names": names])
        case .noneOfThese: sentence = tr("You said you want none of these.")
        case .notToday: sentence = tr("You said you want to think about it.")
        case .noPreferenceExpressed: sentence = tr("You did not say which one you like.")
        case .declined: sentence = tr("You said you do not want to be asked.")
        }
        mark = choice.bids.count == 1 ? choice.bids.first.map { file.mark(of: $0) } : nil
        question = tr("Is that right?")
        spoken = sentence + " " + question
    }
}

/// Pages that only say something.
public struct FamilyMessage: Hashable, Sendable {
    public let iconName: String
    public let title: String
    public let lines: [String]
    public var spoken: String { ([title] + lines).joined(separator: " ") }

    public static var stop: Self {
        Self(
            iconName: "pict-stop", title: tr("Do you want to stop?"),
            lines: [tr("We keep what you said."), tr("You can carry on another day.")])
    }

    /// F9 at the end.
    public static var done: Self {
        Self(
            iconName: "pict-handback", title: tr("Give the laptop back to your worker."),
            lines: [tr("Thank you."), tr("We have written down what you said.")])
    }

    /// F9 when the person wanted to stop.
    public static var stopped: Self {
        Self(
            iconName: "pict-handback", title: tr("Give the laptop back to your worker."),
            lines: [tr("We stop for today."), tr("What you said is kept.")])
    }
}

extension BestPage {
    /// With one bid it is taken or refused.
    public var isOnlyOne: Bool { cards.count == 1 }

    public var noneLabel: String {
        isOnlyOne ? tr("No, I do not want this one") : tr("None of these")
    }

    /// What a card is called: "Dane Valley Support. You said: I like it".
    public func spoken(_ card: Card) -> String {
        let name =
            isOnlyOne ? tr("Yes, I want {name}", ["name": card.name]) : card.name
        guard let answer = card.answer else { return name }
        return name + ". " + tr("You said: {answer}", ["answer": Words.answer(answer)])
    }

    /// Whether a card was chosen before.
    public func isChosen(_ card: Card) -> Bool { choice?.bids.contains(card.id) ?? false }
}

extension CheckPage {
    /// Whether the voices chose different things; each is kept as it was said. Somebody who has
    /// not decided disagrees with nobody.
    public static func disagree(_ draft: VisitDraft) -> Bool {
        let decided = draft.voices.compactMap(\.choice).filter(\.needsEveryAnswer)
        return Set(decided.map { Set($0.bids) }).count > 1
    }

    /// Whether what the person chose was read back since it last changed.
    public static func readBack(_ draft: VisitDraft) -> String {
        draft.readBack == .confirmed
            ? tr("The person said that it is right") : tr("Not read back since the last change")
    }
}
