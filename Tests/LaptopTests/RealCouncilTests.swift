import Foundation
import Hummingbird
import Laptop
import LaptopSamples
import Logging
import Presentation
import Procurement
import Replica
import SyncProtocol
import Testing

@testable import CouncilServer
@testable import SyncClient

/// The real laptop and the real council, over HTTP on this machine.
struct RealCouncilTests {
    /// A council in a folder of its own; its server can be stopped and started again.
    final class Council: Sendable {
        let temporary = TemporaryFolder()
        let store: SQLiteStore
        let key = SigningKey()

        init() throws {
            store = try SQLiteStore(
                path: temporary.path + "/council.sqlite",
                council: NewCouncil(name: "A council", epoch: "epoch-1"))
        }

        /// Serves while `body` runs, and tells it the port. 0 takes a free one.
        func serving<Value: Sendable>(
            port: Int = 0, _ body: @Sendable @escaping (Int) async throws -> Value
        ) async throws -> Value {
            let (ports, ready) = AsyncStream<Int>.makeStream()
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            let server = try await CouncilApplication(store: store, key: key, logger: logger)
                .server(at: ListeningAddress(host: "127.0.0.1", port: port)) { ready.yield($0) }
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                let found = try #require(await ports.first { _ in true })
                let value = try await body(found)
                group.cancelAll()
                return value
            }
        }

        func send(_ package: SupportPackage.ID, to worker: Worker.ID) throws {
            let providers = (1...3).map {
                Provider(id: Provider.ID("p-\($0)"), name: "Provider \($0)")
            }
            let whole = Samples.supportPackage(package)
            let bids = Samples.bids(of: package)
            let record = PackagesFile.Record(
                reference: package, version: 1, title: whole.title, pictogram: whole.pictogram,
                category: whole.category, place: whole.place, people: 1, lifeNow: whole.lifeNow,
                whatMatters: whole.whatMatters, communicationNeeds: [], outcomes: whole.outcomes,
                hoursPerWeek: 21, start: whole.start,
                personalBudgetPenceWeekly: whole.budget.weekly, requirements: [],
                bids: zip(bids, providers).map { bid, provider in
                    PackagesFile.Offer(
                        id: bid, provider: provider.id, weeklyPricePence: Pence(100_000),
                        start: whole.start, validUntil: whole.start.adding(days: 60),
                        summary: "A flat near the bus.",
                        responses: Samples.bid(bid, of: package).responses)
                },
                shortlist: .init(version: 1, agreed: Samples.day("2026-11-25"), bids: bids),
                visit: .init(worker: worker, due: Samples.day("2026-12-04"), time: nil))
            let file = PackagesFile(
                asOf: Samples.day("2026-11-25"), providers: providers, packages: [record])
            _ = try store.write {
                try PackagesImport.run(file, named: "test", in: $0, now: Instant(Date()))
            }
        }

        func code(for worker: Worker.ID) throws -> String {
            try store.write { transaction in
                var random = SystemRandomNumberGenerator()
                return try EnrolmentService.issue(
                    to: worker, in: transaction, now: Instant(Date()), using: &random
                ).code
            }
        }

        var keys: [String] { get throws { try store.read { try $0.mutations().map(\.key) } } }
    }

    private func laptop(
        _ temporary: TemporaryFolder, _ name: String, clock: Int64 = 0
    ) -> Laptop {
        var surroundings = Surroundings.live
        surroundings.cost = VaultCost(n: 2, r: 1, p: 1)
        surroundings.syncsByItself = false
        let now: @Sendable () -> Instant = { Instant(Date()).adding(seconds: clock) }
        surroundings.now = now
        surroundings.connect = { address, identity, authority in
            try CouncilClient(
                address: address, identity: identity, authority: authority, now: now)
        }
        return Laptop(folder: temporary.path + "/" + name, surroundings: surroundings)
    }

    @Test func aVisitGoesToTheCouncilAndComesBackWithItsReceipt() async throws {
        let council = try Council()
        try council.send("CE-2041", to: "sw-1")
        try council.send("CE-9", to: "sw-2")
        let temporary = TemporaryFolder()
        let (first, second) = (laptop(temporary, "a"), laptop(temporary, "b"))
        try await council.serving { port in
            let server = "http://127.0.0.1:\(port)"
            let code = try council.code(for: "sw-1")
            _ = try await first.setUp(server: server, code: code, passphrase: Samples.passphrase)
            await #expect(throws: SetUpRefusal.codeUsed) {
                try await second.setUp(server: server, code: code, passphrase: Samples.passphrase)
            }
            await #expect(throws: SetUpRefusal.codeWrong) {
                try await second.setUp(
                    server: server, code: "0000-0000-0000-0000-0000",
                    passphrase: Samples.passphrase)
            }
            _ = try await second.setUp(
                server: server, code: try council.code(for: "sw-2"),
                passphrase: Samples.passphrase)

            #expect(await first.syncOnce() == .online)
            #expect(await second.syncOnce() == .online)
            let mine = try #require(await first.visits { !$0.isEmpty })
            #expect(mine.map(\.id) == ["CE-2041"])
            #expect(mine.first?.isComplete == true)
            #expect(await second.visits { !$0.isEmpty }?.map(\.id) == ["CE-9"])

            try await first.answerEverything("CE-2041")
            let saved = try await first.save("CE-2041")
            #expect(await first.syncOnce() == .online)
            let state = try #require(
                await first.sending { $0.waiting.isEmpty && !$0.records.isEmpty })
            #expect(state.records.map(\.id) == [saved.id])
            #expect(state.records.first?.effect == .applied)
            #expect(try council.keys == [saved.id.rawValue])
            #expect(await first.syncOnce() == .online)
            #expect(try council.keys.count == 1)

            _ = try council.store.write {
                try CaseloadService.remove(
                    "CE-2041", from: "sw-1", in: $0, now: Instant(Date()))
            }
            #expect(await first.syncOnce() == .online)
            #expect(await first.visits { $0.isEmpty } != nil)
            #expect(await first.sending { $0.records.count == 1 } != nil)
        }
        await first.close()
        await second.close()
    }

    @Test func aPageSaysWhereTheNextOneBeginsBeforeItIsRead() async throws {
        let council = try Council()
        for number in 1...20 { try council.send(SupportPackage.ID("CE-\(number)"), to: "sw-1") }
        try await council.serving { port in
            let address = try #require(CouncilAddress("http://127.0.0.1:\(port)"))
            let (key, replica) = (DeviceKey(), ReplicaID("replica-1"))
            let stranger = try CouncilClient(address: address, identity: nil)
            let device = try await stranger.enrol(
                EnrolRequest(
                    code: try council.code(for: "sw-1"), replica: replica,
                    publicKey: key.publicKey, deviceName: "Test", appVersion: "1.0.0")
            ).value.device
            await stranger.close()
            let client = try CouncilClient(
                address: address, identity: .init(device: device, key: key))
            var cursor: String?
            var pages = 0
            while true {
                let page = try await client.pull(
                    PullRequest(
                        replica: replica, cursor: cursor, pageBytes: 16 * 1024, resultsAfter: 0)
                ).value
                let answer = try page.read()
                pages += 1
                #expect(page.next == (answer.more ? answer.cursor : nil))
                guard answer.more else { break }
                cursor = answer.cursor
            }
            #expect(pages > 1)
            await client.close()
        }
    }

    @Test func nothingIsLostWhileTheCouncilIsDown() async throws {
        let council = try Council()
        try council.send("CE-2041", to: "sw-1")
        let temporary = TemporaryFolder()
        let laptop = laptop(temporary, "a")
        let code = try council.code(for: "sw-1")
        let port = try await council.serving { port in
            _ = try await laptop.setUp(
                server: "http://127.0.0.1:\(port)", code: code, passphrase: Samples.passphrase)
            #expect(await laptop.syncOnce() == .online)
            return port
        }
        try await laptop.answerEverything("CE-2041")
        let saved = try await laptop.save("CE-2041")
        #expect(await laptop.syncOnce() == .offline)
        #expect(await laptop.sending { $0.waiting.map(\.id) == [saved.id] } != nil)
        try await council.serving(port: port) { _ in
            #expect(await laptop.syncOnce() == .online)
        }
        #expect(try council.keys == [saved.id.rawValue])
        // Restored from the backup of yesterday: its new epoch makes the laptop send again.
        try council.store.write { try $0.changeEpoch(to: "epoch-2") }
        try await council.serving(port: port) { _ in
            #expect(await laptop.syncOnce() == .online)
            #expect(await laptop.visits { $0.first?.records.count == 1 } != nil)
        }
        #expect(try council.keys == [saved.id.rawValue])
        await laptop.close()
    }

    @Test func aLockedLaptopHandsInWhatItSealedOverTheNetwork() async throws {
        let council = try Council()
        try council.send("CE-2041", to: "sw-1")
        let temporary = TemporaryFolder()
        let open = laptop(temporary, "a")
        let code = try council.code(for: "sw-1")
        let port = try await council.serving { port in
            _ = try await open.setUp(
                server: "http://127.0.0.1:\(port)", code: code, passphrase: Samples.passphrase)
            #expect(await open.syncOnce() == .online)
            return port
        }
        try await open.answerEverything("CE-2041")
        let saved = try await open.save("CE-2041")
        await open.close()
        let locked = laptop(temporary, "a")
        #expect(await locked.sendInBackground() == .offline)
        try await council.serving(port: port) { _ in
            #expect(await locked.sendInBackground() == .sent(1))
            #expect(try council.keys == [saved.id.rawValue])
            try await locked.unlock(passphrase: Samples.passphrase)
            #expect(await locked.syncOnce() == .online)
            #expect(await locked.check() == [])
        }
        #expect(await locked.sending { $0.records.first?.effect == .applied } != nil)
        #expect(try council.keys.count == 1)
        await locked.close()
    }

    @Test(arguments: [-7200, 7200])
    func aClockThatIsWrongByHoursKeepsNobodyOut(seconds: Int64) async throws {
        let council = try Council()
        try council.send("CE-2041", to: "sw-1")
        let temporary = TemporaryFolder()
        let laptop = laptop(temporary, "a", clock: seconds)
        let code = try council.code(for: "sw-1")
        try await council.serving { port in
            _ = try await laptop.setUp(
                server: "http://127.0.0.1:\(port)", code: code, passphrase: Samples.passphrase)
            #expect(await laptop.syncOnce() == .online)
            let state = await laptop.sending { $0.clockOffset != nil }
            let offset = try #require(state?.clockOffset)
            #expect(abs(offset + seconds * 1000) < 60_000)
        }
        await laptop.close()
    }

    @Test func aSignInPageOfANetworkIsNotTheCouncil() async throws {
        let council = try Council()
        try council.send("CE-2041", to: "sw-1")
        let temporary = TemporaryFolder()
        let laptop = laptop(temporary, "a")
        let code = try council.code(for: "sw-1")
        let port = try await council.serving { port in
            _ = try await laptop.setUp(
                server: "http://127.0.0.1:\(port)", code: code, passphrase: Samples.passphrase)
            #expect(await laptop.syncOnce() == .online)
            return port
        }
        try await laptop.answerEverything("CE-2041")
        _ = try await laptop.save("CE-2041")

        let router = Router()
        let page = "<html><body>Welcome to our network. Please sign in.</body></html>"
        router.get("**") { _, _ in page }
        router.post("**") { _, _ in page }
        let (running, ready) = AsyncStream<Void>.makeStream()
        let portal = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { _ in ready.yield() })
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await portal.run() }
            _ = await running.first { _ in true }
            #expect(await laptop.syncOnce() == .problem(.notTheCouncil))
            group.cancelAll()
        }
        #expect(try council.keys.isEmpty)
        try await council.serving(port: port) { _ in
            #expect(await laptop.syncOnce() == .online)
        }
        #expect(try council.keys.count == 1)
        await laptop.close()
    }

    @Test func aLaptopThatWasTakenOffTheListIsToldSoAndKeepsItsRecords() async throws {
        let council = try Council()
        try council.send("CE-2041", to: "sw-1")
        let temporary = TemporaryFolder()
        let laptop = laptop(temporary, "a")
        let code = try council.code(for: "sw-1")
        try await council.serving { port in
            _ = try await laptop.setUp(
                server: "http://127.0.0.1:\(port)", code: code, passphrase: Samples.passphrase)
            #expect(await laptop.syncOnce() == .online)
            try council.store.write { transaction in
                for device in try transaction.devices() {
                    try transaction.revoke(device.id, at: Instant(Date()))
                }
            }
            try await laptop.answerEverything("CE-2041")
            _ = try await laptop.save("CE-2041")
            #expect(await laptop.syncOnce() == .problem(.revoked))
        }
        #expect(await laptop.sending { $0.waiting.count == 1 } != nil)
        await laptop.close()
    }
}
