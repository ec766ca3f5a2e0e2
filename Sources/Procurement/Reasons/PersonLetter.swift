/// What the person's letter says: Easy Read, to "you", at most ten words in a sentence.
///
/// Source: Accessible Information Standard DAPB1605; NHS guidance on Easy Read.
public enum PersonClaim: Claim {
    case willHelp(String)
    case canStart(Day)
    case notPickedYet
    case likedBest(String)
    case likedTheSame
    case didNotPick
    case saidNoToAll
    case saidNoToTheOne
    case toldWhy
    case ownWords(String)
    case changedMind
    case othersHelped
    case wishesKept
    case notTheOneYouLiked
    case notRightForYou(String)
    case bestForYou
    case thisIsWhy
    case councilsWords(String)
    case moreWhenYouAsk
    case cannotGoOn(String)
    case askedAgain
    case wantSomethingElse
    case saidYesToThat
    case saidNoToThat
    case noOffer
    case noneGoodEnough
    case allCostTooMuch
    case stopped
    case willAskAgain
    case canAskUs

    public var isQuotation: Bool {
        switch self {
        case .ownWords, .councilsWords: true
        default: false
        }
    }

    public var words: Phrase {
        switch self {
        case .willHelp(let name): phrase("{provider} will help you.", ["provider": short(name)])
        case .canStart(let day): phrase("It can start on {day}.", ["day": day.words])
        case .notPickedYet: phrase("We have not picked yet. We will tell you.")
        case .likedBest(let name):
            phrase("You like {provider} best.", ["provider": short(name)])
        case .likedTheSame: phrase("You liked more than one the same.")
        case .didNotPick: phrase("You did not pick one. That is OK.")
        case .saidNoToAll: phrase("You said no to all of them. That is OK.")
        case .saidNoToTheOne: phrase("There was one offer. You said no. That is OK.")
        case .toldWhy: phrase("You told us why. You said this:")
        case .ownWords(let words): .own(words)
        case .changedMind: phrase("You changed your mind. That is OK. We kept both.")
        case .othersHelped: phrase("Some people helped us to pick. They want what is best for you.")
        case .wishesKept: phrase("We kept what you said. It is still your own.")
        case .notTheOneYouLiked: phrase("This is not the one you liked best.")
        case .notRightForYou(let name):
            phrase(
                "We looked at {provider}. It is not right for you now.",
                ["provider": short(name)])
        case .bestForYou: phrase("We think this one is best for you.")
        case .thisIsWhy: phrase("This is why:")
        case .councilsWords(let words): .own(words)
        case .moreWhenYouAsk: phrase("We can tell you more about this when you ask.")
        case .cannotGoOn(let name):
            phrase("First we picked {provider}. That can not go on.", ["provider": short(name)])
        case .askedAgain: phrase("So we asked you again.")
        case .wantSomethingElse: phrase("You want something else. We wrote it down.")
        case .saidYesToThat: phrase("We said yes to that.")
        case .saidNoToThat: phrase("We said no to that.")
        case .noOffer: phrase("No one made an offer.")
        case .noneGoodEnough: phrase("No offer was good for you.")
        case .allCostTooMuch: phrase("All the offers cost too much.")
        case .stopped: phrase("We had to stop. We did not pick one.")
        case .willAskAgain: phrase("We will look again for you.")
        case .canAskUs:
            phrase(
                "You can ask us about this. You can say you are not happy. We will help you with that."
            )
        }
    }

    /// So that a long name does not make a long sentence.
    private func short(_ name: String) -> Phrase {
        .own(name.split(separator: " ").prefix(6).joined(separator: " "))
    }
}

extension Trace {
    /// The person's letter.
    ///
    /// In it are their own words and the council's reason to them. Never what somebody else said,
    /// and no price.
    public func letterToThePerson() -> Letter<PersonClaim> {
        var writer = LetterWriter<PersonClaim>()
        sayDecision(&writer)
        sayChoice(&writer)
        sayOverride(&writer)
        sayChanges(&writer)
        if let last = steps.last { writer.say(.canAskUs, under: .next, [last.id]) }
        return writer.letter
    }

    private func sayDecision(_ writer: inout LetterWriter<PersonClaim>) {
        if let winner {
            writer.say(.willHelp(name(of: winner.bid)), under: .decision, winner.steps)
            if let offer = offer(of: winner.bid) {
                writer.say(.canStart(offer.offer.start), under: .decision, offer.steps)
            }
        } else if let ending {
            writer.say(claim(for: ending.ending), under: .decision, ending.steps)
        } else if let last = steps.last {
            writer.say(.notPickedYet, under: .decision, [last.id])
        }
        if let rerun { writer.say(.willAskAgain, under: .decision, rerun.steps) }
    }

    private func claim(for ending: PackageCase.Ending) -> PersonClaim {
        switch ending {
        case .withdrawn, .cancelled: .stopped
        case .unsuccessful(.noBids): .noOffer
        case .unsuccessful(.noneMeetsTheCriteria): .noneGoodEnough
        case .unsuccessful(.noneWithinBudget): .allCostTooMuch
        case .unsuccessful(.noneAcceptableToThePerson): .stopped
        }
    }

    private func sayChoice(_ writer: inout LetterWriter<PersonClaim>) {
        guard let accepted, let voice = accepted.record.person else { return }
        switch voice.choice {
        case .favourite(let bid):
            writer.say(.likedBest(name(of: bid)), under: .choice, accepted.steps)
        case .equal: writer.say(.likedTheSame, under: .choice, accepted.steps)
        case .noneOfThese:
            writer.say(
                accepted.record.basis.bids.count == 1 ? .saidNoToTheOne : .saidNoToAll,
                under: .choice, accepted.steps)
        case .notToday, .noPreferenceExpressed, .declined, nil:
            writer.say(.didNotPick, under: .choice, accepted.steps)
        }
        if !voice.reasons.isEmpty {
            writer.say(.toldWhy, under: .choice, accepted.steps)
            writer.say(.ownWords(voice.reasons), under: .choice, accepted.steps)
        }
        if !accepted.record.supersedes.isEmpty {
            writer.say(.changedMind, under: .choice, accepted.steps)
        }
        if let offList = preference.offList, !offList.words.isEmpty {
            let chosen = last { if case .preference(.offListChosen) = $0 { true } else { false } }
            writer.say(.wantSomethingElse, under: .choice, chosen)
            sayAnswer(&writer)
        }
    }

    private func sayAnswer(_ writer: inout LetterWriter<PersonClaim>) {
        guard let answer = preference.offListAnswer else { return }
        let step = last { if case .preference(.offListAnswered) = $0 { true } else { false } }
        writer.say(answer.accepted ? .saidYesToThat : .saidNoToThat, under: .choice, step)
        guard !answer.accepted, !answer.reason.isEmpty else { return }
        writer.say(.thisIsWhy, under: .choice, step)
        writer.say(councilsWords(answer.reason), under: .choice, step)
    }

    private func sayOverride(_ writer: inout LetterWriter<PersonClaim>) {
        if let bestInterests {
            writer.say(.othersHelped, under: .reasons, bestInterests.steps)
            writer.say(.wishesKept, under: .reasons, bestInterests.steps)
        }
        guard let award, winner != nil, let override = award.recommendation?.override else {
            return
        }
        let step = recommended(award)
        writer.say(.notTheOneYouLiked, under: .reasons, step)
        let liked = accepted?.record.person?.choice?.bids.first
        switch (override.ground, liked) {
        case (.suitability, .some(let bid)):
            writer.say(.notRightForYou(name(of: bid)), under: .reasons, step)
        default: writer.say(.bestForYou, under: .reasons, step)
        }
        writer.say(.thisIsWhy, under: .reasons, step)
        writer.say(councilsWords(override.reason), under: .reasons, step)
    }

    private func councilsWords(_ words: String) -> PersonClaim {
        Discretion(self, forThePerson: ()).allows(words) ? .councilsWords(words) : .moreWhenYouAsk
    }

    private func sayChanges(_ writer: inout LetterWriter<PersonClaim>) {
        for fall in fallen {
            writer.say(.cannotGoOn(name(of: fall.bid)), under: .changes, fall.steps)
        }
        let again = last { if case .package(.fellBack) = $0 { true } else { false } }
        writer.say(.askedAgain, under: .changes, again)
    }
}
