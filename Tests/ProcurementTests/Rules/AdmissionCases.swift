import Procurement

/// A request to participate at each of its stages; the clock stands at noon on 2 March 2026.
enum Requests {
    static let start = at("2026-03-02T12:00:00Z")
    static let category = Category(
        serviceType: .supportedLiving, clientGroup: .learningDisability, ageGroup: .adults,
        area: .north)
    static let heads = Set(SelectionHead.allCases)

    static func draft(_ pack: RulePack.ID = .pcr2015Reg34) -> AdmissionCase {
        AdmissionCase(id: "r-1", provider: "p-1", category: category, pack: pack)
    }

    static func declaration(_ grounds: [ExclusionFinding] = []) -> Declaration {
        Declaration(signed: day("2026-03-02"), grounds: grounds, answersEveryGround: true)
    }

    static func received(
        _ grounds: [ExclusionFinding] = [], _ pack: RulePack.ID = .pcr2015Reg34
    ) throws -> AdmissionCase {
        var request = draft(pack)
        try request.give(
            .submit(declaration(grounds), evidence: heads), by: People.provider(), at: start)
        return request
    }

    static func underEvaluation(_ grounds: [ExclusionFinding] = []) throws -> AdmissionCase {
        var request = try received(grounds)
        try request.give(.start, by: People.broker, at: start)
        return request
    }

    static func judged(
        _ grounds: [ExclusionFinding] = [], missing: SelectionHead? = nil
    ) throws -> AdmissionCase {
        var request = try underEvaluation(grounds)
        for head in SelectionHead.allCases {
            let verdict = HeadVerdict(isMet: head != missing, reason: head == missing ? "why" : "")
            try request.give(.judge(head, verdict), by: People.broker, at: start)
        }
        return request
    }

    static func admitted(_ grounds: [ExclusionFinding] = []) throws -> AdmissionCase {
        var request = try judged(grounds)
        try request.give(.admit, by: People.broker, at: start)
        return request
    }

    static func suspended() throws -> AdmissionCase {
        var request = try admitted()
        try request.give(.suspend(concern: "a concern"), by: People.broker, at: start)
        return request
    }
}

extension AdmissionCase {
    /// Tries a command, for the cases.
    func giving(
        _ command: Command, by actor: Actor = People.broker, at now: Instant = Requests.start
    ) throws {
        _ = try decide(command, by: actor, at: now)
    }
}

extension RuleCase {
    static let admission: [RuleCase] = [
        RuleCase(
            .requestIsTheProvidersOwn, "another provider asks for it",
            refused: {
                try Requests.draft().giving(
                    .submit(Requests.declaration(), evidence: Requests.heads),
                    by: People.provider("p-2"))
            },
            allowed: {
                try Requests.draft().giving(
                    .submit(Requests.declaration(), evidence: Requests.heads),
                    by: People.provider())
            }),
        RuleCase(
            .declarationIsComplete, "evidence on two of three heads",
            refused: {
                try Requests.draft().giving(
                    .submit(Requests.declaration(), evidence: [.suitability, .economicStanding]),
                    by: People.provider())
            },
            allowed: { _ = try Requests.received() }),
        RuleCase(
            .declarationIsComplete, "not every ground was answered",
            refused: {
                let part = Declaration(
                    signed: day("2026-03-02"), grounds: [], answersEveryGround: false)
                try Requests.draft().giving(
                    .submit(part, evidence: Requests.heads), by: People.provider())
            },
            allowed: { _ = try Requests.received() }),
        RuleCase(
            .councilDecides, "a social worker starts the evaluation",
            refused: { try Requests.received().giving(.start, by: People.worker) },
            allowed: { try Requests.received().giving(.start) }),
        RuleCase(
            .extensionHasAReason, "an extension without one",
            refused: { try Requests.received().giving(.extend(reason: "")) },
            allowed: { try Requests.received().giving(.extend(reason: "documents to examine")) }),
        RuleCase(
            .extensionIsOnceAndInTime, "on the day after the tenth working day",
            refused: {
                try Requests.received().giving(
                    .extend(reason: "late"), at: at("2026-03-17T00:00:00Z"))
            },
            allowed: {
                try Requests.received().giving(
                    .extend(reason: "in time"), at: at("2026-03-16T23:59:59Z"))
            }),
        RuleCase(
            .extensionIsOnceAndInTime, "a second time",
            refused: {
                var request = try Requests.received()
                try request.give(.extend(reason: "once"), by: People.broker, at: Requests.start)
                try request.giving(.extend(reason: "twice"))
            },
            allowed: { try Requests.received().giving(.extend(reason: "once")) }),
        RuleCase(
            .headsAreJudged, "two heads judged",
            refused: { try Requests.underEvaluation().giving(.admit) },
            allowed: { try Requests.judged().giving(.admit) }),
        RuleCase(
            .everyoneWhoMeetsTheCriteriaIsAdmitted, "who meets every head is refused",
            refused: { try Requests.judged().giving(.refuse) },
            allowed: { try Requests.judged(missing: .technicalAbility).giving(.refuse) }),
        RuleCase(
            .admittedMeetEveryHead, "one head is missed",
            refused: { try Requests.judged(missing: .suitability).giving(.admit) },
            allowed: { try Requests.judged().giving(.admit) }),
        RuleCase(
            .groundsInForceExclude, "a conviction of one day less than five years",
            refused: {
                try Requests.judged([ExclusionFinding(.fraud, since: day("2021-03-03"))])
                    .giving(.admit)
            },
            allowed: {
                try Requests.judged([ExclusionFinding(.fraud, since: day("2021-03-02"))])
                    .giving(.admit)
            }),
        RuleCase(
            .exclusionHasAGround, "poor performance three years ago",
            refused: {
                try Requests.underEvaluation([
                    ExclusionFinding(.poorPerformance, since: day("2023-03-02"))
                ]).giving(.exclude(.poorPerformance, reason: "why"))
            },
            allowed: {
                try Requests.underEvaluation([
                    ExclusionFinding(.poorPerformance, since: day("2023-03-03"))
                ]).giving(.exclude(.poorPerformance, reason: "why"))
            }),
        RuleCase(
            .selfCleaningIsHeard, "excluded while the evidence is examined",
            refused: {
                var request = try Requests.underEvaluation([
                    ExclusionFinding(.fraud, since: day("2025-03-02"))
                ])
                try request.give(
                    .offerSelfCleaning(.fraud), by: People.provider(), at: Requests.start)
                try request.giving(.exclude(.fraud, reason: "why"))
            },
            allowed: {
                var request = try Requests.underEvaluation([
                    ExclusionFinding(.fraud, since: day("2025-03-02"))
                ])
                try request.give(
                    .offerSelfCleaning(.fraud), by: People.provider(), at: Requests.start)
                try request.give(
                    .judgeSelfCleaning(.fraud, accepted: false), by: People.broker,
                    at: Requests.start)
                try request.giving(.exclude(.fraud, reason: "why"))
            }),
        RuleCase(
            .taxIsPaidNotCleaned, "self-cleaning for unpaid tax",
            refused: {
                try Requests.underEvaluation([
                    ExclusionFinding(.unpaidTaxEstablished, since: day("2010-01-01"))
                ]).giving(.offerSelfCleaning(.unpaidTaxEstablished), by: People.provider())
            },
            allowed: {
                try Requests.underEvaluation([
                    ExclusionFinding(.unpaidTaxEstablished, since: day("2010-01-01"))
                ]).giving(.showTaxPaid(.unpaidTaxEstablished), by: People.provider())
            }),
        RuleCase(
            .refusalHasReasons, "a head missed without a reason",
            refused: {
                try Requests.underEvaluation().giving(
                    .judge(.suitability, HeadVerdict(isMet: false, reason: "")))
            },
            allowed: {
                try Requests.underEvaluation().giving(
                    .judge(.suitability, HeadVerdict(isMet: false, reason: "no registration")))
            }),
        RuleCase(
            .suspensionHasAConcern, "suspended without a word",
            refused: { try Requests.admitted().giving(.suspend(concern: "")) },
            allowed: { try Requests.admitted().giving(.suspend(concern: "a rating")) }),
        RuleCase(
            .onlyOnceAdmitted, "a renewal asked of a suspended provider",
            refused: { try Requests.suspended().giving(.askForRenewal) },
            allowed: { try Requests.admitted().giving(.askForRenewal) }),
        RuleCase(
            .renewalHasItsDays, "lapsed on the fifth working day",
            refused: {
                var request = try Requests.admitted()
                try request.give(.askForRenewal, by: People.broker, at: Requests.start)
                try request.giving(.lapseRenewal, by: .clock, at: at("2026-03-09T23:59:59Z"))
            },
            allowed: {
                var request = try Requests.admitted()
                try request.give(.askForRenewal, by: People.broker, at: Requests.start)
                try request.giving(.lapseRenewal, by: .clock, at: at("2026-03-10T00:00:00Z"))
            }),
        RuleCase(
            .reapplyAnyTime, "while a request is under way",
            refused: { try Requests.received().giving(.reapply, by: People.provider()) },
            allowed: {
                var request = try Requests.admitted()
                try request.give(.leave, by: People.provider(), at: Requests.start)
                try request.giving(.reapply, by: People.provider())
            }),
        RuleCase(
            .systemStillRuns, "on the day after 23 February 2029",
            refused: {
                try Requests.draft().giving(
                    .submit(Requests.declaration(), evidence: Requests.heads),
                    by: People.provider(), at: at("2029-02-24T00:00:00Z"))
            },
            allowed: {
                try Requests.draft().giving(
                    .submit(Requests.declaration(), evidence: Requests.heads),
                    by: People.provider(), at: at("2029-02-23T23:59:59Z"))
            }),
        RuleCase(
            .calendarIsKnown, "a clock that would run into 2031",
            refused: {
                try Requests.draft(.procurementAct2023).giving(
                    .submit(Requests.declaration(), evidence: Requests.heads),
                    by: People.provider(), at: at("2030-12-20T12:00:00Z"))
            },
            allowed: {
                try Requests.draft(.procurementAct2023).giving(
                    .submit(Requests.declaration(), evidence: Requests.heads),
                    by: People.provider(), at: at("2030-11-20T12:00:00Z"))
            }),
        RuleCase(
            .stateAllowsIt, "admitted before the evaluation started",
            refused: { try Requests.received().giving(.admit) },
            allowed: { try Requests.judged().giving(.admit) }),
    ]
}
