internal import Procurement
internal import SyncProtocol

extension Administration {
    private struct HeldReport: Encodable {
        let held: [Row]
        /// Those that are not what a laptop of their worker signed.
        let unverified: [Row]
        let forks: [Fork]
        /// Those that took effect now; absent when nothing was tried.
        let released: [String]?

        struct Row: Encodable {
            let key: String
            let name: String
            let worker: Worker.ID
            let package: SupportPackage.ID?
            let receivedAt: Instant
            let reason: String
        }

        struct Fork: Encodable {
            let key: String
            let others: Int64
        }
    }

    /// What the council keeps and cannot read, and the keys that came with more than one payload;
    /// never what they say. `retry` first tries everything that is held again. As JSON
    /// `{"held": [{"key", "name", "worker", "package", "receivedAt", "reason"}], "unverified": [the
    /// same], "forks": [{"key", "others"}], "released": [key]}`.
    public func held(retry: Bool) throws -> Reply {
        var released: [String]?
        if retry {
            released = try store.write { transaction in
                let outcome = try HeldService().retry(in: transaction, now: now)
                try transaction.audit(
                    "held tried again", of: "council", by: OperatingSystemUser.current, at: now)
                return outcome.released
            }
        }
        let (rows, unverified, forks) = try store.read { transaction in
            (
                try transaction.held().map {
                    HeldReport.Row(
                        key: $0.key, name: $0.name, worker: $0.worker, package: $0.package,
                        receivedAt: $0.receivedAt, reason: $0.held ?? "")
                },
                try transaction.unverified().map {
                    HeldReport.Row(
                        key: $0.mutation.key, name: $0.mutation.name ?? "", worker: $0.worker,
                        package: nil, receivedAt: $0.receivedAt, reason: $0.reason)
                },
                try transaction.forkedKeys().map { HeldReport.Fork(key: $0.key, others: $0.others) }
            )
        }
        var lines: [String] = []
        if let released { lines.append("Took effect now: \(released.count).") }
        lines.append(rows.isEmpty ? "Nothing is held." : "Held: \(rows.count).")
        lines += rows.map { row in
            let package = row.package.map { ShownText.forTerminal($0.rawValue) } ?? "no package"
            let key = ShownText.forTerminal(row.key)
            return "\(key)  \(row.worker)  \(package)  \(row.reason)"
        }
        lines += forks.map {
            "\(ShownText.forTerminal($0.key))  came with other contents, \($0.others). All are kept."
        }
        if !unverified.isEmpty {
            lines.append("Not as a laptop signed them, kept apart: \(unverified.count).")
        }
        lines += unverified.map {
            "\(ShownText.forTerminal($0.key))  \($0.worker)  \($0.reason)"
        }
        return try Reply(
            lines.joined(separator: "\n"),
            json: HeldReport(
                held: rows, unverified: unverified, forks: forks, released: released))
    }

    /// Hands a package from one worker to another: in one step, so that it is never nobody's.
    public func move(package: String, from: String, to worker: String) throws -> Reply {
        let changed = try store.write { transaction in
            let id = SupportPackage.ID(package)
            let gained = try CaseloadService.add(
                id, to: Worker.ID(worker), in: transaction, now: now)
            guard from != worker else { return gained }
            let lost = try CaseloadService.remove(
                id, from: Worker.ID(from), in: transaction, now: now)
            return gained || lost
        }
        return Reply(
            changed ? "Handed over." : "It was handed over before. Nothing changed.")
    }
}
