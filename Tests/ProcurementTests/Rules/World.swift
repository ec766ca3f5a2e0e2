import Procurement

/// One arrow that was walked.
struct Walked: Hashable, CustomStringConvertible {
    let machine: String
    let from: String
    let event: String
    let to: String
    var description: String { "\(machine): \(from) -\(event)-> \(to)" }
}

/// A council in small: four providers, one package, its bids, what people prefer, its award. Random
/// commands, most of them sensible, are given to all of it; the same seed gives the same history.
struct World {
    var random: Seeded
    var now = at("2026-03-02T09:00:00Z")
    let pack: RulePack.ID
    let criteria = Packages.criteria

    var admissions: [AdmissionCase]
    var package: PackageCase
    var bids: [BidCase] = []
    var preference: PreferenceCase
    var award: AwardCase
    var awards: [AwardCase] = []

    var walked: Set<Walked> = []
    var commands = 0
    var refusals = 0
    /// Arrows that no machine has, and invariants that did not hold.
    var broken: [String] = []
    var checks = 0
    /// Every record as it arrived, byte for byte.
    var arrived: [Preference] = []

    init(seed: UInt64) {
        random = Seeded(seed)
        pack = RulePack.ID.allCases[Int(seed % 3)]
        let pack = pack
        admissions = (1...4).map {
            AdmissionCase(
                id: AdmissionCase.ID("r-\($0)"), provider: Provider.ID("p-\($0)"),
                category: Requests.category, pack: pack)
        }
        package = PackageCase(content: Samples.package(), author: "c-9", pack: pack)
        preference = PreferenceCase(
            id: "CE-2041", ageGroup: seed.isMultiple(of: 5) ? .children : .adults)
        award = AwardCase(id: "w-1", package: "CE-2041", pack: pack)
    }

    mutating func chance(_ outOf: Int) -> Bool { Int(random.next() % UInt64(outOf)) == 0 }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int(random.next() % UInt64(elements.count))]
    }

    var admitted: [Provider.ID] { admissions.filter(\.isInvited).map(\.provider) }

    /// Gives a command and notes the arrows that it walked.
    @discardableResult
    mutating func give<Subject: Aggregate & Equatable>(
        _ name: String, _ path: WritableKeyPath<World, Subject>, _ command: Subject.Command,
        by actor: Actor
    ) -> [Subject.Event]? {
        commands += 1
        var subject = self[keyPath: path]
        do {
            let events = try subject.decide(command, by: actor, at: now)
            for event in events {
                let from = subject.state
                subject.evolve(event)
                let arrow = Walked(
                    machine: name, from: from.rawValue, event: caseName(of: event),
                    to: subject.state.rawValue)
                walked.insert(arrow)
                let exists = Subject.machine.contains {
                    $0.from == from && $0.event == arrow.event && $0.to == subject.state
                }
                check(exists, "no such arrow: \(arrow)")
            }
            self[keyPath: path] = subject
            return events
        } catch {
            refusals += 1
            check(subject == self[keyPath: path], "a refusal changed \(name)")
            return nil
        }
    }

    mutating func check(_ holds: Bool, _ what: @autoclosure () -> String) {
        checks += 1
        if !holds { broken.append(what()) }
    }

    /// Some time passes: mostly hours, now and then to the next deadline and a second over it.
    mutating func wait() {
        switch random.next() % 8 {
        case 0 where chance(4): now = max(now, package.deadline ?? now)
        case 1 where chance(4): now = max(now, (package.deadline ?? now).adding(seconds: -1))
        case 2: now = now.adding(seconds: 86_400)
        case 3: if chance(6) { now = now.adding(seconds: 86_400 * 12) }
        default: now = now.adding(seconds: Int64(random.next() % 7200))
        }
    }

    /// Most of a market is there before its first package.
    mutating func openMarket() {
        for _ in 0..<100 {
            stepAdmission()
            checkInvariants()
        }
    }

    mutating func step() {
        wait()
        switch random.next() % 10 {
        case 0, 1: stepAdmission()
        case 2, 3, 4: stepPackage()
        case 5, 6: stepBid()
        case 7: stepPreference()
        default: stepAward()
        }
        checkInvariants()
    }
}

// MARK: - Commands

extension World {
    private mutating func anyone() -> Actor {
        pick([
            People.broker, People.commissioner, People.approver, People.evaluators[0],
            People.worker, People.provider("p-1"), Actor.clock,
        ])
    }

    mutating func stepAdmission() {
        let index = Int(random.next() % 4)
        let path: WritableKeyPath<World, AdmissionCase> = \World.admissions[index]
        let request = admissions[index]
        let own = Actor(.provider, request.provider.rawValue)
        let grounds =
            chance(3)
            ? [
                ExclusionFinding(
                    pick([.fraud, .poorPerformance, .unpaidTaxEstablished]),
                    since: day(pick(["2025-05-01", "2019-05-01"])))
            ] : []
        let declaration = Declaration(
            signed: Day(now, in: .england), grounds: grounds, answersEveryGround: !chance(9))
        let head = pick(SelectionHead.allCases)
        let ground = request.declaration?.grounds.first?.ground ?? .fraud
        let options: [(AdmissionCase.Command, Actor)] =
            switch request.state {
            case .draft: [(.submit(declaration, evidence: Requests.heads), own)]
            case .received: [(.start, People.broker), (.extend(reason: "why"), People.broker)]
            case .underEvaluation:
                [
                    (.judge(head, HeadVerdict(isMet: !chance(8), reason: "why")), People.broker),
                    (.judge(head, HeadVerdict(isMet: true, reason: "")), People.broker),
                    (.admit, People.broker), (.admit, People.broker), (.refuse, People.broker),
                    (.askForInformation("?"), People.broker),
                    (.offerSelfCleaning(ground), own), (.showTaxPaid(ground), own),
                    (.exclude(ground, reason: "why"), People.broker),
                    (.extend(reason: "why"), People.broker),
                ]
            case .furtherInformationRequested:
                [(.answerInformation, own), (.extend(reason: "why"), People.broker)]
            case .selfCleaning:
                [
                    (.judgeSelfCleaning(ground, accepted: chance(2)), People.broker),
                    (.exclude(ground, reason: "why"), People.broker),
                    (.extend(reason: "why"), People.broker),
                ]
            case .admitted:
                chance(6)
                    ? [
                        (.suspend(concern: "why"), People.broker), (.leave, own),
                        (.askForRenewal, People.broker), (.lapseRenewal, .clock),
                        (.exclude(ground, reason: "why"), People.broker),
                        (.renew(declaration), own),
                    ] : [(.askForRenewal, anyone())]
            case .suspended:
                [
                    (.reinstate(reason: "why"), People.broker), (.renew(declaration), own),
                    (.remove(reason: "why"), People.broker), (.leave, own),
                    (.exclude(ground, reason: "why"), People.broker),
                ]
            case .notAdmitted, .excluded, .removed, .left: [(.reapply, own)]
            }
        let (command, actor) = pick(options)
        give("AdmissionCase", path, command, by: chance(12) ? anyone() : actor)
    }

    mutating func stepPackage() {
        let prices = livePrices
        var options: [(PackageCase.Command, Actor)]
        switch package.state {
        case .draft:
            options = [(.edit(Samples.package()), People.broker), (.sendToCheck, People.broker)]
        case .anonymisationCheck:
            options = [
                (.finishCheck(openFindings: chance(4) ? 2 : 0), People.broker),
                (.authorise, People.commissioner), (.authorise, People.commissioner),
            ]
        case .authorised:
            guard admitted.count >= 2 || chance(20) else { return }
            let invitees = chance(6) ? Array(admitted.dropFirst()) : admitted
            let deadline = now.adding(seconds: 86_400 * (chance(4) ? 5 : 14))
            options = [
                (
                    .publish(
                        invitees: invitees, admitted: admitted, criteria: criteria,
                        preferenceDecides: !chance(9), deadline: deadline,
                        agreedBy: chance(2) ? Set(admitted) : []), People.broker
                )
            ]
        case .published:
            options = [
                (.ask("When?"), Actor(.provider, pick(["p-1", "p-2", "p-9"]))),
                (.answer(1, "Soon."), People.broker), (.close(submitted: submitted), .clock),
                (.close(submitted: submitted), .clock), (.close(submitted: submitted), .clock),
            ]
            if chance(12) { options.append((.withdraw(reason: "why"), People.broker)) }
            if chance(4) {
                options.append(
                    (
                        .amend(
                            Samples.package(version: package.content.version + 1),
                            deadline: now.adding(seconds: 86_400 * 16)), People.broker
                    ))
            }
        case .closed:
            options = [
                (.startEvaluation(evaluators: ["e-1", "e-2"], conflicted: []), People.broker),
                (.endWithoutAward(.noBids, prices: prices), People.broker),
            ]
        case .underEvaluation:
            options = evaluationCommands(prices)
        case .negotiation:
            options = [(.endNegotiation, People.broker)]
            if let round = package.rounds.last,
                let bid = round.invited.first(where: { !round.answered.contains($0) })
            {
                options.append((.bidderAnswered(bid), People.broker))
            }
        case .shortlisted:
            options = [
                (.askPeople, People.broker), (.shortlist(prices: prices), People.broker),
                (.endWithoutAward(.noneWithinBudget, prices: prices), People.broker),
            ]
        case .awaitingPreference:
            options = [(.shortlist(prices: prices), People.broker)]
            if preference.state == .accepted { options += [(.receivePreference, People.broker)] }
            options.append((.endWithoutAward(.noneMeetsTheCriteria, prices: prices), People.broker))
        case .preferenceReceived:
            options = [
                (.recommend, People.broker), (.recommend, People.broker),
                (.shortlist(prices: prices), People.broker),
            ]
            if chance(6) {
                options += [
                    (.askPeopleAgain, People.broker),
                    (.endWithoutAward(.noneAcceptableToThePerson, prices: prices), People.broker),
                ]
            }
        case .recommended:
            options = [(.shortlist(prices: prices), People.broker)]
            if award.state == .approved { options += [(.award, People.approver)] }
            if chance(8) { options.append((.askPeopleAgain, People.broker)) }
        case .awarded:
            options = [(.award, People.approver)]
            if award.state == .fallen { options = [(.fallBack, People.broker)] }
            if award.state == .contracted { options = [(.contract, People.broker)] }
        case .contracted: options = [(.cancel(reason: "why"), People.broker)]
        case .withdrawn, .cancelled, .unsuccessful:
            options = [(.rerun(as: "CE-9001"), People.broker)]
        }
        if chance(60) { options = [(.cancel(reason: "why"), People.broker)] }
        let (command, actor) = pick(options)
        let events = give("PackageCase", \.package, command, by: chance(15) ? anyone() : actor)
        follow(events ?? [])
    }

    private mutating func evaluationCommands(
        _ prices: [Bid.ID: Pence]
    ) -> [(PackageCase.Command, Actor)] {
        var options: [(PackageCase.Command, Actor)] = []
        for bid in package.bids where bids.contains(where: { $0.id == bid && $0.isStanding }) {
            for criterion in criteria {
                let score = Score(
                    bid: bid, criterion: criterion.id, points: chance(10) ? 1 : 4, reason: "why")
                for evaluator in People.evaluators
                where !(package.scores[evaluator.id] ?? []).contains(where: {
                    $0.bid == bid && $0.criterion == criterion.id
                }) {
                    options.append((.score(score), evaluator))
                }
                if !package.consensus.contains(where: {
                    $0.bid == bid && $0.criterion == criterion.id
                }) {
                    options.append((.agree(score), People.evaluators[0]))
                }
            }
        }
        options.append((.shortlist(prices: prices), People.broker))
        options.append((.endWithoutAward(.noneMeetsTheCriteria, prices: prices), People.broker))
        options.append((.endWithoutAward(.noneWithinBudget, prices: prices), People.broker))
        let live = bids.filter { $0.canStillWin && package.bids.contains($0.id) }.map(\.id)
        if chance(3) {
            options.append(
                (
                    .negotiate(
                        subject: "price", deadline: now.adding(seconds: 86_400),
                        invited: chance(4) ? Array(live.dropFirst()) : live, canStillWin: live),
                    People.broker
                ))
        }
        return options
    }

    /// What a package's step means for its bids and for the people.
    private mutating func follow(_ events: [PackageCase.Event]) {
        for event in events {
            switch event {
            case .published:
                bids = package.invitees.enumerated().map { number, provider in
                    BidCase(
                        id: Bid.ID("b-\(number + 1)"), package: package.id, provider: provider,
                        outcomes: ["o1"], deadline: package.deadline ?? now)
                }
            case .amended:
                for index in bids.indices {
                    give(
                        "BidCase", \World.bids[index], .moveDeadline(package.deadline ?? now),
                        by: People.broker)
                }
            case .shortlisted(let shortlist):
                give("PreferenceCase", \.preference, .makeDue(shortlist), by: People.broker)
            case .fellBack:
                awards.append(award)
                award = AwardCase(
                    id: AwardCase.ID("w-\(awards.count + 1)"), package: package.id, pack: pack)
            default: break
            }
        }
    }

    private var submitted: [Bid.ID] { bids.filter { $0.state == .submitted }.map(\.id) }

    private var livePrices: [Bid.ID: Pence] {
        var prices: [Bid.ID: Pence] = [:]
        for bid in bids where bid.isStanding {
            if let offer = try? bid.offer(to: People.broker, at: now) {
                prices[bid.id] = offer.weeklyPrice
            }
        }
        return prices
    }

    mutating func stepBid() {
        guard !bids.isEmpty else { return }
        let index = Int(random.next() % UInt64(bids.count))
        let bid = bids[index]
        let own = Actor(.provider, bid.provider.rawValue)
        let offer = Bids.offer(
            price: pick([90_000, 100_000, 119_000, 119_001]),
            validUntil: Day(now, in: .england).adding(days: chance(5) ? 40 : 200).description)
        let result = (try? bid.offer(to: People.broker, at: now)).flatMap { offer in
            offer.flatMap { package.result(of: bid.id, at: $0.weeklyPrice) }
        }
        let isListed = package.shortlist?.bids.contains(bid.id) ?? false
        var options: [(BidCase.Command, Actor)]
        switch bid.state {
        case .draft:
            options = [(.submit(offer, isInvited: admitted.contains(bid.provider)), own)]
        case .submitted:
            options = [
                (.open, .clock), (.open, .clock), (.moveDeadline(bid.deadline), People.broker),
            ]
            if chance(5) { options.append((.submit(offer, isInvited: true), own)) }
        case .opened: options = [(.startEvaluation, People.broker), (.lapse, .clock)]
        case .underEvaluation:
            options = [(.askToClarify("?"), People.broker), (.lapse, .clock)]
            if let result {
                options += [(.judge(result), People.broker), (.judge(result), People.broker)]
            }
            if package.state == .negotiation {
                options.append((.inviteToRevise(openRound), People.broker))
            }
        case .clarification: options = [(.clarify("So.", unchanged: !chance(4)), own)]
        case .negotiating: options = [(.revise(offer), own), (.endRound, People.broker)]
        case .meetsCriteriaWithinBudget:
            options = isListed ? [(.list, People.broker)] : [(.lapse, .clock)]
            if package.state == .negotiation {
                options.append((.inviteToRevise(openRound), People.broker))
            }
        case .doesNotMeetCriteria, .overBudget:
            options = [(.lose(reasons: ["why"]), People.broker)]
            if package.state == .negotiation {
                options = [(.inviteToRevise(openRound), People.broker)]
            }
        case .shortlisted:
            options = [(.prefer, People.broker), (.holdInReserve, People.broker), (.lapse, .clock)]
            if package.state == .awarded { options.append((.award, People.approver)) }
        case .preferred:
            options = [(.holdInReserve, People.broker), (.list, People.broker)]
            if package.state == .awarded { options.append((.award, People.approver)) }
        case .reserve:
            options = [(.prefer, People.broker), (.list, People.broker)]
            if package.state == .awarded { options.append((.award, People.approver)) }
        case .awarded:
            options =
                award.state == .fallen
                ? [(.fall(reason: "why"), People.broker)] : [(.lapse, .clock)]
            if chance(9) { options.append((.fall(reason: "why"), People.broker)) }
        case .withdrawn, .rejected, .unsuccessful, .lapsed: options = [(.withdraw, own)]
        }
        if chance(25) {
            options = [
                (.withdraw, own), (.reject(reason: "why", asTooLow: chance(2)), People.broker),
                (.lose(reasons: ["why"]), People.broker), (.lapse, .clock),
            ]
        }
        let (command, actor) = pick(options)
        give("BidCase", \World.bids[index], command, by: chance(15) ? anyone() : actor)
    }

    private var openRound: BidCase.OpenRound {
        BidCase.OpenRound(
            number: package.rounds.count, deadline: package.rounds.last?.deadline ?? now)
    }

    mutating func stepPreference() {
        let listed = package.shortlist?.bids ?? ["b-1"]
        let heads = preference.heads.map(\.id)
        let choice: Choice =
            chance(6) ? .noneOfThese : chance(9) ? .notToday : .favourite(pick(listed))
        let record = Preferences.record(
            Preference.ID("k-\(arrived.count + 1)"), supersedes: chance(4) ? [] : heads,
            version: max(1, (preference.shortlist?.version ?? 1) - (chance(9) ? 1 : 0)),
            choice: choice, family: chance(3) ? .favourite(pick(listed)) : nil)
        var options: [(PreferenceCase.Command, Actor)] = [
            (.accept, People.broker), (.accept, People.broker),
            (.sayHowDissentWasHandled(heads.first ?? "k-0", "talked"), People.worker),
            (.advocateInPlace, People.worker),
            (.decideBestInterests(Preferences.bestInterests), People.worker),
            (.assess(Preferences.assessment(capacity: !chance(3))), People.worker),
        ]
        if preference.state != .accepted || chance(8) {
            options += [(.receive(record), People.worker), (.receive(record), People.worker)]
        }
        if chance(6) {
            options += [
                (.returnForDetail("who?"), People.broker),
                (.doubtCapacity(reason: "why"), People.worker),
                (.needAdvocate(.careAct), People.worker),
                (.chooseOffList(Preferences.offList), People.worker),
                (.answerOffList(Preferences.answer(accepted: true)), People.broker),
            ]
        }
        if chance(80) { options = [(.close, People.broker)] }
        let (command, actor) = pick(options)
        let events = give("PreferenceCase", \.preference, command, by: actor)
        for event in events ?? [] {
            switch event {
            case .received(let record), .receivedStale(let record), .receivedBeside(let record):
                arrived.append(record)
            default: break
            }
        }
    }

    mutating func stepAward() {
        let deciding = preference.deciding.choice?.bids.first ?? "b-1"
        let bid = chance(5) ? pick(["b-1", "b-2"]) : deciding
        let override =
            chance(3)
            ? AwardCase.Override(
                ground: .suitability, reason: chance(4) ? "" : "why", personWasTold: !chance(4))
            : nil
        let facts = facts(for: award.recommendation?.bid ?? bid)
        var options: [(AwardCase.Command, Actor)]
        switch award.state {
        case .notStarted, .returned:
            guard package.state == .recommended || chance(10) else { return }
            options = [
                (
                    .recommend(
                        AwardCase.Recommendation(
                            bid: bid, by: "b-1", weeklyPrice: Pence(100_000), override: override),
                        self.facts(for: bid)), People.broker
                )
            ]
        case .withApprover:
            options = [
                (
                    .approve(limit: Pence(pick([5_199_999, 5_200_000, 9_000_000])), facts),
                    People.approver
                ),
                (.approve(limit: Pence(9_000_000), facts), People.approver),
            ]
            if chance(5) {
                options += [
                    (.sendBack(comment: "why?"), People.approver),
                    (.refuse(reason: "why"), People.approver),
                ]
            }
        case .approved:
            let letters = Dictionary(
                uniqueKeysWithValues: (chance(4) ? Array(facts.bidders.dropFirst()) : facts.bidders)
                    .map { ($0, ["why"]) })
            options = [(.notify(letters, facts), People.broker)]
        case .notified:
            options = [(.contract(facts), People.broker), (.offerStandstill, People.broker)]
        case .standstill:
            options = [
                (.contract(facts), People.broker), (.challenge(reason: "why"), People.provider()),
            ]
        case .challenged:
            options = [
                (.endChallenge(upheld: chance(2), reason: "why"), People.commissioner),
                (.contract(facts), People.broker),
            ]
        case .contracted:
            options = [(.publishNotice, People.broker), (.end(successor: nil), People.broker)]
        case .noticePublished: options = [(.end(successor: "CE-3000"), People.broker)]
        case .refused, .fallen, .setAside, .ended: options = [(.publishNotice, People.broker)]
        }
        if chance(12) { options = [(.fall(reason: "why"), People.broker)] }
        let (command, actor) = pick(options)
        give("AwardCase", \.award, command, by: chance(15) ? anyone() : actor)
    }

    func facts(for id: Bid.ID) -> AwardCase.Facts {
        let bid = bids.first { $0.id == id }
        let offer = bid.flatMap { try? $0.offer(to: People.broker, at: now) }
        return AwardCase.Facts(
            preferenceIsAccepted: preference.state == .accepted,
            gatesAreClear: preference.gatesAreClear, deciding: preference.deciding,
            shortlist: package.shortlist?.bids ?? [], evaluators: Set(package.evaluators),
            providerIsAdmitted: bid.map { admitted.contains($0.provider) } ?? false,
            bidCanStillWin: bid?.canStillWin ?? false,
            bidIsValidUntil: offer?.validUntil ?? day("2000-01-01"),
            winnersDocumentsAreCurrent: true, bidders: package.bids,
            anotherAwardStands: awards.contains(where: \.stands))
    }
}
