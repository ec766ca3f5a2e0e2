extension AdmissionCase {
    public mutating func evolve(_ event: Event) {
        switch event {
        case .submitted(let declaration, let evidence, let day, let decideBy):
            self.declaration = declaration
            self.evidence = evidence
            receivedOn = day
            self.decideBy = decideBy
            state = .received
        case .started: state = .underEvaluation
        case .informationAsked: state = .furtherInformationRequested
        case .informationAnswered: state = .underEvaluation
        case .extended(_, let decideBy):
            self.decideBy = decideBy
            isExtended = true
        case .selfCleaningOffered(let ground):
            clean(ground, .offered)
            state = .selfCleaning
        case .taxShownPaid(let ground): clean(ground, .accepted)
        case .selfCleaningJudged(let ground, let accepted):
            clean(ground, accepted ? .accepted : .rejected)
            state = .underEvaluation
        case .judged(let head, let verdict): verdicts[head] = verdict
        case .admitted: state = .admitted
        case .refused(let reasons, _, _):
            self.reasons = reasons
            state = .notAdmitted
        case .excluded(_, let reason):
            reasons = [reason]
            state = .excluded
        case .suspended(let concern):
            reasons = [concern]
            state = .suspended
        case .reinstated:
            reasons = []
            state = .admitted
        case .removed(let reason):
            reasons = [reason]
            state = .removed
        case .left: state = .left
        case .renewalAsked(let day): renewBy = day
        case .renewed(let declaration):
            self.declaration = declaration
            renewBy = nil
        case .renewalLapsed:
            reasons = []
            state = .suspended
        case .reapplied:
            declaration = nil
            evidence = []
            verdicts = [:]
            (receivedOn, decideBy, renewBy) = (nil, nil, nil)
            isExtended = false
            reasons = []
            attempt += 1
            state = .draft
        }
    }

    private mutating func clean(
        _ ground: ExclusionGround, _ progress: ExclusionFinding.SelfCleaning
    ) {
        guard let declaration else { return }
        let grounds = declaration.grounds.map { finding in
            var finding = finding
            if finding.ground == ground { finding.selfCleaning = progress }
            return finding
        }
        self.declaration = Declaration(
            signed: declaration.signed, grounds: grounds,
            answersEveryGround: declaration.answersEveryGround)
    }

    public static var machine: [Transition<State>] {
        let decided: [Rule] = [.councilDecides, .headsAreJudged]
        var arrows: [Transition<State>] = [
            Transition(nil, "created", .draft),
            Transition(
                .draft, "submitted", .received,
                [.requestIsTheProvidersOwn, .declarationIsComplete, .systemStillRuns]),
            Transition(.received, "started", .underEvaluation, [.councilDecides]),
            Transition(
                .underEvaluation, "informationAsked", .furtherInformationRequested,
                [.councilDecides]),
            Transition(
                .furtherInformationRequested, "informationAnswered", .underEvaluation,
                [.requestIsTheProvidersOwn]),
            Transition(.underEvaluation, "judged", .underEvaluation, [.refusalHasReasons]),
            Transition(
                .underEvaluation, "selfCleaningOffered", .selfCleaning,
                [.requestIsTheProvidersOwn, .exclusionHasAGround, .taxIsPaidNotCleaned]),
            Transition(
                .underEvaluation, "taxShownPaid", .underEvaluation,
                [.requestIsTheProvidersOwn, .exclusionHasAGround, .taxIsPaidNotCleaned]),
            Transition(.selfCleaning, "selfCleaningJudged", .underEvaluation, [.councilDecides]),
            Transition(
                .underEvaluation, "admitted", .admitted,
                decided + [.admittedMeetEveryHead, .groundsInForceExclude]),
            Transition(
                .underEvaluation, "refused", .notAdmitted,
                decided + [.everyoneWhoMeetsTheCriteriaIsAdmitted]),
            Transition(.admitted, "suspended", .suspended, [.suspensionHasAConcern]),
            Transition(.suspended, "reinstated", .admitted, [.suspensionHasAConcern]),
            Transition(.suspended, "removed", .removed, [.suspensionHasAConcern]),
            Transition(.admitted, "left", .left, [.requestIsTheProvidersOwn]),
            Transition(.suspended, "left", .left, [.requestIsTheProvidersOwn]),
            Transition(.admitted, "renewalAsked", .admitted, [.onlyOnceAdmitted]),
            Transition(.admitted, "renewed", .admitted, [.declarationIsComplete]),
            Transition(.suspended, "renewed", .suspended, [.declarationIsComplete]),
            Transition(.admitted, "renewalLapsed", .suspended, [.renewalHasItsDays]),
        ]
        arrows += Transition.staying(
            [.received, .underEvaluation, .furtherInformationRequested, .selfCleaning], "extended",
            [.extensionHasAReason, .extensionIsOnceAndInTime])
        arrows += Transition.from(
            [.underEvaluation, .admitted, .suspended, .selfCleaning], "excluded", .excluded,
            [.exclusionHasAGround, .selfCleaningIsHeard, .refusalHasReasons])
        arrows += Transition.from(
            [.notAdmitted, .excluded, .removed, .left], "reapplied", .draft, [.reapplyAnyTime])
        return arrows
    }
}
