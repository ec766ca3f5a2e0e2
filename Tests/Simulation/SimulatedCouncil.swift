internal import CouncilServer
internal import Foundation
internal import Procurement
internal import SyncProtocol

/// What goes over the wire to the council.
struct Call {
    enum Kind: String {
        case push, pull
        /// A pull as programs of version 1.0 ask it.
        case oldPull = "pull (1.0)"
        /// Records that were sealed before the laptop was locked.
        case deposit

        /// Whether it brings records.
        var brings: Bool { self == .push || self == .deposit }
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
    static let firstEpoch = "epoch-1"

    private let base: String
    private var generation = 0
    private(set) var folder: String
    private var opened: SQLiteStore?
    private(set) var inspector: Inspector
    private var push: PushService
    private var kinds = MutationKinds.standard
    private let limits: SyncLimits
    private let pull: PullService
    /// To which locked laptops seal.
    let sealing = SealingKey(from: Data("the secret of a simulated council".utf8))
    var planted: PlantedBug?

    init(in base: String, limits: SyncLimits) throws {
        self.base = base
        folder = base + "/council-0"
        self.limits = limits
        push = PushService(limits: limits)
        pull = PullService(limits: limits)
        try Template.council.get().write(to: folder)
        opened = try Self.open(folder, epoch: "never used")
        inspector = try Inspector(folder + "/council.sqlite")
    }

    static func open(_ folder: String, epoch: String) throws -> SQLiteStore {
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

    /// Another one after every commit and every start.
    struct State: Equatable {
        let generation: Int
        let commits: Int64
    }

    func state() throws -> State {
        State(generation: generation, commits: try inspector.number("PRAGMA data_version"))
    }

    /// Starts with another version of the program, and tidies up as it does then.
    func upgrade(readsNewKinds: Bool, at now: Instant) throws {
        kinds =
            readsNewKinds
            ? MutationKinds().reading("recordPreference", newest: 2, steps: [1: { $0 }])
            : .standard
        push = PushService(limits: limits, kinds: kinds)
        try restart()
        _ = try tidy(at: now)
    }

    /// What the council does once a day.
    ///
    /// - Returns: how many leave rows were pruned.
    func tidy(at now: Instant) throws -> Int {
        let housekeeping = Housekeeping(held: HeldService(limits: limits, kinds: kinds))
        return try store.write { try housekeeping.tidy(in: $0, now: now) }.leavesPruned
    }

    /// Stops as a killed process does, and starts again on what the disk held then; on what it
    /// holds now when no image is given.
    func restart(on image: DiskImage? = nil) throws {
        let old = folder
        opened = nil
        inspector.close()
        generation += 1
        folder = "\(base)/council-\(generation)"
        if let image {
            try image.write(to: folder)
            DiskImage.remove(old)
        } else {
            try DiskImage.move(old, to: folder, database: Self.files[0])
        }
        opened = try Self.open(folder, epoch: "never used")
        inspector = try Inspector(folder + "/council.sqlite")
    }

    /// What the HTTP controllers do with a request, without HTTP.
    func handle(_ call: Call, at now: Instant) throws -> Reply {
        let store = try store
        do {
            guard call.kind == .deposit || call.tokenUntil > now else {
                throw Problem(.unauthorised, status: 401, detail: "")
            }
            switch call.kind {
            case .push:
                guard let push = try? CanonicalJSON.decode(IncomingPush.self, from: call.body)
                else { throw Problem(.malformed, status: 400, detail: "") }
                let (answer, epoch) = try store.write { transaction in
                    let device = try Self.listed(call.device, in: transaction)
                    return (
                        try self.push.push(push, from: device, in: transaction, now: now),
                        try transaction.council().epoch
                    )
                }
                if planted == .stuckQueue, answer.results.contains(where: \.isHeld) {
                    throw Problem(.failed, status: 500, detail: "")
                }
                return .answer(try CanonicalJSON.encode(answer), epoch: epoch)
            case .deposit:
                guard
                    let request = try? CanonicalJSON.decode(DepositRequest.self, from: call.body)
                else { throw Problem(.malformed, status: 400, detail: "") }
                let service = DepositService(key: sealing, push: push)
                let answer = try store.write { transaction in
                    try service.deposit(request, in: transaction, now: now)
                }
                return .answer(try CanonicalJSON.encode(answer), epoch: "")
            case .pull, .oldPull:
                guard let pull = try? CanonicalJSON.decode(PullRequest.self, from: call.body)
                else { throw Problem(.malformed, status: 400, detail: "") }
                let (page, epoch) = try store.read { transaction in
                    let device = try Self.listed(call.device, in: transaction)
                    return (
                        call.kind == .oldPull
                            ? try self.pull.page(pull, from: device, in: transaction)
                            : try self.pull.news(pull, from: device, in: transaction)?.json,
                        try transaction.council().epoch
                    )
                }
                return page.map { .answer(Data($0), epoch: epoch) } ?? .nothingNew(epoch: epoch)
            }
        } catch let problem as Problem {
            return .problem(problem)
        }
    }

    /// What the HTTP controller does with a question for a picture: the piece as it goes over the
    /// wire.
    ///
    /// - Throws: `Problem`.
    func picture(
        _ sha256: String, _ range: String, for device: DeviceID
    ) throws -> (status: Int, contentRange: String?, body: Data) {
        try store.read { transaction in
            let device = try Self.listed(device, in: transaction)
            let answer = try PictureService(range: range).answer(
                Picture.ID(sha256), for: device, in: transaction)
            guard let range = answer.range else {
                throw Problem(.outOfRange, status: 416, detail: "")
            }
            return (
                answer.isPart ? 206 : 200,
                answer.isPart
                    ? PicturePiece.contentRange(range, of: answer.picture.size) : nil,
                Data(answer.bytes)
            )
        }
    }

    /// What the HTTP controller does with a question whether all is as it should be.
    func verify(_ request: VerifyRequest, for device: DeviceID) throws -> VerifyAnswer {
        try store.read { transaction in
            try VerifyService(limits: limits).verify(
                request, from: try Self.listed(device, in: transaction), in: transaction)
        }
    }

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
        opened = nil
        inspector.close()
    }
}

extension MutationResult {
    fileprivate var isHeld: Bool {
        if case .held = effect { return true }
        return false
    }
}
