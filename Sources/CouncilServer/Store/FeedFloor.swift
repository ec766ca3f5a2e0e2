internal import Procurement

/// How far back a feed remembers what left it.
extension StoreTransaction {
    /// Up to which `seq` leave rows were pruned from the worker's feed; 0 when none were.
    func floor(of worker: Worker.ID) throws -> Int64 {
        try sql.first(
            "SELECT seq FROM feed_floor WHERE worker = $1", [.text(worker.rawValue)]
        ) { try $0.requiredInteger(0) } ?? 0
    }

    /// Forgets what left before `cutoff`, and raises the floors of those feeds.
    ///
    /// - Returns: how many rows were pruned.
    func pruneLeaves(before cutoff: Instant) throws -> Int {
        let old =
            "op = 'leave' AND kind = 'package' AND EXISTS (SELECT 1 FROM caseload c "
            + "WHERE c.worker = feed.worker AND c.package = feed.id AND c.ended < $1)"
        try sql.run(
            "INSERT INTO feed_floor (worker, seq) SELECT worker, MAX(seq) FROM feed WHERE \(old) "
                + "GROUP BY worker ON CONFLICT (worker) DO UPDATE SET seq = excluded.seq "
                + "WHERE excluded.seq > feed_floor.seq", [.instant(cutoff)])
        return try sql.run("DELETE FROM feed WHERE \(old)", [.instant(cutoff)])
    }
}
