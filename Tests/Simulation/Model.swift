/// What the council was told, and what each laptop should therefore hold: a description of its own,
/// in which nothing of the product is called. Names and states are the words of the wire.
///
/// A value: to go back to yesterday's backup is to take yesterday's value.
struct Model {
    enum Effect: Hashable {
        case applied
        case without(String)
        case review(Set<String>)
        case held(String)
        case fork

        var text: String {
            switch self {
            case .applied: "applied"
            case .without(let reason): "without " + reason
            case .review(let others): "review " + others.sorted().joined(separator: ",")
            case .held(let reason): "held " + reason
            case .fork: "fork"
            }
        }
    }

    struct Bid {
        var standing: String
        let price: Int
        /// The hashes of its pictures.
        var pictures: [String] = []
    }

    /// Whose visit it was when the record came.
    enum Claim { case own, handedOn, anothers }

    struct Record {
        let fact: Fact
        var claim: Claim
        var effect: Effect
    }

    struct Package {
        let id: String
        var version = 1
        var stage = "awaitingPreference"
        var lifeNow: String
        var shortlistVersion = 1
        var shortlist: [String]
        var bids: [String: Bid]
        var visitWorker: String
        /// In the order in which they came.
        var records: [Record] = []
    }

    struct Told {
        let fact: Fact
        let payload: String
        /// The worker whose laptop brought it first.
        let worker: String
        /// What was answered, and is answered again whenever asked.
        var effect: Effect
    }

    struct Receipt: Hashable {
        let key: String
        let isFork: Bool
        /// The laptop could not send the words: the key is nobody's yet.
        var isWordless = false
    }

    var packages: [String: Package] = [:]
    var caseload: [String: Set<String>] = [:]
    var everHeld: [String: Set<String>] = [:]
    var told: [String: Told] = [:]
    /// The keys of `told` as they came.
    var order: [String] = []
    var receipts: [String: [Int64: Receipt]] = [:]
    /// Other payloads that came under a key or a number that was taken.
    var forked: [String: Set<String>] = [:]
    /// The device that speaks for each replica that was met.
    var replicas: [String: String] = [:]
    /// Whether the council's program reads the kinds that it did not know at first.
    var readsNewKinds = false

    func lastMid(_ replica: String) -> Int64 { Int64(receipts[replica]?.count ?? 0) }

    func isAtCouncil(_ fact: Fact) -> Bool {
        told[fact.key]?.payload == fact.payload
            || forked[fact.key]?.contains(fact.payload) == true
    }
}

// MARK: - What laptops bring

extension Model {
    struct Brought {
        let mid: Int64
        let fact: Fact
        /// What came; another text than the fact's when somebody changed it.
        let payload: String

        /// Only its name came.
        var isWordless: Bool { payload.isEmpty }
    }

    enum Answer: Equatable {
        case gap(lastMid: Int64)
        /// `fork` stands for an entry of the list of forks.
        case taken([Int64: Effect], lastMid: Int64)
    }

    /// What the council must answer to a push.
    mutating func push(_ entries: [Brought], replica: String, worker: String) -> Answer {
        var answers: [Int64: Effect] = [:]
        entries: for entry in entries {
            let last = lastMid(replica)
            if entry.mid <= last {
                guard receipts[replica]?[entry.mid]?.key == entry.fact.key else {
                    // Another disk uses the name: what follows waits for a name of its own.
                    forked[entry.fact.key, default: []].insert(entry.payload)
                    answers[entry.mid] = .fork
                    break entries
                }
                answers[entry.mid] = again(entry, replica, worker)
            } else if entry.mid == last + 1 {
                answers[entry.mid] = take(entry, replica, worker)
            } else if answers.isEmpty {
                return .gap(lastMid: last)
            } else {
                break
            }
        }
        return .taken(answers, lastMid: lastMid(replica))
    }

    private mutating func again(
        _ entry: Brought, _ replica: String, _ worker: String
    ) -> Effect {
        let key = entry.fact.key
        if entry.isWordless { return wordless(entry, replica) }
        if receipts[replica]?[entry.mid]?.isWordless == true {
            receipts[replica]?[entry.mid] = nil
            return take(entry, replica, worker)
        }
        if receipts[replica]?[entry.mid] == Receipt(key: key, isFork: false),
            let stored = told[key], stored.payload == entry.payload
        {
            return stored.effect
        }
        forked[key, default: []].insert(entry.payload)
        return .fork
    }

    /// A record of which only the name comes: it is answered as it stands, where it came whole before.
    private mutating func wordless(_ entry: Brought, _ replica: String) -> Effect {
        let key = entry.fact.key
        if let stored = told[key], stored.payload == entry.fact.payload {
            receipts[replica, default: [:]][entry.mid] = Receipt(key: key, isFork: false)
            return stored.effect
        }
        if let receipt = receipts[replica]?[entry.mid], !receipt.isWordless { return .fork }
        receipts[replica, default: [:]][entry.mid] = Receipt(
            key: key, isFork: false, isWordless: true)
        return .held("unreadable")
    }

    private mutating func take(_ entry: Brought, _ replica: String, _ worker: String) -> Effect {
        let key = entry.fact.key
        if entry.isWordless { return wordless(entry, replica) }
        if let stored = told[key] {
            let isFork = stored.payload != entry.payload
            receipts[replica, default: [:]][entry.mid] = Receipt(key: key, isFork: isFork)
            if isFork {
                forked[key, default: []].insert(entry.payload)
                return .fork
            }
            return stored.effect
        }
        receipts[replica, default: [:]][entry.mid] = Receipt(key: key, isFork: false)
        let effect = read(entry.fact, from: worker)
        told[key] = Told(
            fact: entry.fact, payload: entry.payload, worker: worker, effect: effect)
        order.append(key)
        return effect
    }
}

// MARK: - What the council does

extension Model {
    mutating func add(_ package: Package) {
        packages[package.id] = package
        enter(package.id, package.visitWorker)
        settle(package.id)
    }

    mutating func amend(
        _ id: String, lifeNow: String, pictures: [String: [String]], budget: Int
    ) {
        guard var package = packages[id] else { return }
        package.version += 1
        package.lifeNow = lifeNow
        package.stage = "awaitingPreference"
        for (name, bid) in package.bids {
            package.bids[name]?.pictures = pictures[name] ?? []
            package.bids[name]?.standing =
                package.shortlist.contains(name)
                ? "shortlisted" : bid.price > budget ? "overBudget" : "opened"
        }
        packages[id] = package
        enter(id, package.visitWorker)
        giveBack(id, to: package.visitWorker)
        settle(id)
    }

    mutating func withdraw(_ bid: String, of id: String) {
        packages[id]?.bids[bid]?.standing = "withdrawn"
        settle(id)
    }

    mutating func shortlist(_ bids: [String], of id: String) {
        guard var package = packages[id] else { return }
        for name in package.shortlist
        where !bids.contains(name) && package.bids[name]?.standing == "shortlisted" {
            package.bids[name]?.standing = "opened"
        }
        for name in bids { package.bids[name]?.standing = "shortlisted" }
        package.shortlist = bids
        package.shortlistVersion += 1
        package.stage = bids.isEmpty ? "closed" : "awaitingPreference"
        packages[id] = package
        settle(id)
    }

    mutating func give(_ id: String, to worker: String) {
        guard let package = packages[id], caseload[worker]?.contains(id) != true else { return }
        if package.visitWorker != worker, caseload[package.visitWorker]?.contains(id) != true {
            packages[id]?.visitWorker = worker
        }
        enter(id, worker)
        giveBack(id, to: worker)
        settle(id)
    }

    mutating func take(_ id: String, from worker: String) { caseload[worker]?.remove(id) }

    /// A worker who has the package again speaks for it again.
    private mutating func giveBack(_ id: String, to worker: String) {
        guard var package = packages[id] else { return }
        for index in package.records.indices
        where package.records[index].fact.worker == worker
            && package.records[index].claim == .handedOn
        {
            package.records[index].claim = .own
        }
        packages[id] = package
    }

    private mutating func enter(_ id: String, _ worker: String) {
        caseload[worker, default: []].insert(id)
        everHeld[worker, default: []].insert(id)
    }
}

// MARK: - What laptops hold

extension Model {
    /// The pictures that a laptop of the worker must have: those of bids on a shortlist.
    func picturesToShow(_ worker: String) -> Set<String> {
        pictures(of: worker) { $0.standing == "shortlisted" }
    }

    /// The pictures that a laptop of the worker may have.
    func picturesToGive(_ worker: String) -> Set<String> { pictures(of: worker) { _ in true } }

    private func pictures(of worker: String, _ isIn: (Bid) -> Bool) -> Set<String> {
        let bids = (caseload[worker] ?? []).flatMap { packages[$0]?.bids.values.map { $0 } ?? [] }
        return Set(bids.filter(isIn).flatMap(\.pictures))
    }

    /// Every document of the worker's caseload, and what must be in it.
    func scope(of worker: String) -> [String: String] {
        var scope: [String: String] = [:]
        for id in caseload[worker] ?? [] {
            guard let package = packages[id] else { continue }
            scope["package " + id] =
                "\(package.version) \(package.stage) \(package.lifeNow.fingerprint)"
            scope["visit " + id] = package.visitWorker
            scope["shortlist " + id] =
                "\(package.shortlistVersion) \(package.shortlist.joined(separator: ","))"
            for (name, bid) in package.bids {
                let facts = ["\(bid.standing) \(bid.price)"] + bid.pictures
                scope["bid " + name] = facts.joined(separator: " ")
            }
            for record in package.records {
                scope["preference " + record.fact.key] =
                    "\(record.effect.text) \(record.fact.payload.fingerprint)"
            }
        }
        return scope
    }
}
