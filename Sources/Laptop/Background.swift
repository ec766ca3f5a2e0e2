internal import Foundation
internal import Procurement
internal import Replica
internal import SyncClient
internal import SyncProtocol

/// How sending without the passphrase went.
public enum BackgroundOutcome: Hashable, Sendable {
    case nothingToDo
    /// How many records reached the council.
    case sent(Int)
    /// Another program has the profile open, and sends by itself.
    case open
    case notSetUp
    case offline
    /// The council did not take it; it goes when the laptop is unlocked.
    case refused
}

extension Laptop {
    /// Sends what waits while nobody has unlocked the laptop. It reads nothing, neither on the
    /// laptop nor from the council: what it sends was sealed for the council when it was saved.
    public func sendInBackground() async -> BackgroundOutcome {
        guard isSetUp else { return .notSetUp }
        guard session == nil else { return .open }
        do {
            try hold()
        } catch {
            return error == .inUse ? .open : .refused
        }
        let outcome = await deposit()
        await close()
        return outcome
    }

    /// Brings the sealed records up to date; see `Outbox`. Keeps in mind to which key they are sealed.
    func seal(_ session: Session) async {
        learnSealingKey(session)
        // Who was enrolled again a moment ago is another device already.
        let device = (try? DeviceFile.standing(in: folder)) ?? session.device
        await session.engine.settle(Outbox(in: folder), device: device.device)
    }

    private func learnSealingKey(_ session: Session) {
        guard let key = try? session.replica.read({ try $0.sealingKey() }),
            var device = try? DeviceFile.standing(in: folder), device.sealingKey != key
        else { return }
        device.sealingKey = key
        guard (try? device.store(in: folder)) != nil else { return }
        try? session.replica.rememberFiles()
        if self.session?.number == session.number { self.session?.device = device }
    }

    private func deposit() async -> BackgroundOutcome {
        let outbox = Outbox(in: folder)
        guard let device = try? DeviceFile.standing(in: folder),
            let address = CouncilAddress(device.server)
        else { return .refused }
        guard var request = outbox.request(device: device.device) else {
            return outbox.isEmpty ? .nothingToDo : .refused
        }
        guard let council = try? surroundings.connect(address, nil, device.authority) else {
            return .refused
        }
        var sent = 0
        var limit = SyncSession.largestPush
        var failure: CouncilFailure?
        while true {
            do throws(CouncilFailure) {
                let answer = try await council.deposit(request).value
                let done = outbox.forget(request, upTo: answer.lastMid)
                sent += done
                if done == 0 { break }
            } catch {
                // Less at once may get through a slow link.
                guard error == .timedOut, request.entries.count > 1 else {
                    failure = error
                    break
                }
                limit = Outbox.bytes(of: request) / 2
            }
            guard let next = outbox.request(device: device.device, limit: limit) else { break }
            request = next
        }
        await council.close()
        switch failure {
        case nil: return sent > 0 ? .sent(sent) : .refused
        case .offline?, .timedOut?, .notTheCouncil?: return .offline
        case .problem(let problem)? where problem.code == .busy || problem.status >= 500:
            return .offline
        case .certificateNotTrusted?, .problem?, .unreadable?: return .refused
        }
    }
}
