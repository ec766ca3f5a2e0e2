internal import Foundation
internal import Procurement

/// One laptop with 10,000 packages, a document each: the first pull, 100 changes, nothing new.
struct OneLaptop {
    private let bench: BenchSync
    private let worker: Worker.ID = "sw-1"
    /// Rounds that nobody counts: the first ones fill caches.
    private let warmUp = 2

    init(_ bench: BenchSync) { self.bench = bench }

    func run() async throws {
        let council = try CouncilUnderTest(
            server: bench.server, folder: bench.work, name: "packages")
        let packages = try council.take(bench.corpus + "/packages.json")
        try council.give(packages, to: worker)
        try await council.start()
        defer { council.stop() }
        let enrolled = try await Enrolled(at: council, worker: worker)
        try await initialPull(council, enrolled, packages.count)
        try await changes(council, enrolled)
        Figures.print("ours-server-peak-memory", council.peakMemory, "MiB")
    }

    /// Everything from the connection to the last commit: hello, token, all pages.
    private func initialPull(
        _ council: CouncilUnderTest, _ who: Enrolled, _ expected: Int
    ) async throws {
        var times: [Double] = []
        var server: [Double] = []
        var own: [Double] = []
        for round in 0..<(bench.rounds + warmUp) {
            let laptop = try fresh(who, council.port)
            let before = (council.processorTime, processorTime(of: getpid()))
            let time = try await seconds { try await laptop.sync() }
            let after = (council.processorTime, processorTime(of: getpid()))
            guard try laptop.documents() == expected else {
                throw Failure("Documents are missing.")
            }
            await laptop.close()
            guard round >= warmUp else { continue }
            times.append(time)
            server.append(after.0 - before.0)
            own.append(after.1 - before.1)
        }
        Figures.print("ours-initial-pull", times.median, "s")
        Figures.print("ours-initial-pull-p95", times.worstOfTwenty, "s")
        Figures.print("ours-initial-pull-server-cpu", server.median, "ms")
        Figures.print("ours-initial-pull-laptop-cpu", own.median, "ms")

        let link = try Link(tools: bench.tools, to: council.port)
        defer { link.stop() }
        var bytes: [Int] = []
        for _ in 0..<3 {
            let laptop = try fresh(who, link.port)
            try await laptop.sync()
            await laptop.close()
            bytes.append(try link.count().bytes)
        }
        Figures.print("ours-initial-pull-bytes", bytes.quantile(0.5) ?? 0, "B")
    }

    /// 100 packages are amended at the council; then the running laptop syncs. Its connection and
    /// its token are there, as they are in use.
    private func changes(_ council: CouncilUnderTest, _ who: Enrolled) async throws {
        let link = try Link(tools: bench.tools, to: council.port)
        defer { link.stop() }
        let direct = try fresh(who, council.port)
        let counted = try fresh(who, link.port)
        try await direct.sync()
        try await counted.sync()
        var times: [Double] = []
        var idle: [Double] = []
        var news: [Double] = []
        var server: [Double] = []
        var bytes: [String: [Int]] = [:]
        for round in 1...(bench.rounds + warmUp) {
            try council.take(bench.corpus + "/change-\(round).json")
            let before = council.processorTime
            times.append(1000 * (try await seconds { try await direct.sync() }))
            server.append(council.processorTime - before)
            idle.append(1000 * (try await seconds { try await direct.sync() }))
            news.append(1000 * (try await seconds { _ = try await direct.asksForNews() }))
            _ = try link.count()
            try await counted.sync()
            bytes["pull-100", default: []].append(try link.count().bytes)
            try await counted.sync()
            bytes["idle", default: []].append(try link.count().bytes)
            _ = try await counted.asksForNews()
            bytes["news", default: []].append(try link.count().bytes)
        }
        guard try direct.documents() == counted.documents() else { throw Failure("They differ.") }
        Figures.print("ours-pull-100", Array(times.dropFirst(warmUp)).median, "ms")
        Figures.print("ours-pull-100-server-cpu", Array(server.dropFirst(warmUp)).median, "ms")
        Figures.print("ours-idle", Array(idle.dropFirst(warmUp)).median, "ms")
        Figures.print("ours-news", Array(news.dropFirst(warmUp)).median, "ms")
        for (name, sizes) in bytes.sorted(by: { $0.key < $1.key }) {
            Figures.print("ours-\(name)-bytes", sizes.quantile(0.5) ?? 0, "B")
        }
        await direct.close()
        await counted.close()
    }

    private func fresh(_ who: Enrolled, _ port: Int) throws -> LaptopUnderTest {
        try LaptopUnderTest(who, in: "\(bench.work)/laptop-\(UUID().uuidString)", port: port)
    }
}
