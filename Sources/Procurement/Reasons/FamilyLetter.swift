/// What the letter to one family member, carer or advocate says.
public enum FamilyClaim: Claim {
    case awarded(String)
    case notDecidedYet
    case endedWithoutAward
    case youPreferred(String)
    case youLikedSeveral([String])
    case youPreferredNone
    case youDidNotChoose
    case yourWords(String)
    case heardBesideNotInstead
    case personsChoiceDecided
    case bestInterestsAndYouWereConsulted
    case decidedByTheRulesThatProtect
    case sameAsYours
    case notYours
    case councilDecidedOtherwise(AwardCase.Override.Ground?)
    case voicesDiffered
    case awardFell(String)
    case askedAgain
    case willRunAgain
    case mayAskOrComplain

    public var isQuotation: Bool { if case .yourWords = self { true } else { false } }

    public var words: Phrase {
        switch self {
        case .awarded(let name):
            phrase(
                "The council has chosen {provider} to give the support.", ["provider": .own(name)])
        case .notDecidedYet: phrase("The council has not decided yet.")
        case .endedWithoutAward: phrase("The council ended this without choosing a provider.")
        case .youPreferred(let name):
            phrase("You told us that you would choose {provider}.", ["provider": .own(name)])
        case .youLikedSeveral(let names):
            phrase(
                "You told us that you like these the same: {providers}.",
                ["providers": .list(names.map { .own($0) })])
        case .youPreferredNone: phrase("You told us that you would choose none of the offers.")
        case .youDidNotChoose: phrase("You did not choose between the offers.")
        case .yourWords(let words): .own(words)
        case .heardBesideNotInstead:
            phrase("What you said was heard beside what the person said, and not instead of it.")
        case .personsChoiceDecided: phrase("It was the person’s own choice that decided.")
        case .bestInterestsAndYouWereConsulted:
            phrase("The decision was made in the person’s best interests, and you were consulted.")
        case .decidedByTheRulesThatProtect:
            phrase("The decision followed the rules that protect the person’s own wishes.")
        case .sameAsYours: phrase("That is the one that you chose too.")
        case .notYours: phrase("That is not the one that you chose.")
        case .councilDecidedOtherwise(.suitability):
            phrase(
                "It was not the preferred offer. The ground is suitability. The person was told the reason."
            )
        case .councilDecidedOtherwise(.bestInterests):
            phrase(
                "It was not the preferred offer. The ground is the person’s best interests. The person was told the reason."
            )
        case .councilDecidedOtherwise(nil):
            phrase("It was not the preferred offer. The person was told the ground and the reason.")
        case .voicesDiffered:
            phrase("Not everybody wanted the same. It is on record how that was handled.")
        case .awardFell(let name):
            phrase("The first choice, {provider}, could not go ahead.", ["provider": .own(name)])
        case .askedAgain: phrase("The person was asked again about the offers that were left.")
        case .willRunAgain: phrase("The council is asking providers again.")
        case .mayAskOrComplain:
            phrase(
                "You can ask us about this decision, and you can complain. We will tell you how.")
        }
    }
}

extension Trace {
    /// The letter to one who spoke beside the person; `nil` when the record that counts holds no
    /// such voice, or when the voice is the person's.
    ///
    /// In it are that voice's own words. Never the person's words or answers, nor another's.
    public func letterToTheFamily(_ voice: Voice.ID) -> Letter<FamilyClaim>? {
        guard let accepted,
            let voice = accepted.record.voices.first(where: { $0.id == voice }),
            voice.whose != .person
        else { return nil }
        var writer = LetterWriter<FamilyClaim>()
        sayDecision(to: voice, &writer)
        sayHeard(voice, accepted.steps, &writer)
        sayWhoseChoice(to: voice, accepted.steps, &writer)
        for fall in fallen {
            writer.say(.awardFell(name(of: fall.bid)), under: .changes, fall.steps)
        }
        writer.say(
            .askedAgain, under: .changes,
            last { if case .package(.fellBack) = $0 { true } else { false } })
        if let rerun { writer.say(.willRunAgain, under: .next, rerun.steps) }
        if let last = steps.last { writer.say(.mayAskOrComplain, under: .next, [last.id]) }
        return writer.letter
    }

    private func sayDecision(to voice: Voice, _ writer: inout LetterWriter<FamilyClaim>) {
        if let winner {
            writer.say(.awarded(name(of: winner.bid)), under: .decision, winner.steps)
            if let choice = voice.choice, !choice.bids.isEmpty {
                writer.say(
                    choice.bids.contains(winner.bid) ? .sameAsYours : .notYours, under: .decision,
                    winner.steps)
            }
        } else if let ending {
            writer.say(.endedWithoutAward, under: .decision, ending.steps)
        } else if let last = steps.last {
            writer.say(.notDecidedYet, under: .decision, [last.id])
        }
    }

    private func sayHeard(
        _ voice: Voice, _ record: [Step.ID], _ writer: inout LetterWriter<FamilyClaim>
    ) {
        switch voice.choice {
        case .favourite(let bid): writer.say(.youPreferred(name(of: bid)), under: .heard, record)
        case .equal(let bids):
            writer.say(.youLikedSeveral(bids.map(name(of:))), under: .heard, record)
        case .noneOfThese: writer.say(.youPreferredNone, under: .heard, record)
        case .notToday, .noPreferenceExpressed, .declined, nil:
            writer.say(.youDidNotChoose, under: .heard, record)
        }
        if !voice.reasons.isEmpty {
            writer.say(.yourWords(voice.reasons), under: .heard, record)
        }
        writer.say(.heardBesideNotInstead, under: .heard, record)
    }

    private func sayWhoseChoice(
        to voice: Voice, _ record: [Step.ID], _ writer: inout LetterWriter<FamilyClaim>
    ) {
        guard let award, winner != nil else { return }
        // That somebody lacks capacity is told only to those who were consulted about it.
        let wasConsulted = bestInterests?.decision.consulted.contains { $0.spoke(as: voice) }
        if let override = award.recommendation?.override {
            let isTold = override.ground == .suitability || (wasConsulted ?? false)
            writer.say(
                .councilDecidedOtherwise(isTold ? override.ground : nil), under: .reasons,
                recommended(award))
        } else if let bestInterests {
            writer.say(
                wasConsulted ?? false
                    ? .bestInterestsAndYouWereConsulted : .decidedByTheRulesThatProtect,
                under: .reasons, bestInterests.steps)
        } else {
            writer.say(.personsChoiceDecided, under: .reasons, record + recommended(award))
        }
        if accepted?.record.hasDissent ?? false {
            writer.say(.voicesDiffered, under: .reasons, record)
        }
    }
}

extension Participant {
    /// Whether this is the one whose voice it is.
    func spoke(as voice: Voice) -> Bool {
        switch voice.whose {
        case .person: role == .person
        case .family(let own): role == .family && relationship == own
        case .advocate: role == .advocate
        }
    }
}
