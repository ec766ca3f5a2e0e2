internal import ArgumentParser
internal import CouncilServer
internal import Foundation
internal import Procurement
internal import SyncProtocol

struct Enrol: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a one-time code for a worker's laptop.",
        discussion: "The code works once, for 24 hours. It is shown now and never again.")

    @OptionGroup var options: DatabaseOptions

    @Option(help: ArgumentHelp("The worker's staff reference.", valueName: "id"))
    var worker: String

    @Flag(help: "Print {\"code\", \"expires\", \"worker\"} as JSON.")
    var json = false

    func run() throws {
        guard CaseloadService.isName(worker) else { throw CommandRefusal.notAName(worker) }
        let (code, expires) = try options.open().write { transaction in
            var random = SystemRandomNumberGenerator()
            return try EnrolmentService.issue(
                to: Worker.ID(worker), in: transaction, now: now(), using: &random)
        }
        let grouped = EnrolmentCode.grouped(code)
        if json {
            try Output.json(["code": grouped, "expires": "\(expires)", "worker": worker])
        } else {
            Output.text("\(grouped)\nFor \(worker), until \(expires).")
        }
    }
}

struct Devices: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the laptops, or take one off the list.",
        subcommands: [List.self, Revoke.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the laptops, oldest first.")

        @OptionGroup var options: DatabaseOptions

        @Flag(help: "Print an array of devices as JSON.")
        var json = false

        private struct Row: Encodable {
            let id: DeviceID
            let worker: Worker.ID
            let name: String
            let replica: ReplicaID
            let appVersion: String
            let enrolled: Instant
            let revoked: Instant?
            let lastMid: Int64
        }

        func run() throws {
            let rows = try options.existing().read { transaction in
                try transaction.devices().map { device in
                    Row(
                        id: device.id, worker: device.worker, name: device.name,
                        replica: device.replica, appVersion: device.appVersion,
                        enrolled: device.enrolled, revoked: device.revoked,
                        lastMid: try transaction.lastMid(of: device.replica))
                }
            }
            if json { return try Output.json(rows) }
            guard !rows.isEmpty else { return Output.text("No laptop is enrolled yet.") }
            for row in rows {
                let state = row.revoked.map { "revoked \($0)" } ?? "enrolled \(row.enrolled)"
                Output.text(
                    "\(row.id)  \(row.worker)  \(row.name)  \(state)  records \(row.lastMid)")
            }
        }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a laptop off the list.",
            discussion: """
                It gets nothing more from the council. What it recorded stays on it; enrol it \
                again to let that through.
                """)

        @OptionGroup var options: DatabaseOptions

        @Argument(help: "The device, as the devices command lists it.")
        var id: String

        func run() throws {
            let changed = try options.existing().write {
                try DeviceService.revoke(DeviceID(id), in: $0, now: now())
            }
            Output.text(changed ? "Revoked." : "It was revoked before. Nothing changed.")
        }
    }
}

struct Restored: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell the laptops that the database was restored from a backup.",
        discussion: """
            Run it once after restoring a backup, before serving. Laptops then fetch everything \
            anew and push everything that they recorded in the last 90 days again; nothing is \
            taken twice.
            """)

    @OptionGroup var options: DatabaseOptions

    func run() throws {
        try options.existing().write { transaction in
            var random = SystemRandomNumberGenerator()
            try transaction.changeEpoch(to: NewCouncil.epoch(using: &random))
            try transaction.audit("epoch changed", of: "council", by: "cli", at: now())
        }
        Output.text("The laptops will fetch and push everything again.")
    }
}
