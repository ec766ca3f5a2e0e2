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
        let broker: [Rule] = [.awardIsByTheCouncil]
        let guards: [Rule] = [
            .preferenceIsAccepted, .recommendedBidIsOnTheShortlist, .preferenceDecides,
            .overrideHasAGround, .providerIsStillAdmitted, .bidIsStillValid,
        ]
        let approving: [Rule] = [.approverIsNotAnEvaluator, .limitCoversTheCost]
        let signing: [Rule] = [
            .challengeHoldsTheContract, .standstillIsKept, .providerIsStillAdmitted,
            .bidIsStillValid,
        ]
        var arrows: [Transition<State>] = [
            Transition(nil, "created", .notStarted),
            Transition(
                .withApprover, "approved", .approved,
                broker + approving + guards + [.winnerShowsItsDocuments]),
            Transition(.withApprover, "sentBack", .returned, broker + [.returnSaysWhat]),
            Transition(.withApprover, "refused", .refused, broker + [.returnSaysWhat]),
            Transition(.approved, "notified", .notified, broker + [.everyBidderIsTold]),
            Transition(.notified, "standstillOffered", .standstill, broker),
            Transition(.standstill, "challenged", .challenged, [.challengeHoldsTheContract]),
            Transition(.challenged, "challengeDismissed", .standstill, broker + [.returnSaysWhat]),
            Transition(.challenged, "setAside", .setAside, broker + [.returnSaysWhat]),
            Transition(.contracted, "noticePublished", .noticePublished, [.noticeIsPublished]),
        ]
        arrows += Transition.from(
            [.notStarted, .returned], "recommended", .withApprover,
            broker + [.oneAwardAtATime] + guards)
        arrows += Transition.from(
            [.notified, .standstill], "contracted", .contracted, broker + signing)
        arrows += Transition.from(
            [.withApprover, .approved, .notified, .standstill, .challenged], "fell", .fallen,
            broker + [.fallenAwardsHaveAReason])
        arrows += Transition.from(
            [.contracted, .noticePublished], "ended", .ended, broker + [.newNeedsANewPackage])
        return arrows
    }
}
