internal import Dispatch
public import Foundation
internal import Glibc
internal import Synchronization

/// A program that was started here, in its own process. Its output goes to files, so that it never
/// waits for a reader.
///
/// Whatever is still running is ended by its process id: when the last reference goes, at
/// `stopAll`, and when this process is told to end.
public final class Program: Sendable {
    public let processID: Int32
    public let output: URL
    public let complaints: URL
    private let ended = Mutex<Int32?>(nil)

    private static let running = Mutex<Set<Int32>>([])

    /// Starts it. Its output goes into `folder`, which must be there; `environment` is added to this
    /// process's.
    public init(
        _ executable: URL, _ arguments: [String], folder: URL, name: String,
        environment: [String: String] = [:]
    ) throws(DesktopFailure) {
        let mark = UUID().uuidString.prefix(8)
        output = folder.appending(path: "\(name)-\(mark).out")
        complaints = folder.appending(path: "\(name)-\(mark).err")
        Self.endWithThisProcess()

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        let flags = O_WRONLY | O_CREAT | O_APPEND
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output.path(), flags, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, complaints.path(), flags, 0o600)

        let merged = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        var arguments = ([executable.path()] + arguments).map { strdup($0) } + [nil]
        var variables = merged.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var started: pid_t = 0
        let problem = posix_spawnp(
            &started, executable.path(), &actions, nil, &arguments, &variables)
        guard problem == 0 else {
            throw .program("\(executable.lastPathComponent) does not start.")
        }
        processID = started
        _ = Self.running.withLock { $0.insert(started) }
    }

    deinit { end() }

    public var isRunning: Bool { status(blocking: false) == nil }

    /// The exit status; minus the signal's number when a signal ended it. Waits for the end.
    @discardableResult
    public func waitUntilEnd(seconds: Double = 60) throws(DesktopFailure) -> Int32 {
        let end = Date.now.addingTimeInterval(seconds)
        while true {
            if let status = status(blocking: false) { return status }
            guard Date.now < end else {
                throw .program("A program did not end in \(Int(seconds)) seconds.")
            }
            usleep(5_000)
        }
    }

    /// Ends it with no warning, as a flat battery does.
    public func kill() {
        signal(SIGKILL)
        _ = status(blocking: true)
    }

    /// Asks it to end, and ends it when it does not within five seconds.
    public func end() {
        guard isRunning else { return }
        signal(SIGCONT)
        signal(SIGTERM)
        if (try? waitUntilEnd(seconds: 5)) == nil { kill() }
    }

    public func freeze() { signal(SIGSTOP) }
    public func thaw() { signal(SIGCONT) }

    private func signal(_ number: Int32) {
        if isRunning { Glibc.kill(processID, number) }
    }

    public func text(of file: URL) -> String {
        (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }

    /// Waits for a line of its output or its complaints that begins with `beginning`.
    ///
    /// - Returns: the rest of that line.
    public func line(
        beginning: String, seconds: Double = 30
    ) throws(DesktopFailure) -> String {
        let end = Date.now.addingTimeInterval(seconds)
        while true {
            let hasEnded = !isRunning
            let lines = (text(of: output) + "\n" + text(of: complaints)).split(separator: "\n")
            if let line = lines.first(where: { $0.hasPrefix(beginning) }) {
                return String(line.dropFirst(beginning.count))
            }
            guard !hasEnded, Date.now < end else {
                throw .program(
                    "A program did not write “\(beginning)”. It wrote: "
                        + lines.suffix(5).joined(separator: " | "))
            }
            usleep(10_000)
        }
    }

    private func status(blocking: Bool) -> Int32? {
        ended.withLock { ended in
            if let ended { return ended }
            var status: Int32 = 0
            var answer = waitpid(processID, &status, blocking ? 0 : WNOHANG)
            while answer == -1, errno == EINTR {
                answer = waitpid(processID, &status, blocking ? 0 : WNOHANG)
            }
            guard answer == processID else { return nil }
            let signal = status & 0x7f
            ended = signal == 0 ? (status >> 8) & 0xff : -signal
            _ = Self.running.withLock { $0.remove(processID) }
            return ended
        }
    }

    /// Ends everything that was started here and still runs.
    public static func stopAll() {
        running.withLock { running in
            for processID in running {
                Glibc.kill(processID, SIGCONT)
                Glibc.kill(processID, SIGKILL)
            }
        }
    }

    private static let listening = Mutex<[any DispatchSourceSignal]>([])

    private static func endWithThisProcess() {
        listening.withLock { listening in
            guard listening.isEmpty else { return }
            for number in [SIGINT, SIGTERM, SIGHUP] {
                Glibc.signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                source.setEventHandler {
                    stopAll()
                    exit(128 + number)
                }
                source.resume()
                listening.append(source)
            }
        }
    }
}

/// A tool of the system that is run to its end.
public enum Tool {
    /// - Returns: what it wrote.
    /// - Throws: `DesktopFailure.program` when it fails.
    @discardableResult
    public static func run(
        _ tool: String, _ arguments: [String], environment: [String: String] = [:],
        allowing allowed: Set<Int32> = [0]
    ) throws(DesktopFailure) -> String {
        let folder = URL.temporaryDirectory
        let executable = tool.contains("/") ? URL(filePath: tool) : URL(filePath: found(tool))
        let name = "tool-" + executable.lastPathComponent
        let program = try Program(
            executable, arguments, folder: folder, name: name, environment: environment)
        defer {
            try? FileManager.default.removeItem(at: program.output)
            try? FileManager.default.removeItem(at: program.complaints)
        }
        let status = try program.waitUntilEnd(seconds: 90)
        guard allowed.contains(status) else {
            throw .program(
                "\(executable.lastPathComponent) \(arguments.first ?? "") ended with \(status): "
                    + program.text(of: program.complaints))
        }
        return program.text(of: program.output)
    }

    private static func found(_ tool: String) -> String {
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        return folders.map { "\($0)/\(tool)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) } ?? tool
    }
}
