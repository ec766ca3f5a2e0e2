import Foundation
import Laptop
import LaptopSamples
import Presentation
import Procurement
import Replica
import SyncClient
import SyncProtocol
import Synchronization

@testable import CouncilServer

/// The real council without a network: its services over its own SQLite, asked directly.
final class DirectCouncil: Sendable {
    let temporary = TemporaryFolder()
    let store: SQLiteStore
    let key = SigningKey()
    private let state = Mutex(State())

    private struct State {
        var now = Samples.now
        var isUp = true
        var losesEnrolAnswer = false
        var hangs = false
        var hanging = 0
    }

    var now: Instant { state.withLock { $0.now } }
    func pass(_ seconds: Int64) { state.withLock { $0.now = $0.now.adding(seconds: seconds) } }
    func setUp(_ isUp: Bool) { state.withLock { $0.isUp = isUp } }
    var isUp: Bool { state.withLock { $0.isUp } }

    init(epoch: String = "epoch-1") throws {
        store = try SQLiteStore(
            path: temporary.path + "/council.sqlite",
            council: NewCouncil(name: "A council", epoch: epoch))
    }

    /// The next laptop is enrolled and never hears of it.
    func loseEnrolAnswer() { state.withLock { $0.losesEnrolAnswer = true } }

    /// Answers nobody until the laptop gives up, or it ends.
    func hang(_ hangs: Bool) { state.withLock { $0.hangs = hangs } }
    private var isHanging: Bool { state.withLock { $0.hangs } }

    /// Returns when a laptop waits for an answer.
    func somebodyHangs() async throws {
        while state.withLock({ $0.hanging }) == 0 { try await Task.sleep(for: .milliseconds(2)) }
    }

    /// Takes every laptop off the list.
    func revokeAll() throws {
        let moment = now
        try store.write { transaction in
            for device in try transaction.devices() {
                _ = try DeviceService.revoke(device.id, in: transaction, now: moment)
            }
        }
    }

    /// A council that goes on with a database that was kept.
    init(database: String) throws {
        let path = temporary.path + "/council.sqlite"
        try FileManager.default.copyItem(atPath: database, toPath: path)
        store = try SQLiteStore(
            path: path, council: NewCouncil(name: "A council", epoch: "epoch-1"))
        state.withLock { $0.now = Instant(Date()) }
    }

    var keys: [String] { get throws { try store.read { try $0.mutations().map(\.key) } } }

    func add(_ packages: [SupportPackage.ID], to worker: Worker.ID = "sw-1") throws {
        let changed = now
        try store.write { transaction in
            for package in packages {
                var changes = Changes()
                for document in Samples.documents(package) {
                    changes.put(document.kind, document.id, package, document.body)
                }
                changes.enter(worker, package)
                try changes.write(in: transaction, at: changed)
            }
        }
    }

    func code(for worker: Worker.ID = "sw-1") throws -> String {
        let issued = now
        return try store.write { transaction in
            var random = SystemRandomNumberGenerator()
            return try EnrolmentService.issue(
                to: worker, in: transaction, now: issued, using: &random
            ).code
        }
    }

    /// The laptop whose profile is in `folder`. At another address than `answeringAt` nobody answers
    /// that is a council.
    func laptop(
        _ folder: String, syncsByItself: Bool = false, pause: Duration = .seconds(5),
        answeringAt address: String? = nil
    ) -> Laptop {
        var surroundings = Surroundings.live
        surroundings.retryPause = pause
        surroundings.idlePause = pause
        surroundings.now = { [self] in now }
        surroundings.cost = VaultCost(n: 2, r: 1, p: 1)
        surroundings.syncsByItself = syncsByItself
        surroundings.connect = { [self] asked, identity, _ in
            Way(
                council: self, device: identity?.device,
                isElsewhere: asked.text != address ?? asked.text)
        }
        return Laptop(folder: folder, surroundings: surroundings)
    }

    /// A laptop that is set up and has read its visits.
    func enrolled(_ folder: String) async throws -> Laptop {
        let laptop = laptop(folder)
        _ = try await laptop.setUp(
            server: "https://council.example", code: try code(), passphrase: Samples.passphrase)
        _ = await laptop.syncOnce()
        return laptop
    }

    private struct Way: CouncilTransport {
        let council: DirectCouncil
        let device: DeviceID?
        let isElsewhere: Bool

        private func ask<Value: Sendable>(
            _ body: (StoreTransaction) throws -> Value
        ) throws(CouncilFailure) -> Reply<Value> {
            guard council.isUp else { throw .offline }
            if isElsewhere { throw .notTheCouncil }
            do {
                return try council.store.write { transaction in
                    Reply(
                        value: try body(transaction), epoch: try transaction.council().epoch)
                }
            } catch let problem as Problem {
                throw .problem(problem)
            } catch {
                throw .unreadable
            }
        }

        private func askAsDevice<Value: Sendable>(
            _ body: (Device, StoreTransaction) throws -> Value
        ) throws(CouncilFailure) -> Reply<Value> {
            try ask { transaction in
                guard let device, let found = try transaction.device(device) else {
                    throw Problem.unauthorised("")
                }
                guard found.revoked == nil else { throw Problem.revoked }
                return try body(found, transaction)
            }
        }

        func hello() async throws(CouncilFailure) -> Reply<Hello> {
            while council.isHanging {
                council.state.withLock { $0.hanging += 1 }
                do { try await Task.sleep(for: .milliseconds(5)) } catch { throw .offline }
            }
            return try ask { transaction in
                Hello(
                    council: "A council", epoch: try transaction.council().epoch,
                    protocols: VersionRange(oldest: 1, newest: 1), serverTime: council.now,
                    limits: .standard, sealingKey: council.key.sealing.publicKey)
            }
        }

        func enrol(
            _ request: EnrolRequest
        ) async throws(CouncilFailure) -> Reply<EnrolAnswer> {
            let reply = try ask { transaction in
                var random = SystemRandomNumberGenerator()
                return try EnrolmentService.enrol(
                    request, in: transaction, now: council.now, using: &random)
            }
            let isLost = council.state.withLock { state in
                defer { state.losesEnrolAnswer = false }
                return state.losesEnrolAnswer
            }
            if isLost { throw .timedOut }
            return reply
        }

        func push(_ request: PushRequest) async throws(CouncilFailure) -> Reply<PushAnswer> {
            try askAsDevice { device, transaction in
                try PushService().push(
                    IncomingPush(request), from: device, in: transaction, now: council.now)
            }
        }

        func pull(_ request: PullRequest) async throws(CouncilFailure) -> Reply<PulledPage> {
            try askAsDevice { device, transaction in
                PulledPage(try PullService().pull(request, from: device, in: transaction))
            }
        }

        func verify(
            _ request: VerifyRequest
        ) async throws(CouncilFailure) -> Reply<VerifyAnswer> {
            try askAsDevice { device, transaction in
                try VerifyService().verify(request, from: device, in: transaction)
            }
        }

        func deposit(
            _ request: DepositRequest
        ) async throws(CouncilFailure) -> Reply<DepositAnswer> {
            try ask { transaction in
                try DepositService(key: council.key.sealing, push: PushService()).deposit(
                    request, in: transaction, now: council.now)
            }
        }

        func picture(
            _ sha256: Picture.ID, from offset: Int, length: Int
        ) async throws(CouncilFailure) -> Reply<PicturePiece> {
            try askAsDevice { device, transaction in
                let range = PicturePiece.question(from: offset, length: length)
                let answer = try PictureService(range: range).answer(
                    sha256, for: device, in: transaction)
                guard let range = answer.range else { throw Problem.outOfRange }
                return PicturePiece(
                    offset: range.lowerBound, total: answer.picture.size, bytes: Data(answer.bytes))
            }
        }

        func wait(
            cursor: String, seconds: Int
        ) async throws(CouncilFailure) -> Reply<WaitAnswer> {
            try ask { _ in WaitAnswer(changed: false) }
        }

        func close() async {}
    }
}

extension Laptop {
    /// One visit from its beginning to its record.
    func recordVisit(_ package: SupportPackage.ID = Samples.package) async throws -> String {
        try await answerEverything(package)
        return try await save(package).id.rawValue
    }

    /// The records that this laptop has, oldest first, each with what the council made of it.
    func answered() async throws -> [String: Effect] {
        let state = await sending { _ in true }
        return Dictionary(
            (state?.records ?? []).compactMap { record in
                record.effect.map { (record.id.rawValue, $0) }
            }, uniquingKeysWith: { $1 })
    }
}
