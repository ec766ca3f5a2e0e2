extension VisitDraft {
    /// Starts a visit on the shortlist that is on the table.
    ///
    /// With exactly one bid the person is still asked: they can accept or refuse it
    /// (`procurement.md`, SupportPackage). `random` mixes the order of the bids, so that none is
    /// always first. Refuses with `nothingToChoose` without a shortlisted bid, and with
    /// `notAskedNow` when the package is not at a stage at which people are asked.
    public static func begin(
        package: SupportPackage, shortlist: Shortlist?, supersedes: [Preference.ID],
        place: Meeting.PlaceKind, now: Instant, using random: inout some RandomNumberGenerator
    ) throws(Refusal) -> VisitDraft {
        switch package.stage {
        case .shortlisted, .awaitingPreference, .preferenceReceived, .recommended: break
        case .published, .closed, .underEvaluation, .negotiation, .awarded, .contracted,
            .withdrawn, .cancelled, .unsuccessful:
            throw .notAskedNow(package.stage)
        }
        guard let shortlist, !shortlist.bids.isEmpty else { throw .nothingToChoose }
        return VisitDraft(
            preference: .version7(at: now, using: &random), package: package,
            shortlist: shortlist, order: shortlist.bids.shuffled(using: &random),
            supersedes: supersedes, place: place, started: now)
    }

    /// Whether the draft was made on an older shortlist or package than the one given.
    public func isStale(package: SupportPackage, shortlist: Shortlist?) -> Bool {
        basis.packageVersion != package.version || basis.shortlistVersion != shortlist?.version
    }
}
