internal import Foundation
internal import Procurement

/// 1 to 200 laptops at the same server at the same moment: all pull for the first time, all ask
/// for news, all hand in a preference. Laptops and server share the machine; what the server alone
/// costs is its processor time.
struct ManyLaptops {
    private let bench: BenchSync
    private let council: CouncilUnderTest
    private let workers = 40

    init(_ bench: BenchSync, _ council: CouncilUnderTest) {
        self.bench = bench
        self.council = council
    }

    func run() async throws {
        for count in bench.laptops { try await run(count) }
        Figures.print("laptops-server-peak-memory", council.peakMemory, "MiB")
    }

    private func run(_ count: Int) async throws {
        var laptops: [LaptopUnderTest] = []
        for number in 0..<count {
            let who = try await Enrolled(
                at: council, worker: Worker.ID("sw-\(number % workers + 1)"))
            laptops.append(
                try LaptopUnderTest(
                    who, in: "\(bench.work)/laptops-\(count)-\(number)", port: council.port))
        }
        try await measure("first", laptops) { try await $0.sync() }
        // Laptops of the same worker hear of each other's records: twice, until all is quiet.
        for laptop in laptops { try await laptop.sync() }
        try await measure("idle", laptops) { try await $0.sync() }
        for laptop in laptops {
            guard let visit = try laptop.visits().randomElement() else {
                throw Failure("A worker has no visit.")
            }
            try laptop.record(visit)
        }
        try await measure("push", laptops) { try await $0.sync() }
        for laptop in laptops {
            guard try laptop.waiting() == 0 else { throw Failure("A record waits that was sent.") }
            await laptop.close()
        }
    }

    private func measure(
        _ name: String, _ laptops: [LaptopUnderTest],
        _ body: @escaping @Sendable (LaptopUnderTest) async throws -> Void
    ) async throws {
        let before = council.processorTime
        var times: [Double] = []
        let wall = try await seconds {
            times = try await withThrowingTaskGroup(of: Double.self) { group in
                for laptop in laptops {
                    group.addTask { 1000 * (try await seconds { try await body(laptop) }) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
        let prefix = "laptops-\(laptops.count)-\(name)"
        let cpu = (council.processorTime - before) / Double(laptops.count)
        Figures.print(prefix + "-p50", times.median, "ms")
        Figures.print(prefix + "-p95", times.worstOfTwenty, "ms")
        Figures.print(prefix + "-rate", Double(laptops.count) / wall, "laptops/s")
        Figures.print(prefix + "-server-cpu", cpu, "ms/laptop")
    }
}
