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
    /// The disk did not give it the last time.
    private var foundUnread = false
    /// What could not be written of the tries.
    private var unstoredTries: Tries?
    private var isUnlocking = false
    var isEnrolling = false

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
        let key: DataKey
        var vault: Vault
        let caseload: Caseload
        var device: DeviceFile
        let deviceKey: DeviceKey
        let transport: any CouncilTransport
        let engine: SyncEngine
        var tasks: [Task<Void, Never>] = []
    }

    /// What a passphrase opened.
    struct OpenedVault: Sendable {
        let vault: Vault
        let key: DataKey
        /// Both files of it are whole.
        let isSound: Bool
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
        if hasNewerFile { return .newer }
        switch Replica.trouble(in: folder) {
        case .newer?: return .newer
        case nil where !foundDamaged: break
        default: return .damaged
        }
        let tries = unstoredTries ?? Tries(in: folder)
        return .locked(
            triesLeft: tries.left, waitSeconds: tries.wait(at: surroundings.now()))
    }

    public func unlock(passphrase: String) async throws(UnlockRefusal) {
        if session != nil { return }
        let opened = try await dataKey(passphrase)
        do {
            try open(try Replica(in: folder, key: opened.key), with: opened)
        } catch {
            throw refusal(error)
        }
    }

    /// What it means for the worker that a profile did not open; remembers what has to be salvaged.
    func refusal(_ error: any Error) -> UnlockRefusal {
        var refusal = UnlockRefusal(error)
        // What the disk does not give the second time either will have to be done without.
        if refusal == .notRead, foundUnread { refusal = .damaged }
        foundUnread = refusal == .notRead
        if refusal == .damaged { foundDamaged = true }
        return refusal
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
        let opened = OpenedVault(vault: old.vault, key: old.key, isSound: true)
        start(old.replica, opened, device, old.deviceKey, transport, name)
        showSending()
    }

    /// Locks, and lets other programs have the profile.
    public func close() async {
        await lock()
        lockHeld = nil
    }

    var isSetUp: Bool { folder.knows(.device) }

    private var hasNewerFile: Bool {
        [ProfileFolder.File.vault, .device]
            .contains { (try? folder.standing(of: $0))?.isNewer == true }
    }

    /// Takes the profile for this program.
    func hold() throws(ReplicaError) {
        if lockHeld == nil { lockHeld = try ProfileLock(folder) }
    }

    /// The data key, for the passphrase or the recovery code. Counts a wrong try.
    func dataKey(_ typed: String) async throws(UnlockRefusal) -> OpenedVault {
        guard isSetUp else { throw .notSetUp }
        do {
            try hold()
        } catch {
            throw UnlockRefusal(error)
        }
        guard !isUnlocking else { throw .wait(seconds: 1) }
        isUnlocking = true
        defer { isUnlocking = false }
        var tries = unstoredTries ?? Tries(in: folder)
        let wait = tries.wait(at: surroundings.now())
        guard wait == 0 else { throw .wait(seconds: wait) }
        let standing: Standing
        do {
            standing = try folder.standing(of: .vault)
        } catch {
            throw UnlockRefusal(error)
        }
        if hasNewerFile { throw .newer }
        let vaults = standing.versions.compactMap { Vault(data: $0) }
        guard !vaults.isEmpty else { throw .damaged }
        let found = await Self.opened(vaults, typed)
        // Before anything is told or done: whoever stops the program earlier has learnt nothing.
        if found == nil { tries.count(at: surroundings.now()) } else { tries = Tries() }
        do {
            try tries.store(in: folder)
            unstoredTries = nil
        } catch {
            // On a full disk the worker is let in all the same.
            unstoredTries = tries
        }
        guard let found else {
            let wait = tries.wait(at: surroundings.now())
            throw wait > 0 ? .wait(seconds: wait) : .wrong(triesLeft: tries.left)
        }
        return OpenedVault(vault: found.0, key: found.1, isSound: standing.isSound)
    }

    /// Off the actor, because it takes a while by design. There is more than one vault only where none
    /// is whole for certain.
    @concurrent
    private static func opened(_ vaults: [Vault], _ typed: String) async -> (Vault, DataKey)? {
        let code = EnrolmentCode.normalised(typed)
        for vault in vaults {
            if let key = try? vault.open(.passphrase, secret: typed) { return (vault, key) }
            if let code, let key = try? vault.open(.recovery, secret: code) { return (vault, key) }
        }
        return nil
    }
}

extension UnlockRefusal {
    /// What a profile that does not open means for the worker.
    init(_ error: any Error) {
        self =
            switch error as? ReplicaError {
            case .inUse: .inUse
            case .notStored(let diskFull): .notStored(diskFull: diskFull)
            case .newer: .newer
            case .notRead: .notRead
            case .damaged, .damagedRow, .missing, .wrongKey: .damaged
            // Not of the replica's files: the way to the council, or the system.
            case nil: .notStored(diskFull: false)
            }
    }
}

// MARK: - The session

extension Laptop {
    /// Begins the session over an open replica. Files that are not whole, or not there twice, are
    /// written anew from those that are.
    func open(_ replica: Replica, with opened: OpenedVault) throws {
        var opened = opened
        var (device, deviceKey, isSound) = try DeviceFile.opened(by: Seal(opened.key), in: folder)
        guard let address = CouncilAddress(device.server) else { throw ReplicaError.damaged }
        // On a full disk all stays as it is until the next time.
        if !opened.isSound { try? folder.keep(opened.vault, as: .vault) }
        if !isSound { try? device.store(in: folder) }
        if opened.key.isFresh, let done = try? sealAnew(replica, &device, opened) { opened = done }
        let name = try pair(replica, with: &device)
        if !replica.remembers(.device) || !replica.remembers(.vault) {
            try? replica.rememberFiles()
        }
        try? forgetEnrolmentKeys()
        start(replica, opened, device, deviceKey, try way(to: address, device, deviceKey), name)
    }

    private func way(
        to address: CouncilAddress, _ device: DeviceFile, _ key: DeviceKey
    ) throws -> any CouncilTransport {
        try surroundings.connect(
            address, .init(device: device.device, key: key), device.authority)
    }

    /// Begins to work over an open replica, under this name of the council's for the laptop.
    private func start(
        _ replica: Replica, _ opened: OpenedVault, _ device: DeviceFile, _ deviceKey: DeviceKey,
        _ transport: any CouncilTransport, _ name: ReplicaID
    ) {
        var session = Session(
            number: UUID(), replica: replica, key: opened.key, vault: opened.vault,
            caseload: Caseload(replica), device: device,
            deviceKey: deviceKey, transport: transport,
            engine: SyncEngine(
                replica: replica, replicaID: name, transport: transport,
                now: surroundings.now, mint: surroundings.replicaName,
                running: surroundings.running))
        (foundDamaged, foundUnread) = (false, false)
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
