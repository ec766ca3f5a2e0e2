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
        var arrows: [Transition<State>] = [
            Transition(nil, "created", .notDue),
            Transition(.submitted, "accepted", .accepted),
        ]
        arrows += Transition.from(live, "becameDue", .due)
        arrows += Transition.from(askedAbout, "received", .submitted)
        // Due too: a record may be there before the people are asked about its shortlist.
        arrows += Transition.from(askedAbout, "receivedBeside", .needsReconciliation)
        arrows += Transition.staying(State.allCases, "receivedStale")
        arrows += Transition.from([.submitted, .accepted], "returnedForDetail", .returned)
        arrows += Transition.staying(
            [.submitted, .needsReconciliation, .accepted, .returned], "dissentHandled")
        let quiet = live.filter { $0 != .accepted }
        arrows += Transition.staying(quiet, "capacityDoubted")
        arrows += Transition.staying(quiet, "capacityLacking")
        arrows += Transition.staying(quiet, "advocateNeeded")
        for event in ["capacityDoubted", "capacityLacking", "advocateNeeded"] {
            arrows.append(Transition(.accepted, event, .submitted))
        }
        arrows += Transition.staying(live, "capacityFound")
        arrows += Transition.staying(live, "bestInterestsDecided")
        // Never while accepted: a need for an advocate takes an acceptance back.
        arrows += Transition.staying(quiet, "advocateIsInPlace")
        arrows += Transition.staying([.submitted, .accepted], "offListChosen")
        arrows += Transition.staying([.submitted, .accepted], "offListAnswered")
        arrows += Transition.from(live, "closed", .closed)
        return arrows
    }

    public static let asks: [String: [Rule]] = [
        "advocateNeeded": [.workersRecord],
        "becameDue": [.brokerAccepts, .askedOnAShortlist],
        "bestInterestsDecided": [.workersRecord, .bestInterestsKeepWishes],
        "capacityDoubted": [.workersRecord, .capacityIsForSixteenUp, .capacityIsAssumed],
        "capacityFound": [.workersRecord, .capacityIsForSixteenUp, .assessmentIsWhole],
        "capacityLacking": [.workersRecord, .capacityIsForSixteenUp, .assessmentIsWhole],
        "closed": [.brokerAccepts],
        "dissentHandled": [.workersRecord, .dissentIsHandled],
        "offListAnswered": [.brokerAccepts, .offListHasARoute, .accommodationChoiceBinds],
        "offListChosen": [.workersRecord, .offListHasARoute],
        "received": [
            .workersRecord, .changeOfMindBeforeAward, .voicesStayApart, .personIsHeard,
            .singleBidMayBeRefused,
        ],
        "receivedBeside": [
            .workersRecord, .changeOfMindBeforeAward, .voicesStayApart, .personIsHeard,
            .singleBidMayBeRefused,
        ],
        "receivedStale": [
            .workersRecord, .changeOfMindBeforeAward, .voicesStayApart, .personIsHeard,
            .singleBidMayBeRefused,
        ],
        "returnedForDetail": [.brokerAccepts],
        "advocateIsInPlace": [.workersRecord, .advocateIsThereFirst],
        "accepted": [
            .brokerAccepts, .recordsAreReconciled, .recordFitsTheShortlist, .capacityIsAssumed,
            .advocateIsThereFirst, .dissentIsHandled,
        ],
    ]
}
