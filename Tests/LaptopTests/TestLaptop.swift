import Foundation
import Laptop
import LaptopSamples
import Presentation
import Procurement
import Replica
import SyncClient
import Synchronization

/// A laptop in a folder of its own, a council in memory, and a clock that the test moves.
final class TestLaptop: Sendable {
    let temporary = TemporaryFolder()
    let council = FakeCouncil()
    let clock = Clock()

    final class Clock: Sendable {
        private let time = Mutex(Samples.now)
        var now: Instant { time.withLock { $0 } }
        func pass(_ seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }
    }

    var folder: String { temporary.path + "/profile" }

    /// The same profile as another start of the program sees it.
    func start(_ change: (inout Surroundings) -> Void = { _ in }) -> Laptop {
        var surroundings = Surroundings.live
        surroundings.now = { [clock] in clock.now }
        surroundings.cost = VaultCost(n: 2, r: 1, p: 1)
        surroundings.connect = { [council] _, _, _ in council }
        surroundings.syncsByItself = false
        change(&surroundings)
        return Laptop(folder: folder, surroundings: surroundings)
    }

    /// An unlocked laptop that holds the visits of these packages, and its recovery code.
    func setUp(
        _ packages: [SupportPackage.ID] = [Samples.package]
    ) async throws -> (Laptop, String) {
        let laptop = start()
        let recovery = try await laptop.setUp(
            server: "https://council.example", code: "ABCD-EFGH-JKMN-PQRS-TVWX",
            passphrase: Samples.passphrase)
        for package in packages { await council.send(Samples.documents(package)) }
        _ = await laptop.syncOnce()
        return (laptop, recovery)
    }
}

extension Laptop {
    /// The first state of sync for which `isRight` holds.
    func sending(until isRight: @Sendable (SendingState) -> Bool) async -> SendingState? {
        for await state in sending() where isRight(state) { return state }
        return nil
    }

    /// The first list of visits for which `isRight` holds.
    func visits(until isRight: @Sendable ([VisitFile]) -> Bool) async -> [VisitFile]? {
        for await visits in visits() where isRight(visits) { return visits }
        return nil
    }

    /// The person answers everything and likes the first bid best.
    func answerEverything(_ package: SupportPackage.ID = Samples.package) async throws {
        let draft = try await begin(package)
        for bid in draft.order {
            _ = try await give(.answer(.person, bid, .like), to: package)
        }
        _ = try await give(.choose(.person, .favourite(draft.basis.bids[0])), to: package)
    }
}
