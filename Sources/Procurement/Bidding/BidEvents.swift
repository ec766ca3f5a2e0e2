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
        let open: [State] = [
            .opened, .underEvaluation, .clarification, .negotiating, .meetsCriteriaWithinBudget,
            .shortlisted, .preferred, .reserve,
        ]
        var arrows: [Transition<State>] = [
            Transition(nil, "created", .draft),
            Transition(.opened, "evaluationStarted", .underEvaluation),
            Transition(.submitted, "opened", .opened),
            Transition(.underEvaluation, "clarificationAsked", .clarification),
            Transition(.clarification, "clarified", .underEvaluation),
            Transition(.negotiating, "revised", .underEvaluation),
            Transition(.negotiating, "roundEnded", .underEvaluation),
            Transition(.underEvaluation, "foundEligible", .meetsCriteriaWithinBudget),
            Transition(.underEvaluation, "foundShortOfCriteria", .doesNotMeetCriteria),
            Transition(.underEvaluation, "foundOverBudget", .overBudget),
            Transition(.awarded, "fell", .unsuccessful),
        ]
        arrows += Transition.from([.draft, .submitted], "submitted", .submitted)
        arrows += Transition.staying([.draft, .submitted], "deadlineMoved")
        arrows += Transition.from([.submitted] + open, "withdrawn", .withdrawn)
        arrows += Transition.from(
            [.underEvaluation, .meetsCriteriaWithinBudget, .overBudget, .doesNotMeetCriteria],
            "invitedToRevise", .negotiating)
        arrows += Transition.from(
            [.opened, .underEvaluation, .clarification], "rejected", .rejected)
        arrows += Transition.from(
            [.meetsCriteriaWithinBudget, .preferred, .reserve], "listed", .shortlisted)
        arrows += Transition.from([.shortlisted, .reserve], "preferred", .preferred)
        arrows += Transition.from([.shortlisted, .preferred], "heldInReserve", .reserve)
        arrows += Transition.from([.preferred, .shortlisted, .reserve], "awarded", .awarded)
        arrows += Transition.from(
            [
                .meetsCriteriaWithinBudget, .doesNotMeetCriteria, .overBudget, .shortlisted,
                .preferred, .reserve,
            ], "lost", .unsuccessful)
        arrows += Transition.from(open, "lapsed", .lapsed)
        return arrows
    }

    public static let asks: [String: [Rule]] = [
        "fell": [.councilMovesBids, .bidsEndWithReasons],
        "clarified": [.bidIsTheInvitedProviders, .clarificationChangesNothing],
        "lapsed": [.lapseIsByTheCalendar],
        "rejected": [.councilMovesBids, .bidsEndWithReasons, .lowPriceIsExplained],
        "withdrawn": [.bidIsTheInvitedProviders],
        "invitedToRevise": [.councilMovesBids, .offersAreRevisedOnlyWhenInvited],
        "lost": [.councilMovesBids, .bidsEndWithReasons],
        "deadlineMoved": [.councilMovesBids, .bidIsInTime],
        "submitted": [
            .bidIsTheInvitedProviders, .bidIsInTime, .bidAnswersEveryOutcome,
            .bidHasAPriceAndAValidity,
        ],
        "listed": [.councilMovesBids],
        "revised": [
            .offersAreRevisedOnlyWhenInvited, .bidAnswersEveryOutcome, .bidHasAPriceAndAValidity,
        ],
        "roundEnded": [.councilMovesBids],
        "evaluationStarted": [.councilMovesBids],
        "awarded": [.councilMovesBids],
        "heldInReserve": [.councilMovesBids],
        "preferred": [.councilMovesBids],
        "opened": [.bidIsOpenedAfterTheDeadline],
        "clarificationAsked": [.councilMovesBids],
        "foundEligible": [.councilMovesBids, .judgementFollowsTheResult],
        "foundOverBudget": [.councilMovesBids, .judgementFollowsTheResult],
        "foundShortOfCriteria": [.councilMovesBids, .judgementFollowsTheResult],
    ]
}
