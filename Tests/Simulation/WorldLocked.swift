internal import CouncilServer
internal import Foundation
internal import Procurement
internal import Replica
internal import SyncClient
internal import SyncProtocol

/// A locked laptop hands over what was sealed for the council.
extension World {
    /// Nobody has unlocked the laptop: it hands over what was sealed when it was locked. Source:
    /// `Laptop`, background.
    func sendLocked(_ laptop: SimulatedLaptop) throws {
        if laptop.exchange != nil { end(laptop, "locked") }
        let outbox = Outbox(in: laptop.folder)
        let identity = laptop.identity
        // Now and then the program was killed before it could seal what is new.
        if dice.chance(700) { try seal(laptop) }
        var limit = SyncSession.largestPush
        for _ in 0..<Self.mostQuestions {
            guard let request = outbox.request(device: identity.device, limit: limit) else {
                return
            }
            switch try carry(request, from: laptop) {
            case .answer(let answer):
                let newest = request.entries.last?.mid ?? 0
                let last = planted == .forgottenDeposit ? newest : answer.lastMid
                let taken = outbox.forget(request, upTo: last)
                figures.happened[.recordDeposited, default: 0] += taken
                try checkForgotten(request, upTo: last, laptop)
                if taken == 0 { return }
            case .slow where request.entries.count > 1:
                limit = Outbox.bytes(of: request) / 2
            case .slow, .ends: return
            }
        }
        throw Broken(.live, "a locked laptop sends for ever")
    }

    /// Seals what waits, as the program does whenever it locks. Source: `Laptop`, background.
    func seal(_ laptop: SimulatedLaptop) throws {
        let (outbox, identity) = (Outbox(in: laptop.folder), laptop.identity)
        try outbox.settle(
            laptop.replica, name: identity.replica, device: identity.device,
            recipient: council.sealing.publicKey)
        let all = outbox.request(device: identity.device, limit: .max)
        for entry in all?.entries ?? [] where laptop.parcels[entry.sealed] == nil {
            let place = Int(entry.mid + laptop.book.base) - 1
            guard let fact = laptop.book.journal.dropFirst(place).first else {
                throw Broken(.i5, "a number is sealed that nobody saved")
            }
            laptop.parcels[entry.sealed] = fact
        }
    }

    private enum Carried {
        case answer(DepositAnswer)
        case slow, ends
    }

    private func carry(
        _ request: DepositRequest, from laptop: SimulatedLaptop
    ) throws -> Carried {
        var call = Call(
            kind: .deposit, device: request.device, replica: request.replica,
            worker: laptop.identity.worker, tokenUntil: now,
            body: try CanonicalJSON.encode(request))
        call.brought = try facts(of: request, laptop).map {
            Model.Brought(mid: $0, fact: $1, payload: $1.payload)
        }
        note("laptop \(laptop.number), locked, sends \(request.entries.map(\.mid))")
        if happens(.requestDropped) || happens(.captivePortal) { return .ends }
        if happens(.slowLink) { return .slow }
        if happens(.requestReordered) {
            strays.append(call)
            return .slow
        }
        if happens(.requestDuplicated) { strays.append(call) }
        if happens(.requestTruncated) {
            call.body = call.body.prefix(dice.below(call.body.count))
            call.brought = []
            call.isCut = true
        }
        guard let reply = try deliver(call) else { return .slow }
        if happens(.replyLost) { return .slow }
        guard case .answer(let body, _) = reply,
            let answer = try? CanonicalJSON.decode(DepositAnswer.self, from: body)
        else { return .ends }
        return .answer(answer)
    }

    /// The records that were sealed, by their number on the wire.
    private func facts(
        of request: DepositRequest, _ laptop: SimulatedLaptop
    ) throws -> [(Int64, Fact)] {
        try request.entries.map { entry in
            guard let fact = laptop.parcels[entry.sealed] else {
                throw Broken(.i5, "a record is sent that was never sealed")
            }
            return (entry.mid, fact)
        }
    }

    /// What is sealed no more, the council has under its number: not only as the other of two.
    private func checkForgotten(
        _ request: DepositRequest, upTo last: Int64, _ laptop: SimulatedLaptop
    ) throws {
        for (mid, fact) in try facts(of: request, laptop) where mid <= last {
            let receipt = model.receipts[request.replica.rawValue]?[mid]
            try hold(
                .i5, receipt?.key == fact.key && receipt?.isFork == false,
                "number \(mid) of laptop \(laptop.number) is sealed no more and was not brought")
        }
    }
}
