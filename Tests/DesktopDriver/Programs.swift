public import Foundation
public import Procurement

/// The programs that were built, found beside the one that asks.
public struct Programs: Sendable {
    public let folder: URL

    /// - Throws: `DesktopFailure.program` when they were not built.
    public init() throws(DesktopFailure) {
        let environment = ProcessInfo.processInfo.environment
        if let given = environment["SUPPORT_CHOICE_PROGRAMS"] {
            folder = URL(filePath: given, directoryHint: .isDirectory)
        } else {
            let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            folder = own.deletingLastPathComponent()
        }
        for program in [laptop, server]
        where !FileManager.default.isExecutableFile(atPath: program.path()) {
            throw .program("\(program.lastPathComponent) is not built. Run `swift build` first.")
        }
    }

    public var laptop: URL { folder.appending(path: "support-choice") }
    public var server: URL { folder.appending(path: "support-choice-server") }
    public var blankWindow: URL { folder.appending(path: "blank-window") }
}

extension Programs {
    /// Takes every laptop off the list of the council that has this database.
    public func revokeAll(at database: String) throws(DesktopFailure) {
        struct Device: Decodable { let id: String }
        let json = try Tool.run(
            server.path(), ["devices", "list", "--json", "--database", database])
        guard let devices = try? JSONDecoder().decode([Device].self, from: Data(json.utf8)) else {
            throw .wrong("The list of laptops is not JSON: \(json)")
        }
        for device in devices {
            try Tool.run(server.path(), ["devices", "revoke", device.id, "--database", database])
        }
    }
}

/// A folder that goes with everything in it.
public final class ScratchFolder: Sendable {
    public let url: URL

    public init() throws(DesktopFailure) {
        url = URL.temporaryDirectory.appending(path: "desktop-\(UUID().uuidString.prefix(13))")
        try Self.make(url)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    static func make(_ folder: URL) throws(DesktopFailure) {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch { throw .program("A temporary folder cannot be made.") }
    }
}

/// A council of its own, with the demonstration's packages, served on this machine only.
public final class Council {
    private let programs: Programs
    private let folder: URL
    private let database: String
    private var program: Program?
    /// Chosen by the system at the first start, and kept.
    private var port = 0
    public private(set) var address = ""

    /// Fills the database; `start` serves it.
    public init(_ programs: Programs, in folder: URL) throws(DesktopFailure) {
        self.programs = programs
        self.folder = folder
        database = folder.appending(path: "council.sqlite").path()
        try command("demo")
    }

    deinit { program?.end() }

    public func start() throws(DesktopFailure) {
        let started = try Program(
            programs.server,
            ["serve", "--host", "127.0.0.1", "--port", String(port), "--database", database],
            folder: folder, name: "council")
        program = started
        address = try started.line(beginning: "listening on ")
        port = Int(address.split(separator: ":").last ?? "") ?? 0
    }

    /// As when the machine that serves is switched off.
    public func stop() {
        program?.end()
        program = nil
    }

    /// Does not answer, and does not hang up.
    public func freeze() { program?.freeze() }
    public func thaw() { program?.thaw() }

    /// A one-time code for a laptop of the worker.
    public func code(worker: String) throws(DesktopFailure) -> String {
        struct Answer: Decodable { let code: String }
        let json = try command("enrol", "--worker", worker, "--json")
        return try decode(Answer.self, json).code
    }

    /// Takes every laptop off the list.
    public func revokeAll() throws(DesktopFailure) { try programs.revokeAll(at: database) }

    public func preferences() throws(DesktopFailure) -> [ReceivedPreference] {
        struct Answer: Decodable { let records: [ReceivedPreference] }
        return try decode(Answer.self, command("preferences", "--json")).records
    }

    @discardableResult
    public func command(_ arguments: String...) throws(DesktopFailure) -> String {
        try Tool.run(programs.server.path(), arguments + ["--database", database])
    }

    private func decode<Answer: Decodable>(
        _ type: Answer.Type, _ json: String
    ) throws(DesktopFailure) -> Answer {
        do { return try JSONDecoder().decode(type, from: Data(json.utf8)) } catch {
            throw .wrong("The server's JSON does not have what it must have: \(error)")
        }
    }
}

/// A record as the council lists it (`preferences --json`).
public struct ReceivedPreference: Decodable, Sendable {
    public let key: String
    public let package: String?
    public let shortlistVersion: Int?
    public let worker: String
    public let device: String?
    public let deviceTime: String
    public let receivedAt: Instant
    public let sequence: Int64
    public let voices: [Voice]
}

/// One worker's laptop: a profile folder, a passphrase, and the window when it is open.
@MainActor
public final class WorkerLaptop {
    public let passphrase = "four quiet words here"
    public let profile: URL
    /// How large the window opens, in pixels. The usual size is the whole private display: with no
    /// window manager there, family mode cannot be full screen by itself.
    public var size = (width: 1280, height: 800)
    private let programs: Programs
    private let folder: URL
    private let passphraseFile: URL
    public private(set) var program: Program?

    public init(_ programs: Programs, in parent: URL, name: String) throws(DesktopFailure) {
        self.programs = programs
        folder = parent.appending(path: name)
        profile = folder.appending(path: "profile")
        passphraseFile = folder.appending(path: "passphrase")
        try ScratchFolder.make(folder)
        do { try Data((passphrase + "\n").utf8).write(to: passphraseFile) } catch {
            throw .program("The passphrase file cannot be written.")
        }
    }

    /// On a profile that is there already.
    public init(_ programs: Programs, profile: URL, passphraseFile: URL, scratch: URL) {
        self.programs = programs
        self.profile = profile
        self.passphraseFile = passphraseFile
        folder = scratch
    }

    isolated deinit { program?.end() }

    /// Sets the laptop up without its window.
    public func enrol(with council: Council, worker: String) throws(DesktopFailure) {
        try Tool.run(
            programs.laptop.path(),
            [
                "enrol", "--profile", profile.path(), "--server", council.address,
                "--code", council.code(worker: worker), "--passphrase-file", passphraseFile.path(),
            ])
    }

    /// Opens the window, without asking for the passphrase when it is `unlocked`.
    public func open(
        unlocked: Bool = true, environment: [String: String] = [:]
    ) throws(DesktopFailure) -> Window {
        let started = try start(unlocked: unlocked, environment: environment)
        program = started
        do { return try Window(processID: started.processID) } catch {
            guard started.isRunning else {
                throw .program(
                    "The window's program ended: " + started.text(of: started.complaints))
            }
            throw error
        }
    }

    /// Starts the program of the window, without waiting for it.
    public func start(
        unlocked: Bool, environment: [String: String] = [:]
    ) throws(DesktopFailure) -> Program {
        let secret = unlocked ? ["--passphrase-file", passphraseFile.path()] : []
        let look = ["--width", String(size.width), "--height", String(size.height)]
        return try Program(
            programs.laptop, ["--profile", profile.path()] + look + secret, folder: folder,
            name: "window",
            environment: environment.merging(["SUPPORT_CHOICE_TIMING": "1"]) { given, _ in given })
    }

    /// As when the battery goes flat.
    public func kill() {
        program?.kill()
        program = nil
    }

    public func close() {
        program?.end()
        program = nil
    }

    /// What the program says without its window; the window must be closed.
    public func status() throws(DesktopFailure) -> Status {
        let json = try Tool.run(
            programs.laptop.path(),
            [
                "status", "--profile", profile.path(), "--passphrase-file", passphraseFile.path(),
                "--json",
            ])
        do { return try JSONDecoder().decode(Status.self, from: Data(json.utf8)) } catch {
            throw .wrong("The laptop's JSON does not have what it must have: \(error)")
        }
    }

    public struct Status: Decodable, Sendable {
        public let waiting: Int
        public let packages: [String]
        public let drafts: [String]
    }
}
