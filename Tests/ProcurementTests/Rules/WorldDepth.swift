import Procurement

/// A quick way to the depths: what a practised council would do, command by command. From there on
/// everything is random again. No state is set; a command that is refused leaves the life where it
/// stands.
extension World {
    mutating func hasten(to depth: PackageCase.State) {
        let stages: [PackageCase.State] = [
            .published, .underEvaluation, .shortlisted, .awaitingPreference, .preferenceReceived,
            .recommended, .awarded,
        ]
        for stage in stages {
            switch stage {
            case .published: publish()
            case .underEvaluation: evaluate()
            case .shortlisted: shortlist()
            case .awaitingPreference: move(.askPeople)
            case .preferenceReceived:
                hearThePerson()
                move(.receivePreference)
            case .recommended: move(.recommend)
            default: makeAward()
            }
            checkInvariants()
            if stage == depth { return }
        }
    }

    private mutating func move(_ command: PackageCase.Command, by actor: Actor = People.broker) {
        give(\World.package, command, by: actor).forEach { follow($0) }
    }

    private mutating func publish() {
        move(.sendToCheck)
        move(.finishCheck(openFindings: 0))
        move(.authorise, by: People.commissioner)
        move(
            .publish(
                invitees: admitted, admitted: admitted, systemOpened: today.adding(days: -60),
                criteria: criteria, preferenceDecides: true,
                deadline: now.adding(seconds: 18 * 86_400), agreedBy: []))
        for index in bids.indices.prefix(max(3, life.bidders)) {
            let bid = bids[index]
            let offer = Bids.offer(
                price: pick([90_000, 100_000, 119_000]),
                validUntil: Day(bid.deadline, in: .england).adding(days: life.validDays)
                    .description)
            give(
                \World.bids[index], .submit(offer, isInvited: admitted.contains(bid.provider)),
                by: Actor(.provider, bid.provider.rawValue))
        }
    }

    private mutating func evaluate() {
        now = max(now, package.deadline ?? now)
        move(.close(submitted: submitted), by: .clock)
        move(.startEvaluation(evaluators: ["e-1", "e-2"], conflicted: []))
        for index in bids.indices {
            give(\World.bids[index], .startEvaluation, by: People.broker)
        }
    }

    private mutating func shortlist() {
        for _ in bids { evaluateOne() }
        for index in bids.indices {
            let bid = bids[index]
            guard
                let price = offer(of: bid)?.weeklyPrice,
                let result = package.now.result(of: bid.id, at: price)
            else { continue }
            give(\World.bids[index], .judge(result), by: People.broker)
        }
        move(.shortlist(prices: livePrices))
        for index in bids.indices { give(\World.bids[index], .list, by: People.broker) }
    }

    private mutating func hearThePerson() {
        guard let bid = package.shortlist?.bids.first else { return }
        let record = record(
            ofThePerson: chance(6) ? .noneOfThese : .favourite(bid),
            replacing: preference.heads.map(\.id))
        for case .received(let record) in give(
            \World.preference, .receive(record), by: People.worker)
        {
            arrived.append(record)
        }
        give(\World.preference, .accept, by: People.broker)
    }

    private mutating func makeAward() {
        let listed = package.shortlist?.bids ?? []
        for index in bids.indices where listed.contains(bids[index].id) {
            let ranking: BidCase.Command? = [.prefer, .holdInReserve, nil][pick([0, 1, 2])]
            if let ranking { give(\World.bids[index], ranking, by: People.broker) }
        }
        guard let bid = preference.deciding.choice?.bids.first, let price = livePrices[bid] else {
            return
        }
        documents = true
        let index = currentAward
        give(
            \World.awards[index],
            .recommend(
                AwardCase.Recommendation(bid: bid, by: People.broker.id, weeklyPrice: price),
                facts(for: bid, index)), by: People.broker)
        give(
            \World.awards[index], .approve(limit: Pence(9_000_000), facts(for: bid, index)),
            by: People.approver)
        if award.state == .approved { move(.award, by: People.approver) }
    }
}
