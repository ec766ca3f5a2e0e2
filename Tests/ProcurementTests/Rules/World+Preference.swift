import Procurement

extension World {
    mutating func stepPreference() {
        let options = preferenceOptions()
        let events = choose(\World.preference, options)
        for event in events {
            switch event {
            case .received(let record), .receivedStale(let record), .receivedBeside(let record):
                arrived.append(record)
            default: break
            }
        }
    }

    private mutating func preferenceOptions() -> [(PreferenceCase.Command, Actor)] {
        let isOver = [.withdrawn, .cancelled, .unsuccessful].contains(package.state)
        let stalls = preference.state == life.stallsAt
        if stalls && chance(12) || chance(isOver ? 8 : 250) { return [(.close, People.broker)] }
        let heads = preference.heads.map(\.id)
        let broker = People.broker
        let worker = People.worker
        // Away from an accepted preference only now and then, or no award would be reached.
        let isSettled = preference.state == .accepted && !chance(10)
        var options: [(PreferenceCase.Command, Actor)] = [
            (.accept, broker), (.accept, broker), (.accept, broker),
            (.sayHowDissentWasHandled(heads.first ?? "k-0", chance(9) ? "" : "talked"), worker),
            (.advocateInPlace, worker), (.advocateInPlace, worker),
            (.decideBestInterests(Preferences.bestInterests), worker),
            (.assess(Preferences.assessment(capacity: true)), worker),
            (.answerOffList(Preferences.answer(accepted: true, available: !chance(9))), broker),
        ]
        if let shortlist = package.shortlist { options.append((.makeDue(shortlist), broker)) }
        if isSettled {
            if chance(4) { options.append((.receive(record(heads, isStale: true)), worker)) }
            return options
        }
        let gates: [(PreferenceCase.Command, Actor)] = [
            (.doubtCapacity(reason: chance(9) ? "" : "why"), worker),
            (.needAdvocate(.careAct), worker),
            (.assess(Preferences.assessment(capacity: false, weighs: chance(5))), worker),
        ]
        if stalls, !chance(12) {
            // What holds it back, or is told beside it, moves; the people's side does not.
            let still = options.filter {
                if case .accept = $0.0 { return false }
                return true
            }
            return still + gates + [(.receive(record(heads, isStale: true)), worker)]
        }
        for _ in 0..<(preference.state == .due || preference.state == .returned ? 4 : 2) {
            options.append((.receive(record(heads)), worker))
        }
        if chance(2) { options.append((.chooseOffList(Preferences.offList), worker)) }
        if life.stallsAt == .returned || chance(6) {
            options.append((.returnForDetail(chance(9) ? "" : "who?"), broker))
        }
        if chance(5) { options += gates }
        return options
    }

    /// What a visit brings: mostly the person's own word, often the family's beside it, sometimes
    /// the family's alone.
    private mutating func record(
        _ heads: [Preference.ID], isStale: Bool = false
    ) -> Preference {
        let listed = package.shortlist?.bids ?? ["b-1"]
        let version = max(
            1, (preference.shortlist?.version ?? 1) + (isStale || chance(9) ? pick([-1, 1]) : 0))
        let choice: Choice =
            chance(8)
            ? .noneOfThese
            : chance(12) ? .notToday : chance(6) ? .equal(listed) : .favourite(pick(listed))
        let others: Choice? = chance(2) ? .favourite(chance(20) ? "b-9" : pick(listed)) : nil
        let isAlone = chance(8)
        var voices: [Voice] = []
        if !isAlone { voices.append(Voice(id: .person, whose: .person, choice: choice)) }
        if chance(30) { voices.append(Voice(id: "person-2", whose: .person, choice: choice)) }
        if let others {
            voices.append(Voice(id: "family-1", whose: .family(.mother), choice: others))
        }
        let handled =
            chance(2) ? Dissent(between: [.person, "family-1"], handled: "talked") : nil
        let number = chance(20) ? max(1, arrived.count) : arrived.count + 1
        return record(
            number, of: chance(30) ? "CE-0" : package.id, on: version, voices,
            replacing: chance(4) ? [] : heads, handled)
    }

    /// A visit in which only the person speaks.
    func record(ofThePerson choice: Choice, replacing heads: [Preference.ID]) -> Preference {
        record(
            arrived.count + 1, of: package.id, on: preference.shortlist?.version ?? 1,
            [Voice(id: .person, whose: .person, choice: choice)], replacing: heads, nil)
    }

    private func record(
        _ number: Int, of package: SupportPackage.ID, on version: Int, _ voices: [Voice],
        replacing heads: [Preference.ID], _ handled: Dissent?
    ) -> Preference {
        let listed = self.package.shortlist?.bids ?? ["b-1"]
        return Preference(
            id: Preference.ID("k-\(number)"),
            basis: .init(
                package: package, packageVersion: self.package.content.version,
                shortlistVersion: version, bids: listed),
            supersedes: heads,
            meeting: Meeting(started: now, ended: now, place: .home, worker: "sw-1"),
            communication: CommunicationUsed(
                needs: [], format: .pictureCards, readBack: .confirmed),
            people: [], voices: voices, dissent: handled,
            closing: Closing(
                toldHowAndWhen: true, toldCanChangeMind: true, toldHowToComplain: true),
            fairness: Fairness(orderShown: listed, shownFor: listed.map { _ in 1 }))
    }
}
