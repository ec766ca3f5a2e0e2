internal import CouncilServer
internal import Foundation
internal import GRDB
internal import Procurement
internal import SyncProtocol

/// What goes over the wire to the council.
struct Call {
    enum Kind: String {
        case push, pull
        /// A pull as programs of version 1.0 ask it.
        case oldPull = "pull (1.0)"
    }

    let kind: Kind
    let device: DeviceID
    let replica: ReplicaID
    let worker: String
    /// Until when the access token is good, by the council's clock.
    let tokenUntil: Instant
    var body: Data
    /// What a push brings, as the simulator knows it.
    var brought: [Model.Brought] = []
    /// Only its beginning arrives.
    var isCut = false
}

/// What comes back.
enum Reply {
    case answer(Data, epoch: String)
    case nothingNew(epoch: String)
    case problem(Problem)
}

/// The council: the real services on the real store, entered below HTTP and tokens.
final class SimulatedCouncil {
    static let files = ["council.sqlite", "council.sqlite-wal"]
    static let name = "Council"

    private let base: String
    private var generation = 0
    private(set) var folder: String
    private var opened: SQLiteStore?
    private(set) var inspector: Inspector
    private var push: PushService
    private var kinds = MutationKinds.standard
    private let limits: SyncLimits
    private let pull: PullService
    var planted: PlantedBug?

    init(in base: String, epoch: String, limits: SyncLimits) throws {
        self.base = base
        folder = base + "/council-0"
        self.limits = limits
        push = PushService(limits: limits)
        pull = PullService(limits: limits)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        opened = try Self.open(folder, epoch: epoch)
        inspector = try Inspector(folder + "/council.sqlite")
    }

    private static func open(_ folder: String, epoch: String) throws -> SQLiteStore {
        try SQLiteStore(
            path: folder + "/council.sqlite", council: NewCouncil(name: name, epoch: epoch))
    }

    var store: SQLiteStore {
        get throws {
            guard let opened else { throw Broken(.live, "the council is not running") }
            return opened
        }
    }

    func image() -> DiskImage { DiskImage(of: folder, Self.files) }

    /// Starts with another version of the program, and tidies up as it does then.
    func upgrade(readsNewKinds: Bool, at now: Instant) throws {
        kinds =
            readsNewKinds
            ? MutationKinds().reading("recordPreference", newest: 2, steps: [1: { $0 }])
            : .standard
        push = PushService(limits: limits, kinds: kinds)
        try restart(on: image())
        let housekeeping = Housekeeping(held: HeldService(limits: limits, kinds: kinds))
        _ = try store.write { try housekeeping.tidy(in: $0, now: now) }
    }

    /// Stops as a killed process does, and starts again on what the disk held then.
    func restart(on image: DiskImage) throws {
        let old = folder
        inspector.close()
        opened = nil
        generation += 1
        folder = "\(base)/council-\(generation)"
        try image.write(to: folder)
        DiskImage.remove(old)
        opened = try Self.open(folder, epoch: "never used")
        inspector = try Inspector(folder + "/council.sqlite")
    }

    /// What the HTTP controllers do with a request, without HTTP.
    func handle(_ call: Call, at now: Instant) throws -> Reply {
        let store = try store
        do {
            guard call.tokenUntil > now else {
                throw Problem(.unauthorised, status: 401, detail: "")
            }
            switch call.kind {
            case .push:
                guard let push = try? CanonicalJSON.decode(IncomingPush.self, from: call.body)
                else { throw Problem(.malformed, status: 400, detail: "") }
                let answer = try store.write { transaction in
                    let device = try Self.listed(call.device, in: transaction)
                    return try self.push.push(push, from: device, in: transaction, now: now)
                }
                if planted == .stuckQueue, answer.results.contains(where: \.isHeld) {
                    throw Problem(.failed, status: 500, detail: "")
                }
                return try self.answer(try CanonicalJSON.encode(answer))
            case .pull, .oldPull:
                guard let pull = try? CanonicalJSON.decode(PullRequest.self, from: call.body)
                else { throw Problem(.malformed, status: 400, detail: "") }
                let page = try store.read { transaction in
                    let device = try Self.listed(call.device, in: transaction)
                    return call.kind == .oldPull
                        ? try self.pull.page(pull, from: device, in: transaction)
                        : try self.pull.news(pull, from: device, in: transaction)
                }
                guard let page else { return .nothingNew(epoch: try epoch()) }
                return try answer(Data(page))
            }
        } catch let problem as Problem {
            return .problem(problem)
        }
    }

    private func answer(_ body: Data) throws -> Reply {
        .answer(body, epoch: try epoch())
    }

    private func epoch() throws -> String { try store.read { try $0.council().epoch } }

    private static func listed(
        _ id: DeviceID, in transaction: StoreTransaction
    ) throws -> Device {
        guard let device = try transaction.device(id) else {
            throw Problem(.unauthorised, status: 401, detail: "")
        }
        guard device.revoked == nil else { throw Problem(.revoked, status: 403, detail: "") }
        return device
    }

    func stop() {
        inspector.close()
        opened = nil
    }
}

extension MutationResult {
    fileprivate var isHeld: Bool {
        if case .held = effect { return true }
        return false
    }
}
