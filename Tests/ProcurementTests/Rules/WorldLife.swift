import Procurement

/// What one package's life aims at. A life without aims would end at the first chance to, and the
/// depths would never be seen.
struct Life {
    /// Where the package ends without a contract; `nil`: it goes on to one.
    let endsAt: PackageCase.State?
    /// Whether it ends because every bidder leaves.
    let isLeft: Bool
    /// Where time passes over the validity of offers; `nil`: they are valid for long.
    let lapsesAt: PackageCase.State?
    let negotiates: Bool
    /// How many of those who are invited bid.
    let bidders: Int
    let quality: Quality
    /// Where the people's side stands still for long, and may be closed; `nil`: it goes on.
    let stallsAt: PreferenceCase.State?
    /// Where the package lingers while bidders and people move; `nil`: it goes on.
    let lingersAt: PackageCase.State?
    let ageGroup: AgeGroup
    /// How far it is hastened before anything is random; `nil`: not at all.
    let depth: PackageCase.State?
    /// Steps before the council gives it up.
    var patience: Int
    /// How long offers are valid after the deadline.
    var validDays: Int { lapsesAt == nil ? 400 : 60 }

    enum Quality: CaseIterable { case good, mixed, poor, dear }

    init(_ random: inout Seeded, _ pack: RulePack.ID) {
        func draw(_ outOf: UInt64) -> Int { Int(random.next() % outOf) }
        let deep: [PackageCase.State] = [
            .underEvaluation, .shortlisted, .awaitingPreference, .preferenceReceived,
            .recommended, .awarded,
        ]
        let depth = draw(4) > 0 ? deep[draw(6)] : nil
        self.depth = depth
        patience = depth == nil ? 300 : 110
        let early: [PackageCase.State] = [
            .published, .closed, .closed, .underEvaluation, .negotiation,
        ]
        let end = depth == .awarded ? nil : depth ?? early[draw(5)]
        endsAt = draw(3) > 0 ? nil : end == .negotiation && pack == .pcr2015Reg34 ? .closed : end
        isLeft = draw(2) == 0
        lapsesAt = draw(3) == 0 ? depth ?? early[draw(5)] : nil
        lingersAt = draw(2) == 0 && depth != .underEvaluation ? depth : nil
        negotiates = endsAt == .negotiation || (pack != .pcr2015Reg34 && draw(2) == 0)
        bidders = endsAt == .closed && isLeft ? 0 : [2, 3, 4, 4, 6, 6][draw(6)]
        quality =
            endsAt == .underEvaluation
            ? [.good, .poor, .dear][draw(3)] : [.good, .good, .good, .mixed][draw(4)]
        let stalls: [PreferenceCase.State] = [
            .notDue, .due, .submitted, .needsReconciliation, .accepted, .returned,
        ]
        stallsAt = draw(2) == 0 ? stalls[draw(6)] : nil
        ageGroup = draw(8) == 0 ? .children : .adults
    }
}

extension World {
    /// Most of a market is there before its first package.
    mutating func openMarket() {
        for _ in 0..<400 where admitted.count < 4 {
            now = now.adding(seconds: 600)
            stepAdmission()
            checkInvariants()
        }
    }

    mutating func step() {
        wait()
        if isOver { beginAnew() }
        life.patience -= 1
        let (ofPackage, ofBid, ofPreference, ofAward): (Int, Int, Int, Int) =
            switch package.state {
            case .draft, .anonymisationCheck, .authorised: (5, 0, 2, 0)
            case .published: (2, 5, 1, 0)
            case .closed, .underEvaluation: (7, 4, 1, 0)
            case .negotiation: (2, 5, 1, 0)
            case .shortlisted, .awaitingPreference, .preferenceReceived: (3, 3, 5, 1)
            case .recommended: (1, 2, 1, 5)
            case .awarded: (1, 3, 1, 4)
            case .contracted, .withdrawn, .cancelled, .unsuccessful: (2, 2, 2, 3)
            }
        switch Int(random.next() % UInt64(1 + ofPackage + ofBid + ofPreference + ofAward)) {
        case 0: stepAdmission()
        case 1...max(1, ofPackage): stepPackage()
        case ..<(1 + ofPackage + ofBid): stepBid()
        case ..<(1 + ofPackage + ofBid + ofPreference): stepPreference()
        default: stepAward()
        }
        checkInvariants()
    }

    /// Some time passes: mostly minutes; now and then to a clock that something waits for.
    mutating func wait() {
        now = now.adding(seconds: Int64(random.next() % 900))
        if chance(60) { now = now.adding(seconds: 86_400) }
        if package.state == .published, let deadline = package.deadline, chance(8) {
            let isIn = submitted.count >= min(life.bidders, bids.count)
            if isIn || chance(20) {
                now = max(now, chance(4) ? deadline.adding(seconds: -1) : deadline)
            }
        }
        if package.state == .negotiation, let round = package.rounds.last, chance(24) {
            now = max(now, round.deadline)
        }
        if let last = award.standstillUntil, award.state == .standstill, chance(12) {
            pass(last)
        }
        if let last = admissions.compactMap(\.renewBy).min(), chance(150) { pass(last) }
        if life.lapsesAt == package.state, chance(10) {
            let ends = bids.compactMap { $0.isStanding ? offer(of: $0)?.validUntil : nil }
            if let last = ends.min() { pass(last) }
        }
    }

    private mutating func pass(_ day: Day) {
        now = now.adding(seconds: 86_400 * Int64(max(0, today.days(until: day) + 1)))
    }

    /// Whether the life is at its end, and its loose ends had their time.
    private var isOver: Bool {
        if life.patience <= 0 { return true }
        switch package.state {
        case .withdrawn, .cancelled, .unsuccessful:
            return package.events.last.map { caseName(of: $0) } == "rerun"
        case .contracted: return award.state == .ended
        default: return false
        }
    }

    /// The next package; the one before is kept as it is.
    mutating func beginAnew() {
        checkHistories()
        past.append(Past(package: package, bids: bids, preference: preference, awards: awards))
        let id = SupportPackage.ID("CE-\(past.count + 1)")
        let isRerun = package.ending != nil
        life = Life(&random, pack)
        package = Kept(
            PackageCase(
                content: Self.content(id), author: "c-9", pack: pack,
                rerunOf: isRerun ? package.id : nil))
        preference = Kept(PreferenceCase(id: id, ageGroup: life.ageGroup))
        bids = []
        awards = []
        startAward()
        arrived = []
        openMarket()
        if let depth = life.depth { hasten(to: depth) }
    }

    mutating func startAward() {
        let number = past.reduce(awards.count + 1) { $0 + $1.awards.count }
        awards.append(
            Kept(AwardCase(id: AwardCase.ID("w-\(number)"), package: package.id, pack: pack)))
    }

    /// The award that stands, or the last one.
    var currentAward: Int { awards.firstIndex(where: \.stands) ?? awards.count - 1 }
    var award: Kept<AwardCase> { awards[currentAward] }

    /// What its own provider reads.
    func offer(of bid: Kept<BidCase>) -> Offer? {
        (try? bid.now.offer(to: Actor(.provider, bid.provider.rawValue), at: now)) ?? nil
    }
}
