import Procurement

/// What holds at every moment, whatever was commanded and whoever did it.
extension World {
    mutating func checkInvariants() {
        checkSeals()
        checkPeople()
        check(awards.count(where: \.stands) <= 1, "two awards stand")
        check(bids.count { $0.state == .awarded } <= 1, "two bids are awarded")
        check(
            package.shortlists.map(\.version) == Array(1..<(package.shortlists.count + 1)),
            "shortlist versions are not dense")
        check(package.shortlists.allSatisfy { !$0.bids.isEmpty }, "an empty shortlist")
        check(package.deadlines == package.deadlines.sorted(), "a deadline was brought forward")
        check(
            Set(package.scores.keys).isSubset(of: package.evaluators),
            "somebody scored who is not named")
        for bid in bids {
            guard let round = bid.round else { continue }
            check(
                package.rounds.contains {
                    $0.number == round.number && $0.deadline == round.deadline
                        && $0.invited.contains(bid.id)
                }, "an invitation that the others did not get")
        }
        if chance(150) { checkHistories() }
    }

    /// Nobody but its provider reads a bid before its deadline; no other provider ever; and what
    /// was never opened stays closed.
    private mutating func checkSeals() {
        for bid in bids where bid.submittedAt != nil {
            let own = Actor(.provider, bid.provider.rawValue)
            check((try? bid.now.offer(to: own, at: now)) != nil, "a provider lost its own bid")
            check(
                (try? bid.now.offer(to: People.provider("p-9"), at: now)) == nil,
                "another provider read a bid")
            guard now < bid.deadline || !bid.events.contains(.opened) else { continue }
            for role in Role.allCases where role != .provider {
                check(
                    (try? bid.now.offer(to: Actor(role, "x-1"), at: now)) == nil,
                    "a sealed bid was read by \(role.words)")
            }
        }
    }

    /// The person's word is the person's: no other voice, and nobody's decision, stands for it
    /// while they can decide.
    private mutating func checkPeople() {
        check(preference.records.count == arrived.count, "a record came or went by itself")
        switch preference.deciding {
        case .person(let choice):
            check(!lacksCapacity(preference.now), "a wish counted as a decision")
            check(
                preference.heads.compactMap(\.person).map(\.choice) == [choice],
                "another voice decides than the person's")
        case .bestInterests(let choice):
            check(lacksCapacity(preference.now), "decided for a person who can decide")
            check(preference.bestInterests?.choice == choice, "another decision than was made")
        case .nobody: break
        }
        if preference.state == .accepted {
            check(isClear(preference.now), "accepted with a gate open")
            check(preference.heads.count == 1, "accepted without one record that stands")
        }
    }

    /// Each case is what its events made of it: nothing came into a state by another way.
    mutating func checkHistories() {
        check(preference.records == arrived, "a record was changed, lost or reordered")
        check(Set(arrived.map(\.id)).count == arrived.count, "two records of one name")
        check(package.isWhatItsEventsSay, "the package has another history")
        check(preference.isWhatItsEventsSay, "the preference has another history")
        check(bids.allSatisfy(\.isWhatItsEventsSay), "a bid has another history")
        check(awards.allSatisfy(\.isWhatItsEventsSay), "an award has another history")
        check(admissions.allSatisfy(\.isWhatItsEventsSay), "an admission has another history")
    }
}
