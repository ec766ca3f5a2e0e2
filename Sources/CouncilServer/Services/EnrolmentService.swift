internal import Crypto
internal import Foundation
public import Procurement
public import SyncProtocol

/// Lets laptops in, by a one-time code that an administrator gives to a worker.
public enum EnrolmentService {
    /// How long a code may be used, in seconds.
    public static let codeLifetime: Int64 = 24 * 3600
    /// The largest request, in bytes.
    public static let bodyLimit = 8 * 1024

    /// A new code for a worker. Only its hash is kept: this is the one time that it is seen.
    ///
    /// - Returns: the code without groups, and when it stops working.
    public static func issue(
        to worker: Worker.ID, in transaction: StoreTransaction, now: Instant,
        using random: inout some RandomNumberGenerator
    ) throws -> (code: String, expires: Instant) {
        let code = EnrolmentCode.make(using: &random)
        let expires = now.adding(seconds: codeLifetime)
        try transaction.save(
            EnrolmentEntry(codeHash: hash(code), worker: worker, expires: expires))
        try transaction.audit(
            "enrolment code issued", of: worker.rawValue, by: OperatingSystemUser.current, at: now)
        return (code, expires)
    }

    /// Whether a code is one of ours that has not expired. Nobody guesses one: it has 100 random
    /// bits.
    static func knows(
        _ typed: String, in transaction: StoreTransaction, now: Instant
    ) throws -> Bool {
        guard typed.utf8.count <= 200, let code = EnrolmentCode.normalised(typed),
            let entry = try transaction.enrolment(hash(code))
        else { return false }
        return now < entry.expires
    }

    /// Enrols a laptop.
    ///
    /// The same laptop (replica and key) may ask again with the same code, as when the first
    /// answer was lost on the way. A replica that was enrolled before by the same worker, as one that
    /// was taken off the list and found again, gets a new device, and the old one is revoked.
    ///
    /// - Throws: `Problem` (wrong, used or expired code, malformed, `notYourReplica`);
    ///   `StoreError`.
    public static func enrol(
        _ request: EnrolRequest, in transaction: StoreTransaction, now: Instant,
        using random: inout some RandomNumberGenerator
    ) throws -> EnrolAnswer {
        let publicKey = try checked(request)
        guard let code = EnrolmentCode.normalised(request.code),
            var entry = try transaction.enrolment(hash(code))
        else { throw Problem.wrongCode }
        // One worker's records never go in under another's name.
        guard request.worker ?? entry.worker == entry.worker else { throw Problem.notYourReplica }
        let council = try transaction.council()
        let answer = { (device: DeviceID) in
            EnrolAnswer(
                device: device, worker: entry.worker, council: council.name, epoch: council.epoch)
        }
        if entry.used != nil {
            guard let id = entry.device, let device = try transaction.device(id),
                device.replica == request.replica, device.publicKey == publicKey,
                device.revoked == nil, now < entry.expires
            else { throw Problem.usedCode }
            return answer(id)
        }
        guard now < entry.expires else { throw Problem.expiredCode }
        if let met = try transaction.replica(request.replica) {
            guard met.worker == entry.worker else { throw Problem.notYourReplica }
            if let earlier = met.device { try transaction.revoke(earlier, at: now) }
        }
        let device = Device(
            id: .version7(at: now, using: &random), worker: entry.worker,
            replica: request.replica, publicKey: publicKey,
            name: request.deviceName, appVersion: request.appVersion, enrolled: now)
        try transaction.add(device)
        entry.used = now
        entry.device = device.id
        try transaction.save(entry)
        try transaction.audit(
            "device enrolled", of: device.id.rawValue, by: entry.worker.rawValue, at: now)
        return answer(device.id)
    }

    /// The public key, when everything else of the request is as it should be.
    private static func checked(_ request: EnrolRequest) throws -> [UInt8] {
        guard request.code.utf8.count <= 200 else { throw Problem.wrongCode }
        guard ReplicaService.isName(request.replica) else {
            throw Problem.malformed("The replica has no usable name.")
        }
        guard plain(request.deviceName, 1...100), plain(request.appVersion, 0...50) else {
            throw Problem.malformed("The name of the device or the version is not plain text.")
        }
        guard let key = Base64URL.decode(request.publicKey), key.count == 65,
            (try? P256.Signing.PublicKey(x963Representation: key)) != nil
        else { throw Problem.malformed("The public key is not a P-256 key in X9.63.") }
        return key
    }

    private static func plain(_ text: String, _ length: ClosedRange<Int>) -> Bool {
        length.contains(text.count) && text.utf8.count <= 400
            && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }

    private static func hash(_ code: String) -> [UInt8] {
        [UInt8](SHA256.hash(data: Data(code.utf8)))
    }
}
