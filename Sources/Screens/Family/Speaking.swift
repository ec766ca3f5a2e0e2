internal import Dispatch
internal import Foundation
internal import Glibc

/// Reads a page aloud. Never waits for the end of it.
public protocol Speaking: AnyObject {
    /// Whether this laptop can read aloud.
    var canSpeak: Bool { get }
    /// Stops what is being said and says this.
    func say(_ words: String)
    func hush()
    /// The program ends: nothing is said any more, and nothing of the voice is left behind.
    func end()
}

/// A laptop without a voice.
public final class NoVoice: Speaking {
    public let canSpeak = false
    public init() {}
    public func say(_ words: String) {}
    public func hush() {}
    public func end() {}
}

/// The voice of the Linux desktop, through speech-dispatcher's `spd-say`, when it is installed.
///
/// One program runs at a time: a "cancel" that came late would cut what is said after it. One that
/// hangs, as its daemon may, is ended.
public final class DesktopVoice: Speaking {
    private let program: URL?
    /// How long a program may take to hand over its words.
    private let patience: Duration
    /// What is done for the newest wish; the next one cuts it short and waits for its end.
    private var wish: Task<Void, Never>?
    /// Whether something was handed over since the last cancel.
    private var mayBeHeard = false

    /// `folders`: where programs are looked for; `nil` looks where `PATH` says.
    public init(folders: [String]? = nil, patience: Duration = .seconds(5)) {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let places = folders ?? path.split(separator: ":").map(String.init)
        program = places.map { URL(filePath: $0).appending(path: "spd-say") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path()) }
        self.patience = patience
        // A voice that went away must not take the program with it.
        signal(SIGPIPE, SIG_IGN)
    }

    public var canSpeak: Bool { program != nil }

    public func say(_ words: String) { begin(Self.oneLine(words)) }

    public func hush() { begin(nil) }

    public func end() {
        wish?.cancel()
        guard mayBeHeard, let program else { return }
        // The loop does not turn any more.
        let cancel = SpeechProcess(program, ["--cancel"])
        guard cancel.start() else { return }
        let end = ContinuousClock.now + .seconds(1)
        while cancel.isRunning, ContinuousClock.now < end { usleep(5000) }
        cancel.stop()
    }

    private func begin(_ words: String?) {
        guard let program, words != nil || mayBeHeard || wish != nil else { return }
        let before = wish
        before?.cancel()
        wish = Task { [self] in
            await before?.value
            if mayBeHeard {
                mayBeHeard = !(await SpeechProcess(program, ["--cancel"]).run(for: patience))
            }
            guard let words, !Task.isCancelled else { return }
            mayBeHeard = true
            // By the standard input: an argument could be read by everybody on the machine.
            _ = await SpeechProcess(program, ["--pipe-mode"], input: words).run(for: patience)
        }
    }

    /// The words in one line, without what steers a terminal or a text, and without the three
    /// signs by which `spd-say` knows a command for its daemon.
    private static func oneLine(_ words: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in words.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: line.append(" ")
            case .format where scalar.value != 0x200C && scalar.value != 0x200D: continue
            default:
                if scalar == "!", line.suffix(2).elementsEqual("!-".unicodeScalars) {
                    line.append(" ")
                }
                line.append(scalar)
            }
        }
        return String(line) + "\n"
    }
}

/// One run of `spd-say`.
private struct SpeechProcess: Sendable {
    private let process = Process()
    private let input: String?

    nonisolated init(_ program: URL, _ arguments: [String], input: String? = nil) {
        self.input = input
        process.executableURL = program
        process.arguments = ["--application-name", "support-choice"] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
    }

    nonisolated var isRunning: Bool { process.isRunning }

    /// A voice that cannot be started is no reason to disturb the page.
    nonisolated func start() -> Bool {
        let pipe = Pipe()
        process.standardInput = input == nil ? FileHandle.nullDevice : pipe
        guard (try? process.run()) != nil else { return false }
        guard let input else { return true }
        // A pipe that nobody reads is full some time.
        DispatchQueue.global().async {
            try? pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
            try? pipe.fileHandleForWriting.close()
        }
        return true
    }

    nonisolated func stop() {
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
    }

    /// Runs to its end; stopped when that takes longer, or when the task is cancelled.
    ///
    /// - Returns: whether it ended by itself and well.
    nonisolated func run(for patience: Duration) async -> Bool {
        await withTaskCancellationHandler {
            let limit = Task {
                try await Task.sleep(for: patience)
                stop()
            }
            defer { limit.cancel() }
            return await withCheckedContinuation { done in
                process.terminationHandler = { process in
                    done.resume(
                        returning: process.terminationReason == .exit
                            && process.terminationStatus == 0)
                }
                if Task.isCancelled || !start() {
                    process.terminationHandler = nil
                    done.resume(returning: false)
                }
            }
        } onCancel: {
            stop()
        }
    }
}
