internal import Foundation

extension BidCase: Aggregate {
    public func decide(
        _ command: Command, by actor: Actor, at now: Instant
    ) throws(RuleRefusal) -> [Event] {
        switch command {
        case .submit(let offer, let isInvited):
            try require(
                isOwn(actor) && isInvited, .bidIsTheInvitedProviders,
                missing: phrase("an invitation of this provider"), mender: .broker)
            try from(.draft, .submitted)
            try require(
                now < deadline, .bidIsInTime,
                missing: phrase("time before {moment}", ["moment": deadline.words]), mender: .clock)
            try complete(offer, from: now)
            return [.submitted(offer, at: now)]
        case .withdraw:
            try require(
                isOwn(actor), .bidIsTheInvitedProviders, missing: phrase("the provider’s own word"),
                mender: .provider)
            try from(
                .submitted, .opened, .underEvaluation, .clarification, .negotiating,
                .meetsCriteriaWithinBudget, .shortlisted, .preferred, .reserve)
            return [.withdrawn]
        case .moveDeadline(let deadline):
            try council(actor)
            try from(.draft, .submitted)
            try require(
                deadline >= self.deadline && now < self.deadline, .bidIsInTime,
                missing: phrase("a later deadline, while bidding is open"), mender: .broker)
            return [.deadlineMoved(deadline)]
        case .open:
            try from(.submitted)
            try require(
                now >= deadline, .bidIsOpenedAfterTheDeadline,
                missing: phrase("the deadline, {moment}", ["moment": deadline.words]),
                mender: .clock)
            return [.opened]
        case .startEvaluation:
            try council(actor)
            try from(.opened)
            return [.evaluationStarted]
        case .askToClarify, .clarify, .inviteToRevise, .revise, .endRound:
            return try decideRevision(command, by: actor, at: now)
        case .judge(let result):
            try council(actor)
            try from(.underEvaluation)
            try require(
                result.bid == id && result.weeklyPrice == offers.last?.weeklyPrice,
                .judgementFollowsTheResult, missing: phrase("the result of this offer"),
                mender: .evaluator)
            if !result.meetsCriteria { return [.foundShortOfCriteria] }
            return [result.isWithinBudget ? .foundEligible : .foundOverBudget]
        case .reject(let reason, let asTooLow):
            try council(actor)
            try from(.opened, .underEvaluation, .clarification)
            try reasoned([reason])
            try require(
                !asTooLow || clarifications.contains { $0.answer != nil }, .lowPriceIsExplained,
                missing: phrase("the provider’s explanation of its price"), mender: .provider)
            return [.rejected(reason: reason)]
        case .list, .prefer, .holdInReserve, .award, .fall, .lose, .lapse:
            return try decideEnding(command, by: actor, at: now)
        }
    }

    private func decideRevision(
        _ command: Command, by actor: Actor, at now: Instant
    ) throws(RuleRefusal) -> [Event] {
        switch command {
        case .askToClarify(let question):
            try council(actor)
            try from(.underEvaluation)
            return [.clarificationAsked(question)]
        case .clarify(let answer, let unchanged):
            try require(
                isOwn(actor), .bidIsTheInvitedProviders, missing: phrase("the provider’s own word"),
                mender: .provider)
            try from(.clarification)
            try require(
                unchanged, .clarificationChangesNothing,
                missing: phrase("an answer that changes nothing"),
                mender: .provider)
            return [.clarified(answer)]
        case .inviteToRevise(let round):
            try council(actor)
            try from(
                .underEvaluation, .meetsCriteriaWithinBudget, .overBudget, .doesNotMeetCriteria)
            try require(
                round.number > revisedInRound && round.deadline > now,
                .offersAreRevisedOnlyWhenInvited, missing: phrase("a new round that still runs"),
                mender: .broker)
            return [.invitedToRevise(round)]
        case .revise(let offer):
            try from(.negotiating)
            try require(
                isOwn(actor)
                    && round.map { now <= $0.deadline && $0.number > revisedInRound }
                        ?? false,
                .offersAreRevisedOnlyWhenInvited,
                missing: phrase("an invitation that still runs"), mender: .broker)
            try complete(offer, from: now)
            return [.revised(offer)]
        case .endRound:
            try council(actor)
            try from(.negotiating)
            return [.roundEnded]
        default:
            return []
        }
    }

    private func decideEnding(
        _ command: Command, by actor: Actor, at now: Instant
    ) throws(RuleRefusal) -> [Event] {
        switch command {
        case .list:
            try council(actor)
            try from(.meetsCriteriaWithinBudget, .preferred, .reserve)
            return [.listed]
        case .prefer:
            try council(actor)
            try from(.shortlisted, .reserve)
            return [.preferred]
        case .holdInReserve:
            try council(actor)
            try from(.shortlisted, .preferred)
            return [.heldInReserve]
        case .award:
            try require(
                actor.role == .approver, .councilMovesBids, missing: phrase("an approver"),
                mender: .approver)
            try from(.preferred, .shortlisted, .reserve)
            return [.awarded]
        case .fall(let reason):
            try council(actor)
            try from(.awarded)
            try reasoned([reason])
            return [.fell(reason: reason)]
        case .lose(let reasons):
            try council(actor)
            try from(
                .meetsCriteriaWithinBudget, .doesNotMeetCriteria, .overBudget, .shortlisted,
                .preferred, .reserve)
            try reasoned(reasons)
            return [.lost(reasons: reasons)]
        case .lapse:
            try from(
                .opened, .underEvaluation, .clarification, .negotiating, .meetsCriteriaWithinBudget,
                .shortlisted, .preferred, .reserve)
            try require(
                offers.last.map { Day(now, in: .england) > $0.validUntil } ?? false,
                .lapseIsByTheCalendar,
                missing: offers.last.map {
                    phrase("the end of {day}", ["day": $0.validUntil.words])
                }
                    ?? phrase("the end of its validity"),
                mender: .clock)
            return [.lapsed]
        default:
            return []
        }
    }
}

/// What several commands ask.
extension BidCase {
    private func isOwn(_ actor: Actor) -> Bool {
        actor.role == .provider && actor.id == provider.rawValue
    }

    private func council(_ actor: Actor) throws(RuleRefusal) {
        try require(
            [.broker, .commissioner, .evaluator].contains(actor.role), .councilMovesBids,
            missing: phrase("somebody of the council"), mender: .broker)
    }

    private func from(_ states: State...) throws(RuleRefusal) {
        try require(
            states.contains(state), .bidStateAllowsIt,
            missing: .either(states), mender: .broker)
    }

    private func complete(_ offer: Offer, from now: Instant) throws(RuleRefusal) {
        let answered = offer.responses.map(\.outcome)
        try require(
            answered.sorted() == outcomes.sorted()
                && offer.responses.allSatisfy { !$0.answer.isEmpty },
            .bidAnswersEveryOutcome,
            missing: phrase(
                "one answer to each of {outcomes}", ["outcomes": .references(outcomes)]),
            mender: .provider)
        try require(
            offer.weeklyPrice > Pence(0) && offer.validUntil > Day(deadline, in: .england),
            .bidHasAPriceAndAValidity,
            missing: phrase("a price, and a validity beyond the deadline"),
            mender: .provider)
    }

    private func reasoned(_ reasons: [String]) throws(RuleRefusal) {
        try require(
            !reasons.isEmpty && reasons.allSatisfy { !$0.isEmpty }, .bidsEndWithReasons,
            missing: phrase("a reason"), mender: .broker)
    }
}
