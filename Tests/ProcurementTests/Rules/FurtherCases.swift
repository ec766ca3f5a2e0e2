import Procurement

/// Rules that are asked in more than one place: the places that the other cases do not reach.
extension RuleCase {
    static let further: [RuleCase] = furtherBids + furtherPackages + furtherPeople + furtherAwards

    private static let furtherBids: [RuleCase] = [
        RuleCase(
            .refusalHasReasons, "excluded without a reason",
            refused: {
                let ground = ExclusionFinding(.fraud, since: day("2025-05-01"))
                try Requests.judged([ground]).giving(.exclude(.fraud, reason: ""))
            },
            allowed: {
                let ground = ExclusionFinding(.fraud, since: day("2025-05-01"))
                try Requests.judged([ground]).giving(.exclude(.fraud, reason: "a conviction"))
            }),
        RuleCase(
            .taxIsPaidNotCleaned, "a fraud shown as paid",
            refused: {
                let ground = ExclusionFinding(.fraud, since: day("2025-05-01"))
                try Requests.judged([ground]).giving(.showTaxPaid(.fraud), by: People.provider())
            },
            allowed: {
                let ground = ExclusionFinding(.unpaidTaxEstablished, since: day("2025-05-01"))
                try Requests.judged([ground])
                    .giving(.showTaxPaid(.unpaidTaxEstablished), by: People.provider())
            }),
        RuleCase(
            .bidIsTheInvitedProviders, "withdrawn by another provider",
            refused: { try Bids.opened().giving(.withdraw, by: People.provider("p-2")) },
            allowed: { try Bids.opened().giving(.withdraw, by: People.provider()) }),
        RuleCase(
            .bidIsTheInvitedProviders, "clarified by another provider",
            refused: {
                var bid = try Bids.underEvaluation()
                try bid.give(.askToClarify("When?"), by: People.broker, at: Packages.after)
                try bid.giving(.clarify("Soon.", unchanged: true), by: People.provider("p-2"))
            },
            allowed: {
                var bid = try Bids.underEvaluation()
                try bid.give(.askToClarify("When?"), by: People.broker, at: Packages.after)
                try bid.giving(.clarify("Soon.", unchanged: true), by: People.provider())
            }),
        RuleCase(
            .bidIsInTime, "a deadline moved one second early",
            refused: {
                try Bids.submitted().giving(
                    .moveDeadline(Packages.deadline.adding(seconds: -1)), at: Packages.start)
            },
            allowed: {
                try Bids.submitted().giving(.moveDeadline(Packages.deadline), at: Packages.start)
            }),
        RuleCase(
            .councilMovesBids, "awarded by a broker",
            refused: { try Bids.shortlisted().giving(.award, by: People.broker) },
            allowed: { try Bids.shortlisted().giving(.award, by: People.approver) }),
    ]

    private static let furtherPackages: [RuleCase] = [
        RuleCase(
            .brokersRunPackages, "awarded by a broker",
            refused: { try recommended().giving(.award, by: People.broker) },
            allowed: { try recommended().giving(.award, by: People.approver) }),
        RuleCase(
            .evaluatorsAreNamed, "a consensus by an evaluator who was not named",
            refused: {
                try Packages.evaluated().giving(
                    .agree(Packages.score), by: Actor(.evaluator, "e-9"))
            },
            allowed: {
                try Packages.evaluated().giving(.agree(Packages.score), by: People.evaluators[0])
            }),
        RuleCase(
            .negotiationRoundEnds, "an answer one second after the round",
            refused: {
                try negotiating().giving(
                    .bidderAnswered("b-1"), at: roundEnds.adding(seconds: 1))
            },
            allowed: { try negotiating().giving(.bidderAnswered("b-1"), at: roundEnds) }),
        RuleCase(
            .shortlistIsWhatTheCriteriaSay, "the same shortlist once more",
            refused: { try Packages.shortlisted().giving(.shortlist(prices: Packages.prices)) },
            allowed: {
                var dearer = Packages.prices
                dearer["b-2"] = Pence(119_001)
                try Packages.shortlisted().giving(.shortlist(prices: dearer))
            }),
        RuleCase(
            .systemStillRuns, "published on the day after the system’s last",
            refused: {
                try Packages.authorised(.pcr2015Reg34).giving(
                    Packages.publishing(deadline: at("2029-03-20T12:00:00Z")),
                    at: at("2029-02-24T12:00:00Z"))
            },
            allowed: {
                try Packages.authorised(.pcr2015Reg34).giving(
                    Packages.publishing(deadline: at("2029-03-20T12:00:00Z")),
                    at: at("2029-02-23T12:00:00Z"))
            }),
        RuleCase(
            .questionsWhileOpen, "an answer to a question that nobody asked",
            refused: {
                try Packages.published().giving(.answer(1, "Soon."), at: Packages.start)
            },
            allowed: {
                var package = try Packages.published()
                try package.give(.ask("When?"), by: People.provider(), at: Packages.start)
                try package.giving(.answer(1, "Soon."), at: Packages.start)
            }),
    ]

    private static let furtherPeople: [RuleCase] = [
        RuleCase(
            .advocateIsThereFirst, "an advocate whom nobody needed is in place",
            refused: { try Preferences.due().giving(.advocateInPlace) },
            allowed: {
                var asked = try Preferences.due()
                try asked.give(.needAdvocate(.careAct), by: People.worker, at: Preferences.now)
                try asked.giving(.advocateInPlace)
            }),
        RuleCase(
            .dissentIsHandled, "said of a record that is not there",
            refused: {
                try Preferences.submitted().giving(.sayHowDissentWasHandled("k-9", "talked"))
            },
            allowed: {
                try Preferences.submitted().giving(.sayHowDissentWasHandled("k-1", "talked"))
            }),
        RuleCase(
            .offListHasARoute, "an answer to a choice that nobody made",
            refused: {
                try Preferences.submitted().giving(
                    .answerOffList(Preferences.answer(accepted: true)))
            },
            allowed: {
                var asked = try Preferences.submitted(Preferences.record(choice: .noneOfThese))
                try asked.give(
                    .chooseOffList(Preferences.offList), by: People.worker, at: Preferences.now)
                try asked.giving(.answerOffList(Preferences.answer(accepted: true)))
            }),
    ]

    private static let furtherAwards: [RuleCase] = [
        RuleCase(
            .awardIsByTheCouncil, "recommended by an approver",
            refused: {
                try Awards.new().giving(
                    .recommend(
                        AwardCase.Recommendation(
                            bid: "b-1", by: "a-1", weeklyPrice: Pence(100_000)), Awards.facts()),
                    by: People.approver)
            },
            allowed: {
                try Awards.new().giving(.recommend(Awards.recommendation(), Awards.facts()))
            }),
        RuleCase(
            .awardIsByTheCouncil, "a challenge ended by a broker",
            refused: { try challenged().giving(.endChallenge(upheld: false, reason: "equal")) },
            allowed: {
                try challenged().giving(
                    .endChallenge(upheld: false, reason: "equal"), by: People.commissioner)
            }),
        RuleCase(
            .recommendedBidIsOnTheShortlist,
            "off the shortlist between recommendation and approval",
            refused: {
                try Awards.withApprover().giving(
                    .approve(limit: Pence(5_200_000), Awards.facts { $0.shortlist = ["b-2"] }),
                    by: People.approver)
            },
            allowed: {
                try Awards.withApprover().giving(
                    .approve(limit: Pence(5_200_000), Awards.facts()), by: People.approver)
            }),
    ]

    private static func recommended() throws -> PackageCase {
        var package = try Packages.preferred()
        try package.give(.recommend, by: People.broker, at: Packages.after)
        return package
    }

    private static let roundEnds = Packages.after.adding(seconds: 86_400)

    private static func negotiating() throws -> PackageCase {
        var package = try Packages.underEvaluation()
        try package.give(
            .negotiate(
                subject: "price", deadline: roundEnds, invited: Packages.bids,
                canStillWin: Packages.bids), by: People.broker, at: Packages.after)
        return package
    }

    private static func challenged() throws -> AwardCase {
        var award = try Awards.standstill()
        try award.give(.challenge(reason: "unequal"), by: People.provider(), at: Awards.now)
        return award
    }
}

extension Packages {
    fileprivate static let score = Score(
        bid: "b-1", criterion: "outcomes", points: 4, reason: "why")
}
