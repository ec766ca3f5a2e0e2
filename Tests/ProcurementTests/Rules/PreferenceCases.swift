import Procurement

/// What people prefer, at each stage.
enum Preferences {
    static let now = at("2026-04-01T12:00:00Z")
    static let bids: [Bid.ID] = ["b-1", "b-2"]

    static func shortlist(_ version: Int = 1, _ bids: [Bid.ID] = bids) -> Shortlist {
        Shortlist(package: "CE-2041", version: version, agreed: day("2026-03-30"), bids: bids)
    }

    static func due(_ ageGroup: AgeGroup = .adults) throws -> PreferenceCase {
        var asked = PreferenceCase(id: "CE-2041", ageGroup: ageGroup)
        try asked.give(.makeDue(shortlist()), by: People.broker, at: now)
        return asked
    }

    static func record(
        _ id: Preference.ID = "k-1", supersedes: [Preference.ID] = [], version: Int = 1,
        choice: Choice? = .favourite("b-1"), family: Choice? = nil,
        package: SupportPackage.ID = "CE-2041",
        people: Int = 1
    ) -> Preference {
        var voices: [Voice] = []
        if let choice {
            for _ in 0..<people {
                voices.append(
                    Voice(
                        id: people > 1 ? Voice.ID("v\(voices.count)") : .person, whose: .person,
                        choice: choice))
            }
        }
        if let family {
            voices.append(Voice(id: "family-1", whose: .family(.mother), choice: family))
        }
        return Preference(
            id: id,
            basis: .init(
                package: package, packageVersion: 1, shortlistVersion: version, bids: bids),
            supersedes: supersedes,
            meeting: Meeting(started: now, ended: now, place: .home, worker: "sw-1"),
            communication: CommunicationUsed(
                needs: [], format: .pictureCards, readBack: .confirmed),
            people: [], voices: voices,
            closing: Closing(
                toldHowAndWhen: true, toldCanChangeMind: true, toldHowToComplain: true),
            fairness: Fairness(orderShown: bids, shownFor: [1, 1]))
    }

    static func submitted(
        _ record: Preference = record(), _ ageGroup: AgeGroup = .adults
    ) throws -> PreferenceCase {
        var asked = try due(ageGroup)
        try asked.give(.receive(record), by: People.worker, at: now)
        return asked
    }

    static func assessment(
        capacity: Bool, weighs: Bool? = nil, evidence: String = "seen"
    ) -> CapacityAssessment {
        let ability = CapacityAssessment.Ability(present: true, evidence: evidence)
        return CapacityAssessment(
            decision: "where to live", trigger: "a change", understands: ability, retains: ability,
            weighs: .init(present: weighs ?? capacity, evidence: evidence), communicates: ability,
            helpGiven: "pictures", couldItWait: "no", hasCapacity: capacity)
    }

    static let bestInterests = BestInterestsDecision(
        choice: .favourite("b-2"), consulted: [Participant(role: .family)], reason: "why")

    static let offList = PreferenceCase.OffListChoice(
        words: "A home by the sea.", route: .preferredAccommodation)

    static func answer(accepted: Bool, available: Bool = true, reason: String = "")
        -> PreferenceCase.OffListAnswer
    {
        PreferenceCase.OffListAnswer(
            isSuitable: true, isAvailable: available, termsAgreed: true,
            isWithinBudgetOrToppedUp: true, accepted: accepted, reason: reason)
    }
}

extension PreferenceCase {
    func giving(
        _ command: Command, by actor: Actor = People.broker, at now: Instant = Preferences.now
    ) throws {
        _ = try decide(command, by: actor, at: now)
    }
}

extension RuleCase {
    static let preferences: [RuleCase] = [
        RuleCase(
            .askedOnAShortlist, "the same version again",
            refused: { try Preferences.due().giving(.makeDue(Preferences.shortlist(1))) },
            allowed: { try Preferences.due().giving(.makeDue(Preferences.shortlist(2))) }),
        RuleCase(
            .recordFitsTheShortlist, "accepted although it was made on the older version",
            refused: {
                var asked = try Preferences.submitted()
                asked.evolve(.becameDue(Preferences.shortlist(2)))
                asked.evolve(.received(Preferences.record("k-2", version: 1)))
                try asked.giving(.accept)
            },
            allowed: { try Preferences.submitted().giving(.accept) }),
        RuleCase(
            .voicesStayApart, "two voices of the person",
            refused: { try Preferences.due().giving(.receive(Preferences.record(people: 2))) },
            allowed: { try Preferences.due().giving(.receive(Preferences.record())) }),
        RuleCase(
            .personIsHeard, "only the family spoke, and nothing says why",
            refused: {
                try Preferences.due().giving(
                    .receive(Preferences.record(choice: nil, family: .favourite("b-1"))))
            },
            allowed: {
                try Preferences.due().giving(
                    .receive(Preferences.record(choice: .declined, family: .favourite("b-1"))))
            }),
        RuleCase(
            .workersRecord, "a provider hands in what the person prefers",
            refused: {
                try Preferences.due().giving(
                    .receive(Preferences.record()), by: People.provider())
            },
            allowed: {
                try Preferences.due().giving(.receive(Preferences.record()), by: People.worker)
            }),
        RuleCase(
            .singleBidMayBeRefused, "a choice of another bid than the one there is",
            refused: {
                var asked = PreferenceCase(id: "CE-2041", ageGroup: .adults)
                try asked.give(
                    .makeDue(Preferences.shortlist(1, ["b-1"])), by: People.broker,
                    at: Preferences.now)
                try asked.giving(.receive(Preferences.record(choice: .favourite("b-2"))))
            },
            allowed: {
                var asked = PreferenceCase(id: "CE-2041", ageGroup: .adults)
                try asked.give(
                    .makeDue(Preferences.shortlist(1, ["b-1"])), by: People.broker,
                    at: Preferences.now)
                try asked.giving(.receive(Preferences.record(choice: .noneOfThese)))
            }),
        RuleCase(
            .recordsAreReconciled, "accepted while two records stand",
            refused: {
                var asked = try Preferences.submitted()
                try asked.give(
                    .receive(Preferences.record("k-2")), by: People.worker, at: Preferences.now)
                try asked.giving(.accept)
            },
            allowed: {
                var asked = try Preferences.submitted()
                try asked.give(
                    .receive(Preferences.record("k-2")), by: People.worker, at: Preferences.now)
                try asked.give(
                    .receive(Preferences.record("k-3", supersedes: ["k-1", "k-2"])),
                    by: People.worker, at: Preferences.now)
                try asked.giving(.accept)
            }),
        RuleCase(
            .brokerAccepts, "sent back without saying what is missing",
            refused: { try Preferences.submitted().giving(.returnForDetail("")) },
            allowed: { try Preferences.submitted().giving(.returnForDetail("Who was there?")) }),
        RuleCase(
            .brokerAccepts, "a worker accepts her own record",
            refused: { try Preferences.submitted().giving(.accept, by: People.worker) },
            allowed: { try Preferences.submitted().giving(.accept) }),
        RuleCase(
            .capacityIsAssumed, "doubted without a reason",
            refused: { try Preferences.submitted().giving(.doubtCapacity(reason: "")) },
            allowed: { try Preferences.submitted().giving(.doubtCapacity(reason: "a change")) }),
        RuleCase(
            .capacityIsAssumed, "accepted while capacity is in doubt",
            refused: {
                var asked = try Preferences.submitted()
                try asked.give(
                    .doubtCapacity(reason: "a change"), by: People.worker, at: Preferences.now)
                try asked.giving(.accept)
            },
            allowed: {
                var asked = try Preferences.submitted()
                try asked.give(
                    .doubtCapacity(reason: "a change"), by: People.worker, at: Preferences.now)
                try asked.give(
                    .assess(Preferences.assessment(capacity: true)), by: People.worker,
                    at: Preferences.now)
                try asked.giving(.accept)
            }),
        RuleCase(
            .capacityIsForSixteenUp, "a child’s",
            refused: { try Preferences.due(.children).giving(.doubtCapacity(reason: "why")) },
            allowed: { try Preferences.due(.transition).giving(.doubtCapacity(reason: "why")) }),
        RuleCase(
            .assessmentIsWhole, "an ability without evidence",
            refused: {
                try Preferences.due().giving(
                    .assess(Preferences.assessment(capacity: true, evidence: "")))
            },
            allowed: {
                try Preferences.due().giving(.assess(Preferences.assessment(capacity: true)))
            }),
        RuleCase(
            .assessmentIsWhole, "capacity found although an ability is missing",
            refused: {
                try Preferences.due().giving(
                    .assess(Preferences.assessment(capacity: true, weighs: false)))
            },
            allowed: {
                try Preferences.due().giving(
                    .assess(Preferences.assessment(capacity: false, weighs: false)))
            }),
        RuleCase(
            .bestInterestsKeepWishes, "for a person who can decide",
            refused: {
                try Preferences.submitted().giving(
                    .decideBestInterests(Preferences.bestInterests))
            },
            allowed: {
                var asked = try Preferences.submitted()
                try asked.give(
                    .assess(Preferences.assessment(capacity: false)), by: People.worker,
                    at: Preferences.now)
                try asked.giving(.decideBestInterests(Preferences.bestInterests))
            }),
        RuleCase(
            .advocateIsThereFirst, "accepted while the advocate is missing",
            refused: {
                var asked = try Preferences.submitted()
                try asked.give(.needAdvocate(.careAct), by: People.worker, at: Preferences.now)
                try asked.giving(.accept)
            },
            allowed: {
                var asked = try Preferences.submitted()
                try asked.give(.needAdvocate(.careAct), by: People.worker, at: Preferences.now)
                try asked.give(.advocateInPlace, by: People.worker, at: Preferences.now)
                try asked.giving(.accept)
            }),
        RuleCase(
            .dissentIsHandled, "the mother wants another bid",
            refused: {
                try Preferences.submitted(Preferences.record(family: .favourite("b-2")))
                    .giving(.accept)
            },
            allowed: {
                var asked = try Preferences.submitted(
                    Preferences.record(family: .favourite("b-2")))
                try asked.give(
                    .sayHowDissentWasHandled("k-1", "talked it over"), by: People.worker,
                    at: Preferences.now)
                try asked.giving(.accept)
            }),
        RuleCase(
            .changeOfMindBeforeAward, "the same record twice",
            refused: { try Preferences.submitted().giving(.receive(Preferences.record())) },
            allowed: {
                try Preferences.submitted().giving(
                    .receive(Preferences.record("k-2", supersedes: ["k-1"])))
            }),
        RuleCase(
            .offListHasARoute, "although a bid was chosen",
            refused: { try Preferences.submitted().giving(.chooseOffList(Preferences.offList)) },
            allowed: {
                try Preferences.submitted(Preferences.record(choice: .noneOfThese))
                    .giving(.chooseOffList(Preferences.offList))
            }),
        RuleCase(
            .accommodationChoiceBinds, "refused although every condition is met",
            refused: {
                var asked = try Preferences.submitted(Preferences.record(choice: .noneOfThese))
                try asked.give(
                    .chooseOffList(Preferences.offList), by: People.worker, at: Preferences.now)
                try asked.giving(
                    .answerOffList(Preferences.answer(accepted: false, reason: "no")))
            },
            allowed: {
                var asked = try Preferences.submitted(Preferences.record(choice: .noneOfThese))
                try asked.give(
                    .chooseOffList(Preferences.offList), by: People.worker, at: Preferences.now)
                try asked.giving(
                    .answerOffList(
                        Preferences.answer(accepted: false, available: false, reason: "full")))
            }),
        RuleCase(
            .preferenceStateAllowsIt, "accepted before anybody spoke",
            refused: { try Preferences.due().giving(.accept) },
            allowed: { try Preferences.submitted().giving(.accept) }),
    ]
}
