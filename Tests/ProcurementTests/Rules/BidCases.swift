import Procurement

/// A bid of provider p-1 at each of its stages, on the package of `Packages`.
enum Bids {
    static func offer(
        price: Int = 100_000, validUntil: String = "2026-06-30", outcomes: [Outcome.ID] = ["o1"],
        answer: String = "A flat."
    ) -> Offer {
        Offer(
            weeklyPrice: Pence(price), start: day("2026-05-01"), validUntil: day(validUntil),
            summary: "An offer.",
            responses: outcomes.map {
                OutcomeResponse(outcome: $0, says: .yes, answer: answer, easyRead: "A flat.")
            })
    }

    static func draft() -> BidCase {
        BidCase(
            id: "b-1", package: "CE-2041", provider: "p-1", outcomes: ["o1"],
            deadline: Packages.deadline)
    }

    static func submitted(_ offer: Offer = offer()) throws -> BidCase {
        var bid = draft()
        try bid.give(.submit(offer, isInvited: true), by: People.provider(), at: Packages.start)
        return bid
    }

    static func opened(_ offer: Offer = offer()) throws -> BidCase {
        var bid = try submitted(offer)
        try bid.give(.open, by: .clock, at: Packages.deadline)
        return bid
    }

    static func underEvaluation(_ offer: Offer = offer()) throws -> BidCase {
        var bid = try opened(offer)
        try bid.give(.startEvaluation, by: People.broker, at: Packages.after)
        return bid
    }

    static func negotiating() throws -> BidCase {
        var bid = try underEvaluation()
        try bid.give(.inviteToRevise(round(1)), by: People.broker, at: Packages.after)
        return bid
    }

    static func round(_ number: Int) -> BidCase.OpenRound {
        BidCase.OpenRound(number: number, deadline: at("2026-03-20T12:00:00Z"))
    }

    static func result(points: Int = 4, price: Int = 100_000) -> BidResult {
        BidResult(
            bid: "b-1",
            consensus: Packages.criteria.map {
                Score(bid: "b-1", criterion: $0.id, points: points, reason: "why")
            }, weeklyPrice: Pence(price), criteria: Packages.criteria,
            budget: PersonalBudget(weekly: Pence(119_000)))
    }

    static func shortlisted() throws -> BidCase {
        var bid = try underEvaluation()
        try bid.give(.judge(result()), by: People.broker, at: Packages.after)
        try bid.give(.list, by: People.broker, at: Packages.after)
        return bid
    }
}

extension BidCase {
    func giving(
        _ command: Command, by actor: Actor = People.broker, at now: Instant = Packages.after
    ) throws {
        _ = try decide(command, by: actor, at: now)
    }
}

extension RuleCase {
    static let bidding: [RuleCase] = [
        RuleCase(
            .bidIsTheInvitedProviders, "a provider that was not invited",
            refused: {
                try Bids.draft().giving(
                    .submit(Bids.offer(), isInvited: false), by: People.provider(),
                    at: Packages.start)
            },
            allowed: { _ = try Bids.submitted() }),
        RuleCase(
            .bidIsInTime, "one second late",
            refused: {
                try Bids.draft().giving(
                    .submit(Bids.offer(), isInvited: true), by: People.provider(),
                    at: Packages.deadline)
            },
            allowed: {
                try Bids.draft().giving(
                    .submit(Bids.offer(), isInvited: true), by: People.provider(),
                    at: Packages.deadline.adding(seconds: -1))
            }),
        RuleCase(
            .bidAnswersEveryOutcome, "an outcome without an answer",
            refused: { _ = try Bids.submitted(Bids.offer(outcomes: [])) },
            allowed: { _ = try Bids.submitted() }),
        RuleCase(
            .bidAnswersEveryOutcome, "one outcome answered twice",
            refused: { _ = try Bids.submitted(Bids.offer(outcomes: ["o1", "o1"])) },
            allowed: { _ = try Bids.submitted() }),
        RuleCase(
            .bidAnswersEveryOutcome, "an empty answer",
            refused: { _ = try Bids.submitted(Bids.offer(answer: "")) },
            allowed: { _ = try Bids.submitted() }),
        RuleCase(
            .bidHasAPriceAndAValidity, "for nothing",
            refused: { _ = try Bids.submitted(Bids.offer(price: 0)) },
            allowed: { _ = try Bids.submitted(Bids.offer(price: 1)) }),
        RuleCase(
            .bidHasAPriceAndAValidity, "valid until the day of the deadline",
            refused: { _ = try Bids.submitted(Bids.offer(validUntil: "2026-03-13")) },
            allowed: { _ = try Bids.submitted(Bids.offer(validUntil: "2026-03-14")) }),
        RuleCase(
            .bidIsSealed, "a broker reads it a second early",
            refused: {
                _ = try Bids.submitted().offer(
                    to: People.broker, at: Packages.deadline.adding(seconds: -1))
            },
            allowed: { _ = try Bids.opened().offer(to: People.broker, at: Packages.deadline) }),
        RuleCase(
            .bidIsSealed, "a broker reads one that left unopened, after the deadline",
            refused: {
                var bid = try Bids.submitted()
                try bid.give(.withdraw, by: People.provider(), at: Packages.start)
                _ = try bid.offer(to: People.broker, at: Packages.after)
            },
            allowed: {
                var bid = try Bids.opened()
                try bid.give(.withdraw, by: People.provider(), at: Packages.after)
                _ = try bid.offer(to: People.broker, at: Packages.after)
            }),
        RuleCase(
            .bidIsSealed, "another provider reads it, ever",
            refused: {
                _ = try Bids.opened().offer(to: People.provider("p-2"), at: Packages.after)
            },
            allowed: {
                _ = try Bids.submitted().offer(to: People.provider(), at: Packages.start)
            }),
        RuleCase(
            .bidIsOpenedAfterTheDeadline, "a second early",
            refused: {
                try Bids.submitted().giving(
                    .open, by: .clock, at: Packages.deadline.adding(seconds: -1))
            },
            allowed: { _ = try Bids.opened() }),
        RuleCase(
            .clarificationChangesNothing, "an answer with a new price",
            refused: {
                var bid = try Bids.underEvaluation()
                try bid.give(.askToClarify("Which staff?"), by: People.broker, at: Packages.after)
                try bid.giving(.clarify("Cheaper staff.", unchanged: false), by: People.provider())
            },
            allowed: {
                var bid = try Bids.underEvaluation()
                try bid.give(.askToClarify("Which staff?"), by: People.broker, at: Packages.after)
                try bid.giving(.clarify("The same team.", unchanged: true), by: People.provider())
            }),
        RuleCase(
            .offersAreRevisedOnlyWhenInvited, "after the round’s deadline",
            refused: {
                try Bids.negotiating().giving(
                    .revise(Bids.offer(price: 90_000)), by: People.provider(),
                    at: at("2026-03-20T12:00:01Z"))
            },
            allowed: {
                try Bids.negotiating().giving(
                    .revise(Bids.offer(price: 90_000)), by: People.provider(),
                    at: at("2026-03-20T12:00:00Z"))
            }),
        RuleCase(
            .offersAreRevisedOnlyWhenInvited, "the same round a second time",
            refused: {
                var bid = try Bids.negotiating()
                try bid.give(
                    .revise(Bids.offer(price: 90_000)), by: People.provider(), at: Packages.after)
                try bid.giving(.inviteToRevise(Bids.round(1)))
            },
            allowed: {
                var bid = try Bids.negotiating()
                try bid.give(
                    .revise(Bids.offer(price: 90_000)), by: People.provider(), at: Packages.after)
                try bid.giving(.inviteToRevise(Bids.round(2)))
            }),
        RuleCase(
            .judgementFollowsTheResult, "the result of another price",
            refused: { try Bids.underEvaluation().giving(.judge(Bids.result(price: 99_999))) },
            allowed: { try Bids.underEvaluation().giving(.judge(Bids.result())) }),
        RuleCase(
            .bidsEndWithReasons, "rejected without one",
            refused: { try Bids.opened().giving(.reject(reason: "", asTooLow: false)) },
            allowed: { try Bids.opened().giving(.reject(reason: "why", asTooLow: false)) }),
        RuleCase(
            .lowPriceIsExplained, "too low, and nobody asked",
            refused: {
                try Bids.underEvaluation().giving(.reject(reason: "too low", asTooLow: true))
            },
            allowed: {
                var bid = try Bids.underEvaluation()
                try bid.give(.askToClarify("How?"), by: People.broker, at: Packages.after)
                try bid.give(
                    .clarify("Volunteers.", unchanged: true), by: People.provider(),
                    at: Packages.after)
                try bid.giving(.reject(reason: "too low", asTooLow: true))
            }),
        RuleCase(
            .lapseIsByTheCalendar, "on the last day of its validity",
            refused: {
                try Bids.shortlisted().giving(.lapse, by: .clock, at: at("2026-06-30T22:59:59Z"))
            },
            allowed: {
                try Bids.shortlisted().giving(.lapse, by: .clock, at: at("2026-06-30T23:00:00Z"))
            }),
        RuleCase(
            .councilMovesBids, "a provider lists its own bid",
            refused: {
                var bid = try Bids.underEvaluation()
                try bid.give(.judge(Bids.result()), by: People.broker, at: Packages.after)
                try bid.giving(.list, by: People.provider())
            },
            allowed: { _ = try Bids.shortlisted() }),
        RuleCase(
            .bidStateAllowsIt, "listed before it was judged",
            refused: { try Bids.underEvaluation().giving(.list) },
            allowed: { _ = try Bids.shortlisted() }),
    ]
}
