internal import Foundation
internal import GRDB
internal import Procurement

/// One preference, from the worker's "save" to the disk, beside the commit of the same bytes; and
/// the way to the council of 100 of them.
struct Saving {
    private let bench: BenchSync
    private let council: CouncilUnderTest
    private let saves = 200

    init(_ bench: BenchSync, _ council: CouncilUnderTest) {
        self.bench = bench
        self.council = council
    }

    func run() async throws {
        let who = try await Enrolled(at: council, worker: "sw-1")
        let laptop = try LaptopUnderTest(who, in: bench.work + "/saving", port: council.port)
        try await laptop.sync()
        let raw = try RawTable(bench.work + "/raw.sqlite")
        let visits = try laptop.visits()
        guard !visits.isEmpty else { throw Failure("The worker has no visit.") }
        var ours: [Double] = []
        var floor: [Double] = []
        var sizes: [Int] = []
        for round in 0..<(saves + 10) {
            let visit = try visits[round % visits.count].again()
            var size = 0
            let time = try await seconds { size = try laptop.record(visit) }
            let bytes = Data((0..<size).map { _ in UInt8.random(in: 0...255) })
            let bare = try await seconds { try raw.commit(bytes) }
            guard round >= 10 else { continue }
            ours.append(1000 * time)
            floor.append(1000 * bare)
            sizes.append(size)
        }
        Figures.print("ours-save", ours.median, "ms")
        Figures.print("ours-save-p95", ours.worstOfTwenty, "ms")
        Figures.print("raw-commit", floor.median, "ms")
        Figures.print("raw-commit-p95", floor.worstOfTwenty, "ms")
        Figures.print("ours-save-over-raw", ours.median / floor.median, "times")
        Figures.print("ours-save-bytes", sizes.quantile(0.5) ?? 0, "B")
        try await push(laptop, visits)
        await laptop.close()
    }

    /// From "save" on this laptop to the council's receipt on this laptop, one at a time; and a
    /// day's work of 100 at once.
    private func push(_ laptop: LaptopUnderTest, _ visits: [VisitDraft]) async throws {
        try await laptop.sync()
        var times: [Double] = []
        for round in 0..<bench.rounds {
            let visit = try visits[round % visits.count].again()
            times.append(
                1000
                    * (try await seconds {
                        try laptop.record(visit)
                        try await laptop.sync()
                    }))
        }
        Figures.print("ours-save-and-receipt", times.median, "ms")
        times = []
        var server: [Double] = []
        for _ in 0..<bench.slowRounds {
            for round in 0..<100 { try laptop.record(try visits[round % visits.count].again()) }
            let before = council.processorTime
            times.append(1000 * (try await seconds { try await laptop.sync() }))
            server.append(council.processorTime - before)
        }
        guard try laptop.waiting() == 0 else { throw Failure("Records wait that were sent.") }
        Figures.print("ours-push-100", times.median, "ms")
        Figures.print("ours-push-100-server-cpu", server.median, "ms")
    }
}

extension VisitDraft {
    /// The same visit with a name of its own, as if it were held once more.
    fileprivate func again() throws -> VisitDraft {
        var random = SystemRandomNumberGenerator()
        let id = Preference.ID.version7(at: Instant(Date()), using: &random)
        var text = String(decoding: try CanonicalJSON.encode(self), as: UTF8.self)
        text = text.replacingOccurrences(of: preference.rawValue, with: id.rawValue)
        return try CanonicalJSON.decode(VisitDraft.self, from: Data(text.utf8))
    }
}

/// SQLite and nothing else: a table of bytes, as durable as the replica.
private struct RawTable {
    private let pool: DatabasePool

    init(_ path: String) throws {
        pool = try DatabasePool(path: path)
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "CREATE TABLE raw (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")
        }
    }

    func commit(_ bytes: Data) throws {
        try pool.write { db in
            try db.cachedStatement(sql: "INSERT INTO raw (body) VALUES (?)")
                .execute(arguments: [bytes])
        }
    }
}
