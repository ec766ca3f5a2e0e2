extension PackageCase {
    func decideEnding(_ command: Command, by actor: Actor) throws(RuleRefusal) -> [Event] {
        switch command {
        case .askPeople: return try ask(by: actor, from: .shortlisted)
        case .askPeopleAgain: return try ask(by: actor, from: .preferenceReceived, .recommended)
        case .receivePreference:
            try staff(actor)
            try from(.awaitingPreference)
            return [.preferenceReceived]
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

    private func ask(by actor: Actor, from states: State...) throws(RuleRefusal) -> [Event] {
        try staff(actor)
        try from(states)
        try require(
            shortlist.map { !$0.bids.isEmpty } ?? false, .peopleAreAskedOnAShortlist,
            missing: phrase("a shortlist"), mender: .broker)
        return [.peopleAsked]
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
