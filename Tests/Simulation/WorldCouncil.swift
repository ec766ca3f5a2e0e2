internal import CouncilServer
internal import Foundation
internal import Procurement

/// What the council does while laptops are away.
extension World {
    static let budget = 100_000

    /// A new package with its bids, its shortlist and a visit.
    func publish() throws {
        made += 1
        let id = "CE-\(2000 + made)"
        let worker = "sw-\(dice.below(scenario.workers) + 1)"
        var bids: [String: Model.Bid] = [:]
        for number in 1...4 {
            bids["\(id)-\(number)"] = Model.Bid(
                standing: number < 4 ? "shortlisted" : "opened", price: 50_000 + number,
                pictures: pictures.some())
        }
        let package = Model.Package(
            id: id, lifeNow: lifeNow(), shortlist: (1...3).map { "\(id)-\($0)" }, bids: bids,
            visitWorker: worker)
        try take(package)
        model.add(package)
        note("\(id) is published for \(worker)")
    }

    /// The file of a package that a restored council lacks is read once more.
    func publishAgain(_ lost: Model.Package) throws {
        var package = lost
        package.records = []
        package.version = 1
        package.stage = "awaitingPreference"
        package.shortlistVersion = 1
        package.shortlist = (1...3).map { "\(lost.id)-\($0)" }
        for name in package.bids.keys {
            package.bids[name]?.standing =
                package.shortlist.contains(name) ? "shortlisted" : "opened"
        }
        try take(package)
        model.add(package)
        note("\(package.id) is published again for \(package.visitWorker)")
    }

    /// Long enough that a caseload does not fit on the smallest page.
    private func lifeNow() -> String {
        "\(Self.plantedWords) is where I go. "
            + String(repeating: "Mum does the cooking \(dice.below(1000)). ", count: 80)
    }

    /// Hands the council a file with the package as it is now.
    private func take(_ package: Model.Package) throws {
        let file = try CanonicalJSON.decode(
            PackagesFile.self, from: PackageText(package, pictures).json())
        let now = now
        _ = try council.store.write { transaction in
            try keepPictures(of: package, in: transaction)
            return try PackagesImport.run(
                file, named: "packages.json", in: transaction, now: now)
        }
        figures.operations += 1
    }

    func councilFaults() throws {
        if happens(.reassignment) { try reassign() }
        if happens(.bidWithdrawn) { try withdraw() }
        if happens(.shortlistReversioned) { try agreeNewShortlist() }
        if happens(.packageAmended) { try amend() }
    }

    private var anyPackage: Model.Package? {
        dice.pick(model.packages.keys.sorted()).flatMap { model.packages[$0] }
    }

    private func reassign() throws {
        guard let package = anyPackage else { return }
        let holders = model.caseload.filter { $0.value.contains(package.id) }.keys.sorted()
        let worker = "sw-\(dice.below(scenario.workers) + 1)"
        let (id, now) = (SupportPackage.ID(package.id), now)
        // Now and then two hold it for a while, or nobody.
        let leaves = dice.chance(850) ? dice.pick(holders) : nil
        let enters = dice.chance(850)
        try council.store.write { transaction in
            if let leaves {
                try CaseloadService.remove(id, from: Worker.ID(leaves), in: transaction, now: now)
            }
            if enters {
                try CaseloadService.add(id, to: Worker.ID(worker), in: transaction, now: now)
            }
        }
        if let leaves { model.take(package.id, from: leaves) }
        if enters { model.give(package.id, to: worker) }
        note("\(id) goes from \(leaves ?? "nobody") to \(enters ? worker : "nobody")")
    }

    private func withdraw() throws {
        guard let package = anyPackage, let bid = dice.pick(package.bids.keys.sorted()) else {
            return
        }
        let now = now
        let changed = try council.store.write {
            try PackageService.withdraw(Bid.ID(bid), in: $0, now: now)
        }
        if changed { model.withdraw(bid, of: package.id) }
        note("\(bid) is withdrawn")
    }

    private func agreeNewShortlist() throws {
        guard let package = anyPackage else { return }
        let possible = package.bids.filter { $0.value.standing != "withdrawn" }.keys.sorted()
        let bids = possible.filter { _ in dice.chance(700) }
        let now = now
        _ = try council.store.write {
            try PackageService.shortlist(
                bids.map { Bid.ID($0) }, of: SupportPackage.ID(package.id),
                agreed: Day(now, in: .gmt), in: $0, now: now)
        }
        model.shortlist(bids, of: package.id)
        note("\(package.id) has shortlist \(package.shortlistVersion + 1) of \(bids.count)")
    }

    private func amend() throws {
        guard var package = anyPackage else { return }
        package.version += 1
        package.lifeNow = lifeNow()
        for name in package.bids.keys.sorted() where pictures.dice.chance(300) {
            package.bids[name]?.pictures = pictures.some()
        }
        try take(package)
        model.amend(
            package.id, lifeNow: package.lifeNow, pictures: package.bids.mapValues(\.pictures),
            budget: Self.budget)
        note("\(package.id) is amended to version \(package.version)")
    }
}

/// A package as a council's file has it. Format: `support-choice/packages-1`.
struct PackageText {
    private let package: Model.Package
    private let known: Pictures

    init(_ package: Model.Package, _ known: Pictures) {
        self.package = package
        self.known = known
    }

    private func pictures(of bid: Model.Bid) -> String {
        guard !bid.pictures.isEmpty else { return "" }
        let entries = bid.pictures.map { sha256 in
            """
            {"sha256": "\(sha256)", "bytes": \(known.bytes[sha256]?.count ?? 0),
            "type": "image/png", "words": "The front door"}
            """
        }
        return " \"pictures\": [\(entries.joined(separator: ", "))],"
    }

    /// No text in it needs a word to be escaped.
    func json() -> Data {
        let bids = package.bids.sorted { $0.key < $1.key }.map { name, bid in
            """
            {"id": "\(name)", "provider": "provider-\(name.suffix(1))",
            "weeklyPricePence": \(bid.price), "start": "2027-02-01",
            "validUntil": "2027-12-31", "summary": "A flat near the bus.",\(pictures(of: bid))
            "responses": [
            {"outcome": "o1", "says": "yes", "answer": "A flat.", "easyRead": "A flat."}]}
            """
        }
        let providers = (1...4).map { #"{"id": "provider-\#($0)", "name": "Provider \#($0)"}"# }
        let shortlist = package.shortlist.map { "\"\($0)\"" }
        let text = """
            {"format": "support-choice/packages-1", "asOf": "2026-11-30",
            "providers": [\(providers.joined(separator: ", "))],
            "packages": [{"reference": "\(package.id)", "version": \(package.version),
            "title": "A flat of my own", "pictogram": "home",
            "category": {"serviceType": "supportedLiving", "clientGroup": "learningDisability",
            "ageGroup": "adults", "area": "north"},
            "place": "a town in the north", "people": 1, "lifeNow": "\(package.lifeNow)",
            "whatMatters": ["The same faces"], "communicationNeeds": [],
            "outcomes": [{"id": "o1", "domain": "habitableHome", "title": "My own flat",
            "words": "My own front door.", "pictogram": "home"}],
            "hoursPerWeek": 20, "start": "2027-02-01",
            "personalBudgetPenceWeekly": \(World.budget), "requirements": [],
            "bids": [\(bids.joined(separator: ", "))],
            "shortlist": {"version": \(package.shortlistVersion), "agreed": "2026-11-25",
            "bids": [\(shortlist.joined(separator: ", "))]},
            "visit": {"worker": "\(package.visitWorker)", "due": "2026-12-20"}}]}
            """
        return Data(text.utf8)
    }
}
