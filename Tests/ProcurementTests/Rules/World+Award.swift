import Procurement

extension World {
    mutating func stepAward() {
        if chance(6) { documents.toggle() }
        if chance(30) {
            rival()
            return
        }
        if !award.stands, award.state != .notStarted,
            [.preferenceReceived, .recommended].contains(package.state)
        {
            startAward()
        }
        let index = currentAward
        let state = chance(20) ? pick(AwardCase.State.allCases) : award.state
        choose(\World.awards[index], awardOptions(index, in: state))
    }

    /// A second award while one stands: it must come to nothing.
    private mutating func rival() {
        guard award.stands, let bid = package.shortlist?.bids.last, awards.count < 6 else { return }
        startAward()
        give(
            \World.awards[awards.count - 1],
            .recommend(recommendation(of: bid, by: "b-1"), facts(for: bid, awards.count - 1)),
            by: People.broker)
    }

    private mutating func recommendation(
        of bid: Bid.ID, by recommender: String
    ) -> AwardCase.Recommendation {
        let price = bids.first { $0.id == bid }.flatMap { offer(of: $0)?.weeklyPrice }
        let override =
            chance(3)
            ? AwardCase.Override(
                ground: .suitability, reason: chance(4) ? "" : "why", personWasTold: !chance(4))
            : nil
        return AwardCase.Recommendation(
            bid: bid, by: recommender, weeklyPrice: price ?? Pence(100_000), override: override)
    }

    private mutating func awardOptions(
        _ index: Int, in state: AwardCase.State
    ) -> [(AwardCase.Command, Actor)] {
        let reason = chance(9) ? "" : "why"
        let facts = facts(for: award.recommendation?.bid ?? "b-1", index)
        let broker = People.broker
        let falling: [(AwardCase.Command, Actor)] =
            chance(8) ? [(.fall(reason: reason), broker)] : []
        switch state {
        case .notStarted, .returned:
            guard package.state == .recommended || chance(10) else { return [] }
            let listed = package.shortlist?.bids ?? ["b-1"]
            let deciding = preference.deciding.choice?.bids.first ?? pick(listed)
            let bid = chance(5) ? pick(listed + ["b-1", "b-2"]) : deciding
            // Sometimes in another's name, which must not open a way round the two people.
            let name = chance(6) ? "b-2" : "b-1"
            return [
                (.recommend(recommendation(of: bid, by: name), self.facts(for: bid, index)), broker)
            ]
        case .withApprover:
            let approver = pick([
                People.approver, People.approver, People.approver, Actor(.approver, "e-1"),
                Actor(.approver, "b-1"),
            ])
            let returning: [(AwardCase.Command, Actor)] =
                chance(5)
                ? [
                    (.sendBack(comment: reason), People.approver),
                    (.refuse(reason: reason), People.approver),
                ] : []
            return falling + returning + [
                (.approve(limit: Pence(pick([4_000_000, 9_000_000])), facts), approver),
                (.approve(limit: Pence(9_000_000), facts), approver),
            ]
        case .approved:
            let told = chance(4) ? Array(facts.bidders.dropFirst()) : facts.bidders
            let letters = Dictionary(uniqueKeysWithValues: told.map { ($0, ["why"]) })
            return falling + [(.notify(letters, facts), broker)]
        case .notified: return falling + [(.contract(facts), broker), (.offerStandstill, broker)]
        case .standstill:
            let challenging: [(AwardCase.Command, Actor)] =
                chance(4) ? [(.challenge(reason: "why"), People.provider())] : []
            return falling + challenging + [(.contract(facts), broker)]
        case .challenged:
            return falling + [
                (.endChallenge(upheld: true, reason: reason), People.commissioner),
                (.endChallenge(upheld: false, reason: reason), People.commissioner),
                (.contract(facts), broker),
            ]
        case .contracted:
            guard package.state == .contracted || chance(12) else { return [] }
            return [
                (.publishNotice, broker),
                (.end(successor: chance(4) ? award.package : nil), broker),
            ]
        case .noticePublished:
            return [(.end(successor: chance(4) ? award.package : "CE-3000"), broker)]
        case .refused, .fallen, .setAside, .ended: return [(.publishNotice, broker)]
        }
    }

    /// What the other aggregates say at this moment, and nothing but the truth.
    func facts(for id: Bid.ID, _ index: Int) -> AwardCase.Facts {
        let bid = bids.first { $0.id == id }
        return AwardCase.Facts(
            preferenceIsAccepted: preference.state == .accepted,
            gatesAreClear: preference.gatesAreClear, deciding: preference.deciding,
            shortlist: package.shortlist?.bids ?? [], evaluators: Set(package.evaluators),
            providerIsAdmitted: bid.map { admitted.contains($0.provider) } ?? false,
            bidCanStillWin: bid.map { canStillWin($0) } ?? false,
            bidIsValidUntil: bid.flatMap { offer(of: $0)?.validUntil } ?? day("2000-01-01"),
            winnersDocumentsAreCurrent: documents, bidders: package.bids,
            anotherAwardStands: awards.indices.contains { $0 != index && awards[$0].stands })
    }

    /// A bid that was moved to its own award has not been lost by that.
    func canStillWin(_ bid: Kept<BidCase>) -> Bool {
        bid.canStillWin || (bid.state == .awarded && award.recommendation?.bid == bid.id)
    }
}
