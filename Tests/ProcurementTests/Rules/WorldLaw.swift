import Procurement

/// A command that was carried out, and what it made of its case.
struct Happening<Subject: Watched> {
    let command: Subject.Command
    let event: Subject.Event
    let earlier: Subject
    let later: Subject
    let actor: Actor

    init(
        command: Subject.Command, event: Subject.Event, _ earlier: Subject, _ later: Subject,
        by actor: Actor
    ) {
        self.command = command
        self.event = event
        self.earlier = earlier
        self.later = later
        self.actor = actor
    }
}

/// What must be so when something happens, worked out from the whole world and not by the code
/// that decided it.
extension World {
    mutating func watch<Subject: Watched>(_ happening: Happening<Subject>) {
        switch happening {
        case let happening as Happening<PackageCase>: watch(happening)
        case let happening as Happening<BidCase>: watch(happening)
        case let happening as Happening<PreferenceCase>: watch(happening)
        case let happening as Happening<AwardCase>: watch(happening)
        case let happening as Happening<AdmissionCase>: watch(happening)
        default: check(false, "nobody watches \(Subject.title)")
        }
    }

    private mutating func watch(_ happening: Happening<AdmissionCase>) {
        let request = happening.later
        switch happening.event {
        case .submitted(let declaration, let evidence, _, _):
            check(happening.actor.id == request.provider.rawValue, "asked for another provider")
            check(declaration.answersEveryGround && evidence == Requests.heads, "asked by halves")
            check(runs, "asked after the system's end")
        case .admitted:
            check(
                request.verdicts.count == 3 && request.verdicts.values.allSatisfy(\.isMet),
                "admitted without every head")
            let grounds = request.declaration?.grounds ?? []
            check(
                !grounds.contains {
                    $0.ground.isMandatory && $0.isInForce(on: today, under: .pack(pack))
                }, "admitted under a mandatory ground")
        case .refused:
            check(request.verdicts.values.contains { !$0.isMet }, "refused although it meets all")
        case .excluded(let ground, let reason):
            let finding = happening.earlier.declaration?.grounds.first { $0.ground == ground }
            check(
                finding?.isInForce(on: today, under: .pack(pack)) ?? false,
                "excluded without a ground")
            check(finding?.selfCleaning != .offered, "excluded unheard")
            check(!reason.isEmpty, "excluded without a reason")
        case .suspended(let reason), .removed(let reason), .reinstated(let reason):
            check(!reason.isEmpty, "a standing changed without a reason")
        case .renewalLapsed:
            check(happening.earlier.renewBy.map { today > $0 } ?? false, "lapsed before its day")
        case .extended(let reason, _):
            check(!reason.isEmpty && !happening.earlier.isExtended, "extended twice or unsaid")
        case .selfCleaningOffered(let ground): check(!ground.isTax, "cleaned of a tax ground")
        case .taxShownPaid(let ground): check(ground.isTax, "paid what is no tax")
        default: break
        }
    }

    private mutating func watch(_ happening: Happening<PreferenceCase>) {
        let (earlier, later) = (happening.earlier, happening.later)
        check(
            later.ageGroup != .children || later.capacity == .assumed,
            "a child's capacity was doubted")
        switch happening.event {
        case .accepted:
            check(later.heads.count == 1, "accepted while two records stand")
            check(isClear(later), "accepted with a gate open")
            check(happening.actor.role != .socialWorker, "a worker accepted")
            if let head = later.heads.first {
                check(
                    !head.hasDissent || head.dissent != nil || later.dissents[head.id] != nil,
                    "accepted over a dissent that nobody handled")
            }
        case .received(let record), .receivedBeside(let record), .receivedStale(let record):
            check(later.records == earlier.records + [record], "a record did not arrive as it was")
            check(!earlier.records.contains { $0.id == record.id }, "a record came twice")
            check(record.basis.package == later.id, "a record of another package")
            check(record.voices.count { $0.whose == .person } <= 1, "the person has two voices")
            if record.person == nil {
                check(record.dissent != nil, "nobody asked the person, nor said why")
                let says = later.deciding
                check(
                    earlier.deciding == .nobody
                        ? says == .nobody || lacksCapacity(later) : says == earlier.deciding,
                    "another voice changed the person's")
            }
        case .bestInterestsDecided:
            check(lacksCapacity(later), "decided for a person who can decide")
            check(later.records == earlier.records, "a decision changed what the person said")
        case .becameDue(let shortlist):
            check(
                shortlist == package.shortlist && !shortlist.bids.isEmpty,
                "asked about another shortlist than the package's")
        default:
            check(later.records == earlier.records, "a record came without a visit")
        }
    }

    private mutating func watch(_ happening: Happening<BidCase>) {
        let (earlier, later) = (happening.earlier, happening.later)
        switch happening.event {
        case .submitted(let offer, _):
            check(now < earlier.deadline, "a late bid counted")
            check(now < package.deadline ?? now, "a bid came after the package's deadline")
            check(
                happening.actor == Actor(.provider, later.provider.rawValue)
                    && admitted.contains(later.provider)
                    && package.invitees.contains(later.provider), "somebody uninvited bid")
            check(isWhole(offer, later), "half an offer counted")
        case .withdrawn:
            check(happening.actor.id == later.provider.rawValue, "withdrawn by somebody else")
        case .opened: check(now >= later.deadline, "opened before its deadline")
        case .deadlineMoved(let deadline):
            check(deadline >= earlier.deadline && now < earlier.deadline, "time was taken away")
        case .invitedToRevise(let round):
            check(round == openRound, "invited on other terms than the rest")
            check(
                package.rounds.last?.invited.contains(later.id) ?? false,
                "invited outside the round")
            check(round.deadline > now, "invited to a round that is over")
        case .revised(let offer):
            check(
                happening.actor.id == later.provider.rawValue
                    && earlier.round.map { now <= $0.deadline } ?? false,
                "revised without an invitation that runs")
            check(isWhole(offer, later), "half an offer counted")
        case .clarified, .clarificationAsked:
            check(self.offer(of: Kept(earlier)) == self.offer(of: Kept(later)), "a word changed it")
        case .foundEligible, .foundShortOfCriteria, .foundOverBudget:
            let result = self.offer(of: Kept(later)).flatMap {
                package.now.result(of: later.id, at: $0.weeklyPrice)
            }
            let says: BidCase.State? = result.map {
                !$0.meetsCriteria
                    ? .doesNotMeetCriteria
                    : $0.isWithinBudget ? .meetsCriteriaWithinBudget : .overBudget
            }
            check(says == later.state, "judged otherwise than its scores")
        case .rejected, .lost, .fell:
            check(
                !later.reasons.isEmpty && later.reasons.allSatisfy { !$0.isEmpty },
                "a bid ended without a reason")
        case .lapsed:
            check(
                self.offer(of: Kept(later)).map { today > $0.validUntil } ?? false,
                "lapsed while it was valid")
        default: break
        }
    }

    private func isWhole(_ offer: Offer, _ bid: BidCase) -> Bool {
        offer.responses.map(\.outcome) == bid.outcomes && offer.weeklyPrice > Pence(0)
            && offer.validUntil > Day(bid.deadline, in: .england)
    }

    var runs: Bool { RulePack.pack(pack).lastDay.map { today <= $0 } ?? true }

    func lacksCapacity(_ preference: PreferenceCase) -> Bool {
        if case .lacksCapacity = preference.capacity { return true }
        return false
    }

    /// The gates, read from what was written down and not from what the case says of itself.
    func isClear(_ preference: PreferenceCase) -> Bool {
        if case .needed = preference.advocate { return false }
        if case .doubted = preference.capacity { return false }
        return !lacksCapacity(preference) || preference.bestInterests != nil
    }
}
