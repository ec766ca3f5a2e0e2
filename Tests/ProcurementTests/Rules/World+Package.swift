import Procurement

extension World {
    mutating func stepPackage() {
        // The package waits while its bidders leave.
        if isBeingLeft, !chance(20) { return }
        if package.state == life.lingersAt, !chance(8) {
            if package.state != .awarded {
                give(\World.package, .shortlist(prices: livePrices), by: People.broker)
                    .forEach { follow($0) }
            }
            return
        }
        let state = chance(25) ? pick(PackageCase.State.allCases) : package.state
        let options =
            package.state == life.endsAt && (isBarren || chance(2)) || isBarren && chance(4)
                || chance(1000)
            ? endings() : packageOptions(in: state)
        if package.state == .underEvaluation, chance(3) { evaluateOne() }
        choose(\World.package, options).forEach { follow($0) }
    }

    private mutating func packageOptions(
        in state: PackageCase.State
    ) -> [(PackageCase.Command, Actor)] {
        switch state {
        case .draft:
            return [
                (.edit(Self.content(package.id)), People.broker), (.sendToCheck, People.broker),
            ]
        case .anonymisationCheck:
            return [
                (.finishCheck(openFindings: chance(4) ? 2 : 0), People.broker),
                (.authorise, People.commissioner),
                (.authorise, chance(4) ? Actor(.commissioner, "c-9") : People.commissioner),
            ]
        case .authorised:
            guard admitted.count >= 3 || chance(30) else { return [] }
            return [(publishing(), People.broker)]
        case .published: return whilePublished()
        case .closed:
            let conflicted: Set<String> = chance(9) ? ["e-1"] : []
            return [
                (
                    .startEvaluation(
                        evaluators: chance(9) ? ["e-1"] : ["e-1", "e-2"], conflicted: conflicted),
                    People.broker
                )
            ]
        case .underEvaluation: return evaluating()
        case .negotiation:
            let bid = package.rounds.last?.invited.first { bid in
                package.rounds.last?.answered.contains(bid) == false
            }
            return [
                (.endNegotiation, People.broker),
                (.bidderAnswered(chance(9) ? "b-9" : bid ?? "b-1"), People.broker),
            ]
        case .shortlisted:
            return [(.askPeople, People.broker), (.shortlist(prices: livePrices), People.broker)]
        case .awaitingPreference:
            let received: [(PackageCase.Command, Actor)] =
                preference.state == .accepted ? [(.receivePreference, People.broker)] : []
            return received + [(.shortlist(prices: livePrices), People.broker)]
        case .preferenceReceived:
            let asking: [(PackageCase.Command, Actor)] =
                chance(12) || preference.state != .accepted
                ? [(.askPeopleAgain, People.broker)] : []
            return asking + [
                (.recommend, People.broker), (.shortlist(prices: livePrices), People.broker),
            ]
        case .recommended:
            var options: [(PackageCase.Command, Actor)] = [
                (.shortlist(prices: livePrices), People.broker)
            ]
            if award.approvedBy != nil, award.stands { options.append((.award, People.approver)) }
            if !award.stands && chance(12) || preference.state != .accepted && chance(3) {
                options.append((.askPeopleAgain, People.broker))
            }
            return options
        case .awarded:
            if award.contractedOn != nil { return [(.contract, People.broker)] }
            return award.stands ? [(.award, People.approver)] : [(.fallBack, People.broker)]
        case .contracted: return [(.cancel(reason: "why"), People.broker)]
        case .withdrawn, .cancelled, .unsuccessful:
            // The bidders and the people hear of it first.
            return chance(8)
                ? [(.rerun(as: chance(5) ? package.id : "CE-9001"), People.broker)] : []
        }
    }

    private mutating func publishing() -> PackageCase.Command {
        let invitees = chance(8) ? Array(admitted.dropFirst()) : admitted
        let agreed = chance(2)
        let days = agreed ? 4 : chance(6) ? 5 : 18
        let weighed = chance(9) ? Array(criteria.dropFirst()) : criteria
        return .publish(
            invitees: invitees, admitted: admitted,
            systemOpened: today.adding(days: chance(9) ? -20 : -60), criteria: weighed,
            preferenceDecides: !chance(9), deadline: now.adding(seconds: 86_400 * Int64(days)),
            agreedBy: agreed ? Set(invitees) : [])
    }

    private mutating func whilePublished() -> [(PackageCase.Command, Actor)] {
        var options: [(PackageCase.Command, Actor)] = [(.close(submitted: submitted), .clock)]
        if chance(3) {
            options += [
                (.ask("When?"), Actor(.provider, pick(["p-1", "p-2", "p-9"]))),
                (.answer(chance(9) ? 99 : 1, "Soon."), People.broker),
            ]
        }
        if chance(8) {
            let content = Self.content(package.id, version: package.content.version + 1)
            let days: Int64 = chance(3) ? 4 : 18
            options.append(
                (.amend(content, deadline: now.adding(seconds: 86_400 * days)), People.broker))
        }
        return options
    }

    private mutating func evaluating() -> [(PackageCase.Command, Actor)] {
        var options: [(PackageCase.Command, Actor)] = []
        for bid in package.bids where bids.contains(where: { $0.id == bid && $0.isStanding }) {
            for criterion in criteria {
                let score = Score(
                    bid: bid, criterion: criterion.id, points: chance(40) ? 6 : points(),
                    reason: chance(40) ? "" : "why")
                for evaluator in People.evaluators
                where chance(60) || !scored(package.scores[evaluator.id] ?? [], score) {
                    options.append((.score(score), evaluator))
                }
                if chance(60) || !scored(package.consensus, score) {
                    options.append((.agree(score), People.evaluators[0]))
                }
            }
        }
        let live = liveBids
        let unsettled = bids.contains {
            [.opened, .underEvaluation, .clarification, .negotiating].contains($0.state)
        }
        if !unsettled || chance(12), !(life.negotiates && package.rounds.isEmpty) || chance(20) {
            options.append((.shortlist(prices: livePrices), People.broker))
        }
        if chance(life.negotiates && package.rounds.count < 2 ? 4 : 40) {
            let invited = chance(4) ? Array(live.dropFirst()) : live
            options.append(
                (
                    .negotiate(
                        subject: chance(9) ? "" : "price", deadline: now.adding(seconds: 86_400),
                        invited: invited, canStillWin: live), People.broker
                ))
        }
        return options
    }

    /// The evaluators sit down together over one bid.
    mutating func evaluateOne() {
        let open = liveBids.first { bid in
            !criteria.allSatisfy { criterion in
                package.consensus.contains { $0.bid == bid && $0.criterion == criterion.id }
            }
        }
        guard let bid = open else { return }
        for criterion in criteria {
            let score = Score(bid: bid, criterion: criterion.id, points: points(), reason: "why")
            for evaluator in People.evaluators {
                give(\World.package, .score(score), by: evaluator)
            }
            give(\World.package, .agree(score), by: People.evaluators[0])
        }
    }

    private mutating func points() -> Int {
        switch life.quality {
        case .poor: 1
        case .mixed: pick([1, 4])
        case .good, .dear: 4
        }
    }

    private func scored(_ scores: [Score], _ score: Score) -> Bool {
        scores.contains { $0.bid == score.bid && $0.criterion == score.criterion }
    }

    private mutating func endings() -> [(PackageCase.Command, Actor)] {
        let prices = livePrices
        let reason = chance(9) ? "" : "why"
        let causes: [PackageCase.Ending.Cause] =
            package.state == .closed && !submitted.isEmpty
            ? [] : PackageCase.Ending.Cause.allCases
        let stopping: [(PackageCase.Command, Actor)] = [
            (.cancel(reason: reason), People.broker), (.withdraw(reason: reason), People.broker),
        ]
        if chance(isBarren ? 4 : 2) { return stopping }
        return causes.map { (.endWithoutAward($0, prices: prices), People.broker) } + stopping
    }

    /// What a package's step means for its bids and for the people.
    mutating func follow(_ event: PackageCase.Event) {
        switch event {
        case .published:
            bids = package.invitees.enumerated().map { number, provider in
                Kept(
                    BidCase(
                        id: Bid.ID("b-\(number + 1)"), package: package.id, provider: provider,
                        outcomes: ["o1"], deadline: package.deadline ?? now))
            }
        case .amended:
            for index in bids.indices {
                give(
                    \World.bids[index], .moveDeadline(package.deadline ?? now), by: People.broker)
            }
        case .closed:
            for index in bids.indices { give(\World.bids[index], .open, by: .clock) }
        case .negotiationOpened(let round):
            for index in bids.indices where round.invited.contains(bids[index].id) {
                give(\World.bids[index], .inviteToRevise(openRound), by: People.broker)
            }
        case .shortlisted(let shortlist):
            give(\World.preference, .makeDue(shortlist), by: People.broker)
        case .fellBack:
            for index in bids.indices where bids[index].state == .awarded {
                give(\World.bids[index], .fall(reason: "why"), by: People.broker)
            }
            startAward()
        default: break
        }
    }

    /// Whether this is where every bidder leaves, and some are still there.
    var isBeingLeft: Bool {
        life.isLeft && package.state == life.endsAt && package.state != .published
            && bids.contains { $0.canStillWin }
    }

    /// Whether nothing can come of it any more.
    private var isBarren: Bool {
        [.closed, .underEvaluation, .shortlisted, .awaitingPreference, .preferenceReceived]
            .contains(package.state) && !bids.contains { $0.canStillWin || $0.state == .overBudget }
    }

    var submitted: [Bid.ID] { bids.filter { $0.state == .submitted }.map(\.id) }

    /// Every bid that is in and neither withdrawn, lapsed nor rejected: those that are dear or
    /// short of a criterion too, for a revised offer may mend it.
    var liveBids: [Bid.ID] {
        bids.filter { $0.isStanding && package.bids.contains($0.id) }.map(\.id)
    }

    var livePrices: [Bid.ID: Pence] {
        var prices: [Bid.ID: Pence] = [:]
        for bid in bids where bid.isStanding {
            if let offer = offer(of: bid) { prices[bid.id] = offer.weeklyPrice }
        }
        return prices
    }
}
