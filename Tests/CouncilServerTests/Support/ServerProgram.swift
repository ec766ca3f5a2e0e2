import Foundation
import Testing

/// The program `support-choice-server`, in a process of its own.
final class ServerProgram {
    private static let executable = URL(filePath: CommandLine.arguments[0])
        .deletingLastPathComponent().appending(path: "support-choice-server")

    let process = Process()
    private let errors: URL
    /// Where it listens; 0 when it does not.
    private(set) var port = 0

    /// Serves, allowed to open so many files.
    init(_ arguments: [String], in folder: URL, files: Int? = nil) throws {
        errors = folder.appending(path: "errors-\(UUID().uuidString)")
        #expect(FileManager.default.createFile(atPath: errors.path, contents: nil))
        let limit = files.map { "ulimit -n \($0); " } ?? ""
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments =
            ["-c", limit + "exec \"$0\" serve --port 0 \"$@\"", Self.executable.path] + arguments
        process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        var line = ""
        while !line.hasSuffix("\n") {
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { break }
            line += String(decoding: more, as: UTF8.self)
        }
        port = line.dropLast().split(separator: ":").last.flatMap { Int($0) } ?? 0
    }

    deinit { if process.isRunning { process.terminate() } }

    /// What it wrote on standard error until now.
    var said: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

    /// Waits until it said this.
    func says(_ text: String, patience: Int = 30) -> Bool {
        for _ in 0..<(patience * 20) {
            if said.contains(text) { return true }
            usleep(50_000)
        }
        return false
    }

    /// Waits for its end.
    func status() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Runs a tool to its end, and returns what it wrote.
    @discardableResult
    static func run(_ arguments: [String], status: Int32? = 0) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        if let status { #expect(process.terminationStatus == status, "\(arguments)") }
        return String(decoding: text, as: UTF8.self)
    }

    /// A command of the program, to its end.
    static func command(_ arguments: String...) throws -> String {
        try run([executable.path] + arguments)
    }
}
