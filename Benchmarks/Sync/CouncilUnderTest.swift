internal import CouncilServer
internal import Foundation
internal import Procurement
internal import SyncProtocol

/// A council's database and its server, in a process of its own.
final class CouncilUnderTest {
    let database: String
    private let program: String
    private let store: SQLiteStore
    private var process: Child?
    private(set) var port = 0

    init(server: String, folder: String, name: String) throws {
        program = server
        database = "\(folder)/\(name).sqlite"
        store = try CouncilFiles(database: database).open()
    }

    private var now: Instant { CouncilApplication.systemClock() }

    /// As large as the real council: 1,538 people, 40 workers.
    func demonstrate(words: String) throws {
        try Child.run(
            program, ["demo", "--scale", "council", "--words", words, "--database", database])
    }

    /// Imports packages as they are in the file, without visits.
    ///
    /// - Returns: their names.
    @discardableResult
    func take(_ path: String) throws -> [SupportPackage.ID] {
        let data = try Data(contentsOf: URL(filePath: path))
        let file = try CanonicalJSON.decode(PackagesFile.self, from: data)
        try store.write {
            _ = try PackagesImport.run(file, named: "corpus", in: $0, now: now)
        }
        return file.packages.map(\.reference)
    }

    func give(_ packages: [SupportPackage.ID], to worker: Worker.ID) throws {
        try store.write { transaction in
            for package in packages {
                try CaseloadService.add(package, to: worker, in: transaction, now: now)
            }
        }
    }

    func code(for worker: Worker.ID) throws -> String {
        try store.write { transaction in
            var random = SystemRandomNumberGenerator()
            return try EnrolmentService.issue(
                to: worker, in: transaction, now: now, using: &random
            ).code
        }
    }

    /// Starts the server, and lets it make its caches.
    func start() async throws {
        let process = try Child(program, ["serve", "--port", "0", "--database", database])
        self.process = process
        let line = try process.line()
        guard let port = line.split(separator: ":").last.flatMap({ Int($0) }) else {
            throw Failure("The server does not say where it listens.")
        }
        self.port = port
    }

    func stop() {
        process?.stop()
        process = nil
    }

    /// In milliseconds.
    var processorTime: Double { bench_sync.processorTime(of: process?.id ?? 0) }
    var peakMemory: Double { bench_sync.peakMemory(of: process?.id ?? 0) }
}
