extension AwardCase {
    public mutating func evolve(_ event: Event) {
        switch event {
        case .recommended(let recommendation):
            self.recommendation = recommendation
            comment = nil
            state = .withApprover
        case .approved(let approver):
            approvedBy = approver
            state = .approved
        case .sentBack(let comment):
            self.comment = comment
            state = .returned
        case .refused(let reason):
            comment = reason
            state = .refused
        case .notified(let letters):
            notified = letters
            state = .notified
        case .standstillOffered(let day):
            standstillUntil = day
            state = .standstill
        case .challenged(let reason):
            comment = reason
            state = .challenged
        case .challengeDismissed: state = .standstill
        case .setAside(let reason):
            comment = reason
            state = .setAside
        case .contracted(let day, let due):
            contractedOn = day
            noticeDueBy = due
            state = .contracted
        case .noticePublished: state = .noticePublished
        case .fell(let reason):
            comment = reason
            state = .fallen
        case .ended(let successor):
            self.successor = successor
            state = .ended
        }
    }

    public static var machine: [Transition<State>] {
        var arrows: [Transition<State>] = [
            Transition(nil, "created", .notStarted),
            Transition(.withApprover, "approved", .approved),
            Transition(.withApprover, "sentBack", .returned),
            Transition(.withApprover, "refused", .refused),
            Transition(.approved, "notified", .notified),
            Transition(.notified, "standstillOffered", .standstill),
            Transition(.standstill, "challenged", .challenged),
            Transition(.challenged, "challengeDismissed", .standstill),
            Transition(.challenged, "setAside", .setAside),
            Transition(.contracted, "noticePublished", .noticePublished),
        ]
        arrows += Transition.from([.notStarted, .returned], "recommended", .withApprover)
        arrows += Transition.from([.notified, .standstill], "contracted", .contracted)
        arrows += Transition.from(
            [.withApprover, .approved, .notified, .standstill, .challenged], "fell", .fallen)
        arrows += Transition.from([.contracted, .noticePublished], "ended", .ended)
        return arrows
    }

    public static let asks: [String: [Rule]] = [
        "fell": [.awardIsByTheCouncil, .fallenAwardsHaveAReason],
        "notified": [.awardIsByTheCouncil, .everyBidderIsTold],
        "challengeDismissed": [.awardIsByTheCouncil, .returnSaysWhat],
        "setAside": [.awardIsByTheCouncil, .returnSaysWhat],
        "ended": [.awardIsByTheCouncil, .newNeedsANewPackage],
        "noticePublished": [.awardIsByTheCouncil, .noticeIsPublished],
        "recommended": [
            .awardIsByTheCouncil, .preferenceIsAccepted, .oneAwardAtATime,
            .recommendedBidIsOnTheShortlist, .preferenceDecides, .providerIsStillAdmitted,
            .bidIsStillValid, .overrideHasAGround,
        ],
        "contracted": [
            .awardIsByTheCouncil, .challengeHoldsTheContract, .standstillIsKept,
            .preferenceIsAccepted,
            .providerIsStillAdmitted, .bidIsStillValid,
        ],
        "standstillOffered": [.awardIsByTheCouncil],
        "challenged": [.challengeHoldsTheContract],
        "approved": [
            .awardIsByTheCouncil, .approverIsNotAnEvaluator, .limitCoversTheCost,
            .preferenceIsAccepted, .recommendedBidIsOnTheShortlist, .preferenceDecides,
            .providerIsStillAdmitted, .bidIsStillValid, .winnerShowsItsDocuments,
            .overrideHasAGround,
        ],
        "refused": [.awardIsByTheCouncil, .returnSaysWhat],
        "sentBack": [.awardIsByTheCouncil, .returnSaysWhat],
    ]
}
