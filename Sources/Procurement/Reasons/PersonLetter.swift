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

    public var words: String {
        switch self {
        case .willHelp(let name): "\(short(name)) will help you."
        case .canStart(let day): "It can start on \(day.day) \(day.monthName) \(day.year)."
        case .notPickedYet: "We have not picked yet. We will tell you."
        case .likedBest(let name): "You like \(short(name)) best."
        case .likedTheSame: "You liked more than one the same."
        case .didNotPick: "You did not pick one. That is OK."
        case .saidNoToAll: "You said no to all of them. That is OK."
        case .saidNoToTheOne: "There was one offer. You said no. That is OK."
        case .toldWhy: "You told us why. You said this:"
        case .ownWords(let words): words
        case .changedMind: "You changed your mind. That is OK. We kept both."
        case .othersHelped: "Some people helped us to pick. They want what is best for you."
        case .wishesKept: "We kept what you said. It is still your own."
        case .notTheOneYouLiked: "This is not the one you liked best."
        case .notRightForYou(let name):
            "We looked at \(short(name)). It is not right for you now."
        case .bestForYou: "We think this one is best for you."
        case .thisIsWhy: "This is why:"
        case .councilsWords(let words): words
        case .cannotGoOn(let name): "First we picked \(short(name)). That can not go on."
        case .askedAgain: "So we asked you again."
        case .wantSomethingElse: "You want something else. We wrote it down."
        case .saidYesToThat: "We said yes to that."
        case .saidNoToThat: "We said no to that."
        case .noOffer: "No one made an offer."
        case .noneGoodEnough: "No offer was good for you."
        case .allCostTooMuch: "All the offers cost too much."
        case .stopped: "We had to stop. We did not pick one."
        case .willAskAgain: "We will look again for you."
        case .canAskUs:
            "You can ask us about this. You can say you are not happy. We will help you with that."
        }
    }

    /// So that a long name does not make a long sentence.
    private func short(_ name: String) -> String {
        name.split(separator: " ").prefix(6).joined(separator: " ")
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
        .councilsWords(Discretion(self, forThePerson: ()).allows(words) ? words : Discretion.left)
    }

    private func sayChanges(_ writer: inout LetterWriter<PersonClaim>) {
        for fall in fallen {
            writer.say(.cannotGoOn(name(of: fall.bid)), under: .changes, fall.steps)
        }
        let again = last { if case .package(.fellBack) = $0 { true } else { false } }
        writer.say(.askedAgain, under: .changes, again)
    }
}

extension Day {
    /// "February".
    var monthName: String {
        [
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ][month - 1]
    }
}
