extension PreferenceCase: Aggregate {
    public func decide(
        _ command: Command, by actor: Actor, at now: Instant
    ) throws(RuleRefusal) -> [Event] {
        switch command {
        case .makeDue(let shortlist):
            try broker(actor)
            try from(.notDue, .due, .submitted, .needsReconciliation, .accepted, .returned)
            try require(
                !shortlist.bids.isEmpty && shortlist.package == id
                    && shortlist.version > (self.shortlist?.version ?? 0), .askedOnAShortlist,
                missing: phrase("a newer shortlist of this package"), mender: .broker)
            return [.becameDue(shortlist)]
        case .receive(let record):
            try worker(actor)
            return try receive(record)
        case .accept: return try accept(by: actor)
        case .returnForDetail(let detail):
            try broker(actor)
            try from(.submitted, .accepted)
            try require(
                !detail.isEmpty, .brokerAccepts, missing: phrase("which detail"), mender: .broker)
            return [.returnedForDetail(detail)]
        case .sayHowDissentWasHandled(let record, let words):
            try worker(actor)
            try from(.submitted, .needsReconciliation, .accepted, .returned)
            try require(
                records.contains { $0.id == record } && !words.isEmpty, .dissentIsHandled,
                missing: phrase("a record of this package, and how it was handled"),
                mender: .socialWorker)
            return [.dissentHandled(record, words)]
        case .doubtCapacity, .assess, .decideBestInterests, .needAdvocate, .advocateInPlace:
            try worker(actor)
            return try decideGates(command)
        case .chooseOffList(let choice):
            try worker(actor)
            try from(.submitted, .accepted)
            try require(
                !choice.words.isEmpty && standing?.person?.choice == .noneOfThese,
                .offListHasARoute,
                missing: phrase("a refusal of every bid, and what is wanted instead"),
                mender: .socialWorker)
            return [.offListChosen(choice)]
        case .answerOffList(let answer):
            try broker(actor)
            try from(.submitted, .accepted)
            try require(
                offList != nil, .offListHasARoute, missing: phrase("a choice off the list"),
                mender: .socialWorker)
            try require(
                answer.accepted == answer.meetsEveryCondition
                    && (answer.accepted || !answer.reason.isEmpty), .accommodationChoiceBinds,
                missing: phrase("the condition that fails, in writing"), mender: .broker)
            return [.offListAnswered(answer)]
        case .close:
            try from(.notDue, .due, .submitted, .needsReconciliation, .accepted, .returned)
            try broker(actor)
            return [.closed]
        }
    }

    /// A record is a fact: it is kept wherever the case stands. Only what it moves differs.
    private func receive(_ record: Preference) throws(RuleRefusal) -> [Event] {
        try require(
            record.basis.package == id && !records.contains { $0.id == record.id },
            .changeOfMindBeforeAward, missing: phrase("a new record of this package"),
            mender: .socialWorker
        )
        let ids = record.voices.map(\.id)
        try require(
            Set(ids).count == ids.count && record.voices.count { $0.whose == .person } <= 1,
            .voicesStayApart, missing: phrase("one voice for each speaker"), mender: .socialWorker)
        try require(
            record.person != nil || record.dissent != nil || record.bestInterests != nil,
            .personIsHeard, missing: phrase("the person’s voice, or why not"), mender: .socialWorker
        )
        let onTheTable = Set(shortlist?.bids ?? [])
        let isCurrent = record.basis.shortlistVersion == shortlist?.version
        try require(
            !isCurrent
                || record.voices.allSatisfy { onTheTable.isSuperset(of: $0.choice?.bids ?? []) },
            .singleBidMayBeRefused,
            missing: phrase("a choice among the bids on the shortlist, or none"),
            mender: .socialWorker)
        if state == .closed || state == .notDue
            || record.basis.shortlistVersion != shortlist?.version
        {
            return [.receivedStale(record)]
        }
        // Where only others speak, the person's own word stays, whatever the record says it replaces.
        let rivals = heads.filter {
            !record.supersedes.contains($0.id) || (record.person == nil && $0.person != nil)
        }
        return [rivals.isEmpty ? .received(record) : .receivedBeside(record)]
    }

    private func accept(by actor: Actor) throws(RuleRefusal) -> [Event] {
        try broker(actor)
        try require(
            heads.count <= 1, .recordsAreReconciled,
            missing: phrase("one record that replaces the others"), mender: .socialWorker)
        try from(.submitted)
        try require(
            standing != nil, .recordFitsTheShortlist,
            missing: phrase(
                "a record on shortlist {version}", ["version": .number(shortlist?.version ?? 0)]),
            mender: .socialWorker)
        guard let standing else { return [] }
        try require(
            capacity.isClear(bestInterests), .capacityIsAssumed,
            missing: phrase("the assessment, or a best-interests decision"), mender: .socialWorker)
        try require(
            !needsAdvocate, .advocateIsThereFirst, missing: phrase("the advocate"),
            mender: .socialWorker)
        try require(
            !standing.hasDissent || standing.dissent != nil || dissents[standing.id] != nil,
            .dissentIsHandled, missing: phrase("how the dissent was handled"), mender: .socialWorker
        )
        return [.accepted(standing.id)]
    }

    private var needsAdvocate: Bool {
        if case .needed = advocate { return true }
        return false
    }

    private func decideGates(_ command: Command) throws(RuleRefusal) -> [Event] {
        try from(.notDue, .due, .submitted, .needsReconciliation, .accepted, .returned)
        switch command {
        case .doubtCapacity(let reason):
            try sixteenUp()
            try require(
                !reason.isEmpty, .capacityIsAssumed, missing: phrase("a reason to doubt it"),
                mender: .socialWorker)
            return [.capacityDoubted(reason: reason)]
        case .assess(let assessment):
            try sixteenUp()
            try whole(assessment)
            return [
                assessment.hasCapacity ? .capacityFound(assessment) : .capacityLacking(assessment)
            ]
        case .decideBestInterests(let decision):
            let lacks = if case .lacksCapacity = capacity { true } else { false }
            try require(
                lacks && !decision.reason.isEmpty && !decision.consulted.isEmpty,
                .bestInterestsKeepWishes,
                missing: phrase("a lack of capacity, who was consulted, and a reason"),
                mender: .socialWorker)
            return [.bestInterestsDecided(decision)]
        case .needAdvocate(let kind): return [.advocateNeeded(kind)]
        case .advocateInPlace:
            try require(
                needsAdvocate, .advocateIsThereFirst, missing: phrase("a need for one"),
                mender: .socialWorker)
            return [.advocateIsInPlace]
        default:
            return []
        }
    }

    private func whole(_ assessment: CapacityAssessment) throws(RuleRefusal) {
        let abilities = [
            assessment.understands, assessment.retains, assessment.weighs, assessment.communicates,
        ]
        try require(
            !assessment.decision.isEmpty && !assessment.helpGiven.isEmpty
                && abilities.allSatisfy { !$0.evidence.isEmpty }
                && assessment.hasCapacity == abilities.allSatisfy(\.present), .assessmentIsWhole,
            missing: phrase(
                "the decision, the help, and evidence on each ability that bears out the result"),
            mender: .socialWorker)
    }

    private func sixteenUp() throws(RuleRefusal) {
        try require(
            ageGroup != .children, .capacityIsForSixteenUp,
            missing: phrase("a person of 16 or over"),
            mender: .socialWorker)
    }

    private func worker(_ actor: Actor) throws(RuleRefusal) {
        try require(
            [.socialWorker, .broker, .commissioner].contains(actor.role), .workersRecord,
            missing: phrase("a social worker"), mender: .socialWorker)
    }

    private func broker(_ actor: Actor) throws(RuleRefusal) {
        try require(
            actor.role == .broker || actor.role == .commissioner, .brokerAccepts,
            missing: phrase("a broker"), mender: .broker)
    }

    private func from(_ states: State...) throws(RuleRefusal) {
        try require(
            states.contains(state), .preferenceStateAllowsIt,
            missing: .either(states), mender: .broker)
    }
}
