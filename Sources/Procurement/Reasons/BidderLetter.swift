/// What a bidder's letter says.
///
/// Source: PCR 2015 reg 55(1) and (2) (reasons; characteristics and relative advantages of the
/// successful bid, and whose it is), reg 55(3) and reg 21(1) (what is confidential); Procurement
/// Act 2023 s50(4) (the assessment summary).
public enum BidderClaim: Claim {
    case awardedToYou
    case notAwardedToYou
    case notDecidedYet
    case endedWithoutAward(PackageCase.Ending.Cause?)
    case assessmentSummary
    case score(criterion: String, points: Int, minimum: Int)
    case scoreReason(String)
    case total(Int)
    case metTheCriteria(Bool)
    case withinBudget(Bool)
    case onTheShortlist
    case preferenceDecides
    case councilsReason(String)
    case leftOut
    case winnerIs(String)
    case winnersScore(criterion: String, points: Int, yours: Int?)
    case winnersScoreReason(String)
    case winnersTotal(Int)
    case winnerReaches(outcome: String)
    case negotiated(rounds: Int)
    case yourAwardFell
    case anEarlierAwardFell
    case standstillUntil(Day)
    case mayAskForReasons

    public var isQuotation: Bool {
        switch self {
        case .scoreReason, .councilsReason, .winnersScoreReason: true
        default: false
        }
    }

    public var words: Phrase {
        switch self {
        case .awardedToYou: phrase("The council has awarded this package to you.")
        case .notAwardedToYou: phrase("The council has not awarded this package to you.")
        case .notDecidedYet: phrase("The council has not decided yet.")
        case .endedWithoutAward(.noBids): phrase("The package ended without a bid.")
        case .endedWithoutAward(.noneMeetsTheCriteria):
            phrase("The package ended without an award: no bid met the criteria.")
        case .endedWithoutAward(.noneWithinBudget):
            phrase("The package ended without an award: no bid was within the budget.")
        case .endedWithoutAward(.noneAcceptableToThePerson), .endedWithoutAward(nil):
            phrase("The package ended without an award.")
        case .assessmentSummary:
            phrase("This is the assessment summary under section 50 of the Procurement Act 2023.")
        case .score(let criterion, let points, let minimum):
            phrase(
                "Your bid scored {points} of {best} on “{criterion}”, where {minimum} was needed.",
                [
                    "points": .number(points), "best": .number(AwardCriterion.best),
                    "criterion": .own(criterion), "minimum": .number(minimum),
                ])
        case .scoreReason(let words): .own(words)
        case .total(let total):
            phrase("Weighted, your bid came to {total} of 100.", ["total": .number(total)])
        case .metTheCriteria(true): phrase("Your bid met the criteria.")
        case .metTheCriteria(false): phrase("Your bid did not meet the criteria.")
        case .withinBudget(true): phrase("Your price was within the budget.")
        case .withinBudget(false): phrase("Your price was over the budget.")
        case .onTheShortlist: phrase("Your bid was on the shortlist.")
        case .preferenceDecides:
            phrase(
                "Between bids on the shortlist the published criteria let the preference decide. What was said about it stays with the people who said it."
            )
        case .councilsReason(let words): .own(words)
        case .leftOut: phrase("A part of the reasons is confidential and is left out.")
        case .winnerIs(let name):
            phrase("The package was awarded to {provider}.", ["provider": .own(name)])
        case .winnersScore(let criterion, let points, let yours):
            Self.against(
                yours, points, ["points": .number(points), "criterion": .own(criterion)])
        case .winnersScoreReason(let words): .own(words)
        case .winnersTotal(let total):
            phrase(
                "Weighted, the successful bid came to {total} of 100.", ["total": .number(total)])
        case .winnerReaches(let outcome):
            phrase("It offers to reach the outcome “{outcome}”.", ["outcome": .own(outcome)])
        case .negotiated(let rounds):
            phrases(
                "There was one round of negotiation, equal for all that were invited.",
                "There were {n} rounds of negotiation, equal for all that were invited.", rounds)
        case .yourAwardFell: phrase("The award that you had did not stand.")
        case .anEarlierAwardFell:
            phrase(
                "An earlier award did not stand, and the bids that were left were looked at again.")
        case .standstillUntil(let day):
            phrase("No contract is made before the end of {day}.", ["day": day.words])
        case .mayAskForReasons:
            phrase("Ask in writing for more of the reasons; you will have them within 15 days.")
        }
    }

    private static func against(
        _ yours: Int?, _ points: Int, _ values: [String: Phrase]
    ) -> Phrase {
        guard let yours else {
            return phrase("The successful bid scored {points} on “{criterion}”.", values)
        }
        if points == yours {
            return phrase(
                "The successful bid scored {points} on “{criterion}”, the same as yours.", values)
        }
        return points > yours
            ? phrases(
                "The successful bid scored {points} on “{criterion}”, {n} point more than yours.",
                "The successful bid scored {points} on “{criterion}”, {n} points more than yours.",
                points - yours, values)
            : phrases(
                "The successful bid scored {points} on “{criterion}”, {n} point fewer than yours.",
                "The successful bid scored {points} on “{criterion}”, {n} points fewer than yours.",
                yours - points, values)
    }
}

extension Trace {
    /// The letter to the provider of one bid; `nil` for a bid that was never handed in.
    ///
    /// In it are its own scores and price, and of the successful bid only what the law says.
    /// Never another's price or text, and nothing that the person or the family said.
    public func letterToTheBidder(_ bid: Bid.ID) -> Letter<BidderClaim>? {
        guard let own = bids[bid], let offer = offer(of: bid) else { return nil }
        var writer = LetterWriter<BidderClaim>()
        let discretion = Discretion(self, for: bid)
        sayDecision(to: bid, &writer)
        sayScores(of: own, at: offer, discretion, &writer)
        sayReasons(to: bid, discretion, &writer)
        if let winner, winner.bid != bid { sayWinner(winner, to: bid, discretion, &writer) }
        if let award, let day = award.standstillUntil {
            writer.say(
                .standstillUntil(day), under: .next,
                last { if case .award(award.id, .standstillOffered) = $0 { true } else { false } })
        }
        if let last = steps.last, package.pack != .procurementAct2023 {
            writer.say(.mayAskForReasons, under: .next, [last.id])
        }
        return writer.letter
    }

    private func sayDecision(to bid: Bid.ID, _ writer: inout LetterWriter<BidderClaim>) {
        if let winner {
            writer.say(
                winner.bid == bid ? .awardedToYou : .notAwardedToYou, under: .decision,
                winner.steps)
        } else if let ending {
            let cause: PackageCase.Ending.Cause? =
                if case .unsuccessful(let cause) = ending.ending { cause } else { nil }
            writer.say(.endedWithoutAward(cause), under: .decision, ending.steps)
        } else if let last = steps.last {
            writer.say(.notDecidedYet, under: .decision, [last.id])
        }
    }

    private func sayScores(
        of own: BidCase, at offer: (offer: Offer, steps: [Step.ID]), _ discretion: Discretion,
        _ writer: inout LetterWriter<BidderClaim>
    ) {
        guard winner != nil || ending != nil else { return }
        var grounds: [Step.ID] = []
        for criterion in package.criteria {
            guard let (score, step) = consensus(own.id, criterion.id) else { continue }
            if grounds.isEmpty, package.rules.assessmentSummaries {
                writer.say(.assessmentSummary, under: .scores, step)
            }
            grounds += step
            writer.say(
                .score(
                    criterion: criterion.title, points: score.points, minimum: criterion.minimum),
                under: .scores, step)
            writer.say(
                discretion.allows(score.reason) ? .scoreReason(score.reason) : .leftOut,
                under: .scores, step)
        }
        guard let result = package.result(of: own.id, at: offer.offer.weeklyPrice) else { return }
        writer.say(.total(result.total), under: .scores, grounds)
        writer.say(.metTheCriteria(result.meetsCriteria), under: .scores, grounds)
        writer.say(.withinBudget(result.isWithinBudget), under: .scores, offer.steps)
        if !package.rounds.isEmpty {
            writer.say(
                .negotiated(rounds: package.rounds.count), under: .scores,
                last { if case .package(.negotiationOpened) = $0 { true } else { false } })
        }
    }

    private func sayReasons(
        to bid: Bid.ID, _ discretion: Discretion, _ writer: inout LetterWriter<BidderClaim>
    ) {
        if let options, options.bids.contains(bid), winner != nil || ending != nil {
            writer.say(.onTheShortlist, under: .reasons, options.steps)
            writer.say(.preferenceDecides, under: .reasons, options.steps)
        }
        for step in steps {
            let reasons: [String] =
                switch step.event {
                case .bid(bid, _, .rejected(let reason)), .bid(bid, _, .fell(let reason)):
                    [reason]
                case .bid(bid, _, .lost(let reasons)): reasons
                case .award(_, .notified(let letters)): letters[bid] ?? []
                default: []
                }
            for reason in reasons {
                writer.say(
                    discretion.allows(reason) ? .councilsReason(reason) : .leftOut,
                    under: .reasons, [step.id])
            }
        }
        for fall in fallen {
            writer.say(
                fall.bid == bid ? .yourAwardFell : .anEarlierAwardFell, under: .changes,
                fall.steps)
        }
    }

    private func sayWinner(
        _ winner: (bid: Bid.ID, steps: [Step.ID]), to bid: Bid.ID, _ discretion: Discretion,
        _ writer: inout LetterWriter<BidderClaim>
    ) {
        writer.say(.winnerIs(name(of: winner.bid)), under: .winner, winner.steps)
        var grounds: [Step.ID] = []
        for criterion in package.criteria {
            guard let (score, step) = consensus(winner.bid, criterion.id) else { continue }
            let own = consensus(bid, criterion.id)
            grounds += step
            writer.say(
                .winnersScore(
                    criterion: criterion.title, points: score.points, yours: own?.0.points),
                under: .winner, step + (own?.1 ?? []))
            if package.rules.assessmentSummaries {
                writer.say(
                    discretion.allows(score.reason) ? .winnersScoreReason(score.reason) : .leftOut,
                    under: .winner, step)
            }
        }
        guard let offer = offer(of: winner.bid) else { return }
        if let result = package.result(of: winner.bid, at: offer.offer.weeklyPrice) {
            writer.say(.winnersTotal(result.total), under: .winner, grounds)
        }
        for response in offer.offer.responses where response.says == .yes {
            guard let outcome = package.content.outcomes.first(where: { $0.id == response.outcome })
            else { continue }
            writer.say(.winnerReaches(outcome: outcome.title), under: .winner, offer.steps)
        }
    }
}
