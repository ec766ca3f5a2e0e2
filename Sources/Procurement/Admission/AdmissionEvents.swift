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
        var arrows: [Transition<State>] = [
            Transition(nil, "created", .draft),
            Transition(.draft, "submitted", .received),
            Transition(.received, "started", .underEvaluation),
            Transition(.underEvaluation, "informationAsked", .furtherInformationRequested),
            Transition(.furtherInformationRequested, "informationAnswered", .underEvaluation),
            Transition(.underEvaluation, "judged", .underEvaluation),
            Transition(.underEvaluation, "selfCleaningOffered", .selfCleaning),
            Transition(.underEvaluation, "taxShownPaid", .underEvaluation),
            Transition(.selfCleaning, "selfCleaningJudged", .underEvaluation),
            Transition(.underEvaluation, "admitted", .admitted),
            Transition(.underEvaluation, "refused", .notAdmitted),
            Transition(.admitted, "suspended", .suspended),
            Transition(.suspended, "reinstated", .admitted),
            Transition(.suspended, "removed", .removed),
            Transition(.admitted, "left", .left),
            Transition(.suspended, "left", .left),
            Transition(.admitted, "renewalAsked", .admitted),
            Transition(.admitted, "renewed", .admitted),
            Transition(.suspended, "renewed", .suspended),
            Transition(.admitted, "renewalLapsed", .suspended),
        ]
        arrows += Transition.staying(
            [.received, .underEvaluation, .furtherInformationRequested, .selfCleaning], "extended")
        arrows += Transition.from(
            [.underEvaluation, .admitted, .suspended, .selfCleaning], "excluded", .excluded)
        arrows += Transition.from([.notAdmitted, .excluded, .removed, .left], "reapplied", .draft)
        return arrows
    }

    public static let asks: [String: [Rule]] = [
        "excluded": [
            .councilDecides, .exclusionHasAGround, .selfCleaningIsHeard, .refusalHasReasons,
        ],
        "left": [.requestIsTheProvidersOwn],
        "renewalAsked": [.councilDecides, .onlyOnceAdmitted],
        "renewalLapsed": [.renewalHasItsDays],
        "renewed": [.requestIsTheProvidersOwn, .declarationIsComplete],
        "suspended": [.councilDecides, .suspensionHasAConcern],
        "submitted": [.requestIsTheProvidersOwn, .declarationIsComplete, .systemStillRuns],
        "reapplied": [.requestIsTheProvidersOwn, .reapplyAnyTime],
        "extended": [.councilDecides, .extensionHasAReason, .extensionIsOnceAndInTime],
        "informationAnswered": [.requestIsTheProvidersOwn],
        "started": [.councilDecides],
        "selfCleaningJudged": [.councilDecides],
        "reinstated": [.councilDecides, .suspensionHasAConcern],
        "removed": [.councilDecides, .suspensionHasAConcern],
        "admitted": [
            .councilDecides, .headsAreJudged, .admittedMeetEveryHead, .groundsInForceExclude,
        ],
        "informationAsked": [.councilDecides],
        "judged": [.councilDecides, .refusalHasReasons],
        "refused": [.councilDecides, .headsAreJudged, .everyoneWhoMeetsTheCriteriaIsAdmitted],
        "selfCleaningOffered": [
            .requestIsTheProvidersOwn, .exclusionHasAGround, .taxIsPaidNotCleaned,
        ],
        "taxShownPaid": [.requestIsTheProvidersOwn, .exclusionHasAGround, .taxIsPaidNotCleaned],
    ]
}
