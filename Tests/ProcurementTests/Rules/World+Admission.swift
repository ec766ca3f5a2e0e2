import Procurement

extension World {
    mutating func stepAdmission() {
        let index = Int(random.next() % UInt64(admissions.count))
        let request = admissions[index]
        // Four providers stay in the market; two come and go.
        if index < 4, request.state == .admitted, !chance(12) {
            give(\World.admissions[index], .askForRenewal, by: anyone())
            return
        }
        let state = chance(12) ? pick(AdmissionCase.State.allCases) : request.state
        choose(\World.admissions[index], admissionOptions(request, in: state))
    }

    private mutating func declaration() -> Declaration {
        var grounds: [ExclusionFinding] = []
        for ground in [.fraud, .poorPerformance, .unpaidTaxEstablished] as [ExclusionGround]
        where chance(3) {
            grounds.append(ExclusionFinding(ground, since: pick([today, day("2019-05-01")])))
        }
        return Declaration(signed: today, grounds: grounds, answersEveryGround: !chance(9))
    }

    private mutating func admissionOptions(
        _ request: Kept<AdmissionCase>, in state: AdmissionCase.State
    ) -> [(AdmissionCase.Command, Actor)] {
        let own = Actor(.provider, request.provider.rawValue)
        let declaration = declaration()
        let evidence = chance(9) ? [.suitability] : Requests.heads
        let declared = request.declaration?.grounds.map(\.ground) ?? []
        let ground = pick(declared.isEmpty || chance(12) ? [.fraud, .unpaidTax] : declared)
        let extending: (AdmissionCase.Command, Actor) =
            (.extend(reason: chance(9) ? "" : "why"), People.broker)
        let excluding: (AdmissionCase.Command, Actor) =
            (.exclude(ground, reason: chance(9) ? "" : "why"), People.broker)
        switch state {
        case .draft: return [(.submit(declaration, evidence: evidence), own)]
        case .received: return [(.start, People.broker), extending]
        case .underEvaluation:
            let open = SelectionHead.allCases.filter { request.verdicts[$0] == nil }
            let head = open.first ?? pick(SelectionHead.allCases)
            let verdict = HeadVerdict(isMet: !chance(7), reason: chance(9) ? "" : "why")
            return [
                (.judge(head, verdict), People.broker), (.admit, People.broker),
                (.refuse, People.broker), (.askForInformation("?"), People.broker),
                (.offerSelfCleaning(ground), own), (.showTaxPaid(ground), own), excluding,
                extending,
            ]
        case .furtherInformationRequested: return [(.answerInformation, own), extending]
        case .selfCleaning:
            return [
                (.judgeSelfCleaning(ground, accepted: chance(2)), People.broker), excluding,
                extending,
            ]
        case .admitted:
            return [
                (.suspend(concern: chance(9) ? "" : "why"), People.broker), (.leave, own),
                (.askForRenewal, People.broker), (.lapseRenewal, .clock), excluding,
                (.renew(declaration), own),
            ]
        case .suspended:
            let reason = chance(9) ? "" : "why"
            return [
                (.reinstate(reason: reason), People.broker), (.renew(declaration), own),
                (.remove(reason: reason), People.broker), (.leave, own), excluding,
            ]
        case .notAdmitted, .excluded, .removed, .left: return [(.reapply, own)]
        }
    }
}
