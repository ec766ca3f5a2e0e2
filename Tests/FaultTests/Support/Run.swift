import DesktopDriver
import Foundation
import Procurement
import Replica

/// A laptop and a council of their own in a folder of their own, for one session with one fault.
final class Run: Sendable {
    let programs: Programs
    let library: URL
    let store: CouncilStore
    let key: DataKey
    let profile: URL
    let database: String
    private let scratch: ScratchFolder

    init(
        _ scene: Stage.Scene?, programs: Programs, library: URL, store: CouncilStore, key: DataKey
    ) throws {
        self.programs = programs
        self.library = library
        self.store = store
        self.key = key
        scratch = try ScratchFolder()
        profile = scratch.url.appending(path: "profile")
        let council = scratch.url.appending(path: "council")
        for name in ["said", "temporary"] {
            try FileManager.default.createDirectory(
                at: scratch.url.appending(path: name), withIntermediateDirectories: true)
        }
        try Data((Planted.passphrase + "\n").utf8).write(
            to: scratch.url.appending(path: "said/passphrase"))
        guard let scene else {
            try FileManager.default.createDirectory(at: council, withIntermediateDirectories: true)
            database = try store.place(council)
            return
        }
        try FileManager.default.copyItem(at: scene.profile, to: profile)
        database = try store.copy(scene.database, council)
    }

    var council: URL { scratch.url.appending(path: "council") }
    var temporary: URL { scratch.url.appending(path: "temporary") }
    /// What the programs say goes here, beside what the test hands them.
    var said: URL { scratch.url.appending(path: "said") }
    var passphraseFile: String { said.appending(path: "passphrase").path() }

    func file(of visit: Visit) throws -> String {
        let file = said.appending(path: "\(visit.rawValue).json")
        try Data(visit.json.utf8).write(to: file)
        return file.path()
    }
}

// MARK: - The laptop's program

extension Run {
    /// What a program left behind.
    struct Outcome: Sendable {
        /// Minus the signal's number when a signal ended it.
        let status: Int32
        let output: String
        let complaints: String
        let report: FaultReport?

        var wasKilled: Bool { status == -9 }
        var lines: [Substring] { output.split(separator: "\n") }
    }

    /// `sync --json` or `status --json`.
    struct Status: Decodable, Sendable {
        struct Record: Decodable, Sendable {
            let key: String
            let receivedAt: String?
        }

        let waiting: Int
        let link: String?
        let records: [Record]
        let drafts: [String]
        let packages: [String]
    }

    /// Runs `support-choice` to its end, on this profile. The fault is met by its files, or by one.
    func laptop(
        _ command: String, _ arguments: [String] = [], fault: Fault? = nil,
        at file: String? = nil, seconds: Double = 240
    ) throws -> Outcome {
        let met = file.map { profile.appending(path: $0) } ?? profile
        let program = try started(
            programs.laptop,
            [command, "--profile", profile.path(), "--passphrase-file", passphraseFile] + arguments,
            fault: fault, under: met)
        let status = try program.waitUntilEnd(seconds: seconds)
        return Outcome(
            status: status, output: program.text(of: program.output),
            complaints: program.text(of: program.complaints),
            report: fault == nil ? nil : FaultReport(reportFile(of: met)))
    }

    func sync() throws -> (outcome: Outcome, status: Status?) {
        let outcome = try laptop("sync", ["--json"])
        return (outcome, try? JSONDecoder().decode(Status.self, from: Data(outcome.output.utf8)))
    }

    private func reportFile(of folder: URL) -> URL {
        said.appending(path: "report-of-\(folder.lastPathComponent)")
    }

    /// What the council's program did under its fault.
    var councilReport: FaultReport? { FaultReport(reportFile(of: council)) }

    private func started(
        _ program: URL, _ arguments: [String], fault: Fault?, under folder: URL
    ) throws -> Program {
        // A program that traps is looked at by its status alone.
        var environment = ["TMPDIR": temporary.path(), "SWIFT_BACKTRACE": "enable=no"]
        if let fault {
            environment.merge(
                fault.environment(
                    library: library, under: folder,
                    report: reportFile(of: folder))
            ) { $1 }
        }
        return try Program(
            program, arguments, folder: said, name: "program", environment: environment)
    }
}

// MARK: - The council's program

extension Run {
    /// A certificate with its key, both files in PEM.
    struct Certificate: Sendable {
        let chain: String
        let key: String
    }

    /// Starts the council on a free port, and tells the laptop where it is.
    func serve(fault: Fault? = nil, certificate: Certificate? = nil) throws -> Program {
        var arguments = ["serve", "--port", "0", "--database", database]
        if let certificate {
            arguments += ["--tls-certificate", certificate.chain, "--tls-key", certificate.key]
        }
        let program = try started(programs.server, arguments, fault: fault, under: council)
        return program
    }

    /// Starts the council and waits until it listens, at an address that is given to the laptop.
    func servedToLaptop() throws -> Program {
        let program = try serve()
        try point(at: program.line(beginning: "listening on "))
        return program
    }

    /// Writes another address of the council into the laptop's profile.
    func point(at address: String, authority: String? = nil) throws {
        let folder = ProfileFolder(profile.path())
        guard let data = try folder.standing(of: .device).versions.first else {
            throw DesktopFailure.wrong("device.json is not what it was.")
        }
        // Every member is a text.
        var device = try JSONDecoder().decode([String: String].self, from: data)
        device["sha256"] = nil
        device["server"] = address
        if let authority { device["authority"] = authority }
        try folder.keep(device, as: .device)
    }

    /// Every record that the council has.
    func received() throws -> [CouncilRecord] {
        struct Answer: Decodable { let records: [CouncilRecord] }
        let json = try Tool.run(
            programs.server.path(), ["preferences", "--json", "--database", database])
        return try JSONDecoder().decode(Answer.self, from: Data(json.utf8)).records
    }

    func code() throws -> String {
        struct Answer: Decodable { let code: String }
        let json = try Tool.run(
            programs.server.path(),
            ["enrol", "--worker", "sw-1", "--json", "--database", database])
        return try JSONDecoder().decode(Answer.self, from: Data(json.utf8)).code
    }
}

// MARK: - What is there

extension Run {
    /// What the profile holds, read without the program.
    struct Held: Sendable {
        let journal: [JournalEntry]
        let drafts: [VisitDraft]
        let results: [Int64: StoredResult]
        let documents: [DocumentName: Data]
        /// Those that are here whole.
        let pictures: Set<Procurement.Picture.ID>

        var keys: [String] { journal.map(\.key) }
    }

    /// Opens the profile as the program does. `other` is its key where it has another by now.
    func held(key other: DataKey? = nil) throws -> Held {
        let replica = try Replica(in: ProfileFolder(profile.path()), key: other ?? key)
        defer { replica.close() }
        let reading = try replica.reading()
        return Held(
            journal: reading.journal, drafts: reading.drafts, results: reading.results,
            documents: Dictionary(
                uniqueKeysWithValues: reading.documents.map { ($0.name, $0.body) }),
            pictures: reading.pictures)
    }

    /// What can be read of the profile's own files.
    func plaintext() -> [String] {
        Planted.search(profile) + Planted.search(temporary)
    }

    /// A whole exchange in which nothing goes wrong must bring everything across, once, whatever
    /// was before.
    ///
    /// - Returns: what is not as it must be.
    func drain(documents: [DocumentName: Data]? = nil) -> [String] {
        do {
            let server = try servedToLaptop()
            defer { server.end() }
            return try drained(documents: documents)
        } catch {
            return ["The sync afterwards did not run: \(error)"]
        }
    }

    /// What the council says of a record has the time in it at which it came.
    private static func comparable(_ documents: [DocumentName: Data]) -> [DocumentName: Data] {
        Dictionary(
            uniqueKeysWithValues: documents.map { name, body in
                (name, name.kind == DocumentKind.preference.rawValue ? Data() : body)
            })
    }

    /// The same, at a council that is served already.
    func drained(documents: [DocumentName: Data]? = nil) throws -> [String] {
        let (outcome, status) = try sync()
        guard outcome.status == 0, let status else {
            return ["The sync afterwards ended with \(outcome.status): \(outcome.complaints)"]
        }
        var problems: [String] = []
        if status.waiting != 0 { problems.append("\(status.waiting) records still wait.") }
        if status.records.contains(where: { $0.receivedAt == nil }) {
            problems.append("A record has no receipt.")
        }
        let received = try received().map(\.key)
        if Set(received).count != received.count { problems.append("A record is there twice.") }
        let recorded = status.records.map(\.key)
        if Set(recorded) != Set(received) || recorded.count != received.count {
            problems.append("The laptop has \(recorded.count), the council \(received.count).")
        }
        if let documents, Self.comparable(try held().documents) != Self.comparable(documents) {
            problems.append("The documents are not those of a laptop that met no fault.")
        }
        return problems
    }
}

extension Run {
    /// Compares the profile with what it held before a session that records nothing.
    ///
    /// - Returns: what is not as it must be: a journal and drafts that changed, or a receipt for
    ///   what the council does not have.
    func compare(with before: Held, key: DataKey? = nil) throws -> [String] {
        var problems: [String] = []
        let held = try held(key: key)
        if held.journal != before.journal { problems.append("The journal changed.") }
        if held.drafts != before.drafts { problems.append("The visit that is open changed.") }
        if !held.results.isEmpty {
            let received = Set(try received().map(\.key))
            if !held.results.values.allSatisfy({ received.contains($0.key) }) {
                problems.append("The laptop has a receipt for what the council does not have.")
            }
        }
        return problems
    }
}

extension VisitDraft {
    /// How many steps of `record` are in it.
    var given: Int {
        voices.reduce(others.count) { sum, voice in
            sum + voice.answers.count + (voice.choice == nil ? 0 : 1)
                + (voice.reasons.isEmpty ? 0 : 1)
        } + (observed.isEmpty ? 0 : 1) + (readBack == .notDone ? 0 : 1)
    }
}
