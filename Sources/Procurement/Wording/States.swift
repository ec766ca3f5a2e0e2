/// Where a case stands, in words: a refusal says from where its step could be taken.
protocol Standing: RawRepresentable<String>, CaseIterable, Sendable {
    var words: Phrase { get }
}

extension Phrase {
    /// "published or closed".
    static func either(_ states: [some Standing]) -> Phrase { either(states.map(\.words)) }
}

extension AdmissionCase.State: Standing {
    var words: Phrase {
        switch self {
        case .draft: phrase("a request that is not handed in yet")
        case .received: phrase("a request that was received")
        case .underEvaluation: phrase("a request that is being examined")
        case .furtherInformationRequested: phrase("a question to the provider that is open")
        case .selfCleaning: phrase("evidence of self-cleaning that is being examined")
        case .admitted: phrase("a provider that is admitted")
        case .notAdmitted: phrase("a provider that was not admitted")
        case .excluded: phrase("a provider that is excluded")
        case .suspended: phrase("a provider that is suspended")
        case .removed: phrase("a provider that was removed")
        case .left: phrase("a provider that left")
        }
    }
}

extension PackageCase.State: Standing {
    var words: Phrase {
        switch self {
        case .draft: phrase("a package in draft")
        case .anonymisationCheck: phrase("a package in its anonymisation check")
        case .authorised: phrase("a package that is authorised")
        case .published: phrase("a package that is published")
        case .closed: phrase("a package whose bidding is closed")
        case .underEvaluation: phrase("a package whose bids are being evaluated")
        case .negotiation: phrase("a round of negotiation")
        case .shortlisted: phrase("a package with a shortlist")
        case .awaitingPreference: phrase("a package on which people are being asked")
        case .preferenceReceived: phrase("a package with an accepted preference")
        case .recommended: phrase("a package with a recommendation")
        case .awarded: phrase("a package that is awarded")
        case .contracted: phrase("a package with a contract")
        case .withdrawn: phrase("a package that was withdrawn")
        case .cancelled: phrase("a package that was cancelled")
        case .unsuccessful: phrase("a package that ended without an award")
        }
    }
}

extension BidCase.State: Standing {
    var words: Phrase {
        switch self {
        case .draft: phrase("a bid in draft")
        case .submitted: phrase("a bid that is handed in")
        case .withdrawn: phrase("a bid that was withdrawn")
        case .opened: phrase("a bid that is opened")
        case .underEvaluation: phrase("a bid that is being evaluated")
        case .clarification: phrase("a bid that is being clarified")
        case .negotiating: phrase("a bid that is in negotiation")
        case .meetsCriteriaWithinBudget: phrase("a bid that meets the criteria within the budget")
        case .doesNotMeetCriteria: phrase("a bid that does not meet the criteria")
        case .overBudget: phrase("a bid that is over the budget")
        case .rejected: phrase("a bid that was rejected")
        case .shortlisted: phrase("a bid on the shortlist")
        case .preferred: phrase("the preferred bid")
        case .reserve: phrase("a bid in reserve")
        case .awarded: phrase("the bid that has the award")
        case .unsuccessful: phrase("a bid that was not chosen")
        case .lapsed: phrase("a bid that has lapsed")
        }
    }
}

extension PreferenceCase.State: Standing {
    var words: Phrase {
        switch self {
        case .notDue: phrase("a preference that is not due yet")
        case .due: phrase("a preference that is due")
        case .submitted: phrase("a record that has arrived")
        case .needsReconciliation: phrase("records that stand beside each other")
        case .accepted: phrase("a record that is accepted")
        case .returned: phrase("a record that was sent back for detail")
        case .closed: phrase("a preference that is closed")
        }
    }
}

extension AwardCase.State: Standing {
    var words: Phrase {
        switch self {
        case .notStarted: phrase("an award that is not begun")
        case .withApprover: phrase("a recommendation that is with the approver")
        case .returned: phrase("a recommendation that was sent back")
        case .refused: phrase("a recommendation that was refused")
        case .approved: phrase("an award that is approved")
        case .notified: phrase("an award that the bidders were told")
        case .standstill: phrase("an award in its standstill")
        case .challenged: phrase("an award that is challenged")
        case .contracted: phrase("an award with a contract")
        case .noticePublished: phrase("an award whose notice is published")
        case .fallen: phrase("an award that fell")
        case .setAside: phrase("an award that was set aside")
        case .ended: phrase("a contract that has ended")
        }
    }
}
