internal import Foundation

extension AdmissionCase: Aggregate {
    public func decide(
        _ command: Command, by actor: Actor, at now: Instant
    ) throws(RuleRefusal) -> [Event] {
        let today = Day(now, in: .england)
        switch command {
        case .submit(let declaration, let evidence):
            try own(actor)
            try from(.draft)
            try complete(declaration, evidence)
            try runs(on: today)
            return [
                .submitted(
                    declaration, evidence: evidence, on: today,
                    decideBy: try rules.decisionEnds(received: today, isExtended: false))
            ]
        case .start:
            try staff(actor)
            try from(.received)
            return [.started]
        case .askForInformation(let question):
            try staff(actor)
            try from(.underEvaluation)
            return [.informationAsked(question)]
        case .answerInformation:
            try own(actor)
            try from(.furtherInformationRequested)
            return [.informationAnswered]
        case .extend(let reason): return try extend(reason, by: actor, on: today)
        case .offerSelfCleaning(let ground):
            try own(actor)
            try from(.underEvaluation)
            try under(ground, on: today)
            try require(
                !ground.isTax, .taxIsPaidNotCleaned,
                missing: phrase("payment, or a binding arrangement"),
                mender: .provider)
            return [.selfCleaningOffered(ground)]
        case .showTaxPaid(let ground):
            try own(actor)
            try from(.underEvaluation)
            try under(ground, on: today)
            try require(
                ground.isTax, .taxIsPaidNotCleaned, missing: phrase("a tax ground"),
                mender: .provider)
            return [.taxShownPaid(ground)]
        case .judgeSelfCleaning(let ground, let accepted):
            try staff(actor)
            try from(.selfCleaning)
            return [.selfCleaningJudged(ground, accepted: accepted)]
        case .judge(let head, let verdict):
            try staff(actor)
            try from(.underEvaluation)
            try require(
                verdict.isMet || !verdict.reason.isEmpty, .refusalHasReasons,
                missing: phrase("a reason for the judgement on {head}", ["head": head.words]),
                mender: .evaluator)
            return [.judged(head, verdict)]
        case .admit: return try admit(by: actor, on: today)
        case .refuse: return try refuse(by: actor, on: today)
        case .exclude(let ground, let reason):
            return try exclude(ground, reason, by: actor, on: today)
        case .suspend, .reinstate, .remove, .leave, .askForRenewal, .renew, .lapseRenewal,
            .reapply:
            return try decideStanding(command, by: actor, on: today)
        }
    }

    private func extend(
        _ reason: String, by actor: Actor, on today: Day
    ) throws(RuleRefusal) -> [Event] {
        try staff(actor)
        try from(.received, .underEvaluation, .furtherInformationRequested, .selfCleaning)
        try require(
            !reason.isEmpty, .extensionHasAReason, missing: phrase("a reason"), mender: actor.role)
        try require(
            !isExtended && rules.extendedDecision != nil && today <= (decideBy ?? today),
            .extensionIsOnceAndInTime, missing: phrase("time left to extend"), mender: .clock)
        return [
            .extended(
                reason: reason,
                decideBy: try rules.decisionEnds(received: receivedOn ?? today, isExtended: true))
        ]
    }

    private func admit(by actor: Actor, on today: Day) throws(RuleRefusal) -> [Event] {
        try staff(actor)
        try from(.underEvaluation)
        try judged()
        try require(
            verdicts.values.allSatisfy(\.isMet), .admittedMeetEveryHead,
            missing: phrase("every head met"), mender: .provider)
        try require(
            barring(on: today).isEmpty, .groundsInForceExclude,
            missing: phrase(
                "self-cleaning for {grounds}",
                ["grounds": .list(barring(on: today).map(\.ground.words))]),
            mender: .provider)
        return [.admitted(on: today, late: isLate(today))]
    }

    private func refuse(by actor: Actor, on today: Day) throws(RuleRefusal) -> [Event] {
        try staff(actor)
        try from(.underEvaluation)
        try judged()
        let missed = SelectionHead.allCases.filter { verdicts[$0]?.isMet == false }
        try require(
            !missed.isEmpty, .everyoneWhoMeetsTheCriteriaIsAdmitted,
            missing: phrase("a head that is not met"), mender: .evaluator)
        return [
            .refused(
                reasons: missed.compactMap { verdicts[$0]?.reason }, on: today,
                late: isLate(today))
        ]
    }

    private func exclude(
        _ ground: ExclusionGround, _ reason: String, by actor: Actor, on today: Day
    ) throws(RuleRefusal) -> [Event] {
        try staff(actor)
        try from(.underEvaluation, .admitted, .suspended, .selfCleaning)
        try under(ground, on: today)
        let cleaning = finding(ground)?.selfCleaning
        try require(
            cleaning != .offered, .selfCleaningIsHeard, missing: phrase("the evidence examined"),
            mender: .evaluator)
        try require(
            !reason.isEmpty, .refusalHasReasons, missing: phrase("a reason"), mender: .evaluator)
        return [.excluded(ground, reason: reason)]
    }

    private func decideStanding(
        _ command: Command, by actor: Actor, on today: Day
    ) throws(RuleRefusal) -> [Event] {
        switch command {
        case .suspend(let concern):
            try staff(actor)
            try from(.admitted)
            try reasoned(concern, actor)
            return [.suspended(concern: concern)]
        case .reinstate(let reason):
            try staff(actor)
            try from(.suspended)
            try reasoned(reason, actor)
            return [.reinstated(reason: reason)]
        case .remove(let reason):
            try staff(actor)
            try from(.suspended)
            try reasoned(reason, actor)
            return [.removed(reason: reason)]
        case .leave:
            try own(actor)
            try from(.admitted, .suspended)
            return [.left(on: today)]
        case .askForRenewal:
            try staff(actor)
            try require(
                state == .admitted, .onlyOnceAdmitted, missing: phrase("an admission"),
                mender: .broker)
            return [.renewalAsked(renewBy: try rules.renewalEnds(asked: today))]
        case .renew(let declaration):
            try own(actor)
            try from(.admitted, .suspended)
            try complete(declaration, Set(SelectionHead.allCases))
            return [.renewed(declaration)]
        case .lapseRenewal:
            try from(.admitted)
            try require(
                renewBy.map { today > $0 } ?? false, .renewalHasItsDays,
                missing: renewBy.map { phrase("the end of {day}", ["day": $0.words]) }
                    ?? phrase("a call for renewal"), mender: .clock)
            return [.renewalLapsed]
        case .reapply:
            try own(actor)
            try require(
                [.notAdmitted, .excluded, .removed, .left].contains(state), .reapplyAnyTime,
                missing: phrase("the end of the request that is under way"), mender: .broker)
            return [.reapplied]
        default:
            return []
        }
    }

    private func isLate(_ today: Day) -> Bool { decideBy.map { today > $0 } ?? false }

    func finding(_ ground: ExclusionGround) -> ExclusionFinding? {
        declaration?.grounds.first { $0.ground == ground }
    }
}

/// What several commands ask.
extension AdmissionCase {
    private func own(_ actor: Actor) throws(RuleRefusal) {
        try require(
            actor.role == .provider && actor.id == provider.rawValue, .requestIsTheProvidersOwn,
            missing: phrase("the provider’s own word"), mender: .provider)
    }

    private func staff(_ actor: Actor) throws(RuleRefusal) {
        try require(
            [.broker, .commissioner, .evaluator].contains(actor.role), .councilDecides,
            missing: phrase("somebody of the council"), mender: .broker)
    }

    private func from(_ states: State...) throws(RuleRefusal) {
        try require(
            states.contains(state), .stateAllowsIt,
            missing: .either(states), mender: .broker)
    }

    private func complete(
        _ declaration: Declaration, _ evidence: Set<SelectionHead>
    ) throws(RuleRefusal) {
        let missing = SelectionHead.allCases.filter { !evidence.contains($0) }
        try require(
            declaration.answersEveryGround && missing.isEmpty, .declarationIsComplete,
            missing: declaration.answersEveryGround
                ? phrase("evidence for {heads}", ["heads": .list(missing.map(\.words))])
                : phrase("an answer on every ground"),
            mender: .provider)
    }

    private func judged() throws(RuleRefusal) {
        let missing = SelectionHead.allCases.filter { verdicts[$0] == nil }
        try require(
            missing.isEmpty, .headsAreJudged,
            missing: phrase("a judgement on {heads}", ["heads": .list(missing.map(\.words))]),
            mender: .evaluator)
    }

    private func under(_ ground: ExclusionGround, on today: Day) throws(RuleRefusal) {
        try require(
            finding(ground)?.isInForce(on: today, under: rules) ?? false, .exclusionHasAGround,
            missing: phrase("the ground “{ground}”, in force", ["ground": ground.words]),
            mender: .evaluator)
    }

    private func reasoned(_ reason: String, _ actor: Actor) throws(RuleRefusal) {
        try require(
            !reason.isEmpty, .suspensionHasAConcern, missing: phrase("a reason"), mender: actor.role
        )
    }

    private func runs(on today: Day) throws(RuleRefusal) {
        try require(
            rules.lastDay.map { today <= $0 } ?? true, .systemStillRuns,
            missing: rules.stillRunning,
            mender: .commissioner)
    }
}
