/// What the auditor reads: every step with its facts, rules, sources, actor and time.
///
/// Events, the names of facts and times are as the record has them, in every language.
public enum AuditorClaim: Claim {
    case awarded(Bid.ID, provider: String)
    case followsThePreference
    case against(AwardCase.Override.Ground, reason: String)
    case noAward
    case step(number: Int, at: Instant, by: Actor, what: String, restsOn: [Int])
    case fact(name: String, value: String)
    case sealed
    case rule(Rule)

    public var isQuotation: Bool { false }

    public var words: Phrase {
        switch self {
        case .awarded(let bid, let provider):
            phrase(
                "Awarded to bid {bid} of {provider}.",
                ["bid": .own(bid.rawValue), "provider": .own(provider)])
        case .followsThePreference: phrase("The award follows the preference that was accepted.")
        case .against(let ground, let reason):
            phrase(
                "The award is against the preference. Ground: {ground}. Reason: {reason}",
                ["ground": ground.words, "reason": .own(reason)])
        case .noAward: phrase("No award stands.")
        case .step(let number, let at, let actor, let what, let grounds):
            Self.step(
                [
                    "number": .number(number), "moment": .own(at.description),
                    "person": .own(actor.id), "role": actor.role.words, "event": .own(what),
                ], restsOn: grounds)
        case .fact(let name, let value):
            phrase("{name}: {value}", ["name": .own(name), "value": .own(value)])
        case .sealed: phrase("The bid is sealed until the deadline.")
        case .rule(let rule):
            phrase(
                "Rule {rule}: {sentence} ({sources})",
                [
                    "rule": .own(rule.id), "sentence": rule.sentence,
                    "sources": .list(rule.sources.map { .own($0.citation) }),
                ])
        }
    }

    private static func step(_ values: [String: Phrase], restsOn grounds: [Int]) -> Phrase {
        guard !grounds.isEmpty else {
            return phrase("{number}. {moment}, {person} ({role}): {event}.", values)
        }
        let steps = ["steps": Phrase.list(grounds.map { .number($0) })]
        return phrase(
            "{number}. {moment}, {person} ({role}): {event}. Rests on {steps}.",
            values.merging(steps) { given, _ in given })
    }
}

extension Trace {
    /// The auditor's text: everything, but a bid that nobody may open yet.
    ///
    /// Source: PCR 2015 reg 84(1) and (7) (the report and its documents), reg 22(12) (sealed bids).
    public func auditorsText() -> Letter<AuditorClaim> {
        var writer = LetterWriter<AuditorClaim>()
        if let winner, let recommendation = award?.recommendation {
            writer.say(
                .awarded(winner.bid, provider: name(of: winner.bid)), under: .decision,
                winner.steps)
            if let override = recommendation.override {
                writer.say(
                    .against(override.ground, reason: override.reason), under: .decision,
                    winner.steps)
            } else {
                writer.say(.followsThePreference, under: .decision, winner.steps)
            }
        } else if let last = steps.last {
            writer.say(.noAward, under: .decision, [last.id])
        }
        for step in steps {
            writer.say(
                .step(
                    number: step.id, at: step.at, by: step.by, what: step.event.name,
                    restsOn: step.restsOn), under: .steps, [step.id])
            if let offer = step.offer, !wasOpened(offer.bid) {
                writer.say(.sealed, under: .steps, [step.id])
            } else {
                for fact in Fact.all(of: step.event) {
                    writer.say(
                        .fact(name: fact.name, value: fact.value), under: .steps, [step.id])
                }
            }
            for rule in step.rules { writer.say(.rule(rule), under: .steps, [step.id]) }
        }
        return writer.letter
    }
}

/// A value of an event, by its path: `offer.weeklyPrice.amount`.
///
/// Read from the event itself, so that no field that is added later is forgotten.
struct Fact: Hashable {
    let name: String
    let value: String

    static func all(of event: PackageHistory.Event) -> [Fact] {
        var facts: [Fact] = []
        collect(event, path: "", into: &facts)
        return facts
    }

    private static func collect(_ value: Any, path: String, into facts: inout [Fact]) {
        let mirror = Mirror(reflecting: value)
        guard !mirror.children.isEmpty else {
            // An empty list and `nil` say nothing.
            let isNothing =
                [.collection, .set, .dictionary, .optional].contains(mirror.displayStyle)
            if !isNothing { facts.append(Fact(name: path, value: String(describing: value))) }
            return
        }
        if let text = value as? any CustomStringConvertible, mirror.displayStyle == .struct {
            facts.append(Fact(name: path, value: text.description))
            return
        }
        var parts: [(String, Any)] = mirror.children.enumerated().map { index, child in
            (child.label ?? "\(index + 1)", child.value)
        }
        if mirror.displayStyle == .dictionary || mirror.displayStyle == .set {
            // These have no order of their own; the text has to be the same each time.
            parts.sort { String(describing: $0.1) < String(describing: $1.1) }
            parts = parts.enumerated().map { ("\($0 + 1)", $1.1) }
        }
        for (label, part) in parts {
            let isPlain = mirror.displayStyle == .optional || label.hasPrefix(".")
            let name = isPlain ? path : path.isEmpty ? label : "\(path).\(label)"
            collect(part, path: name, into: &facts)
        }
    }
}
