import Procurement

/// A package at each of its stages, with two bids; published at noon on Monday 2 March 2026.
enum Packages {
    static let start = at("2026-03-02T12:00:00Z")
    /// Ten days after the 2nd end with Thursday the 12th, a working day.
    static let deadline = at("2026-03-13T00:00:00Z")
    static let after = at("2026-03-16T09:00:00Z")
    static let invitees: [Provider.ID] = ["p-1", "p-2"]
    static let bids: [Bid.ID] = ["b-1", "b-2"]
    static let criteria = [
        AwardCriterion(id: "outcomes", title: "How outcomes are reached", weight: 70, minimum: 3),
        AwardCriterion(id: "staff", title: "Staff", weight: 30, minimum: 2),
    ]
    static let prices: [Bid.ID: Pence] = ["b-1": Pence(100_000), "b-2": Pence(119_000)]

    static func draft(_ pack: RulePack.ID = .lightTouch) -> PackageCase {
        PackageCase(content: Samples.package(), author: "b-1", pack: pack)
    }

    static func checked(_ pack: RulePack.ID = .lightTouch) throws -> PackageCase {
        var package = draft(pack)
        try package.give(.sendToCheck, by: People.broker, at: start)
        try package.give(.finishCheck(openFindings: 0), by: People.broker, at: start)
        return package
    }

    static func authorised(_ pack: RulePack.ID = .lightTouch) throws -> PackageCase {
        var package = try checked(pack)
        try package.give(.authorise, by: People.commissioner, at: start)
        return package
    }

    static func publishing(
        to invitees: [Provider.ID] = invitees, admitted: [Provider.ID] = invitees,
        systemOpened: Day = day("2025-01-06"), criteria: [AwardCriterion] = criteria,
        preferenceDecides: Bool = true,
        deadline: Instant = deadline, agreedBy: Set<Provider.ID> = []
    ) -> PackageCase.Command {
        .publish(
            invitees: invitees, admitted: admitted, systemOpened: systemOpened,
            criteria: criteria,
            preferenceDecides: preferenceDecides, deadline: deadline, agreedBy: agreedBy)
    }

    static func published(_ pack: RulePack.ID = .lightTouch) throws -> PackageCase {
        var package = try authorised(pack)
        try package.give(publishing(), by: People.broker, at: start)
        return package
    }

    static func closed(_ bids: [Bid.ID] = bids, _ pack: RulePack.ID = .lightTouch) throws
        -> PackageCase
    {
        var package = try published(pack)
        try package.give(.close(submitted: bids), by: .clock, at: deadline)
        return package
    }

    static func underEvaluation(_ pack: RulePack.ID = .lightTouch) throws -> PackageCase {
        var package = try closed(bids, pack)
        try package.give(
            .startEvaluation(evaluators: ["e-1", "e-2"], conflicted: []), by: People.broker,
            at: after)
        return package
    }

    /// `points` for every bid on every criterion.
    static func evaluated(points: [Bid.ID: Int] = ["b-1": 4, "b-2": 4]) throws -> PackageCase {
        var package = try underEvaluation()
        for bid in bids {
            for criterion in criteria {
                let score = Score(
                    bid: bid, criterion: criterion.id, points: points[bid] ?? 0, reason: "why")
                for evaluator in People.evaluators {
                    try package.give(.score(score), by: evaluator, at: after)
                }
                try package.give(.agree(score), by: People.evaluators[0], at: after)
            }
        }
        return package
    }

    static func shortlisted() throws -> PackageCase {
        var package = try evaluated()
        try package.give(.shortlist(prices: prices), by: People.broker, at: after)
        return package
    }

    static func preferred() throws -> PackageCase {
        var package = try shortlisted()
        try package.give(.askPeople, by: People.broker, at: after)
        try package.give(.receivePreference, by: People.broker, at: after)
        return package
    }
}

extension PackageCase {
    func giving(
        _ command: Command, by actor: Actor = People.broker, at now: Instant = Packages.after
    ) throws {
        _ = try decide(command, by: actor, at: now)
    }
}

extension RuleCase {
    static let packages: [RuleCase] = publishing + evaluating + ending

    private static let score = Score(bid: "b-1", criterion: "staff", points: 3, reason: "why")

    private static let publishing: [RuleCase] = [
        RuleCase(
            .anonymisedBeforePublishing, "authorised while the check still runs",
            refused: {
                var package = Packages.draft()
                try package.give(.sendToCheck, by: People.broker, at: Packages.start)
                try package.giving(.authorise, by: People.commissioner)
            },
            allowed: { try Packages.checked().giving(.authorise, by: People.commissioner) }),
        RuleCase(
            .authorIsNotAuthoriser, "a commissioner authorises her own package",
            refused: {
                try Packages.checked().giving(.authorise, by: Actor(.commissioner, "b-1"))
            },
            allowed: { try Packages.checked().giving(.authorise, by: People.commissioner) }),
        RuleCase(
            .criteriaArePublished, "weights that add up to 99",
            refused: {
                let criteria = [
                    AwardCriterion(id: "a", title: "A", weight: 69, minimum: 3),
                    AwardCriterion(id: "b", title: "B", weight: 30, minimum: 3),
                ]
                try Packages.authorised().giving(
                    Packages.publishing(criteria: criteria), at: Packages.start)
            },
            allowed: { _ = try Packages.published() }),
        RuleCase(
            .preferenceIsPublished, "documents that do not say that the preference decides",
            refused: {
                try Packages.authorised().giving(
                    Packages.publishing(preferenceDecides: false), at: Packages.start)
            },
            allowed: { _ = try Packages.published() }),
        RuleCase(
            .firstRequestsHaveTheirDays, "on the 30th day, across a year’s end",
            refused: {
                try Packages.authorised(.pcr2015Reg34).giving(
                    Packages.publishing(
                        systemOpened: day("2025-12-03"), deadline: at("2026-02-10T12:00:00Z")),
                    at: at("2026-01-02T12:00:00Z"))
            },
            allowed: {
                try Packages.authorised(.pcr2015Reg34).giving(
                    Packages.publishing(
                        systemOpened: day("2025-12-03"), deadline: at("2026-02-10T12:00:00Z")),
                    at: at("2026-01-03T12:00:00Z"))
            }),
        RuleCase(
            .everyoneAdmittedIsInvited, "one of two admitted providers",
            refused: {
                try Packages.authorised().giving(
                    Packages.publishing(to: ["p-1"]), at: Packages.start)
            },
            allowed: { _ = try Packages.published() }),
        RuleCase(
            .everyoneAdmittedIsInvited, "somebody who is not admitted",
            refused: {
                try Packages.authorised().giving(
                    Packages.publishing(to: ["p-1", "p-2", "p-3"]), at: Packages.start)
            },
            allowed: { _ = try Packages.published() }),
        RuleCase(
            .biddingHasItsDays, "one second before the tenth day has ended",
            refused: {
                try Packages.authorised().giving(
                    Packages.publishing(deadline: at("2026-03-12T23:59:59Z")), at: Packages.start)
            },
            allowed: { _ = try Packages.published() }),
        RuleCase(
            .biddingHasItsDays, "five days to which one of two agreed",
            refused: {
                try Packages.authorised().giving(
                    Packages.publishing(
                        deadline: at("2026-03-07T12:00:00Z"), agreedBy: ["p-1"]),
                    at: Packages.start)
            },
            allowed: {
                try Packages.authorised().giving(
                    Packages.publishing(
                        deadline: at("2026-03-07T12:00:00Z"), agreedBy: ["p-1", "p-2"]),
                    at: Packages.start)
            }),
        RuleCase(
            .questionsWhileOpen, "a question at the deadline",
            refused: {
                try Packages.published().giving(
                    .ask("When?"), by: People.provider(), at: Packages.deadline)
            },
            allowed: {
                try Packages.published().giving(
                    .ask("When?"), by: People.provider(), at: at("2026-03-12T23:59:59Z"))
            }),
        RuleCase(
            .amendmentExtends, "changed without a new ten days",
            refused: {
                try Packages.published().giving(
                    .amend(Samples.package(version: 2), deadline: Packages.deadline),
                    at: at("2026-03-05T12:00:00Z"))
            },
            allowed: {
                // Ten days from Thursday the 5th end on a Sunday, so with Monday the 16th.
                try Packages.published().giving(
                    .amend(Samples.package(version: 2), deadline: at("2026-03-17T00:00:00Z")),
                    at: at("2026-03-05T12:00:00Z"))
            }),
        RuleCase(
            .closesAtTheDeadline, "a second early",
            refused: {
                try Packages.published().giving(
                    .close(submitted: []), by: .clock, at: at("2026-03-12T23:59:59Z"))
            },
            allowed: {
                try Packages.published().giving(
                    .close(submitted: []), by: .clock, at: Packages.deadline)
            }),
        RuleCase(
            .closesAtTheDeadline, "a broker closes by hand",
            refused: {
                try Packages.published().giving(
                    .close(submitted: []), by: People.broker, at: Packages.deadline)
            },
            allowed: { _ = try Packages.closed() }),
        RuleCase(
            .stepHasAReason, "withdrawn without one",
            refused: { try Packages.published().giving(.withdraw(reason: "")) },
            allowed: { try Packages.published().giving(.withdraw(reason: "needs changed")) }),
        RuleCase(
            .brokersRunPackages, "a social worker withdraws it",
            refused: {
                try Packages.published().giving(.withdraw(reason: "why"), by: People.worker)
            },
            allowed: { try Packages.published().giving(.withdraw(reason: "why")) }),
        RuleCase(
            .packageStateAllowsIt, "published without authorisation",
            refused: { try Packages.checked().giving(Packages.publishing(), at: Packages.start) },
            allowed: { _ = try Packages.published() }),
    ]

    private static let evaluating: [RuleCase] = [
        RuleCase(
            .evaluatorsAreNamed, "one evaluator twice",
            refused: {
                try Packages.closed().giving(
                    .startEvaluation(evaluators: ["e-1", "e-1"], conflicted: []))
            },
            allowed: { _ = try Packages.underEvaluation() }),
        RuleCase(
            .evaluatorsAreNamed, "an evaluator with a conflict of interest",
            refused: {
                try Packages.closed().giving(
                    .startEvaluation(evaluators: ["e-1", "e-2"], conflicted: ["e-2"]))
            },
            allowed: { _ = try Packages.underEvaluation() }),
        RuleCase(
            .evaluatorsAreNamed, "somebody else scores",
            refused: {
                try Packages.underEvaluation().giving(.score(score), by: Actor(.evaluator, "e-9"))
            },
            allowed: {
                try Packages.underEvaluation().giving(.score(score), by: People.evaluators[0])
            }),
        RuleCase(
            .scoresAreOnTheCriteria, "six points",
            refused: {
                try Packages.underEvaluation().giving(
                    .score(Score(bid: "b-1", criterion: "staff", points: 6, reason: "why")),
                    by: People.evaluators[0])
            },
            allowed: {
                try Packages.underEvaluation().giving(
                    .score(Score(bid: "b-1", criterion: "staff", points: 5, reason: "why")),
                    by: People.evaluators[0])
            }),
        RuleCase(
            .consensusFollowsScores, "agreed when one of two has scored",
            refused: {
                var package = try Packages.underEvaluation()
                try package.give(.score(score), by: People.evaluators[0], at: Packages.after)
                try package.giving(.agree(score), by: People.evaluators[0])
            },
            allowed: {
                var package = try Packages.underEvaluation()
                for evaluator in People.evaluators {
                    try package.give(.score(score), by: evaluator, at: Packages.after)
                }
                try package.giving(.agree(score), by: People.evaluators[0])
            }),
        RuleCase(
            .negotiationIsAllowed, "under regulation 34",
            refused: {
                try Packages.underEvaluation(.pcr2015Reg34).giving(
                    .negotiate(
                        subject: "price", deadline: at("2026-03-20T12:00:00Z"),
                        invited: Packages.bids, canStillWin: Packages.bids))
            },
            allowed: {
                try Packages.underEvaluation(.lightTouch).giving(
                    .negotiate(
                        subject: "price", deadline: at("2026-03-20T12:00:00Z"),
                        invited: Packages.bids, canStillWin: Packages.bids))
            }),
        RuleCase(
            .negotiationIsEqual, "one of two bids that can still win",
            refused: {
                try Packages.underEvaluation().giving(
                    .negotiate(
                        subject: "price", deadline: at("2026-03-20T12:00:00Z"), invited: ["b-1"],
                        canStillWin: Packages.bids))
            },
            allowed: {
                try Packages.underEvaluation().giving(
                    .negotiate(
                        subject: "price", deadline: at("2026-03-20T12:00:00Z"),
                        invited: Packages.bids, canStillWin: Packages.bids))
            }),
        RuleCase(
            .negotiationRoundEnds, "ended while an answer is open",
            refused: {
                var package = try Packages.underEvaluation()
                try package.give(
                    .negotiate(
                        subject: "price", deadline: at("2026-03-20T12:00:00Z"),
                        invited: Packages.bids, canStillWin: Packages.bids), by: People.broker,
                    at: Packages.after)
                try package.give(.bidderAnswered("b-1"), by: People.broker, at: Packages.after)
                try package.giving(.endNegotiation)
            },
            allowed: {
                var package = try Packages.underEvaluation()
                try package.give(
                    .negotiate(
                        subject: "price", deadline: at("2026-03-20T12:00:00Z"),
                        invited: Packages.bids, canStillWin: Packages.bids), by: People.broker,
                    at: Packages.after)
                for bid in Packages.bids {
                    try package.give(.bidderAnswered(bid), by: People.broker, at: Packages.after)
                }
                try package.giving(.endNegotiation)
            }),
        RuleCase(
            .everyBidIsEvaluated, "a shortlist before the consensus",
            refused: {
                try Packages.underEvaluation().giving(.shortlist(prices: Packages.prices))
            },
            allowed: { _ = try Packages.shortlisted() }),
        RuleCase(
            .shortlistIsWhatTheCriteriaSay, "a penny over the budget",
            refused: {
                try Packages.evaluated().giving(
                    .shortlist(prices: ["b-1": Pence(119_001), "b-2": Pence(119_001)]))
            },
            allowed: {
                try Packages.evaluated().giving(
                    .shortlist(prices: ["b-1": Pence(119_000), "b-2": Pence(119_001)]))
            }),
    ]

    private static let ending: [RuleCase] = [
        RuleCase(
            .peopleAreAskedOnAShortlist, "nobody to ask about",
            refused: {
                var package = try Packages.shortlisted()
                package.evolve(
                    .shortlisted(
                        Shortlist(
                            package: package.id, version: 2, agreed: day("2026-03-16"), bids: [])))
                try package.giving(.askPeople)
            },
            allowed: { try Packages.shortlisted().giving(.askPeople) }),
        RuleCase(
            .unsuccessfulSaysWhy, "no bids, while there are two",
            refused: {
                try Packages.closed().giving(.endWithoutAward(.noBids, prices: Packages.prices))
            },
            allowed: { try Packages.closed([]).giving(.endWithoutAward(.noBids, prices: [:])) }),
        RuleCase(
            .unsuccessfulSaysWhy, "none acceptable to the person, who was not asked",
            refused: {
                try Packages.shortlisted().giving(
                    .endWithoutAward(.noneAcceptableToThePerson, prices: Packages.prices))
            },
            allowed: {
                try Packages.preferred().giving(
                    .endWithoutAward(.noneAcceptableToThePerson, prices: Packages.prices))
            }),
        RuleCase(
            .rerunIsANewPackage, "under its old reference",
            refused: {
                var package = try Packages.published()
                try package.give(.withdraw(reason: "why"), by: People.broker, at: Packages.start)
                try package.giving(.rerun(as: package.id))
            },
            allowed: {
                var package = try Packages.published()
                try package.give(.withdraw(reason: "why"), by: People.broker, at: Packages.start)
                try package.giving(.rerun(as: "CE-9001"))
            }),
    ]
}
