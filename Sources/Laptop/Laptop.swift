internal import Foundation
public import Presentation
internal import Procurement
public import Replica
internal import SyncClient
internal import SyncProtocol

/// One worker's laptop: the profile on the disk, who may open it, and the sync with the council.
///
/// Locked it holds the profile's lock and nothing else; unlocked it holds the key, the open
/// replica, and a task that syncs.
public actor Laptop: LaptopPort {
    let folder: ProfileFolder
    let surroundings: Surroundings

    private var lockHeld: ProfileLock?
    var session: Session?
    /// Unlocking found that the replica must be salvaged.
    private var foundDamaged = false
    private var isUnlocking = false
    var isEnrolling = false
    /// Kept for a second try with the same one-time code, when the first answer was lost.
    var preparedKey: (key: DeviceKey, replica: ReplicaID)?

    // Sync as it stands.
    var link: SendingState.Link = .trying
    var view: Caseload.View?
    var visitsWatchers: [Int: AsyncStream<[VisitFile]>.Continuation] = [:]
    var sendingWatchers: [Int: AsyncStream<SendingState>.Continuation] = [:]
    var nextWatcher = 0
    var pause: Task<Void, Never>?
    var isPoked = false
    var attemptWaiters: [CheckedContinuation<Void, Never>] = []
    /// How often in a row the council said that it would not.
    var refusals = 0
    var retryAfter: Int?

    public init(profile: ProfileFolder, surroundings: Surroundings = .live) {
        folder = profile
        self.surroundings = surroundings
    }

    /// The laptop whose profile is in the folder at `path`.
    public init(folder path: String, surroundings: Surroundings = .live) {
        self.init(profile: ProfileFolder(path), surroundings: surroundings)
    }

    /// Where the profile of this user is when nothing else is said; see `ProfileFolder.standard`.
    public static func standardFolder(environment: [String: String]) -> String? {
        ProfileFolder.standard(environment: environment)?.path
    }

    /// What an unlocked laptop holds.
    struct Session: Sendable {
        let number: UUID
        let replica: Replica
        let caseload: Caseload
        let device: DeviceFile
        let deviceKey: DeviceKey
        let transport: any CouncilTransport
        let engine: SyncEngine
        var tasks: [Task<Void, Never>] = []
    }
}

// MARK: - The door

extension Laptop {
    public func door() async -> Door {
        if session != nil { return .open }
        guard isSetUp else { return .notSetUp }
        do {
            try hold()
        } catch .inUse {
            return .inUse
        } catch {
            // A disk that is full or fails is said when the passphrase was typed.
        }
        if foundDamaged || !Replica.looksHealthy(in: folder) { return .damaged }
        let tries = Tries(in: folder)
        return .locked(
            triesLeft: tries.left, waitSeconds: tries.wait(at: surroundings.now()))
    }

    public func unlock(passphrase: String) async throws(UnlockRefusal) {
        if session != nil { return }
        let key = try await dataKey(passphrase)
        do {
            try open(try Replica(in: folder, key: key), key: key)
        } catch ReplicaError.notStored(let diskFull) {
            throw .notStored(diskFull: diskFull)
        } catch {
            foundDamaged = true
            throw .damaged
        }
    }

    public func lock() async {
        guard let session else { return }
        self.session = nil
        stop(session)
        for watcher in visitsWatchers.values { watcher.finish() }
        for watcher in sendingWatchers.values { watcher.finish() }
        visitsWatchers = [:]
        sendingWatchers = [:]
        view = nil
        finishAttempt()
        await finish(session)
        await seal(session)
        session.replica.close()
    }

    private func stop(_ session: Session) {
        for task in session.tasks { task.cancel() }
        pause?.cancel()
    }

    private func finish(_ session: Session) async {
        await session.transport.close()
        for task in session.tasks { await task.value }
    }

    /// Puts another session in the place of this one, over the same replica: what is recorded
    /// meanwhile, and whoever watches, sees no gap.
    func replace(_ old: Session, with device: DeviceFile, _ address: CouncilAddress) async throws {
        let transport = try way(to: address, device, old.deviceKey)
        stop(old)
        await finish(old)
        let name = await old.engine.replicaID
        guard session?.number == old.number else { return }
        start(old.replica, device, old.deviceKey, transport, name)
        showSending()
    }

    /// Locks, and lets other programs have the profile.
    public func close() async {
        await lock()
        lockHeld = nil
    }

    var isSetUp: Bool {
        folder.has(.device) || Replica.savedFile(.device, in: folder) != nil
    }

    /// Takes the profile for this program.
    func hold() throws(ReplicaError) {
        if lockHeld == nil { lockHeld = try ProfileLock(folder) }
    }

    /// The data key, for the passphrase or the recovery code. Counts the try.
    func dataKey(_ typed: String) async throws(UnlockRefusal) -> DataKey {
        guard isSetUp else { throw .notSetUp }
        do {
            try hold()
        } catch {
            throw UnlockRefusal(error)
        }
        guard !isUnlocking else { throw .wait(seconds: 1) }
        isUnlocking = true
        defer { isUnlocking = false }
        var tries = Tries(in: folder)
        let wait = tries.wait(at: surroundings.now())
        guard wait == 0 else { throw .wait(seconds: wait) }
        guard let vault = storedVault() else { throw .damaged }
        tries.begin(at: surroundings.now())
        // On a full disk the try cannot be counted; the worker is let in all the same.
        try? tries.store(in: folder)
        guard let key = await Self.opened(vault, typed) else {
            let wait = tries.wait(at: surroundings.now())
            throw wait > 0 ? .wait(seconds: wait) : .wrong(triesLeft: tries.left)
        }
        try? Tries().store(in: folder)
        return key
    }

    private func storedVault() -> Vault? {
        if let vault = folder.read(.vault).flatMap({ Vault(data: $0) }) { return vault }
        guard let data = Replica.savedFile(.vault, in: folder), let vault = Vault(data: data) else {
            return nil
        }
        try? folder.write(data, to: .vault)
        return vault
    }

    /// Off the actor, because it takes a while by design.
    @concurrent
    private static func opened(_ vault: Vault, _ typed: String) async -> DataKey? {
        if let key = try? vault.open(.passphrase, secret: typed) { return key }
        guard let code = EnrolmentCode.normalised(typed) else { return nil }
        return try? vault.open(.recovery, secret: code)
    }
}

extension UnlockRefusal {
    /// What a profile that does not open means for the worker.
    init(_ error: ReplicaError) {
        self =
            switch error {
            case .inUse: .inUse
            case .notStored(let diskFull): .notStored(diskFull: diskFull)
            default: .damaged
            }
    }
}

// MARK: - The session

extension Laptop {
    /// Begins the session over an open replica.
    func open(_ replica: Replica, key: DataKey) throws {
        let saved = DeviceFile(data: folder.read(.device))
        guard
            var device = saved ?? DeviceFile(data: Replica.savedFile(.device, in: folder)),
            let address = CouncilAddress(device.server)
        else { throw ReplicaError.damaged }
        if saved == nil { try? device.store(in: folder) }
        let raw = try Seal(key).open(device.key, as: DeviceFile.name(of: device.device))
        let deviceKey = try DeviceKey(raw: raw)
        let name = try pair(replica, with: &device)
        if saved != nil, !replica.remembers(.device) { try? replica.rememberFiles() }
        start(replica, device, deviceKey, try way(to: address, device, deviceKey), name)
    }

    private func way(
        to address: CouncilAddress, _ device: DeviceFile, _ key: DeviceKey
    ) throws -> any CouncilTransport {
        try surroundings.connect(
            address, .init(device: device.device, key: key), device.authority)
    }

    /// Begins to work over an open replica, under this name of the council's for the laptop.
    private func start(
        _ replica: Replica, _ device: DeviceFile, _ deviceKey: DeviceKey,
        _ transport: any CouncilTransport, _ name: ReplicaID
    ) {
        var session = Session(
            number: UUID(), replica: replica, caseload: Caseload(replica), device: device,
            deviceKey: deviceKey, transport: transport,
            engine: SyncEngine(
                replica: replica, replicaID: name, transport: transport,
                now: surroundings.now, mint: surroundings.replicaName,
                running: surroundings.running))
        foundDamaged = false
        link = .trying
        refusals = 0
        isPoked = false
        session.tasks.append(observing(session))
        self.session = session
        if surroundings.syncsByItself {
            self.session?.tasks.append(syncing(session))
        } else {
            link = .offline
        }
    }

    /// A database that is not the one of `device.json` takes a new name, and sends its journal
    /// again under the same keys. A copy of the whole folder is found by the council (see
    /// `SyncSession`): the name that was taken then stands in the database.
    ///
    /// - Returns: the name.
    private func pair(
        _ replica: Replica, with device: inout DeviceFile
    ) throws -> ReplicaID {
        let token = Data(device.token.utf8)
        let (held, name) = try replica.read { (try $0.meta("token"), try $0.name()) }
        if held == token {
            let name = name.map { ReplicaID($0) } ?? device.replica
            guard name != device.replica else { return name }
            device.replica = name
            try? device.store(in: folder)
            return name
        }
        let fresh = surroundings.replicaName()
        device.replica = fresh
        try device.store(in: folder)
        try replica.write { transaction in
            try transaction.take(name: fresh.rawValue)
            try transaction.startOver()
            try transaction.setMeta("token", token)
        }
        return fresh
    }
}
