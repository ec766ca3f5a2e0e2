/// What the letters ask of a trace, each answer with the steps that it rests on.
extension Trace {
    /// The last step of the kind, or no step.
    func last(_ holds: (PackageHistory.Event) -> Bool) -> [Step.ID] {
        guard let step = steps.last(where: { holds($0.event) }) else { return [] }
        return [step.id]
    }

    /// The award that counts: the one that stands, else the last that was begun.
    public var award: AwardCase? { awards.last { $0.stands } ?? awards.last }

    /// The bid that has the award; `nil` before the approval, and once it fell.
    public var winner: (bid: Bid.ID, steps: [Step.ID])? {
        guard let award, let bid = award.recommendation?.bid, award.isDecided else { return nil }
        let approved = last {
            if case .award(award.id, .approved) = $0 { true } else { false }
        }
        return (bid, approved + recommended(award))
    }

    func recommended(_ award: AwardCase) -> [Step.ID] {
        last { if case .award(award.id, .recommended) = $0 { true } else { false } }
    }

    /// The record that the award rests on, and the steps that brought and accepted it.
    var accepted: (record: Preference, steps: [Step.ID])? {
        for step in steps.reversed() {
            guard case .preference(.accepted(let id)) = step.event else { continue }
            guard let arrival = steps.first(where: { $0.record?.id == id }),
                let record = arrival.record
            else { return nil }
            return (record, [arrival.id, step.id])
        }
        return nil
    }

    /// The awards that fell after they were recommended, with the step on which each did.
    var fallen: [(bid: Bid.ID, steps: [Step.ID])] {
        steps.compactMap { step in
            guard case .award(let id, let event) = step.event,
                ["fell", "setAside"].contains(caseName(of: event)),
                let award = awards.first(where: { $0.id == id }),
                let bid = award.recommendation?.bid
            else { return nil }
            return (bid, [step.id])
        }
    }

    /// Whether a best-interests decision decided, and the step that says so.
    var bestInterests: (decision: BestInterestsDecision, steps: [Step.ID])? {
        guard case .lacksCapacity = preference.capacity, let decision = preference.bestInterests
        else { return nil }
        let step = last {
            if case .preference(.bestInterestsDecided) = $0 { true } else { false }
        }
        return (decision, step)
    }

    /// The bids that people were asked about last.
    var options: (bids: [Bid.ID], steps: [Step.ID])? {
        guard let shortlist = preference.shortlist else { return nil }
        return (
            shortlist.bids, last { if case .preference(.becameDue) = $0 { true } else { false } }
        )
    }

    /// How it ended without an award.
    var ending: (ending: PackageCase.Ending, steps: [Step.ID])? {
        guard let ending = package.ending else { return nil }
        let step = last {
            switch $0 {
            case .package(.withdrawn), .package(.cancelled), .package(.endedWithoutAward): true
            default: false
            }
        }
        return (ending, step)
    }

    var rerun: (as: SupportPackage.ID, steps: [Step.ID])? {
        for step in steps.reversed() {
            if case .package(.rerun(let id)) = step.event { return (id, [step.id]) }
        }
        return nil
    }

    /// Whether a bid was opened: before that nobody but its provider reads it.
    func wasOpened(_ bid: Bid.ID) -> Bool {
        steps.contains { if case .bid(bid, _, .opened) = $0.event { true } else { false } }
    }

    func offer(of bid: Bid.ID) -> (offer: Offer, steps: [Step.ID])? {
        for step in steps.reversed() {
            if let own = step.offer, own.bid == bid { return (own.offer, [step.id]) }
        }
        return nil
    }

    /// The consensus on a bid and a criterion, and its step.
    func consensus(_ bid: Bid.ID, _ criterion: AwardCriterion.ID) -> (Score, [Step.ID])? {
        for step in steps.reversed() {
            if case .package(.agreed(let score)) = step.event, score.bid == bid,
                score.criterion == criterion
            {
                return (score, [step.id])
            }
        }
        return nil
    }

    func name(of bid: Bid.ID) -> String {
        bids[bid].flatMap { history.providers[$0.provider] } ?? bid.rawValue
    }
}

extension AwardCase {
    /// Whether the approver said yes, and nothing undid it.
    var isDecided: Bool {
        switch state {
        case .approved, .notified, .standstill, .challenged, .contracted, .noticePublished, .ended:
            true
        case .notStarted, .withApprover, .returned, .refused, .fallen, .setAside: false
        }
    }
}
