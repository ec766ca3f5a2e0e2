internal import Foundation
internal import Procurement
internal import SyncProtocol

/// A request arrives at the council; what it does there is compared with what the model says.
extension World {
    /// - Returns: the answer; `nil` when the council died before it was sent.
    func deliver(_ call: Call) throws -> Reply? {
        figures.operations += 1
        try checkWhatArrives(call)
        let isKilled = happens(.councilKilled)
        // What it held before is looked at only when the write is torn.
        var ahead = dice
        let before = isKilled && ahead.chance(500) ? council.image() : nil
        let modelBefore = model
        let expected = expectation(of: call)
        let reply = try council.handle(call, at: now)
        moved.calls += 1
        if case .answer(let body, _) = reply { moved.bytes += body.count }
        if planted == .clockDecides, call.kind == .push { try letTheClockDecide() }
        if isKilled {
            try killCouncil(before, modelBefore, call)
            return nil
        }
        if call.kind.brings {
            try compare(reply, with: expected, call)
            try checkEffects()
        }
        try checkLastMid(of: call.replica)
        return reply
    }

    /// What arrives is, byte for byte, what was saved.
    private func checkWhatArrives(_ call: Call) throws {
        guard call.kind == .push, !call.isCut,
            let value = try? JSONSerialization.jsonObject(with: call.body) as? [String: Any]
        else { return }
        let mutations = value["mutations"] as? [[String: Any]] ?? []
        let hasNames = mutations.contains { ($0["payload"] as? String)?.isEmpty == true }
        let namesKnown = hasNames ? Set(facts.keys.map(\.key)) : []
        for mutation in mutations {
            let id = Fact.ID(
                key: mutation["key"] as? String ?? "",
                payload: mutation["payload"] as? String ?? "")
            // A record whose words do not get through is named without them.
            let isKnown = id.payload.isEmpty ? namesKnown.contains(id.key) : facts[id] != nil
            try hold(.i3, isKnown, "\(short(id.key)) arrives otherwise than it was saved")
        }
    }

    /// What the model says, when the request gets as far as the push.
    private func expectation(of call: Call) -> Model.Answer? {
        guard call.kind.brings, !call.isCut, call.kind == .deposit || call.tokenUntil > now,
            devices.isListed(call.device),
            model.replicas[call.replica.rawValue, default: call.device.rawValue]
                == call.device.rawValue
        else { return nil }
        let answer = model.push(
            call.brought, replica: call.replica.rawValue, worker: call.worker)
        if case .taken(let effects, _) = answer {
            model.replicas[call.replica.rawValue] = call.device.rawValue
            for entry in call.brought where effects[entry.mid] != nil {
                answered.insert(entry.fact.key)
            }
        }
        return answer
    }

    private func compare(_ reply: Reply, with expected: Model.Answer?, _ call: Call) throws {
        let found = PushOutcome(reply)
        switch expected {
        case nil:
            try hold(.i5, found.isRefusal, "the council took what it must refuse")
        case .gap(let last):
            try hold(
                .i5, found.gap == last, "a gap after \(last) is answered with \(found.words)")
        case .taken(let effects, let last):
            guard found.refusal == nil else {
                throw Broken(.i9, "a push is refused: \(found.words)")
            }
            if call.kind == .deposit {
                try checkHeard(found, effects, last, call)
            } else {
                try checkAnswers(found, effects, last, call)
            }
        }
        let words = found.words
        note("the council answers \(words)")
    }

    private func checkAnswers(
        _ found: PushOutcome, _ effects: [Int64: Model.Effect], _ last: Int64, _ call: Call
    ) throws {
        try hold(.i5, found.lastMid == last, "lastMid is \(found.lastMid), not \(last)")
        let keys = Dictionary(
            call.brought.map { ($0.mid, $0.fact.key) }, uniquingKeysWith: { $1 })
        for (mid, effect) in effects.sorted(by: { $0.key < $1.key }) {
            let got = found.effects[mid]
            var invariant = Invariant.i2
            if case .review = effect { invariant = .i4 }
            try hold(
                invariant, got?.effect == effect && got?.key == keys[mid],
                "number \(mid) is \(got?.effect.text ?? "unanswered"), not \(effect.text)")
        }
        try hold(
            .i2, found.effects.count == effects.count, "the council answers what nobody asked")
    }

    /// A locked laptop is told how far it was heard, and never further than the council has it.
    private func checkHeard(
        _ found: PushOutcome, _ effects: [Int64: Model.Effect], _ last: Int64, _ call: Call
    ) throws {
        let newest = call.brought.map(\.mid).max() ?? 0
        let forks = effects.filter { $0.value == .fork }.map(\.key)
        let heard = min(last, newest, (forks.min() ?? .max) - 1)
        try hold(
            .i5, found.lastMid == heard,
            "sealed records are answered up to \(found.lastMid), not \(heard)")
    }

    private func killCouncil(_ before: DiskImage?, _ modelBefore: Model, _ call: Call) throws {
        let torn = dice.chance(500)
        if torn, let before {
            var after = council.image()
            if after.isSame(SimulatedCouncil.files[0], as: before) {
                after.tear(SimulatedCouncil.files[1], from: before, using: &dice)
            }
            try council.restart(on: after)
        } else {
            try council.restart()
        }
        let replica = call.replica.rawValue
        let last = try lastMid(of: replica)
        let forks = try forkCount()
        if last != model.lastMid(replica) || !isSame(forks, as: model) { model = modelBefore }
        note("the council is killed\(torn ? " in a write" : "") and starts again")
        try checkCouncil()
    }

    private func forkCount() throws -> Int64 {
        try council.inspector.number("SELECT count(DISTINCT key || digest) FROM forked")
    }

    private func isSame(_ count: Int64, as model: Model) -> Bool {
        count == Int64(model.forked.values.reduce(0) { $0 + $1.count })
    }

    func lastMid(of replica: String) throws -> Int64 {
        try council.inspector.number("SELECT last_mid FROM replica WHERE id = ?", [.text(replica)])
    }

    private func checkLastMid(of replica: ReplicaID) throws {
        let (name, last) = (replica.rawValue, try lastMid(of: replica.rawValue))
        let receipts = try council.inspector.number(
            "SELECT count(*) FROM receipt WHERE replica = ? AND mid <= ?",
            [.text(name), .integer(last)])
        try hold(
            .i5, last == receipts && last == model.lastMid(name),
            "lastMid \(last), \(receipts) effects, \(model.lastMid(name)) were brought")
    }
}

/// The answer to a push, read as JSON.
private struct PushOutcome {
    var effects: [Int64: (key: String, effect: Model.Effect)] = [:]
    var lastMid: Int64 = -1
    var refusal: Problem?

    init(_ reply: Reply) {
        switch reply {
        case .problem(let problem): refusal = problem
        case .nothingNew: break
        case .answer(let body, _):
            guard let value = try? JSONSerialization.jsonObject(with: body) as? [String: Any]
            else { return }
            lastMid = (value["lastMid"] as? NSNumber)?.int64Value ?? -1
            for result in value["results"] as? [[String: Any]] ?? [] {
                guard let mid = (result["mid"] as? NSNumber)?.int64Value else { continue }
                effects[mid] = (
                    result["key"] as? String ?? "", DocumentFacts.effect(result["effect"])
                )
            }
            for fork in value["forks"] as? [[String: Any]] ?? [] {
                guard let mid = (fork["mid"] as? NSNumber)?.int64Value else { continue }
                effects[mid] = (fork["key"] as? String ?? "", .fork)
            }
        }
    }

    var isRefusal: Bool { refusal != nil }
    var gap: Int64? { refusal?.code == .gap ? refusal?.lastMid : nil }

    var words: String {
        if let refusal { return refusal.code.rawValue }
        let results = effects.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.effect.name)" }
        return "\(results.joined(separator: ", ")); up to \(lastMid)"
    }
}

extension Model.Effect {
    /// Without keys.
    var name: String {
        switch self {
        case .review(let others): "review with \(others.count)"
        default: text
        }
    }
}
