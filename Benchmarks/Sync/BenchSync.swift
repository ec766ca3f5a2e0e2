internal import ArgumentParser
internal import Foundation

/// `bench-sync`: measures the product's real client core against its real server.
///
/// The server is the release build of `support-choice-server` in a process of its own, on loopback
/// without TLS; the laptops are replicas on the disk with the sync engine and the HTTP client of
/// the product. Everything is durable as it is in use: SQLite in WAL mode with `synchronous=FULL`
/// on both sides, documents sealed on the laptop.
struct BenchSync: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-sync", abstract: "Measure sync.",
        discussion: """
            Prints one line a figure: figure NAME VALUE UNIT. `make bench-sync` prepares the \
            packages, measures the floor and the peers too, and makes the table.
            """)

    enum Part: String, CaseIterable, ExpressibleByArgument {
        case oneLaptop, saving, manyLaptops, badLink
    }

    @Option(help: ArgumentHelp("The server's program.", valueName: "path"))
    var server: String

    @Option(help: ArgumentHelp("The folder that corpus.py wrote.", valueName: "folder"))
    var corpus: String

    @Option(help: ArgumentHelp("The folder of proxy.py.", valueName: "folder"))
    var tools: String

    @Option(help: ArgumentHelp("The demonstration's word lists.", valueName: "file"))
    var words: String

    @Option(help: ArgumentHelp("A folder for databases; it is emptied.", valueName: "folder"))
    var work: String

    @Option(help: "How often each thing is measured.")
    var rounds = 20

    @Option(help: "How often each thing on the bad link is measured.")
    var slowRounds = 20

    @Option(parsing: .upToNextOption, help: "How many laptops at once.")
    var laptops = [1, 10, 50, 200]

    @Option(parsing: .upToNextOption, help: "What to measure; everything when left out.")
    var parts = Part.allCases

    func run() async throws {
        Limits.raise()
        try? FileManager.default.removeItem(atPath: work)
        try FileManager.default.createDirectory(
            atPath: work, withIntermediateDirectories: true)
        if parts.contains(.oneLaptop) { try await OneLaptop(self).run() }
        if !Set(parts).isDisjoint(with: [.saving, .manyLaptops, .badLink]) {
            let council = try CouncilUnderTest(server: server, folder: work, name: "council")
            try council.demonstrate(words: words)
            try await council.start()
            if parts.contains(.saving) { try await Saving(self, council).run() }
            if parts.contains(.manyLaptops) { try await ManyLaptops(self, council).run() }
            if parts.contains(.badLink) { try await BadLink(self, council).run() }
            council.stop()
        }
    }
}

/// A measurement that cannot be made, in words.
struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

enum Limits {
    /// 200 laptops keep a few thousand files open.
    static func raise() {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue)), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue)), &limit)
    }
}
