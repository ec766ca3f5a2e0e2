extension PreferenceCase {
    public mutating func evolve(_ event: Event) {
        switch event {
        case .becameDue(let shortlist):
            // What was accepted on the older shortlist is kept, and no longer decides.
            self.shortlist = shortlist
            detailAsked = nil
            offList = nil
            state = .due
        case .received(let record):
            records.append(record)
            detailAsked = nil
            state = .submitted
        case .receivedStale(let record): records.append(record)
        case .receivedBeside(let record):
            records.append(record)
            state = .needsReconciliation
        case .accepted: state = .accepted
        case .returnedForDetail(let detail):
            detailAsked = detail
            state = .returned
        case .dissentHandled(let record, let words): dissents[record] = words
        case .capacityDoubted(let reason):
            capacity = .doubted(reason: reason)
            bestInterests = nil
            reopen()
        case .capacityFound(let assessment): capacity = .hasCapacity(assessment)
        case .capacityLacking(let assessment):
            capacity = .lacksCapacity(assessment)
            reopen()
        case .bestInterestsDecided(let decision): bestInterests = decision
        case .advocateNeeded(let kind):
            advocate = .needed(kind)
            reopen()
        case .advocateIsInPlace:
            if case .needed(let kind) = advocate { advocate = .inPlace(kind) }
        case .offListChosen(let choice):
            offList = choice
            offListAnswer = nil
        case .offListAnswered(let answer): offListAnswer = answer
        case .closed: state = .closed
        }
    }

    /// A gate that opens again takes an acceptance back; the record stays.
    private mutating func reopen() {
        if state == .accepted { state = .submitted }
    }

    public static var machine: [Transition<State>] {
        let live: [State] = [.notDue, .due, .submitted, .needsReconciliation, .accepted, .returned]
        let askedAbout: [State] = [.due, .submitted, .needsReconciliation, .accepted, .returned]
        let record: [Rule] = [
            .changeOfMindBeforeAward, .voicesStayApart, .personIsHeard, .singleBidMayBeRefused,
        ]
        var arrows: [Transition<State>] = [
            Transition(nil, "created", .notDue),
            Transition(
                .submitted, "accepted", .accepted,
                [
                    .brokerAccepts, .recordsAreReconciled, .recordFitsTheShortlist,
                    .capacityIsAssumed, .advocateIsThereFirst, .dissentIsHandled,
                ]),
        ]
        arrows += Transition.from(live, "becameDue", .due, [.brokerAccepts, .askedOnAShortlist])
        arrows += Transition.from(askedAbout, "received", .submitted, record)
        // Due too: a record may be there before the people are asked about its shortlist.
        arrows += Transition.from(askedAbout, "receivedBeside", .needsReconciliation, record)
        arrows += Transition.staying(State.allCases, "receivedStale", record)
        arrows += Transition.from(
            [.submitted, .accepted], "returnedForDetail", .returned, [.brokerAccepts])
        arrows += Transition.staying(
            [.submitted, .needsReconciliation, .accepted, .returned], "dissentHandled",
            [.dissentIsHandled])
        let quiet = live.filter { $0 != .accepted }
        arrows += Transition.staying(
            quiet, "capacityDoubted", [.capacityIsForSixteenUp, .capacityIsAssumed])
        arrows += Transition.staying(quiet, "capacityLacking", [.assessmentIsWhole])
        arrows += Transition.staying(quiet, "advocateNeeded", [])
        for event in ["capacityDoubted", "capacityLacking", "advocateNeeded"] {
            arrows.append(Transition(.accepted, event, .submitted, [.capacityIsAssumed]))
        }
        arrows += Transition.staying(live, "capacityFound", [.assessmentIsWhole])
        arrows += Transition.staying(live, "bestInterestsDecided", [.bestInterestsKeepWishes])
        // Never while accepted: a need for an advocate takes an acceptance back.
        arrows += Transition.staying(quiet, "advocateIsInPlace", [.advocateIsThereFirst])
        arrows += Transition.staying([.submitted, .accepted], "offListChosen", [.offListHasARoute])
        arrows += Transition.staying(
            [.submitted, .accepted], "offListAnswered",
            [.brokerAccepts, .offListHasARoute, .accommodationChoiceBinds])
        arrows += Transition.from(live, "closed", .closed, [.brokerAccepts])
        return arrows
    }
}
