import Crypto
import Foundation
import Procurement
import SyncProtocol
import Synchronization

@testable import CouncilServer

/// A council in a folder of its own, with a clock that only moves when it is told to.
final class TestCouncil: Sendable {
    let store: SQLiteStore
    let folder: URL
    let clock = TestClock(Instant(milliseconds: 1_795_000_000_000))
    private let laptops = Mutex(0)

    var now: Instant { clock.now }

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "council-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try SQLiteStore(
            path: folder.appending(path: "council.sqlite").path,
            council: NewCouncil(name: "Test Council", epoch: "epoch1"))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func laptop(_ worker: Worker.ID = "sw-1") throws -> TestLaptop {
        let number = laptops.withLock { count in
            count += 1
            return count
        }
        let laptop = TestLaptop(worker: worker, number: number, now: now)
        try store.write { try $0.add(laptop.device) }
        return laptop
    }

    func importing(_ records: [PackagesFile.Record]) throws -> PackagesImport.Summary {
        let file = PackagesFile(
            asOf: Sample.today, providers: Sample.providers, packages: records)
        return try store.write {
            try PackagesImport.run(file, named: "sample.json", in: $0, now: now)
        }
    }

    func push(_ mutations: [Mutation], from laptop: TestLaptop) throws -> PushAnswer {
        let request = PushRequest(replica: laptop.device.replica, mutations: mutations)
        return try push(IncomingPush(request), from: laptop)
    }

    func push(_ request: IncomingPush, from laptop: TestLaptop) throws -> PushAnswer {
        try store.write {
            try PushService().push(request, from: laptop.device, in: $0, now: now)
        }
    }

    func pull(
        _ laptop: TestLaptop, cursor: String? = nil, pageBytes: Int? = nil, resultsAfter: Int64 = 0
    ) throws -> PullAnswer {
        let request = PullRequest(
            replica: laptop.device.replica, cursor: cursor, pageBytes: pageBytes,
            resultsAfter: resultsAfter)
        return try store.read {
            try PullService().pull(request, from: laptop.device, in: $0)
        }
    }

    func stage(_ package: SupportPackage.ID) throws -> SupportPackage.Stage? {
        try store.read {
            try $0.value(SupportPackage.self, .package, package.rawValue)?.stage
        }
    }

    func standing(_ preference: Preference.ID) throws -> Effect? {
        try store.read {
            try $0.value(PreferenceStanding.self, .preference, preference.rawValue)?.effect
        }
    }
}

/// A laptop's key and what it signs.
struct TestLaptop {
    let key = P256.Signing.PrivateKey()
    let device: Device

    init(worker: Worker.ID, number: Int, now: Instant) {
        device = Device(
            id: DeviceID("device-\(number)"), worker: worker,
            replica: ReplicaID("replica-\(number)"),
            publicKey: [UInt8](key.publicKey.x963Representation), name: "Laptop \(number)",
            appVersion: "1", enrolled: now)
    }

    func mutation(_ mid: Int64, _ preference: Preference) throws -> Mutation {
        let payload = String(decoding: try CanonicalJSON.encode(preference), as: UTF8.self)
        return try mutation(mid, key: preference.id.rawValue, payload: payload)
    }

    func mutation(
        _ mid: Int64, key: String, name: String = MutationName.recordPreference, payload: String,
        deviceTime: Instant = Instant(milliseconds: 1_795_000_000_000),
        running: RunningTime? = nil
    ) throws -> Mutation {
        let hash = SHA256.hash(data: Data(payload.utf8)).hexadecimal
        let text = Mutation.signedText(
            key: key, name: name, payloadHash: hash, deviceTime: deviceTime)
        let signature = try self.key.signature(for: Data(text.utf8))
        return Mutation(
            mid: mid, key: key, name: name, payload: payload, payloadHash: hash,
            deviceTime: deviceTime, clockOffset: 12, running: running,
            signature: Base64URL.encode(signature.rawRepresentation))
    }
}

extension Mutation {
    /// The same with something changed on its way.
    func altered(
        mid: Int64? = nil, name: String? = nil, payload: String? = nil, payloadHash: String? = nil,
        signature: String? = nil
    ) -> Mutation {
        Mutation(
            mid: mid ?? self.mid, key: key, name: name ?? self.name,
            payload: payload ?? self.payload, payloadHash: payloadHash ?? self.payloadHash,
            deviceTime: deviceTime, clockOffset: clockOffset,
            signature: signature ?? self.signature)
    }
}

final class TestClock: Sendable {
    private let moment: Mutex<Instant>
    init(_ now: Instant) { moment = Mutex(now) }
    var now: Instant { moment.withLock { $0 } }
    func advance(seconds: Int64) {
        moment.withLock { $0 = $0.adding(seconds: seconds) }
    }
}
