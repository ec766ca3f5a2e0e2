internal import Foundation

extension AwardCase: Aggregate {
    public func decide(
        _ command: Command, by actor: Actor, at now: Instant
    ) throws(RuleRefusal) -> [Event] {
        let today = Day(now, in: .england)
        switch command {
        case .recommend(let recommendation, let facts):
            try broker(actor)
            // In another's name one could recommend, and approve in one's own.
            try require(
                recommendation.by == actor.id, .awardIsByTheCouncil,
                missing: phrase("a recommendation in one’s own name"), mender: .broker)
            try from(.notStarted, .returned)
            try clear(facts)
            try require(
                !facts.anotherAwardStands, .oneAwardAtATime,
                missing: phrase("the end of the other award"),
                mender: .broker)
            try require(
                facts.shortlist.contains(recommendation.bid), .recommendedBidIsOnTheShortlist,
                missing: phrase("a bid of the current shortlist"), mender: .broker)
            try follows(recommendation, facts)
            try alive(facts, today)
            return [.recommended(recommendation)]
        case .approve(let limit, let facts): return try approve(limit, facts, by: actor, on: today)
        case .sendBack(let comment):
            try approver(actor)
            try from(.withApprover)
            try reasoned(comment, .returnSaysWhat, actor)
            return [.sentBack(comment: comment)]
        case .refuse(let reason):
            try approver(actor)
            try from(.withApprover)
            try reasoned(reason, .returnSaysWhat, actor)
            return [.refused(reason: reason)]
        case .notify(let letters, let facts):
            try broker(actor)
            try from(.approved)
            let untold = facts.bidders.filter { letters[$0]?.isEmpty ?? true }
            try require(
                untold.isEmpty, .everyBidderIsTold,
                missing: phrase("reasons for {bids}", ["bids": .references(untold)]),
                mender: .broker)
            return [.notified(letters)]
        case .offerStandstill:
            try broker(actor)
            try from(.notified)
            return [.standstillOffered(until: try rules.standstillEnds(told: today))]
        case .challenge(let reason):
            try from(.standstill)
            try require(
                standstillUntil.map { today <= $0 } ?? false, .challengeHoldsTheContract,
                missing: phrase("a standstill that still runs"), mender: .clock)
            return [.challenged(reason: reason)]
        case .endChallenge(let upheld, let reason):
            try from(.challenged)
            try commissioner(actor)
            try reasoned(reason, .returnSaysWhat, actor)
            return [upheld ? .setAside(reason: reason) : .challengeDismissed(reason: reason)]
        case .contract, .publishNotice, .fall, .end:
            return try decideContract(command, by: actor, on: today)
        }
    }

    private func approve(
        _ limit: Pence, _ facts: Facts, by actor: Actor, on today: Day
    ) throws(RuleRefusal) -> [Event] {
        try approver(actor)
        try from(.withApprover)
        guard let recommendation else { return [] }
        try require(
            !facts.evaluators.contains(actor.id) && recommendation.by != actor.id,
            .approverIsNotAnEvaluator, missing: phrase("an approver who took no part"),
            mender: .approver)
        try require(
            limit >= recommendation.annualCost, .limitCoversTheCost,
            missing: phrase(
                "a limit of {money} a year", ["money": recommendation.annualCost.words]),
            mender: .approver)
        // Between the recommendation and now anything may have changed.
        try clear(facts)
        try require(
            facts.shortlist.contains(recommendation.bid), .recommendedBidIsOnTheShortlist,
            missing: phrase("a bid of the current shortlist"), mender: .broker)
        try follows(recommendation, facts)
        try alive(facts, today)
        try require(
            facts.winnersDocumentsAreCurrent || !rules.winnersDocuments, .winnerShowsItsDocuments,
            missing: phrase("the winner’s documents"), mender: .provider)
        return [.approved(by: actor.id)]
    }

    private func decideContract(
        _ command: Command, by actor: Actor, on today: Day
    ) throws(RuleRefusal) -> [Event] {
        switch command {
        case .contract(let facts):
            try broker(actor)
            try require(
                state != .challenged, .challengeHoldsTheContract,
                missing: phrase("the end of the challenge"), mender: .commissioner)
            try from(.notified, .standstill)
            try require(
                standstillUntil.map { today > $0 } ?? true, .standstillIsKept,
                missing: standstillUntil.map { phrase("the end of {day}", ["day": $0.words]) }
                    ?? phrase("the end of the standstill"),
                mender: .clock)
            try alive(facts, today)
            return [.contracted(on: today, noticeDueBy: try rules.noticeEnds(contracted: today))]
        case .publishNotice:
            try broker(actor)
            try require(
                state == .contracted && contractedOn != nil, .noticeIsPublished,
                missing: phrase("a contract"), mender: .broker)
            return [.noticePublished(on: today, late: noticeDueBy.map { today > $0 } ?? false)]
        case .fall(let reason):
            try broker(actor)
            try from(.withApprover, .approved, .notified, .standstill, .challenged)
            try reasoned(reason, .fallenAwardsHaveAReason, actor)
            return [.fell(reason: reason)]
        case .end(let successor):
            try broker(actor)
            try from(.contracted, .noticePublished)
            try require(
                successor != package, .newNeedsANewPackage, missing: phrase("a new package"),
                mender: .broker)
            return [.ended(successor: successor)]
        default:
            return []
        }
    }
}

/// What several commands ask.
extension AwardCase {
    private func clear(_ facts: Facts) throws(RuleRefusal) {
        try require(
            facts.preferenceIsAccepted && facts.gatesAreClear, .preferenceIsAccepted,
            missing: facts.gatesAreClear
                ? phrase("an accepted preference") : phrase("gates that are clear"),
            mender: .socialWorker)
    }

    private func follows(
        _ recommendation: Recommendation, _ facts: Facts
    ) throws(RuleRefusal) {
        let follows = facts.deciding.choice?.bids.contains(recommendation.bid) ?? false
        try require(
            follows || recommendation.override != nil, .preferenceDecides,
            missing: phrase("the preferred bid, or a ground"), mender: .broker)
        guard let override = recommendation.override else { return }
        try require(
            !override.reason.isEmpty && override.personWasTold, .overrideHasAGround,
            missing: phrase("a reason, and that the person was told"), mender: .broker)
    }

    private func alive(_ facts: Facts, _ today: Day) throws(RuleRefusal) {
        try require(
            facts.providerIsAdmitted, .providerIsStillAdmitted, missing: phrase("the admission"),
            mender: .provider)
        try require(
            facts.bidCanStillWin && today <= facts.bidIsValidUntil, .bidIsStillValid,
            missing: phrase("an offer that still stands"), mender: .provider)
    }

    private func broker(_ actor: Actor) throws(RuleRefusal) {
        try require(
            [.broker, .commissioner].contains(actor.role), .awardIsByTheCouncil,
            missing: phrase("a broker"), mender: .broker)
    }

    private func commissioner(_ actor: Actor) throws(RuleRefusal) {
        try require(
            actor.role == .commissioner, .awardIsByTheCouncil, missing: phrase("a commissioner"),
            mender: .commissioner)
    }

    private func approver(_ actor: Actor) throws(RuleRefusal) {
        try require(
            actor.role == .approver, .awardIsByTheCouncil, missing: phrase("an approver"),
            mender: .approver)
    }

    private func from(_ states: State...) throws(RuleRefusal) {
        try require(
            states.contains(state), .awardStateAllowsIt,
            missing: .either(states), mender: .broker)
    }

    private func reasoned(_ words: String, _ rule: Rule, _ actor: Actor) throws(RuleRefusal) {
        try require(!words.isEmpty, rule, missing: phrase("a reason"), mender: actor.role)
    }
}
