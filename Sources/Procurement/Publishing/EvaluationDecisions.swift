internal import Foundation

extension PackageCase {
    func decideEvaluation(
        _ command: Command, by actor: Actor, at now: Instant
    ) throws(RuleRefusal) -> [Event] {
        switch command {
        case .startEvaluation(let evaluators, let conflicted):
            try staff(actor)
            try from(.closed)
            try require(
                Set(evaluators).count >= 2 && conflicted.isDisjoint(with: evaluators),
                .evaluatorsAreNamed,
                missing: phrase("two evaluators without a conflict of interest"), mender: .broker)
            return [.evaluationStarted(evaluators: Array(Set(evaluators)).sorted())]
        case .score(let score):
            try from(.underEvaluation)
            try require(
                actor.role == .evaluator && evaluators.contains(actor.id), .evaluatorsAreNamed,
                missing: phrase("a named evaluator"), mender: .broker)
            try fits(score)
            return [.scored(score, by: actor.id)]
        case .agree(let score):
            try from(.underEvaluation)
            try require(
                actor.role == .evaluator && evaluators.contains(actor.id), .evaluatorsAreNamed,
                missing: phrase("a named evaluator"), mender: .broker)
            try fits(score)
            try everyoneScored(score)
            return [.agreed(score)]
        case .negotiate(let subject, let deadline, let invited, let canStillWin):
            try staff(actor)
            try from(.underEvaluation)
            try require(
                rules.negotiation, .negotiationIsAllowed,
                missing: phrase("a rule pack that negotiates"),
                mender: .commissioner)
            try require(
                Set(invited) == Set(canStillWin) && !invited.isEmpty && !subject.isEmpty
                    && deadline > now, .negotiationIsEqual,
                missing: phrase("every bid that can still win, one subject, one deadline"),
                mender: .broker)
            return [
                .negotiationOpened(
                    NegotiationRound(
                        number: rounds.count + 1, subject: subject, deadline: deadline,
                        invited: invited.sorted()))
            ]
        case .bidderAnswered(let bid):
            try staff(actor)
            try from(.negotiation)
            try require(
                rounds.last.map { $0.invited.contains(bid) && now <= $0.deadline } ?? false,
                .negotiationRoundEnds, missing: phrase("an invitation that still runs"),
                mender: .broker)
            return [.bidderAnswered(bid)]
        case .endNegotiation:
            try from(.negotiation)
            try require(
                rounds.last.map { now >= $0.deadline || $0.answered.isSuperset(of: $0.invited) }
                    ?? false, .negotiationRoundEnds, missing: phrase("the answers or the deadline"),
                mender: .clock)
            return [.negotiationEnded]
        case .shortlist(let prices):
            try staff(actor)
            try from(
                .underEvaluation, .shortlisted, .awaitingPreference, .preferenceReceived,
                .recommended)
            try everyBidEvaluated(prices)
            let eligible = eligible(prices)
            try require(
                !eligible.isEmpty, .shortlistIsWhatTheCriteriaSay,
                missing: phrase("a bid that meets the criteria within the budget"), mender: .broker)
            try require(
                shortlist.map { Set($0.bids) != Set(eligible) } ?? true,
                .shortlistIsWhatTheCriteriaSay, missing: phrase("a change since the last version"),
                mender: .broker)
            return [
                .shortlisted(
                    Shortlist(
                        package: id, version: shortlists.count + 1,
                        agreed: Day(now, in: .england), bids: eligible))
            ]
        default:
            return []
        }
    }

    /// The bids that meet the criteria within the budget, in the order of their names: the order
    /// says nothing about quality.
    func eligible(_ prices: [Bid.ID: Pence]) -> [Bid.ID] {
        prices.filter { result(of: $0.key, at: $0.value)?.isEligible ?? false }.keys.sorted()
    }

    func everyBidEvaluated(_ prices: [Bid.ID: Pence]) throws(RuleRefusal) {
        let open = prices.filter { result(of: $0.key, at: $0.value) == nil }.keys.sorted()
        try require(
            open.isEmpty, .everyBidIsEvaluated,
            missing: phrase("a consensus for {bids}", ["bids": .references(open)]),
            mender: .evaluator)
    }

    private func fits(_ score: Score) throws(RuleRefusal) {
        try require(
            bids.contains(score.bid) && criteria.contains { $0.id == score.criterion }
                && (0...AwardCriterion.best).contains(score.points) && !score.reason.isEmpty,
            .scoresAreOnTheCriteria, missing: phrase("a published criterion, 0 to 5, and a reason"),
            mender: .evaluator)
    }

    private func everyoneScored(_ score: Score) throws(RuleRefusal) {
        let silent = evaluators.filter { evaluator in
            !(scores[evaluator] ?? []).contains {
                $0.bid == score.bid && $0.criterion == score.criterion
            }
        }
        try require(
            silent.isEmpty, .consensusFollowsScores,
            missing: phrase(
                "a score by {evaluators}", ["evaluators": .list(silent.map { .own($0) })]),
            mender: .evaluator)
    }
}
