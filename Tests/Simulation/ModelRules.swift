/// The rules of effects once more, written from `sync.md` and `procurement.md`.
extension Model {
    /// What is answered to a record that can be read, or why it is held.
    mutating func read(_ fact: Fact, from worker: String) -> Effect {
        switch fact.poison {
        case .unreadable: return .held("unreadable")
        case .unknownKind where !readsNewKinds: return .held("unknownKind")
        case .unknownKind, nil: break
        }
        guard let package = packages[fact.package] else { return .held("unknownPackage") }
        let claim = claim(of: worker, on: fact)
        let effect = effect(of: fact, claim, in: package)
        packages[fact.package]?.records.append(Record(fact: fact, claim: claim, effect: effect))
        lookAgain(fact.package)
        return effect
    }

    private func claim(of worker: String, on fact: Fact) -> Claim {
        guard fact.worker == worker, everHeld[worker]?.contains(fact.package) == true else {
            return .anothers
        }
        return caseload[worker]?.contains(fact.package) == true ? .own : .handedOn
    }

    /// After a change at the council: what was held for the package is read, and every record is
    /// looked at again.
    mutating func settle(_ id: String) {
        for key in order {
            guard let told = told[key], told.effect == .held("unknownPackage"),
                told.fact.package == id
            else { continue }
            // Without an upgrade only the kinds of the first program are read again.
            let isNew = told.fact.poison == .unknownKind
            tryAgain(key, isNew ? .held("unknownKind") : read(told.fact, from: told.worker))
        }
        if packages[id]?.records.isEmpty == false { lookAgain(id) }
    }

    /// Another version of the program: everything that is held is tried again.
    mutating func upgrade(readsNewKinds: Bool) {
        self.readsNewKinds = readsNewKinds
        for key in order {
            guard let told = told[key], told.effect.isHeld else { continue }
            tryAgain(key, read(told.fact, from: told.worker))
        }
    }

    private mutating func tryAgain(_ key: String, _ effect: Effect) {
        told[key]?.effect = effect
    }

    private mutating func lookAgain(_ id: String) {
        guard var package = packages[id] else { return }
        for index in package.records.indices {
            let record = package.records[index]
            package.records[index].effect = effect(
                of: record.fact, record.claim, in: package)
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

    private func effect(of fact: Fact, _ claim: Claim, in package: Package) -> Effect {
        guard claim != .anothers else { return .without("notYourVisit") }
        let own = package.records.filter { $0.claim != .anothers }.map(\.fact)
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
        // It came after the package was handed on: the new worker looks at it.
        return claim == .handedOn ? .review([]) : .applied
    }
}

extension Model.Effect {
    var isHeld: Bool {
        if case .held = self { return true }
        return false
    }
}
