import Procurement

extension World {
    mutating func watch(_ happening: Happening<PackageCase>) {
        let (earlier, later) = (happening.earlier, happening.later)
        let actor = happening.actor
        switch happening.event {
        case .authorised(let name):
            check(earlier.hasPassedCheck, "authorised with a finding open")
            check(
                name != later.author && actor.role == .commissioner,
                "authorised by who wrote it, or by no commissioner")
        case .published(let invitees, let criteria, let deadline, _):
            check(Set(invitees) == Set(admitted), "not everyone admitted was invited")
            check(criteria.reduce(0) { $0 + $1.weight } == 100, "half the criteria were published")
            check(runs, "published after the system's end")
            if case .publish(_, _, _, _, let decides, _, let agreed) = happening.command {
                check(decides, "published without saying that the preference decides")
                check(
                    now.adding(seconds: 10 * 86_400) <= deadline
                        || agreed.isSuperset(of: invitees), "too few days to bid")
            }
        case .asked(let question):
            check(later.invitees.contains(question.asker), "somebody uninvited asked")
            check(now < later.deadline ?? now, "asked after the deadline")
        case .amended(_, let deadline, let told):
            check(deadline >= earlier.deadline ?? deadline, "a deadline was brought forward")
            check(now.adding(seconds: 10 * 86_400) <= deadline, "too few days after a change")
            check(Set(told) == Set(later.invitees), "a change was not told to all")
        case .closed:
            check(actor == .clock && now >= later.deadline ?? now, "closed before the deadline")
        case .evaluationStarted(let evaluators):
            check(Set(evaluators).count >= 2, "fewer than two evaluators")
        case .scored(let score, let evaluator):
            check(later.evaluators.contains(evaluator), "scored by somebody who is not named")
            check((0...5).contains(score.points) && !score.reason.isEmpty, "a score off the scale")
        case .agreed(let score):
            check(
                later.evaluators.allSatisfy { name in
                    (later.scores[name] ?? []).contains {
                        $0.bid == score.bid && $0.criterion == score.criterion
                    }
                }, "agreed before everybody scored")
        case .negotiationOpened(let round): watchRound(round)
        case .bidderAnswered(let bid):
            check(earlier.rounds.last?.invited.contains(bid) ?? false, "answered uninvited")
        case .negotiationEnded:
            check(
                earlier.rounds.last.map {
                    now >= $0.deadline || $0.answered == Set($0.invited)
                } ?? false, "a round ended before its time")
        case .shortlisted(let shortlist): watchShortlist(shortlist)
        case .endedWithoutAward(let cause): watchEnd(cause, earlier)
        case .withdrawn(let reason), .cancelled(let reason):
            check(!reason.isEmpty, "a package ended without a reason")
        case .rerun(let id): check(id != later.id, "run again as itself")
        default: break
        }
    }

    /// The same invitation to all who are in.
    private mutating func watchRound(_ round: PackageCase.NegotiationRound) {
        check(pack != .pcr2015Reg34, "negotiated under regulation 34")
        check(
            round.invited.sorted() == liveBids.sorted(),
            "not every live bid was invited, each once")
        check(!round.subject.isEmpty && round.deadline > now, "no subject, or no time")
    }

    private mutating func watchShortlist(_ shortlist: Shortlist) {
        var expected: Set<Bid.ID> = []
        for (bid, price) in livePrices {
            let points = package.consensus.filter { $0.bid == bid }
            check(points.count >= criteria.count, "shortlisted before \(bid) was evaluated")
            let meets = criteria.allSatisfy { criterion in
                (points.last { $0.criterion == criterion.id }?.points ?? -1) >= criterion.minimum
            }
            if meets, price <= package.content.budget.weekly { expected.insert(bid) }
        }
        check(Set(shortlist.bids) == expected, "the shortlist is not what the criteria say")
    }

    private mutating func watchEnd(_ cause: PackageCase.Ending.Cause, _ earlier: PackageCase) {
        let results = livePrices.map { earlier.result(of: $0.key, at: $0.value) }
        switch cause {
        case .noBids: check(results.isEmpty, "ended for want of bids that are there")
        case .noneMeetsTheCriteria:
            check(
                !results.isEmpty && results.allSatisfy { $0?.meetsCriteria == false },
                "ended although a bid meets the criteria")
        case .noneWithinBudget:
            check(
                !results.isEmpty && results.allSatisfy { $0?.isEligible == false },
                "ended although a bid can be paid")
        case .noneAcceptableToThePerson:
            check(earlier.state == .preferenceReceived, "nobody had asked the person")
        }
    }

    mutating func watch(_ happening: Happening<AwardCase>) {
        let award = happening.later
        switch happening.event {
        case .recommended(let recommendation):
            recommenders[award.id] = happening.actor.id
            watchAward(recommendation)
        case .approved(let approver):
            guard let recommendation = award.recommendation else {
                check(false, "approved without a recommendation")
                return
            }
            watchAward(recommendation)
            check(happening.actor.role == .approver, "approved by no approver")
            check(!package.evaluators.contains(approver), "approved by an evaluator")
            check(recommenders[award.id] != approver, "approved by who recommended it")
            check(pack == .procurementAct2023 || documents, "approved without the documents")
            if case .approve(let limit, _) = happening.command {
                check(limit.amount >= recommendation.annualCost.amount, "over the limit")
            }
        case .sentBack(let reason), .refused(let reason), .fell(let reason),
            .setAside(let reason), .challengeDismissed(let reason):
            check(!reason.isEmpty, "an award moved back without a reason")
        case .notified(let letters):
            check(
                package.bids.allSatisfy { letters[$0]?.isEmpty == false }, "a bidder was not told")
        case .challenged:
            check(
                happening.earlier.standstillUntil.map { today <= $0 } ?? false,
                "challenged after the standstill")
        case .standstillOffered(let until):
            check(today.days(until: until) >= 8, "a standstill of less than eight days")
        case .contracted(let on, _):
            check(on == today, "signed on another day")
            check(happening.earlier.state != .challenged, "signed over a challenge")
            check(award.standstillUntil.map { today > $0 } ?? true, "signed in the standstill")
            check(
                package.bids.allSatisfy { award.notified[$0]?.isEmpty == false },
                "signed before every bidder was told")
            watchWinner(award.recommendation?.bid)
        case .noticePublished: check(award.contractedOn != nil, "a notice of no contract")
        case .ended(let successor): check(successor != award.package, "succeeded by itself")
        }
    }

    /// What holds for an award when it is recommended, and again when it is approved.
    private mutating func watchAward(_ recommendation: AwardCase.Recommendation) {
        check(preference.state == .accepted, "an award before the preference was accepted")
        check(isClear(preference.now), "an award with a gate open")
        check(
            package.shortlist?.bids.contains(recommendation.bid) ?? false,
            "an award off the shortlist")
        let follows = preferred.contains(recommendation.bid)
        check(
            follows
                || recommendation.override.map { !$0.reason.isEmpty && $0.personWasTold } ?? false,
            "an award against the preference without a ground")
        watchWinner(recommendation.bid)
    }

    /// What the person said, or what was decided for a person who cannot: read from the records.
    private var preferred: [Bid.ID] {
        if lacksCapacity(preference.now) { return preference.bestInterests?.choice.bids ?? [] }
        return preference.heads.compactMap(\.person).first?.choice?.bids ?? []
    }

    private mutating func watchWinner(_ id: Bid.ID?) {
        guard let bid = bids.first(where: { $0.id == id }) else {
            check(false, "an award of no bid")
            return
        }
        check(admitted.contains(bid.provider), "an award to who is not admitted")
        check(canStillWin(bid), "an award of a bid that has ended")
        check(offer(of: bid).map { today <= $0.validUntil } ?? false, "an award of a stale offer")
    }
}
