internal import Foundation
public import Presentation
internal import Procurement
internal import Replica
internal import SyncProtocol

extension Laptop {
    /// Puts another passphrase in the place of the one before. The recovery code stays as it is.
    ///
    /// - Throws: `.passphraseTooShort`, `.locked`, `.notStored`; then the one before still works.
    public func change(passphrase: String) async throws(SetUpRefusal) {
        guard let session else { throw .locked }
        try Self.check(passphrase)
        do {
            let vault = try await Self.changed(
                session.vault, passphrase, of: session.key, cost: surroundings.cost)
            guard self.session?.number == session.number else { throw SetUpRefusal.locked }
            try folder.keep(vault, as: .vault)
            self.session?.vault = vault
            // What is remembered otherwise would still open with the passphrase before.
            try session.replica.rememberFiles()
        } catch {
            throw error as? SetUpRefusal ?? .notStored
        }
    }

    /// Seals everything under a new data key, behind this passphrase and a new recovery code; see
    /// `Replica.sealAnew`. A program that is stopped on the way goes on when the laptop is unlocked.
    ///
    /// - Returns: the recovery code.
    public func renewKey(passphrase: String) async throws(SetUpRefusal) -> String {
        guard let session, !session.key.isFresh else { throw .locked }
        try Self.check(passphrase)
        var chance = surroundings.chance
        let recoveryCode = EnrolmentCode.make(using: &chance)
        let key = DataKey(after: session.key)
        do {
            let vault = try await Self.vault(
                key, passphrase: passphrase, recoveryCode: recoveryCode, cost: surroundings.cost)
            guard self.session?.number == session.number else { throw SetUpRefusal.locked }
            // Sealed under the new key, it cannot be read, nor shown, before the vault has that key.
            let sealed = try Seal(key.alone).seal(Data(recoveryCode.utf8), as: Self.unreadRow)
            try session.replica.write { try $0.setMeta(Self.nextUnread, sealed) }
            try folder.keep(vault, as: .vault)
            try session.replica.rememberFiles()
            await lock()
            try open(
                try Replica(in: folder, key: key),
                with: OpenedVault(vault: vault, key: key, isSound: true))
        } catch {
            throw error as? SetUpRefusal ?? .notStored
        }
        return EnrolmentCode.grouped(recoveryCode)
    }

    /// Goes on with what `renewKey` began. Everything opens by one of the two keys until it is done.
    func sealAnew(
        _ replica: Replica, _ device: inout DeviceFile, _ opened: OpenedVault
    ) throws -> OpenedVault {
        try replica.sealAnew { transaction in
            for (from, to) in [(Self.unread, Self.unread), (Self.nextUnread, Self.unread)] {
                guard let sealed = try transaction.meta(from), !sealed.isEmpty,
                    let code = try? replica.opened(sealed, as: Self.unreadRow)
                else { continue }
                try transaction.setMeta(to, try replica.sealed(code, as: Self.unreadRow))
            }
            try transaction.setMeta(Self.nextUnread, Data())
        }
        let name = DeviceFile.name(of: device.device)
        device.key = try replica.sealed(try replica.opened(device.key, as: name), as: name)
        try device.store(in: folder)
        let vault = opened.vault.withoutPrevious
        try folder.keep(vault, as: .vault)
        try replica.rememberFiles()
        return OpenedVault(vault: vault, key: opened.key.alone, isSound: true)
    }

    static func check(_ passphrase: String) throws(SetUpRefusal) {
        guard passphrase.count >= shortestPassphrase else {
            throw .passphraseTooShort(atLeast: shortestPassphrase)
        }
    }

    @concurrent
    private static func changed(
        _ vault: Vault, _ passphrase: String, of key: DataKey, cost: VaultCost
    ) async throws -> Vault {
        try vault.changing(passphrase: passphrase, of: key, cost: cost)
    }
}
