internal import Foundation
internal import Glibc

/// Reads a page aloud. Never waits for the end of it.
public protocol Speaking: AnyObject {
    /// Whether this laptop can read aloud.
    var canSpeak: Bool { get }
    /// Stops what is being said and says this.
    func say(_ words: String)
    func hush()
}

/// A laptop without a voice.
public final class NoVoice: Speaking {
    public let canSpeak = false
    public init() {}
    public func say(_ words: String) {}
    public func hush() {}
}

/// The voice of the Linux desktop, through speech-dispatcher's `spd-say`, when it is installed.
public final class DesktopVoice: Speaking {
    private let program: URL?

    /// `folders`: where programs are looked for; `nil` looks where `PATH` says.
    public init(folders: [String]? = nil) {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let places = folders ?? path.split(separator: ":").map(String.init)
        program = places.map { URL(filePath: $0).appending(path: "spd-say") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path()) }
    }

    public var canSpeak: Bool { program != nil }

    public func say(_ words: String) {
        hush()
        // By the standard input: an argument could be read by everybody on the machine.
        run(["--application-name", "support-choice", "--pipe-mode"], input: words + "\n")
    }

    public func hush() { run(["--application-name", "support-choice", "--cancel"], input: nil) }

    private func run(_ arguments: [String], input: String?) {
        guard let program else { return }
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardInput = input == nil ? FileHandle.nullDevice : pipe
        // A voice that fails is no reason to disturb the page.
        guard (try? process.run()) != nil, let input else { return }
        // A voice that went away must not take the program with it.
        signal(SIGPIPE, SIG_IGN)
        try? pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try? pipe.fileHandleForWriting.close()
    }
}
