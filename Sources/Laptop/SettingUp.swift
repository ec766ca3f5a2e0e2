internal import Foundation
public import Presentation
internal import Procurement
internal import Replica
internal import SyncClient
internal import SyncProtocol

extension Laptop {
    public static let shortestPassphrase = 12

    /// Source: `EnrolRequest.appVersion`.
    static let appVersion = "1.0.0"

    public func setUp(
        server: String, code: String, passphrase: String
    ) async throws(SetUpRefusal) -> String {
        guard var address = CouncilAddress(server) else { throw .addressNotUsable }
        guard let code = EnrolmentCode.normalised(code) else { throw .codeNotUsable }
        try Self.check(passphrase)
        guard !isSetUp, session == nil else { throw .alreadySetUp }
        let authority = try authorityText()
        var prepared: (key: DeviceKey, replica: ReplicaID)
        do {
            try folder.prepare()
            try hold()
            try setAsideLeftovers()
            // On the disk before the council is asked: the code is good once.
            prepared = try identity(for: code)
        } catch {
            throw error == .inUse ? .alreadySetUp : .notStored
        }
        let answer: EnrolAnswer
        do {
            answer = try await enrol(prepared, code, at: &address, authority: authority)
        } catch {
            guard error == .codeOfAnother else { throw error }
            // The name went to somebody else's code, whose answer was lost: another one.
            do {
                prepared = try identity(for: code, isFresh: true)
            } catch {
                throw .notStored
            }
            answer = try await enrol(prepared, code, at: &address, authority: authority)
        }
        var chance = surroundings.chance
        let recoveryCode = EnrolmentCode.make(using: &chance)
        do {
            let key = DataKey()
            let vault = try await Self.vault(
                key, passphrase: passphrase, recoveryCode: recoveryCode, cost: surroundings.cost)
            let token = ReplicaID.version7(at: surroundings.now(), using: &chance).rawValue
            let sealedKey = try Seal(key).seal(
                prepared.key.raw, as: DeviceFile.name(of: answer.device))
            let device = DeviceFile(
                server: address.text, answer: answer, deviceName: surroundings.deviceName,
                authority: authority, key: sealedKey, replica: prepared.replica, token: token)
            try make(device, vault, key, recoveryCode)
        } catch {
            throw .notStored
        }
        return EnrolmentCode.grouped(recoveryCode)
    }

    private func make(
        _ device: DeviceFile, _ vault: Vault, _ key: DataKey, _ recoveryCode: String
    ) throws {
        try folder.keep(vault, as: .vault)
        let replica = try Replica.make(in: folder, key: key)
        try replica.write { transaction in
            try transaction.setMeta("replica", Data(device.replica.rawValue.utf8))
            try transaction.setMeta("token", Data(device.token.utf8))
            try transaction.setMeta(
                Self.unread, Seal(key).seal(Data(recoveryCode.utf8), as: Self.unreadRow))
        }
        // Last: from here on the laptop counts as set up.
        try device.store(in: folder)
        try replica.rememberFiles()
        try open(replica, with: OpenedVault(vault: vault, key: key, isSound: true))
    }

    /// Under this name the replica keeps the recovery code, sealed, until it is written down.
    static let unread = "recoveryCode"
    /// And under this one that of a key which is not used yet.
    static let nextUnread = "nextRecoveryCode"
    static let unreadRow = RowName(kind: "#recovery", id: "code", version: 1)

    public func unreadRecoveryCode() async -> String? {
        guard let replica = session?.replica,
            let sealed = try? replica.read({ try $0.meta(Self.unread) }), !sealed.isEmpty,
            let code = try? replica.opened(sealed, as: Self.unreadRow)
        else { return nil }
        return EnrolmentCode.grouped(String(decoding: code, as: UTF8.self))
    }

    public func noteRecoveryCodeRead() async {
        guard let replica = session?.replica else { return }
        do {
            try replica.write { try $0.setMeta(Self.unread, Data()) }
            folder.remove(.enrolment)
        } catch {
            // When it cannot be stored the code is shown once more: no harm.
        }
    }

    private func enrol(
        _ prepared: (key: DeviceKey, replica: ReplicaID), _ code: String,
        at address: inout CouncilAddress, authority: String?
    ) async throws(SetUpRefusal) -> EnrolAnswer {
        let request = EnrolRequest(
            code: code, replica: prepared.replica, publicKey: prepared.key.publicKey,
            deviceName: surroundings.deviceName, appVersion: Self.appVersion)
        do {
            return try await enrol(request, at: address, authority: authority)
        } catch {
            // A page of the council was copied, not its address.
            guard error == .notTheCouncil, let root = address.withoutPath else { throw error }
            let answer = try await enrol(request, at: root, authority: authority)
            address = root
            return answer
        }
    }

    func enrol(
        _ request: EnrolRequest, at address: CouncilAddress, authority: String?
    ) async throws(SetUpRefusal) -> EnrolAnswer {
        guard let client = try? surroundings.connect(address, nil, authority) else {
            throw .certificateNotTrusted
        }
        do throws(CouncilFailure) {
            let reply = try await client.enrol(request)
            await client.close()
            return reply.value
        } catch {
            await client.close()
            throw SetUpRefusal(error)
        }
    }

    private func authorityText() throws(SetUpRefusal) -> String? {
        guard let path = surroundings.authorityFile else { return nil }
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(data: data, encoding: .utf8)
        else { throw .certificateNotTrusted }
        return text
    }

    /// What an attempt that was cut off left behind is kept under another name, never deleted.
    private func setAsideLeftovers() throws(ReplicaError) {
        let stamp = String(surroundings.now().milliseconds)
        for file in [ProfileFolder.File.replica, .journalCopy, .vault, .vaultTwin] {
            for ending in ["", "-wal", "-shm"] {
                let path = folder.path(of: file) + ending
                guard access(path, F_OK) == 0 else { continue }
                guard rename(path, path + ".left-" + stamp) == 0 else {
                    throw .notStored(diskFull: false)
                }
            }
        }
    }

    @concurrent
    static func vault(
        _ key: DataKey, passphrase: String, recoveryCode: String, cost: VaultCost
    ) async throws -> Vault {
        try Vault(key, passphrase: passphrase, recoveryCode: recoveryCode, cost: cost)
    }
}

extension SetUpRefusal {
    init(_ failure: CouncilFailure) {
        switch failure {
        case .offline, .timedOut: self = .notReached
        case .notTheCouncil: self = .notTheCouncil
        case .certificateNotTrusted: self = .certificateNotTrusted
        case .unreadable: self = .notTheCouncil
        case .problem(let problem):
            switch problem.code {
            case .wrongCode: self = .codeWrong
            case .usedCode: self = .codeUsed
            case .expiredCode: self = .codeExpired
            case .upgradeRequired: self = .tooOld
            case .notYourReplica: self = .codeOfAnother
            case .malformed: self = .codeNotUsable
            case .notFound: self = .notTheCouncil
            default: self = .councilBusy
            }
        }
    }
}
