@testable import Procurement

/// A package's whole history, written as its events, with a marker in each private place.
struct Story {
    enum Twist: CaseIterable {
        case preferred, overrideSuitability, overrideBestInterests, lacksCapacity, fallen
        case onlyBidRefused, noBids, offListRefused
    }

    /// A private text and the readers who may see it; the auditor may see all of them.
    struct Marker {
        let text: String
        let readers: Set<String>
    }

    private(set) var history: PackageHistory
    private(set) var markers: [Marker] = []
    private var now = Samples.now
    let bids: [Bid.ID]
    private let winners: Set<Bid.ID>

    static let criteria = [
        AwardCriterion(id: "c1", title: "How the outcomes are reached", weight: 70, minimum: 3),
        AwardCriterion(id: "c2", title: "The people who help", weight: 30, minimum: 2),
    ]

    init(_ twist: Twist, pack: RulePack.ID = .lightTouch) {
        bids = twist == .noBids ? [] : twist == .onlyBidRefused ? ["b1"] : ["b1", "b2", "b3"]
        winners =
            switch twist {
            case .overrideSuitability, .overrideBestInterests: ["b2"]
            case .fallen: ["b1", "b2"]
            case .preferred, .lacksCapacity: ["b1"]
            case .onlyBidRefused, .noBids, .offListRefused: []
            }
        history = PackageHistory(
            content: Samples.package(), author: "author", pack: pack,
            providers: ["p1": "Alder Support", "p2": "Beech Care", "p3": "Cedar Homes"])
        publish()
        for bid in bids { submit(bid) }
        close()
        guard twist != .noBids else {
            add(.package(.endedWithoutAward(.noBids)))
            add(.package(.rerun(as: "CE-2099")))
            return
        }
        evaluate()
        prefer(twist)
        award(twist)
    }

    // MARK: - Steps

    private mutating func add(
        _ event: PackageHistory.Event, by actor: Actor = .init(.broker, "b")
    ) {
        now = now.adding(seconds: 3600)
        history.append(event, by: actor, at: now)
    }

    /// A private text, unlike any other.
    private mutating func mark(_ place: String, _ readers: Set<String> = []) -> String {
        let text = "Zq \(place) marker \(markers.count) qz"
        markers.append(Marker(text: text, readers: readers))
        return text
    }

    private func provider(of bid: Bid.ID) -> Provider.ID {
        Provider.ID("p" + bid.rawValue.dropFirst())
    }

    static func price(_ bid: Bid.ID) -> Pence {
        Pence(["b1": 98_123, "b2": 87_654, "b3": 118_765][bid.rawValue] ?? 0)
    }

    private mutating func publish() {
        add(.package(.sentToCheck))
        add(.package(.checkPassed))
        add(.package(.authorised(by: "commissioner")), by: Actor(.commissioner, "commissioner"))
        let question = PackageCase.Question(
            id: 1, asker: "p3", text: mark("question"), answer: nil)
        add(
            .package(
                .published(
                    invitees: ["p1", "p2", "p3"], criteria: Self.criteria,
                    deadline: now.adding(seconds: 1_000_000), on: Samples.day("2026-11-30"))))
        add(.package(.asked(question)), by: Actor(.provider, "p3"))
    }

    private mutating func submit(_ bid: Bid.ID) {
        let offer = Offer(
            weeklyPrice: Self.price(bid), start: Samples.day("2027-02-01"),
            validUntil: Samples.day("2027-06-30"), summary: mark("summary of \(bid)"),
            responses: [
                OutcomeResponse(
                    outcome: "o1", says: .yes, answer: mark("answer of \(bid)"),
                    easyRead: mark("easy answer of \(bid)"))
            ])
        let provider = provider(of: bid)
        add(
            .bid(bid, of: provider, .submitted(offer, at: now)),
            by: Actor(.provider, provider.rawValue))
    }

    private mutating func close() {
        now = now.adding(seconds: 2_000_000)
        add(.package(.closed(bids: bids)), by: .clock)
        for bid in bids { add(.bid(bid, of: provider(of: bid), .opened), by: .clock) }
    }

    private mutating func evaluate() {
        add(.package(.evaluationStarted(evaluators: ["e1", "e2"])))
        for bid in bids { add(.bid(bid, of: provider(of: bid), .evaluationStarted)) }
        for bid in bids {
            for criterion in Self.criteria {
                for evaluator in ["e1", "e2"] {
                    let score = Score(
                        bid: bid, criterion: criterion.id, points: 4,
                        reason: mark("score of \(bid) by \(evaluator)"))
                    add(
                        .package(.scored(score, by: evaluator)), by: Actor(.evaluator, evaluator))
                }
                // An assessment summary holds the reasons for the successful bid's scores.
                let isOpen = winners.contains(bid) && history.pack == .procurementAct2023
                let agreed = Score(
                    bid: bid, criterion: criterion.id, points: bid == "b2" ? 5 : 4,
                    reason: mark(
                        "consensus on \(bid)", isOpen ? ["b1", "b2", "b3"] : [bid.rawValue]))
                add(.package(.agreed(agreed)), by: Actor(.evaluator, "e1"))
            }
            add(.bid(bid, of: provider(of: bid), .foundEligible))
        }
        shortlist(1, bids)
    }

    private mutating func shortlist(_ version: Int, _ bids: [Bid.ID]) {
        let list = Shortlist(
            package: "CE-2041", version: version, agreed: Samples.day("2026-12-20"), bids: bids)
        add(.package(.shortlisted(list)))
        add(.preference(.becameDue(list)))
        add(.package(.peopleAsked))
    }

    private mutating func record(
        _ id: Preference.ID, _ version: Int, _ bids: [Bid.ID], person: Choice, family: Choice
    ) -> Preference {
        let ability = CapacityAssessment.Ability(present: false, evidence: mark("evidence"))
        let assessment = CapacityAssessment(
            decision: mark("decision"), trigger: mark("trigger"), understands: ability,
            retains: ability, weighs: ability, communicates: ability, helpGiven: mark("help"),
            couldItWait: mark("wait"), hasCapacity: false)
        return Preference(
            id: id,
            basis: .init(
                package: "CE-2041", packageVersion: 1, shortlistVersion: version, bids: bids),
            supersedes: [],
            meeting: Meeting(
                started: now, ended: now, place: .home, worker: "w1",
                secondWitness: mark("witness")),
            communication: CommunicationUsed(
                needs: [], format: .pictureCards, interpreter: mark("interpreter"),
                observed: mark("observed"), readBack: .confirmed),
            people: [
                Participant(role: .person),
                Participant(
                    role: .family, relationship: .mother, conflictOfInterest: mark("conflict"),
                    legalAuthority: .init(kind: mark("authority"), seen: false)),
            ],
            advocacy: Advocacy(
                substantialDifficulty: false, appropriatePerson: true, advocate: nil,
                reason: mark("advocacy")), capacity: .assessed(assessment),
            voices: [
                Voice(
                    id: "person", whose: .person, choice: person,
                    reasons: mark("person's words", ["person"]), mustHaves: [mark("must have")],
                    dealBreakers: [mark("deal breaker")],
                    outcomeReasons: [.init(outcome: "o1", words: mark("outcome words"))]),
                Voice(
                    id: "family-1", whose: .family(.mother), choice: family,
                    reasons: mark("mother's words", ["family-1"]),
                    mustHaves: [mark("mother's must have")]),
                Voice(
                    id: "family-2", whose: .family(.brother), choice: .declined,
                    reasons: mark("brother's words", ["family-2"])),
            ], dissent: Dissent(between: ["person", "family-1"], handled: mark("handled")),
            closing: Closing(
                toldHowAndWhen: true, toldCanChangeMind: true, toldHowToComplain: true),
            fairness: Fairness(orderShown: bids, shownFor: bids.map { _ in 1000 }))
    }

    private mutating func prefer(_ twist: Twist) {
        let refuses = twist == .onlyBidRefused || twist == .offListRefused
        let record = record(
            "r1", 1, bids, person: refuses ? .noneOfThese : .favourite("b1"),
            family: .favourite(bids.last ?? "b1"))
        let social = Actor(.socialWorker, "w1")
        add(.preference(.received(record)), by: social)
        if twist == .lacksCapacity {
            add(.preference(.capacityDoubted(reason: mark("doubt"))), by: social)
            if case .assessed(let assessment) = record.capacity {
                add(.preference(.capacityLacking(assessment)), by: social)
            }
            add(
                .preference(
                    .bestInterestsDecided(
                        BestInterestsDecision(
                            choice: .favourite("b1"),
                            consulted: [Participant(role: .family, relationship: .mother)],
                            reason: mark("best interests")))), by: social)
        }
        add(.preference(.dissentHandled("r1", mark("how dissent was handled"))), by: social)
        add(.preference(.accepted("r1")))
        add(.package(.preferenceReceived))
        if twist == .offListRefused {
            add(
                .preference(
                    .offListChosen(.init(words: mark("off list"), route: .preferredAccommodation))))
            add(
                .preference(
                    .offListAnswered(
                        .init(
                            isSuitable: false, isAvailable: true, termsAgreed: true,
                            isWithinBudgetOrToppedUp: true, accepted: false,
                            reason: mark("off list answer", ["person"])))))
        }
        if refuses { add(.package(.endedWithoutAward(.noneAcceptableToThePerson))) }
    }

    private mutating func award(_ twist: Twist) {
        guard ![.onlyBidRefused, .offListRefused].contains(twist) else {
            if twist == .onlyBidRefused { add(.package(.rerun(as: "CE-2099"))) }
            return
        }
        let ground: AwardCase.Override.Ground? =
            twist == .overrideSuitability
            ? .suitability : twist == .overrideBestInterests ? .bestInterests : nil
        let override = ground.map {
            AwardCase.Override(
                ground: $0, reason: mark("override", ["person"]), personWasTold: true)
        }
        let winner: Bid.ID = override == nil ? "b1" : "b2"
        decide(winner, "a1", override)
        guard twist == .fallen else { return }
        add(.award("a1", .fell(reason: mark("award fell"))))
        add(.bid("b1", of: "p1", .fell(reason: mark("bid fell", ["b1"]))))
        add(.package(.fellBack))
        shortlistAgain()
    }

    private mutating func decide(
        _ winner: Bid.ID, _ award: AwardCase.ID, _ override: AwardCase.Override?
    ) {
        let weekly = Self.price(winner)
        add(
            .award(
                award,
                .recommended(
                    .init(bid: winner, by: "b", weeklyPrice: weekly, override: override))))
        add(.package(.recommended))
        add(.award(award, .approved(by: "approver")), by: Actor(.approver, "approver"))
        add(.package(.awarded), by: Actor(.approver, "approver"))
        for bid in bids where bid == winner {
            let listed = PackageHistory.Event.bid(bid, of: provider(of: bid), .listed)
            if !history.entries.contains(where: { $0.event == listed }) { add(listed) }
            add(.bid(bid, of: provider(of: bid), .awarded), by: Actor(.approver, "approver"))
        }
        var letters: [Bid.ID: [String]] = [:]
        for bid in bids { letters[bid] = [mark("letter to \(bid)", [bid.rawValue])] }
        // A broker copied into one bidder's letter what must not be there.
        let mothers = markers.first { $0.text.contains("mother's words") }?.text ?? ""
        letters["b3"]?.append("The family said: \(mothers)")
        letters["b3"]?.append("The other bid costs £981.23 or £876.54 a week.")
        add(.award(award, .notified(letters)))
    }

    /// After an award fell: the two that are left, and the second one wins.
    private mutating func shortlistAgain() {
        let left: [Bid.ID] = ["b2", "b3"]
        let list = Shortlist(
            package: "CE-2041", version: 2, agreed: Samples.day("2027-01-10"), bids: left)
        add(.preference(.becameDue(list)))
        let second = record("r2", 2, left, person: .favourite("b2"), family: .favourite("b3"))
        add(.preference(.received(second)), by: Actor(.socialWorker, "w1"))
        add(.preference(.accepted("r2")))
        add(.package(.preferenceReceived))
        decide("b2", "a2", nil)
    }
}
