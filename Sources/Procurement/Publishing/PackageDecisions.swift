internal import Foundation

extension PackageCase: Aggregate {
    public func decide(
        _ command: Command, by actor: Actor, at now: Instant
    ) throws(RuleRefusal) -> [Event] {
        switch command {
        case .edit(let content):
            try staff(actor)
            try from(.draft)
            return [.edited(content)]
        case .sendToCheck:
            try staff(actor)
            try from(.draft)
            return [.sentToCheck]
        case .finishCheck(let open):
            try staff(actor)
            try from(.anonymisationCheck)
            return [open == 0 ? .checkPassed : .checkFailed(openFindings: open)]
        case .authorise: return try authorise(by: actor)
        case .publish(
            let invitees, let admitted, let opened, let criteria, let preferenceDecides,
            let deadline, let agreedBy):
            try staff(actor)
            try from(.authorised)
            try invitesAll(invitees, admitted)
            try runs(on: Day(now, in: .england))
            try hadTime(since: opened, Day(now, in: .england))
            try publishes(criteria)
            try require(
                preferenceDecides, .preferenceIsPublished,
                missing: phrase("that the preference decides, in the documents"), mender: .broker)
            try givesTime(until: deadline, from: now, agreedBy: agreedBy, invitees: invitees)
            return [
                .published(
                    invitees: invitees.sorted(), criteria: criteria, deadline: deadline,
                    on: Day(now, in: .england))
            ]
        case .ask(let text):
            try from(.published)
            try require(
                actor.role == .provider && invitees.contains(Provider.ID(actor.id))
                    && deadline.map { now < $0 } ?? false, .questionsWhileOpen,
                missing: phrase("an invitation, and time before the deadline"), mender: .broker)
            return [
                .asked(Question(id: questions.count + 1, asker: Provider.ID(actor.id), text: text))
            ]
        case .answer(let number, let text):
            try staff(actor)
            try from(.published)
            try require(
                questions.contains { $0.id == number }, .questionsWhileOpen,
                missing: phrase("question {number}", ["number": .number(number)]), mender: .broker)
            return [.answered(number, text, toldTo: invitees)]
        case .amend(let content, let deadline):
            try staff(actor)
            try from(.published)
            try amends(deadline, from: now)
            return [.amended(content, deadline: deadline, toldTo: invitees)]
        case .withdraw(let reason):
            try staff(actor)
            try from(.published)
            try reasoned(reason, actor)
            return [.withdrawn(reason: reason)]
        case .close(let submitted):
            try from(.published)
            try require(
                actor.role == .clock && deadline.map { now >= $0 } ?? false, .closesAtTheDeadline,
                missing: deadline.map { phrase("the deadline, {moment}", ["moment": $0.words]) }
                    ?? phrase("a deadline"),
                mender: .clock)
            return [.closed(bids: submitted.sorted())]
        case .cancel(let reason):
            try staff(actor)
            try from(
                .closed, .underEvaluation, .negotiation, .shortlisted, .awaitingPreference,
                .preferenceReceived, .recommended)
            try reasoned(reason, actor)
            return [.cancelled(reason: reason)]
        case .rerun(let new):
            try staff(actor)
            try from(.unsuccessful, .cancelled, .withdrawn)
            try require(
                new != id, .rerunIsANewPackage, missing: phrase("a new reference"), mender: .broker)
            return [.rerun(as: new)]
        case .startEvaluation, .score, .agree, .negotiate, .bidderAnswered, .endNegotiation,
            .shortlist:
            return try decideEvaluation(command, by: actor, at: now)
        case .askPeople, .receivePreference, .askPeopleAgain, .recommend, .award, .fallBack,
            .contract, .endWithoutAward:
            return try decideEnding(command, by: actor)
        }
    }

    private func authorise(by actor: Actor) throws(RuleRefusal) -> [Event] {
        try from(.anonymisationCheck)
        try require(
            hasPassedCheck, .anonymisedBeforePublishing,
            missing: phrase("a check without open findings"),
            mender: .broker)
        try require(
            actor.role == .commissioner && actor.id != author, .authorIsNotAuthoriser,
            missing: phrase("a commissioner who did not write it"), mender: .commissioner)
        return [.authorised(by: actor.id)]
    }

    private func invitesAll(
        _ invitees: [Provider.ID], _ admitted: [Provider.ID]
    ) throws(RuleRefusal) {
        try require(
            Set(invitees) == Set(admitted) && invitees.count == Set(invitees).count,
            .everyoneAdmittedIsInvited,
            missing: phrases(
                "exactly the {n} admitted provider", "exactly the {n} admitted providers",
                admitted.count),
            mender: .broker)
    }

    private func publishes(_ criteria: [AwardCriterion]) throws(RuleRefusal) {
        let weights = criteria.reduce(0) { $0 + $1.weight }
        try require(
            !criteria.isEmpty && weights == 100 && criteria.allSatisfy { $0.weight > 0 },
            .criteriaArePublished,
            missing: phrase(
                "weights that add up to 100, not {weights}", ["weights": .number(weights)]),
            mender: .broker)
    }

    private func givesTime(
        until deadline: Instant, from now: Instant, agreedBy: Set<Provider.ID>,
        invitees: [Provider.ID]
    ) throws(RuleRefusal) {
        let agreed =
            rules.biddingByAgreement && !invitees.isEmpty && agreedBy.isSuperset(of: invitees)
            && deadline > now
        let last = try rules.biddingEnds(invited: Day(now, in: .england))
        try require(
            agreed || Day(deadline, in: .england) > last, .biddingHasItsDays,
            missing: phrase("the whole of {day}, or everybody’s agreement", ["day": last.words]),
            mender: .broker)
    }

    private func runs(on today: Day) throws(RuleRefusal) {
        try require(
            rules.lastDay.map { today <= $0 } ?? true, .systemStillRuns,
            missing: rules.stillRunning,
            mender: .commissioner)
    }

    private func hadTime(since day: Day, _ today: Day) throws(RuleRefusal) {
        let last = try rules.firstRequestsEnd(opened: day)
        try require(
            last.map { today > $0 } ?? true, .firstRequestsHaveTheirDays,
            missing: phrase("the end of {day}", ["day": (last ?? today).words]), mender: .clock)
    }

    private func amends(_ deadline: Instant, from now: Instant) throws(RuleRefusal) {
        let last = try rules.biddingEnds(invited: Day(now, in: .england))
        try require(
            Day(deadline, in: .england) > last && deadline >= (self.deadline ?? deadline)
                && now < (self.deadline ?? deadline), .amendmentExtends,
            missing: phrase(
                "the whole of {day}, decided before the old deadline", ["day": last.words]),
            mender: .broker)
    }
}

/// What several commands ask.
extension PackageCase {
    func staff(_ actor: Actor) throws(RuleRefusal) {
        try require(
            [.broker, .commissioner].contains(actor.role), .brokersRunPackages,
            missing: phrase("a broker"), mender: .broker)
    }

    func from(_ states: State...) throws(RuleRefusal) { try from(states) }

    func from(_ states: [State]) throws(RuleRefusal) {
        try require(
            states.contains(state), .packageStateAllowsIt,
            missing: .either(states), mender: .broker)
    }

    func reasoned(_ reason: String, _ actor: Actor) throws(RuleRefusal) {
        try require(
            !reason.isEmpty, .stepHasAReason, missing: phrase("a reason"), mender: actor.role)
    }
}
