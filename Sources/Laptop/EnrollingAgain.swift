internal import Foundation
public import Presentation
internal import Procurement
internal import Replica
internal import SyncClient
internal import SyncProtocol

extension Laptop {
    /// Enrols the open replica under its own name and with its own key, so that what was signed
    /// before counts as it did. See `EnrolmentService.enrol`.
    public func enrolAgain(code: String) async throws(SetUpRefusal) {
        guard let session else { throw .locked }
        guard !isEnrolling else { throw .councilBusy }
        isEnrolling = true
        defer { isEnrolling = false }
        guard let address = CouncilAddress(session.device.server) else {
            throw .addressNotUsable
        }
        guard let code = EnrolmentCode.normalised(code) else { throw .codeNotUsable }
        let name = await session.engine.replicaID
        let answer = try await enrol(
            EnrolRequest(
                code: code, replica: name,
                publicKey: session.deviceKey.publicKey, deviceName: session.device.deviceName,
                appVersion: Self.appVersion, worker: session.device.worker),
            at: address, authority: session.device.authority)
        // A council of an older version does not look.
        guard answer.worker == session.device.worker else { throw .codeOfAnother }
        // Locked meanwhile: the same code gives the same answer again.
        guard self.session?.number == session.number else { throw .locked }
        do {
            let device = try session.device.enrolled(again: answer, as: name, in: session.replica)
            try device.store(in: folder)
            self.session?.device = device
            // The next unlocking remembers it otherwise.
            try? session.replica.rememberFiles()
            try await replace(session, with: device, address)
        } catch {
            // The code is used. What the next unlocking finds, old file or new, is whole.
            throw .notStored
        }
    }
}

extension DeviceFile {
    fileprivate func enrolled(
        again answer: EnrolAnswer, as name: ReplicaID, in store: Replica
    ) throws -> Self {
        let key = try store.opened(key, as: Self.name(of: device))
        return DeviceFile(
            server: server, answer: answer, deviceName: deviceName, authority: authority,
            key: try store.sealed(key, as: Self.name(of: answer.device)), replica: name,
            token: token, sealingKey: sealingKey)
    }
}
