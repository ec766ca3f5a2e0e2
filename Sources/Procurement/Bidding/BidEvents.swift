extension BidCase {
    public mutating func evolve(_ event: Event) {
        switch event {
        case .submitted(let offer, let moment):
            // Before the deadline a provider may replace its bid; the earlier text is kept.
            offers.append(offer)
            submittedAt = moment
            state = .submitted
        case .withdrawn: state = .withdrawn
        case .deadlineMoved(let deadline): self.deadline = deadline
        case .opened:
            wasOpened = true
            state = .opened
        case .evaluationStarted: state = .underEvaluation
        case .clarificationAsked(let question):
            clarifications.append(Clarification(question: question, answer: nil))
            state = .clarification
        case .clarified(let answer):
            clarifications[clarifications.count - 1].answer = answer
            state = .underEvaluation
        case .invitedToRevise(let round):
            self.round = round
            state = .negotiating
        case .revised(let offer):
            offers.append(offer)
            revisedInRound = round?.number ?? revisedInRound
            round = nil
            state = .underEvaluation
        case .roundEnded:
            round = nil
            state = .underEvaluation
        case .foundEligible: state = .meetsCriteriaWithinBudget
        case .foundShortOfCriteria: state = .doesNotMeetCriteria
        case .foundOverBudget: state = .overBudget
        case .rejected(let reason):
            reasons = [reason]
            state = .rejected
        case .listed: state = .shortlisted
        case .preferred: state = .preferred
        case .heldInReserve: state = .reserve
        case .awarded: state = .awarded
        case .fell(let reason):
            reasons = [reason]
            state = .unsuccessful
        case .lost(let reasons):
            self.reasons = reasons
            state = .unsuccessful
        case .lapsed: state = .lapsed
        }
    }

    public static var machine: [Transition<State>] {
        let council: [Rule] = [.councilMovesBids]
        let open: [State] = [
            .opened, .underEvaluation, .clarification, .negotiating, .meetsCriteriaWithinBudget,
            .shortlisted, .preferred, .reserve,
        ]
        let judged = council + [.judgementFollowsTheResult]
        let complete: [Rule] = [.bidAnswersEveryOutcome, .bidHasAPriceAndAValidity]
        var arrows: [Transition<State>] = [
            Transition(nil, "created", .draft),
            Transition(.opened, "evaluationStarted", .underEvaluation, council),
            Transition(.submitted, "opened", .opened, [.bidIsOpenedAfterTheDeadline]),
            Transition(.underEvaluation, "clarificationAsked", .clarification, council),
            Transition(
                .clarification, "clarified", .underEvaluation, [.clarificationChangesNothing]),
            Transition(
                .negotiating, "revised", .underEvaluation,
                [.offersAreRevisedOnlyWhenInvited] + complete),
            Transition(.negotiating, "roundEnded", .underEvaluation, council),
            Transition(.underEvaluation, "foundEligible", .meetsCriteriaWithinBudget, judged),
            Transition(.underEvaluation, "foundShortOfCriteria", .doesNotMeetCriteria, judged),
            Transition(.underEvaluation, "foundOverBudget", .overBudget, judged),
            Transition(.awarded, "fell", .unsuccessful, council + [.bidsEndWithReasons]),
        ]
        let submitting: [Rule] = [.bidIsTheInvitedProviders, .bidIsInTime]
        arrows += Transition.from(
            [.draft, .submitted], "submitted", .submitted, submitting + complete)
        arrows += Transition.staying(
            [.draft, .submitted], "deadlineMoved", council + [.bidIsInTime])
        arrows += Transition.from(
            [.submitted] + open, "withdrawn", .withdrawn, [.bidIsTheInvitedProviders])
        arrows += Transition.from(
            [.underEvaluation, .meetsCriteriaWithinBudget, .overBudget, .doesNotMeetCriteria],
            "invitedToRevise", .negotiating, council + [.offersAreRevisedOnlyWhenInvited])
        arrows += Transition.from(
            [.opened, .underEvaluation, .clarification], "rejected", .rejected,
            council + [.bidsEndWithReasons, .lowPriceIsExplained])
        arrows += Transition.from(
            [.meetsCriteriaWithinBudget, .preferred, .reserve], "listed", .shortlisted, council)
        arrows += Transition.from([.shortlisted, .reserve], "preferred", .preferred, council)
        arrows += Transition.from([.shortlisted, .preferred], "heldInReserve", .reserve, council)
        arrows += Transition.from(
            [.preferred, .shortlisted, .reserve], "awarded", .awarded, council)
        arrows += Transition.from(
            [
                .meetsCriteriaWithinBudget, .doesNotMeetCriteria, .overBudget, .shortlisted,
                .preferred, .reserve,
            ], "lost", .unsuccessful, council + [.bidsEndWithReasons])
        arrows += Transition.from(open, "lapsed", .lapsed, [.lapseIsByTheCalendar])
        return arrows
    }
}
