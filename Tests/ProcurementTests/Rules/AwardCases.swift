import Procurement

/// An award at each of its stages; recommended on 1 June 2026.
enum Awards {
    static let now = at("2026-06-01T12:00:00Z")

    static func facts(_ change: (inout AwardCase.Facts) -> Void = { _ in }) -> AwardCase.Facts {
        var facts = AwardCase.Facts(
            preferenceIsAccepted: true, gatesAreClear: true, deciding: .person(.favourite("b-1")),
            shortlist: ["b-1", "b-2"], evaluators: ["e-1", "e-2"], providerIsAdmitted: true,
            bidCanStillWin: true, bidIsValidUntil: day("2026-06-30"),
            winnersDocumentsAreCurrent: true, bidders: ["b-1", "b-2"], anotherAwardStands: false)
        change(&facts)
        return facts
    }

    static func recommendation(
        _ bid: Bid.ID = "b-1", _ override: AwardCase.Override? = nil
    ) -> AwardCase.Recommendation {
        AwardCase.Recommendation(
            bid: bid, by: "b-1", weeklyPrice: Pence(100_000), override: override)
    }

    static func override(reason: String = "why", told: Bool = true) -> AwardCase.Override {
        AwardCase.Override(ground: .suitability, reason: reason, personWasTold: told)
    }

    static func new(_ pack: RulePack.ID = .pcr2015Reg34) -> AwardCase {
        AwardCase(id: "w-1", package: "CE-2041", pack: pack)
    }

    static func withApprover(_ pack: RulePack.ID = .pcr2015Reg34) throws -> AwardCase {
        var award = new(pack)
        try award.give(.recommend(recommendation(), facts()), by: People.broker, at: now)
        return award
    }

    static func approved(_ pack: RulePack.ID = .pcr2015Reg34) throws -> AwardCase {
        var award = try withApprover(pack)
        try award.give(
            .approve(limit: Pence(5_200_000), facts()), by: People.approver, at: now)
        return award
    }

    static func notified(_ pack: RulePack.ID = .pcr2015Reg34) throws -> AwardCase {
        var award = try approved(pack)
        try award.give(
            .notify(["b-1": ["won"], "b-2": ["lost"]], facts()), by: People.broker, at: now)
        return award
    }

    static func standstill(_ pack: RulePack.ID = .pcr2015Reg34) throws -> AwardCase {
        var award = try notified(pack)
        try award.give(.offerStandstill, by: People.broker, at: now)
        return award
    }

    static func contracted() throws -> AwardCase {
        var award = try notified()
        try award.give(.contract(facts()), by: People.broker, at: now)
        return award
    }
}

extension AwardCase {
    func giving(
        _ command: Command, by actor: Actor = People.broker, at now: Instant = Awards.now
    ) throws {
        _ = try decide(command, by: actor, at: now)
    }
}

extension RuleCase {
    static let award: [RuleCase] = guards + contracts

    private static func recommending(
        _ recommendation: AwardCase.Recommendation = Awards.recommendation(),
        _ change: (inout AwardCase.Facts) -> Void = { _ in }
    ) throws {
        try Awards.new().giving(.recommend(recommendation, Awards.facts(change)))
    }

    private static func approving(
        limit: Int = 5_200_000, by actor: Actor = People.approver,
        _ change: (inout AwardCase.Facts) -> Void = { _ in }
    ) throws {
        try Awards.withApprover().giving(
            .approve(limit: Pence(limit), Awards.facts(change)), by: actor)
    }

    private static let guards: [RuleCase] = [
        RuleCase(
            .preferenceIsAccepted, "recommended before the preference is accepted",
            refused: { try recommending { $0.preferenceIsAccepted = false } },
            allowed: { try recommending() }),
        RuleCase(
            .preferenceIsAccepted, "a gate opened again before the approval",
            refused: { try approving { $0.gatesAreClear = false } },
            allowed: { try approving() }),
        RuleCase(
            .recommendedBidIsOnTheShortlist, "a bid that left the shortlist",
            refused: { try recommending { $0.shortlist = ["b-2"] } },
            allowed: { try recommending() }),
        RuleCase(
            .preferenceDecides, "the other bid, without a ground",
            refused: { try recommending(Awards.recommendation("b-2")) },
            allowed: { try recommending(Awards.recommendation("b-2", Awards.override())) }),
        RuleCase(
            .preferenceDecides, "the person changed their mind before the approval",
            refused: { try approving { $0.deciding = .person(.favourite("b-2")) } },
            allowed: { try approving() }),
        RuleCase(
            .overrideHasAGround, "the person was not told",
            refused: {
                try recommending(Awards.recommendation("b-2", Awards.override(told: false)))
            },
            allowed: { try recommending(Awards.recommendation("b-2", Awards.override())) }),
        RuleCase(
            .limitCoversTheCost, "a penny short of a year",
            refused: { try approving(limit: 5_199_999) },
            allowed: { try approving(limit: 5_200_000) }),
        RuleCase(
            .approverIsNotAnEvaluator, "the approver scored a bid",
            refused: { try approving { $0.evaluators = ["a-1"] } },
            allowed: { try approving() }),
        RuleCase(
            .approverIsNotAnEvaluator, "the approver recommended it",
            refused: { try approving(by: Actor(.approver, "b-1")) },
            allowed: { try approving() }),
        RuleCase(
            .providerIsStillAdmitted, "suspended meanwhile",
            refused: { try approving { $0.providerIsAdmitted = false } },
            allowed: { try approving() }),
        RuleCase(
            .bidIsStillValid, "one day after its last",
            refused: { try approving { $0.bidIsValidUntil = day("2026-05-31") } },
            allowed: { try approving { $0.bidIsValidUntil = day("2026-06-01") } }),
        RuleCase(
            .winnerShowsItsDocuments, "documents that are out of date",
            refused: { try approving { $0.winnersDocumentsAreCurrent = false } },
            allowed: {
                try Awards.withApprover(.procurementAct2023).giving(
                    .approve(
                        limit: Pence(5_200_000),
                        Awards.facts { $0.winnersDocumentsAreCurrent = false }),
                    by: People.approver)
            }),
        RuleCase(
            .oneAwardAtATime, "another award stands",
            refused: { try recommending { $0.anotherAwardStands = true } },
            allowed: { try recommending() }),
        RuleCase(
            .returnSaysWhat, "sent back without a word",
            refused: {
                try Awards.withApprover().giving(.sendBack(comment: ""), by: People.approver)
            },
            allowed: {
                try Awards.withApprover().giving(
                    .sendBack(comment: "why so dear?"), by: People.approver)
            }),
        RuleCase(
            .awardIsByTheCouncil, "recommended in another's name",
            refused: {
                let other = AwardCase.Recommendation(
                    bid: "b-1", by: "b-2", weeklyPrice: Pence(100_000))
                try Awards.new().giving(.recommend(other, Awards.facts()))
            },
            allowed: { try recommending() }),
        RuleCase(
            .awardIsByTheCouncil, "a broker approves",
            refused: { try approving(by: People.broker) },
            allowed: { try approving() }),
        RuleCase(
            .awardStateAllowsIt, "approved before it was recommended",
            refused: {
                try Awards.new().giving(
                    .approve(limit: Pence(9_000_000), Awards.facts()), by: People.approver)
            },
            allowed: { try approving() }),
    ]

    private static let contracts: [RuleCase] = [
        RuleCase(
            .everyBidderIsTold, "one of two is told nothing",
            refused: {
                try Awards.approved().giving(.notify(["b-1": ["won"]], Awards.facts()))
            },
            allowed: {
                try Awards.approved().giving(
                    .notify(["b-1": ["won"], "b-2": ["lost"]], Awards.facts()))
            }),
        RuleCase(
            .standstillIsKept, "signed on its tenth day",
            refused: {
                try Awards.standstill().giving(
                    .contract(Awards.facts()), at: at("2026-06-11T22:59:59Z"))
            },
            allowed: {
                try Awards.standstill().giving(
                    .contract(Awards.facts()), at: at("2026-06-11T23:00:00Z"))
            }),
        RuleCase(
            .standstillIsKept, "signed on its eighth working day, which began with the notice",
            refused: {
                try Awards.standstill(.procurementAct2023).giving(
                    .contract(Awards.facts()), at: at("2026-06-10T22:59:59Z"))
            },
            allowed: {
                try Awards.standstill(.procurementAct2023).giving(
                    .contract(Awards.facts()), at: at("2026-06-10T23:00:00Z"))
            }),
        RuleCase(
            .challengeHoldsTheContract, "signed while a challenge is open",
            refused: {
                var award = try Awards.standstill()
                try award.give(.challenge(reason: "unequal"), by: People.provider(), at: Awards.now)
                try award.giving(.contract(Awards.facts()), at: at("2026-06-20T12:00:00Z"))
            },
            allowed: {
                var award = try Awards.standstill()
                try award.give(.challenge(reason: "unequal"), by: People.provider(), at: Awards.now)
                try award.give(
                    .endChallenge(upheld: false, reason: "it was equal"), by: People.commissioner,
                    at: Awards.now)
                try award.giving(.contract(Awards.facts()), at: at("2026-06-20T12:00:00Z"))
            }),
        RuleCase(
            .challengeHoldsTheContract, "a challenge by somebody who did not bid",
            refused: {
                try Awards.standstill().giving(.challenge(reason: "unequal"), by: People.worker)
            },
            allowed: {
                try Awards.standstill().giving(
                    .challenge(reason: "unequal"), by: People.provider())
            }),
        RuleCase(
            .preferenceIsAccepted, "capacity is doubted between the approval and the contract",
            refused: {
                var facts = Awards.facts()
                facts.gatesAreClear = false
                try Awards.notified().giving(.contract(facts))
            },
            allowed: { try Awards.notified().giving(.contract(Awards.facts())) }),
        RuleCase(
            .noticeIsPublished, "before there is a contract",
            refused: { try Awards.notified().giving(.publishNotice) },
            allowed: { try Awards.contracted().giving(.publishNotice) }),
        RuleCase(
            .fallenAwardsHaveAReason, "fallen without one",
            refused: { try Awards.approved().giving(.fall(reason: "")) },
            allowed: { try Awards.approved().giving(.fall(reason: "the flat is gone")) }),
        RuleCase(
            .newNeedsANewPackage, "its own package again",
            refused: { try Awards.contracted().giving(.end(successor: "CE-2041")) },
            allowed: { try Awards.contracted().giving(.end(successor: "CE-3000")) }),
    ]
}
