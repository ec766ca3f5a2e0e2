import Procurement
import Testing

/// The person's own word stands until the person speaks again.
struct PersonsWordTests {
    private func familyAlone(replacing: [Preference.ID], version: Int = 1) -> Preference {
        let own = Preferences.record()
        return Preference(
            id: "k-2",
            basis: .init(
                package: own.basis.package, packageVersion: 1, shortlistVersion: version,
                bids: own.basis.bids), supersedes: replacing, meeting: own.meeting,
            communication: own.communication, people: [],
            voices: [
                Voice(id: "family-1", whose: .family(.mother), choice: .favourite("b-2"))
            ], dissent: Dissent(between: ["family-1"], handled: "talked"), closing: own.closing,
            fairness: own.fairness)
    }

    /// Whether the record says that it replaces the person's or not.
    @Test(arguments: [[], ["k-1"]] as [[Preference.ID]])
    func theFamilyAloneDoesNotReplaceIt(_ replacing: [Preference.ID]) throws {
        var asked = try Preferences.submitted()
        let before = asked.deciding
        try asked.give(
            .receive(familyAlone(replacing: replacing)), by: People.worker, at: Preferences.now)
        #expect(before == .person(.favourite("b-1")))
        #expect(asked.deciding == before)
        // Both are shown, and nothing is accepted before they are reconciled.
        #expect(asked.state == .needsReconciliation)
        #expect(asked.heads.map(\.id) == ["k-1", "k-2"])
        #expect(throws: RuleRefusal.self) { try asked.giving(.accept) }
    }

    @Test func aRecordOnAnotherShortlistReplacesNothing() throws {
        var asked = try Preferences.submitted()
        try asked.give(
            .receive(Preferences.record("k-2", supersedes: ["k-1"], version: 2)),
            by: People.worker, at: Preferences.now)
        #expect(asked.heads.map(\.id) == ["k-1"])
        #expect(asked.records.map(\.id) == ["k-1", "k-2"])
    }

    @Test func thePersonMaySpeakAgain() throws {
        var asked = try Preferences.submitted()
        try asked.give(
            .receive(Preferences.record("k-2", supersedes: ["k-1"], choice: .favourite("b-2"))),
            by: People.worker, at: Preferences.now)
        #expect(asked.deciding == .person(.favourite("b-2")))
    }
}
