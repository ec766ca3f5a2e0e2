/// Keeps what was said in confidence out of free text that goes to somebody else.
///
/// Letters quote a few texts that people wrote for the reader: an evaluator's reason, a broker's.
/// A writer may have copied into them what the reader must not see. A text is left out that holds
/// word for word what somebody else said, or a number that is another bid's price.
struct Discretion {
    private let phrases: [String]
    private let prices: Set<Int>

    /// The least length at which words can be told from words that anybody would use.
    private static let least = 8

    /// For one bidder: nothing of the preference, no other's offer, none of the council's notes.
    init(_ trace: Trace, for bid: Bid.ID) {
        var texts = Self.voices(trace, where: { _ in true })
        var prices = Set<Int>()
        for step in trace.steps {
            switch step.event {
            case .bid(let other, _, .submitted(let offer, _)) where other != bid,
                .bid(let other, _, .revised(let offer)) where other != bid:
                texts.append(offer.summary)
                texts += offer.responses.flatMap { [$0.answer, $0.easyRead] }
                prices.formUnion([offer.weeklyPrice.amount, offer.weeklyPrice.amount * 52])
            case .bid(let other, _, .clarified(let words)) where other != bid: texts.append(words)
            case .award(_, .recommended(let recommendation)):
                if let override = recommendation.override { texts.append(override.reason) }
            case .award(_, .sentBack(let words)), .award(_, .refused(let words)):
                texts.append(words)
            case .award(_, .fell(let words)):
                if trace.fallen.contains(where: { $0.bid != bid }) { texts.append(words) }
            default: break
            }
        }
        let own = trace.steps.compactMap { step in
            step.offer.flatMap { $0.bid == bid ? $0.offer.weeklyPrice.amount : nil }
        }
        self.prices = prices.subtracting(own.flatMap { [$0, $0 * 52] })
        phrases = Self.plain(texts)
    }

    /// For the person: nothing that another voice said.
    init(_ trace: Trace, forThePerson: Void) {
        phrases = Self.plain(Self.voices(trace, where: { $0 != .person }, alone: true))
        prices = []
    }

    func allows(_ text: String) -> Bool {
        let plain = Self.plain(text)
        guard !phrases.contains(where: { plain.contains($0) }) else { return false }
        return prices.isDisjoint(with: Self.amounts(in: text))
    }

    /// What was said at visits, and about the person on the way to a decision.
    private static func voices(
        _ trace: Trace, where isPrivate: (Whose) -> Bool, alone: Bool = false
    ) -> [String] {
        var texts: [String] = []
        for record in trace.preference.records {
            for voice in record.voices where isPrivate(voice.whose) {
                texts += [voice.reasons] + voice.mustHaves + voice.dealBreakers
                texts += voice.outcomeReasons.map(\.words)
            }
            guard !alone else { continue }
            texts += [record.communication.observed, record.advocacy?.reason ?? ""]
            texts += [record.dissent?.handled ?? "", record.bestInterests?.reason ?? ""]
            texts += record.people.compactMap(\.conflictOfInterest)
            if case .assessed(let assessment) = record.capacity { texts += assessment.texts }
        }
        guard !alone else { return texts }
        texts += trace.preference.dissents.values
        texts.append(trace.preference.offList?.words ?? "")
        texts.append(trace.preference.bestInterests?.reason ?? "")
        for step in trace.steps {
            switch step.event {
            case .preference(.capacityDoubted(let reason)),
                .preference(.returnedForDetail(let reason)):
                texts.append(reason)
            case .preference(.capacityFound(let found)), .preference(.capacityLacking(let found)):
                texts += found.texts
            case .preference(.offListAnswered(let answer)): texts.append(answer.reason)
            default: break
            }
        }
        return texts
    }

    private static func plain(_ texts: [String]) -> [String] {
        Set(texts.map(plain)).filter { $0.count >= least }.sorted()
    }

    /// Letters and digits only, so that other spaces, signs or capitals do not hide a copy.
    private static func plain(_ text: String) -> String {
        String(text.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    /// The amounts of money that a text may mean, in pence.
    private static func amounts(in text: String) -> Set<Int> {
        var amounts = Set<Int>()
        let joined = text.filter { $0 != "," }
        for word in joined.split(whereSeparator: { !$0.isASCII || !($0.isNumber || $0 == ".") }) {
            let parts = word.split(separator: ".")
            guard let first = parts.first, let whole = Int(first), whole < 100_000_000 else {
                continue
            }
            let small = parts.count > 1 ? Int((parts[1] + "0").prefix(2)) ?? 0 : 0
            amounts.formUnion([whole * 100 + small, whole])
        }
        return amounts
    }
}

extension CapacityAssessment {
    fileprivate var texts: [String] {
        [decision, trigger, helpGiven, couldItWait]
            + [understands, retains, weighs, communicates].map(\.evidence)
    }
}
