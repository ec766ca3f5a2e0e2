/// The rules of effects once more, written from `sync.md` and `procurement.md`.
extension Model {
    /// Adds a record that just came: what is answered to it.
    mutating func add(_ fact: Fact, from worker: String) -> Effect {
        guard let package = packages[fact.package] else { return .held("unknownPackage") }
        let isOwn = fact.worker == worker && everHeld[worker]?.contains(fact.package) == true
        let effect = effect(of: fact, isOwn: isOwn, in: package)
        packages[fact.package]?.records.append(Record(fact: fact, isOwn: isOwn, effect: effect))
        lookAgain(fact.package)
        return effect
    }

    /// After a change at the council: what was held for the package is read, and every record is
    /// looked at again.
    mutating func settle(_ id: String) {
        for key in order {
            guard let told = told[key], told.isHeld, told.fact.package == id,
                told.fact.poison == nil
            else { continue }
            let effect = add(told.fact, from: told.worker)
            self.told[key]?.effect = effect
            self.told[key]?.isHeld = false
        }
        if packages[id]?.records.isEmpty == false { lookAgain(id) }
    }

    private mutating func lookAgain(_ id: String) {
        guard var package = packages[id] else { return }
        for index in package.records.indices {
            let record = package.records[index]
            package.records[index].effect = effect(
                of: record.fact, isOwn: record.isOwn, in: package)
        }
        let isAnswered = package.records.contains { record in
            switch record.effect {
            case .applied: !record.fact.isNotToday
            case .review: true
            case .without, .held, .fork: false
            }
        }
        if package.stage == "awaitingPreference" || package.stage == "shortlisted" {
            if isAnswered { package.stage = "preferenceReceived" }
        } else if package.stage == "preferenceReceived", !isAnswered {
            package.stage = "awaitingPreference"
        }
        packages[id] = package
    }

    private func effect(of fact: Fact, isOwn: Bool, in package: Package) -> Effect {
        guard isOwn else { return .without("notYourVisit") }
        let own = package.records.filter(\.isOwn).map(\.fact)
        let superseded = Set(own.flatMap(\.supersedes))
        if superseded.contains(fact.key) { return .without("alreadySuperseded") }
        let rivals = own.map(\.key).filter {
            $0 != fact.key && !superseded.contains($0) && !fact.supersedes.contains($0)
        }
        if !rivals.isEmpty { return .review(Set(rivals)) }
        let possible: Set = [
            "submitted", "opened", "underEvaluation", "shortlisted", "preferred", "reserve",
        ]
        for name in fact.chosen
        where package.bids[name].map({ possible.contains($0.standing) }) != true {
            return .without("bidWithdrawn")
        }
        if fact.shortlistVersion != package.shortlistVersion {
            return .without("shortlistChanged")
        }
        return .applied
    }
}
