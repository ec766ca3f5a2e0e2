internal import CouncilServer
internal import Foundation
internal import Procurement
internal import Replica
internal import SyncClient
internal import SyncProtocol

/// The council's list of laptops, as the simulator knows it. A value, as the model is.
struct Devices {
    struct Entry {
        let worker: String
        var isRevoked = false
    }

    var entries: [DeviceID: Entry] = [:]

    func isListed(_ device: DeviceID) -> Bool { entries[device].map { !$0.isRevoked } ?? false }
}

extension World {
    /// A new laptop with an empty replica.
    func enrolNew(worker: String) throws {
        let key = try deviceKey()
        let replica: ReplicaID = mint()
        let device = try enrol(replica, key, worker)
        let identity = Identity(
            device: device, key: key, replica: replica, token: mint(Model.self).rawValue,
            worker: worker)
        let laptop = try SimulatedLaptop(number: laptops.count, in: base, identity: identity)
        laptop.book.pageBytes = dice.chance(500) ? 16 * 1024 : 64 * 1024
        let token = Data(identity.token.utf8)
        try laptop.replica.write { transaction in
            try transaction.setMeta("replica", Data(replica.rawValue.utf8))
            try transaction.setMeta("token", token)
        }
        laptops.append(laptop)
    }

    /// The same laptop again, after it was taken off the list or the council forgot it. It keeps
    /// its replica, its journal and its key.
    func enrolAgain(_ laptop: SimulatedLaptop) throws {
        let identity = laptop.identity
        laptop.identity.device = try enrol(identity.replica, identity.key, identity.worker)
        laptop.tokenUntil = Instant(milliseconds: 0)
        figures.happened[.enrolledAgain, default: 0] += 1
        note("laptop \(laptop.number) is enrolled again")
    }

    /// A key that follows from the seed.
    private func deviceKey() throws -> DeviceKey {
        while true {
            var bytes = Data()
            for _ in 0..<4 {
                withUnsafeBytes(of: dice.next()) { bytes.append(contentsOf: $0) }
            }
            // Nearly every number of 32 bytes is a key.
            if let key = try? DeviceKey(raw: bytes) { return key }
        }
    }

    private func enrol(
        _ replica: ReplicaID, _ key: DeviceKey, _ worker: String
    ) throws -> DeviceID {
        let (now, code) = (now, dice.split())
        let answer = try council.store.write { transaction in
            var random = code
            let issued = try EnrolmentService.issue(
                to: Worker.ID(worker), in: transaction, now: now, using: &random)
            return try EnrolmentService.enrol(
                EnrolRequest(
                    code: issued.code, replica: replica, publicKey: key.publicKey,
                    deviceName: "Laptop", appVersion: "1"),
                in: transaction, now: now, using: &random)
        }
        if let earlier = model.replicas[replica.rawValue] {
            devices.entries[DeviceID(earlier)]?.isRevoked = true
        }
        model.replicas[replica.rawValue] = answer.device.rawValue
        devices.entries[answer.device] = Devices.Entry(worker: worker)
        return answer.device
    }

    func revokeOne() throws {
        guard let laptop = dice.pick(laptops), devices.isListed(laptop.identity.device) else {
            return
        }
        let (device, now) = (laptop.identity.device, now)
        _ = try council.store.write {
            try DeviceService.revoke(device, in: $0, now: now)
        }
        devices.entries[device]?.isRevoked = true
        note("laptop \(laptop.number) is taken off the list")
    }
}
