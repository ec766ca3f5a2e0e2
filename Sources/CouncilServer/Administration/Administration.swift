internal import Foundation
internal import Procurement
internal import SyncProtocol

/// What an administrator does with a council, command by command. It takes and gives text, so that
/// the program itself is nothing but arguments.
///
/// Every command throws `StoreError`, and `CommandRefusal` or `ImportFailure` where something is
/// asked that cannot be; their descriptions are sentences for the administrator.
public struct Administration: Sendable {
    let store: any Store
    let now: Instant
    private let files: CouncilFiles

    /// What a command has to say.
    public struct Reply: Hashable, Sendable {
        /// For people.
        public let text: String
        /// For programs; `nil` where a command has nothing for them.
        public let json: String?

        init(_ text: String) {
            self.text = text
            json = nil
        }

        init(_ text: String, json value: some Encodable) throws {
            self.text = text
            json = String(decoding: try CanonicalJSON.encode(value), as: UTF8.self)
        }
    }

    /// Opens the council, and makes it when it is not there.
    ///
    /// - Throws: `StoreError`.
    public init(_ files: CouncilFiles) throws {
        self.files = files
        store = try files.open()
        now = CouncilApplication.systemClock()
    }

    /// With which files of laptops are opened; `nil` where no council was served yet.
    func sealingKey() throws -> SealingKey? {
        guard FileManager.default.fileExists(atPath: files.signingKey) else { return nil }
        return try SigningKey.kept(at: files.signingKey).sealing
    }

    /// Days are days in England.
    var today: Day { Day(now, in: TimeZone(identifier: "Europe/London") ?? .gmt) }

    /// A one-time code for a worker's laptop. As JSON `{"code", "expires", "worker"}`.
    public func enrol(worker: String) throws -> Reply {
        guard CaseloadService.isName(worker) else { throw CommandRefusal.notAName(worker) }
        let (code, expires) = try store.write { transaction in
            var random = SystemRandomNumberGenerator()
            return try EnrolmentService.issue(
                to: Worker.ID(worker), in: transaction, now: now, using: &random)
        }
        let grouped = EnrolmentCode.grouped(code)
        return try Reply(
            "\(grouped)\nFor \(worker), until \(expires).",
            json: ["code": grouped, "expires": "\(expires)", "worker": worker])
    }

    private struct DeviceRow: Encodable {
        let id: DeviceID
        let worker: Worker.ID
        let name: String
        let replica: ReplicaID
        let appVersion: String
        let enrolled: Instant
        let revoked: Instant?
        let lastMid: Int64
    }

    /// The laptops, oldest first. As JSON an array of `{"id", "worker", "name", "replica",
    /// "appVersion", "enrolled", "revoked", "lastMid"}`.
    public func devices() throws -> Reply {
        let rows = try store.read { transaction in
            try transaction.devices().map { device in
                // The name that it took last: names sort by the time they were made.
                let newest = try transaction.replicas(of: device.id).last
                return DeviceRow(
                    id: device.id, worker: device.worker, name: device.name,
                    replica: newest?.id ?? device.replica, appVersion: device.appVersion,
                    enrolled: device.enrolled, revoked: device.revoked,
                    lastMid: newest?.lastMid ?? 0)
            }
        }
        let lines = rows.map { row in
            let state = row.revoked.map { "revoked \($0)" } ?? "enrolled \(row.enrolled)"
            let name = ShownText.forTerminal(row.name)
            return "\(row.id)  \(row.worker)  \(name)  \(state)  records \(row.lastMid)"
        }
        return try Reply(
            lines.isEmpty ? "No laptop is enrolled yet." : lines.joined(separator: "\n"),
            json: rows)
    }

    /// Takes a laptop off the list.
    public func revoke(device: String) throws -> Reply {
        let changed = try store.write {
            try DeviceService.revoke(DeviceID(device), in: $0, now: now)
        }
        return Reply(changed ? "Revoked." : "It was revoked before. Nothing changed.")
    }

    /// Gives a worker a package.
    public func give(package: String, to worker: String) throws -> Reply {
        let changed = try store.write {
            try CaseloadService.add(
                SupportPackage.ID(package), to: Worker.ID(worker), in: $0, now: now)
        }
        return Reply(changed ? "Added." : "The worker has it already. Nothing changed.")
    }

    /// Takes a package away from a worker.
    public func take(package: String, from worker: String) throws -> Reply {
        let changed = try store.write {
            try CaseloadService.remove(
                SupportPackage.ID(package), from: Worker.ID(worker), in: $0, now: now)
        }
        return Reply(changed ? "Removed." : "The worker does not have it. Nothing changed.")
    }

    /// Notes that a provider took its bid back.
    public func withdraw(bid: String) throws -> Reply {
        let changed = try store.write {
            try PackageService.withdraw(Bid.ID(bid), in: $0, now: now)
        }
        return Reply(changed ? "Withdrawn." : "It was withdrawn before. Nothing changed.")
    }

    /// Agrees a new version of a shortlist, as of today.
    public func shortlist(_ bids: [String], of package: String) throws -> Reply {
        let shortlist = try store.write {
            try PackageService.shortlist(
                bids.map { Bid.ID($0) }, of: SupportPackage.ID(package), agreed: today, in: $0,
                now: now)
        }
        return Reply("Shortlist version \(shortlist.version) is agreed.")
    }

    /// Everything that was recorded. As JSON a `PreferenceReport`. Who reads it is in the audit, or
    /// it is not read.
    public func preferences() throws -> Reply {
        let report = try store.write { transaction in
            try transaction.audit(
                "read what people said", of: "preferences", by: OperatingSystemUser.current,
                at: now)
            return try PreferenceReport(in: transaction)
        }
        return try Reply(report.text, json: report)
    }

    /// Begins a new epoch, after a backup was restored.
    public func restored() throws -> Reply {
        try store.write { transaction in
            var random = SystemRandomNumberGenerator()
            try transaction.changeEpoch(to: NewCouncil.epoch(using: &random))
            try transaction.audit(
                "epoch changed", of: "council", by: OperatingSystemUser.current, at: now)
        }
        return Reply("The laptops will fetch and push everything again.")
    }
}
