extension PackageCase {
    func decideEnding(_ command: Command, by actor: Actor) throws(RuleRefusal) -> [Event] {
        switch command {
        case .askPeople:
            try staff(actor)
            try from(.shortlisted)
            try require(
                shortlist.map { !$0.bids.isEmpty } ?? false, .peopleAreAskedOnAShortlist,
                missing: phrase("a shortlist"), mender: .broker)
            return [.peopleAsked]
        case .receivePreference:
            try from(.awaitingPreference)
            return [.preferenceReceived]
        case .askPeopleAgain:
            try from(.preferenceReceived, .recommended)
            return [.peopleAsked]
        case .recommend:
            try staff(actor)
            try from(.preferenceReceived)
            return [.recommended]
        case .award:
            try require(
                actor.role == .approver, .brokersRunPackages, missing: phrase("an approver"),
                mender: .approver)
            try from(.recommended)
            return [.awarded]
        case .fallBack:
            try staff(actor)
            try from(.awarded)
            return [.fellBack]
        case .contract:
            try staff(actor)
            try from(.awarded)
            return [.contracted]
        case .endWithoutAward(let cause, let prices):
            try staff(actor)
            try from(
                .closed, .underEvaluation, .shortlisted, .awaitingPreference, .preferenceReceived)
            try bornOut(cause, prices)
            return [.endedWithoutAward(cause)]
        default:
            return []
        }
    }

    private func bornOut(
        _ cause: Ending.Cause, _ prices: [Bid.ID: Pence]
    ) throws(RuleRefusal) {
        let results = prices.compactMap { result(of: $0.key, at: $0.value) }
        let isSo: Bool
        switch cause {
        case .noBids: isSo = prices.isEmpty
        case .noneMeetsTheCriteria:
            isSo =
                !prices.isEmpty && results.count == prices.count
                && results.allSatisfy { !$0.meetsCriteria }
        case .noneWithinBudget:
            isSo =
                results.count == prices.count && results.contains(where: \.meetsCriteria)
                && results.allSatisfy { !$0.isEligible }
        case .noneAcceptableToThePerson: isSo = state == .preferenceReceived
        }
        try require(
            isSo, .unsuccessfulSaysWhy,
            missing: phrase("facts that say: {cause}", ["cause": cause.words]),
            mender: .broker)
    }
}
