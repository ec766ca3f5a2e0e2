internal import Foundation
internal import Procurement

/// A laptop on a link of 64 kbit/s with 2 s of latency there and back, on which 5 % of the requests
/// are reset on their way. It tries until it gets through, and nothing may be missing then.
struct BadLink {
    private let bench: BenchSync
    private let council: CouncilUnderTest

    init(_ bench: BenchSync, _ council: CouncilUnderTest) {
        self.bench = bench
        self.council = council
    }

    func run() async throws {
        var first: [Double] = []
        var handIn: [Double] = []
        var idle: [Double] = []
        var bytes: [Int] = []
        var requests = 0
        var resets = 0
        for round in 0..<bench.slowRounds {
            let link = try Link(
                tools: bench.tools, to: council.port,
                ["--bits-per-second", "64000", "--latency", "2", "--resets", "0.05"]
                    + ["--seed", String(round)])
            defer { link.stop() }
            let who = try await Enrolled(at: council, worker: Worker.ID("sw-\(round + 2)"))
            let laptop = try LaptopUnderTest(
                who, in: "\(bench.work)/far-\(round)", port: link.port)
            first.append(try await seconds { _ = try await laptop.syncAtLast() })
            let counts = [try link.count()]
            bytes.append(counts[0].bytes)
            let visits = try laptop.visits()
            guard visits.count >= 5 else { throw Failure("The worker has too few visits.") }
            for visit in visits.prefix(5) { try laptop.record(visit) }
            handIn.append(try await seconds { _ = try await laptop.syncAtLast() })
            idle.append(try await seconds { _ = try await laptop.syncAtLast() })
            guard try laptop.waiting() == 0 else { throw Failure("A record did not arrive.") }
            let near = try LaptopUnderTest(
                who, in: "\(bench.work)/near-\(round)", port: council.port)
            try await near.sync()
            guard try near.documents() == laptop.documents() else {
                throw Failure("The laptop on the bad link holds other documents.")
            }
            await near.close()
            await laptop.close()
            for count in counts + [try link.count()] {
                requests += count.requests
                resets += count.resets
            }
        }
        Figures.print("badlink-first-pull", first.median, "s")
        Figures.print("badlink-first-pull-bytes", bytes.quantile(0.5) ?? 0, "B")
        Figures.print("badlink-push-5", handIn.median, "s")
        Figures.print("badlink-idle", idle.median, "s")
        Figures.print("badlink-requests", requests, "requests")
        Figures.print("badlink-resets", resets, "resets")
    }
}
