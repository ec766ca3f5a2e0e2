import Procurement

extension World {
    mutating func stepBid() {
        guard !bids.isEmpty else { return }
        var index = Int(random.next() % UInt64(bids.count))
        if package.state == .published, !chance(4) {
            index = bids.prefix(life.bidders).firstIndex { $0.state == .draft } ?? index
        }
        let bid = bids[index]
        let isForeign = chance(12)
        // Who does not bid in this life stays silent, but for a foolish word.
        if bid.state == .draft, index >= life.bidders, !isForeign { return }
        let state = isForeign ? pick(BidCase.State.allCases) : bid.state
        choose(\World.bids[index], bidOptions(bid, in: state))
    }

    private mutating func offer(for bid: Kept<BidCase>) -> Offer {
        let price =
            switch life.quality {
            case .dear: 119_001
            case .good: pick([90_000, 90_000, 100_000, 119_000, 119_000, 119_001])
            case .poor, .mixed: pick([90_000, 119_000, 119_001])
            }
        let days = pick([life.validDays, life.validDays + 1])
        return Bids.offer(
            price: chance(30) ? 0 : price,
            validUntil: Day(bid.deadline, in: .england).adding(days: chance(30) ? -1 : days)
                .description, outcomes: chance(30) ? [] : ["o1"])
    }

    var openRound: BidCase.OpenRound {
        BidCase.OpenRound(
            number: package.rounds.count, deadline: package.rounds.last?.deadline ?? now)
    }

    private mutating func bidOptions(
        _ bid: Kept<BidCase>, in state: BidCase.State
    ) -> [(BidCase.Command, Actor)] {
        let own = Actor(.provider, bid.provider.rawValue)
        let offer = offer(for: bid)
        let result = self.offer(of: bid).flatMap {
            package.now.result(of: bid.id, at: $0.weeklyPrice)
        }
        let inviting: [(BidCase.Command, Actor)] =
            package.state == .negotiation && package.rounds.last?.invited.contains(bid.id) == true
            ? [(.inviteToRevise(openRound), People.broker)] : []
        // A bidder leaves now and then, more often where things stand still.
        let isSlow = package.state == life.lingersAt || preference.state == life.stallsAt
        let leaves = chance(isSlow ? 12 : 150)
        let leaving: [(BidCase.Command, Actor)] = leaves ? [(.withdraw, own)] : []
        if isBeingLeft, state == bid.state, bid.canStillWin { return [(.withdraw, own)] }
        let reason = chance(9) ? "" : "why"
        let winner = award.recommendation?.bid == bid.id && package.state == .awarded
        let awarding: [(BidCase.Command, Actor)] = winner ? [(.award, People.approver)] : []
        let losing: [(BidCase.Command, Actor)] =
            chance(package.state == .contracted ? 2 : bid.canStillWin ? isSlow ? 8 : 60 : 8)
            ? [(.lose(reasons: [reason]), People.broker)] : []
        let ending: [(BidCase.Command, Actor)] = leaving + [(.lapse, .clock)]
        switch state {
        case .draft:
            let isInvited = admitted.contains(bid.provider)
            return [
                (.submit(offer, isInvited: isInvited), own),
                (.moveDeadline(package.deadline ?? now), People.broker),
            ]
        case .submitted:
            let isInvited = admitted.contains(bid.provider)
            return leaving + [
                (.open, .clock), (.moveDeadline(package.deadline ?? now), People.broker),
                (.submit(offer, isInvited: isInvited), own),
            ]
        case .opened:
            let rejecting: [(BidCase.Command, Actor)] =
                chance(30) ? [(.reject(reason: reason, asTooLow: chance(2)), People.broker)] : []
            return ending + rejecting + [(.startEvaluation, People.broker)]
        case .underEvaluation:
            let asking: [(BidCase.Command, Actor)] =
                chance(12)
                ? [
                    (.askToClarify("?"), People.broker)
                ]
                : chance(60)
                    ? [(.reject(reason: reason, asTooLow: chance(2)), People.broker)] : []
            let judging: [(BidCase.Command, Actor)] =
                result.map { [(.judge(inventing($0)), People.broker)] } ?? []
            return ending + asking + judging + inviting
        case .clarification:
            let rejecting: [(BidCase.Command, Actor)] =
                chance(9) ? [(.reject(reason: reason, asTooLow: false), People.broker)] : []
            return ending + rejecting + [(.clarify("So.", unchanged: !chance(4)), own)]
        case .negotiating:
            return ending + [
                (.revise(offer), own), (.endRound, People.broker),
            ]
        case .meetsCriteriaWithinBudget:
            let isListed = package.shortlist?.bids.contains(bid.id) ?? false
            return ending + inviting + losing + (isListed ? [(.list, People.broker)] : [])
        case .doesNotMeetCriteria, .overBudget:
            return inviting + losing
        case .shortlisted:
            return ending + losing + awarding + [
                (.prefer, People.broker), (.holdInReserve, People.broker),
            ]
        case .preferred:
            return ending + losing + awarding + [
                (.holdInReserve, People.broker), (.list, People.broker),
            ]
        case .reserve:
            return ending + losing + awarding + [(.prefer, People.broker), (.list, People.broker)]
        case .awarded:
            let falls = !award.stands || chance(12)
            return falls ? [(.fall(reason: reason), People.broker)] : [(.lapse, .clock)]
        case .withdrawn, .rejected, .unsuccessful, .lapsed:
            return inviting + [(.withdraw, own)]
        }
    }

    /// Now and then the result of another bid, or at another price.
    private mutating func inventing(_ result: BidResult) -> BidResult {
        guard chance(9) else { return result }
        return BidResult(
            bid: result.bid, consensus: result.consensus, weeklyPrice: Pence(1),
            criteria: criteria, budget: package.content.budget)
    }
}
