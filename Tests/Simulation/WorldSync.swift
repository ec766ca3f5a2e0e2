internal import CouncilServer
internal import Foundation
internal import Procurement
internal import Replica
internal import SyncClient
internal import SyncProtocol

/// A laptop meets the council: the question, the way there, the answer, the way back.
extension World {
    /// No exchange of these small councils needs more questions than this.
    static let mostQuestions = 60

    /// Goes on with the laptop's exchange, or begins one; to its end, unless it `stops` half way.
    func sync(_ laptop: SimulatedLaptop, stops: Bool) throws {
        if laptop.exchange == nil { try begin(laptop) }
        while laptop.exchange != nil {
            try advance(laptop)
            if stops, dice.chance(400) { return }
        }
    }

    private func begin(_ laptop: SimulatedLaptop) throws {
        if let met = laptop.book.lastMet, met.adding(seconds: 3600) > now {
        } else {
            guard try meet(laptop) else { return }
            laptop.book.lastMet = now
        }
        laptop.exchange = .init(
            session: SyncSession(
                replica: laptop.identity.replica, limits: Self.limits,
                pageBytes: laptop.book.pageBytes, spare: mint()))
    }

    /// The council introduces itself. Source: `SyncEngine`.
    private func meet(_ laptop: SimulatedLaptop) throws -> Bool {
        let (offset, time) = (-laptop.skew, now)
        let epoch = try council.store.read { try $0.council().epoch }
        let written = try write(on: laptop, .applies) { transaction in
            try transaction.setClockOffset(offset)
            guard try transaction.syncState().epoch == epoch else { return }
            try transaction.prune(
                acknowledgedBefore: time.adding(seconds: -SyncSession.resendWindow))
        }
        guard case .done = written else { return false }
        try check(laptop)
        return true
    }

    /// One of: ask, carry, receive.
    private func advance(_ laptop: SimulatedLaptop) throws {
        guard let exchange = laptop.exchange else { return }
        if exchange.asked == nil {
            try ask(laptop, exchange)
        } else if exchange.answered == nil {
            try carry(laptop, exchange)
        } else {
            try receive(laptop, exchange)
        }
    }

    func end(_ laptop: SimulatedLaptop, _ why: String) {
        laptop.exchange = nil
        note("laptop \(laptop.number) ends: \(why)")
    }

    // MARK: Asking

    private func ask(_ laptop: SimulatedLaptop, _ exchange: SimulatedLaptop.Exchange) throws {
        let next = try laptop.replica.read { try exchange.session.next(in: $0) }
        guard let request = next else { return end(laptop, "all is exchanged") }
        try hold(.live, exchange.count < Self.mostQuestions, "an exchange goes on for ever")
        guard renewToken(laptop) else { return end(laptop, "no token") }
        laptop.exchange?.asked = (request, try call(request, from: laptop))
        laptop.exchange?.count += 1
    }

    /// As the HTTP client does before a request: the device proves itself again when it must.
    private func renewToken(_ laptop: SimulatedLaptop) -> Bool {
        if happens(.tokenExpired) {
            laptop.tokenUntil = now.adding(seconds: -1)
            return true
        }
        if laptop.tokenUntil > now { return true }
        guard devices.isListed(laptop.identity.device) else { return false }
        laptop.tokenUntil = now.adding(seconds: Int64(TokenRequest.tokenLifetime))
        return true
    }

    private func call(_ request: SyncSession.Request, from laptop: SimulatedLaptop) throws -> Call {
        let identity = laptop.identity
        let make = { (kind: Call.Kind, replica: ReplicaID, body: Data) in
            Call(
                kind: kind, device: identity.device, replica: replica,
                worker: identity.worker, tokenUntil: laptop.tokenUntil, body: body)
        }
        switch request {
        case .pull(let pull):
            note("laptop \(laptop.number) pulls")
            let kind = laptop.number.isMultiple(of: 2) ? Call.Kind.pull : .oldPull
            return make(kind, pull.replica, try CanonicalJSON.encode(pull))
        case .push(var push):
            if planted == .editedResend { push = try edited(push, by: laptop) }
            var call = make(.push, push.replica, try CanonicalJSON.encode(push))
            call.brought = try push.mutations.map { mutation in
                let place = Int(mutation.mid + laptop.book.base) - 1
                let saved = laptop.book.journal.dropFirst(place).first
                guard let fact = saved, fact.key == mutation.key else {
                    throw Broken(.i5, "a number is pushed with a key that is not its own")
                }
                return Model.Brought(mid: mutation.mid, fact: fact, payload: mutation.payload)
            }
            laptop.book.sent.formUnion(push.mutations.map { $0.mid + laptop.book.base })
            let mids = push.mutations.map { "\($0.mid)" }.joined(separator: " ")
            note("laptop \(laptop.number) pushes \(mids)")
            return call
        }
    }

    // MARK: The way

    private func carry(_ laptop: SimulatedLaptop, _ exchange: SimulatedLaptop.Exchange) throws {
        guard let (request, asked) = exchange.asked else { return }
        var call = asked
        let fails = { (failure: CouncilFailure) in
            try self.fail(laptop, failure, of: request)
        }
        if happens(.requestDropped) { return try fails(.offline) }
        if happens(.captivePortal) { return try fails(.notTheCouncil) }
        if happens(.slowLink) { return try fails(.timedOut) }
        if case .push(let push) = request, push.mutations.contains(where: { !$0.payload.isEmpty }),
            happens(.wordsRefused)
        {
            return try fails(.problem(Problem(.tooLarge, status: 413, detail: "")))
        }
        if happens(.requestReordered) {
            strays.append(call)
            return try fails(.timedOut)
        }
        if happens(.requestDuplicated) { strays.append(call) }
        if happens(.requestTruncated) {
            call.body = call.body.prefix(dice.below(call.body.count))
            call.brought = []
            call.isCut = true
        }
        guard let reply = try deliver(call) else { return try fails(.timedOut) }
        if losesReplies { return try fails(.offline) }
        if happens(.replyLost) { return try fails(.timedOut) }
        laptop.exchange?.answered = .init(
            reply: happens(.replyTruncated) ? cut(reply) : reply,
            scope: call.kind == .push ? [:] : model.scope(of: laptop.identity.worker))
    }

    private func cut(_ reply: Reply) -> Reply {
        guard case .answer(let body, let epoch) = reply else { return reply }
        return .answer(body.prefix(dice.below(body.count)), epoch: epoch)
    }

    func deliverStray() throws {
        guard !strays.isEmpty else { return }
        let call = strays.remove(at: dice.below(strays.count))
        note("a late \(call.kind) of \(short(call.replica.rawValue)) arrives")
        _ = try deliver(call)
    }

    private func fail(
        _ laptop: SimulatedLaptop, _ failure: CouncilFailure, of request: SyncSession.Request
    ) throws {
        guard var session = laptop.exchange?.session else { return }
        laptop.exchange?.asked = nil
        laptop.exchange?.answered = nil
        laptop.book.attempts += 1
        if planted == .unboundedGrowth {
            let name = "attempt-\(laptop.book.attempts)"
            try laptop.replica.write { try $0.setMeta(name, Data([0])) }
        }
        do {
            let written = try write(on: laptop, .applies) {
                try session.failed(failure, of: request, in: $0)
            }
            guard case .done = written else { return }
            laptop.exchange?.session = session
            laptop.identity.replica = session.replica
            try checkFloor(laptop)
            laptop.book.pageBytes = session.pageBytes
            if failure.name == Problem.Code.cursorGone.rawValue,
                try laptop.replica.read({ try $0.syncState().epoch })
                    == council.store.read({ try $0.council().epoch })
            {
                figures.happened[.cursorTooOld, default: 0] += 1
            }
            note("laptop \(laptop.number) goes on after \(failure.name)")
        } catch let stop as SyncStop {
            laptop.book.pageBytes = session.pageBytes
            end(laptop, "\(stop)")
        }
    }

    // MARK: The answer

    private func receive(_ laptop: SimulatedLaptop, _ exchange: SimulatedLaptop.Exchange) throws {
        guard let (request, _) = exchange.asked, let answered = exchange.answered else { return }
        let body: Data
        let epoch: String
        switch answered.reply {
        case .problem(let problem):
            return try fail(laptop, .problem(problem), of: request)
        case .nothingNew(let epoch):
            guard case .pull(let pull) = request, let page = PullAnswer(nothingNewTo: pull) else {
                throw Broken(.i6, "nothing is new to a laptop that has nothing")
            }
            return try receive(page, epoch: epoch, answered, to: request, on: laptop, exchange)
        case .answer(let bytes, let named): (body, epoch) = (bytes, named)
        }
        switch request {
        case .push:
            guard let answer = try? CanonicalJSON.decode(PushAnswer.self, from: body) else {
                return try fail(laptop, .unreadable, of: request)
            }
            try apply(
                .push(changed(answer, laptop)), to: request, epoch: epoch, on: laptop, exchange)
        case .pull:
            guard var page = try? PullAnswer(page: body) else {
                return try fail(laptop, .unreadable, of: request)
            }
            page = changed(page, laptop)
            if planted == .cursorAheadOfData {
                let cursor = page.cursor
                guard case .done = try write(on: laptop, .applies, { try $0.setCursor(cursor) })
                else { return }
            }
            try receive(page, epoch: epoch, answered, to: request, on: laptop, exchange)
        }
    }

    private func receive(
        _ page: PullAnswer, epoch: String, _ answered: SimulatedLaptop.Answered,
        to request: SyncSession.Request, on laptop: SimulatedLaptop,
        _ exchange: SimulatedLaptop.Exchange
    ) throws {
        let held = page.more ? try laptop.documentNames() : []
        guard case .pull(let pull) = request else { return }
        // A page of before a new beginning is not stored.
        let isPlanted = planted == .cursorAheadOfData
        let isOld = try laptop.replica.read { try $0.syncState().cursor } != pull.cursor
        guard try apply(.pull(page), to: request, epoch: epoch, on: laptop, exchange) else {
            return
        }
        if isOld && !isPlanted { return }
        for case .leave(let package) in page.operations {
            let left = try laptop.inspector.number(
                "SELECT count(*) FROM document WHERE package = ?",
                [.text(package.rawValue)])
            try hold(.i7, left == 0, "\(package) left and is still here")
            try checkThatPicturesLeft(package, laptop)
        }
        guard !page.more else {
            let lost = held.intersection(answered.scope.keys)
                .subtracting(try laptop.documentNames())
            return try hold(
                .i6, lost.isEmpty, "in the middle of a pull \(lost.sorted().first ?? "") vanished")
        }
        if planted == .endlessResync { try laptop.replica.write { try $0.startOver() } }
        try compare(laptop, with: answered.scope)
    }

    /// - Returns: whether it is stored.
    @discardableResult
    private func apply(
        _ answer: SyncSession.Answer, to request: SyncSession.Request, epoch: String,
        on laptop: SimulatedLaptop, _ exchange: SimulatedLaptop.Exchange
    ) throws -> Bool {
        var session = exchange.session
        let time = laptop.now(now)
        do {
            let written = try write(on: laptop, .applies) { transaction in
                try session.received(
                    answer, to: request, epoch: epoch, at: time, in: transaction)
                if planted == .purgeInAPartialSnapshot { _ = try transaction.endOfSweep() }
            }
            guard case .done = written else { return false }
            laptop.exchange = .init(session: session, count: exchange.count)
            laptop.identity.replica = session.replica
            if case .push(let push) = request, push.mutations.contains(where: \.payload.isEmpty) {
                figures.happened[.recordSetAside, default: 0] += 1
            }
            // With another name the numbers on the wire begin elsewhere.
            try checkFloor(laptop)
            note("laptop \(laptop.number) takes the answer")
            return true
        } catch let stop as SyncStop {
            end(laptop, "\(stop)")
            return false
        }
    }
}

extension CouncilFailure {
    /// Without what differs from run to run.
    var name: String {
        switch self {
        case .problem(let problem): problem.code.rawValue
        default: "\(self)"
        }
    }
}
