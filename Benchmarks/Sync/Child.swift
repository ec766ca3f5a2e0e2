internal import Foundation

/// A program that we start, read a line at a time, and stop.
final class Child {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var unread = Data()

    init(_ program: String, _ arguments: [String]) throws {
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    var id: pid_t { process.processIdentifier }

    /// The next line; throws when the program has ended.
    func line() throws -> String {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: unread[..<end], as: UTF8.self)
                unread = Data(unread[(end + 1)...])
                return line
            }
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Failure("A program ended that should run.") }
            unread.append(more)
        }
    }

    func ask(_ question: String) throws -> String {
        try input.fileHandleForWriting.write(contentsOf: Data((question + "\n").utf8))
        return try line()
    }

    func stop() {
        try? input.fileHandleForWriting.close()
        process.terminate()
        process.waitUntilExit()
    }

    /// Runs a program to its end; throws when it fails.
    static func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure("\(program) failed with \(process.terminationStatus).")
        }
    }
}

/// The counting proxy (`proxy.py`), as a plain wire or as a bad link.
final class Link {
    struct Count {
        let up: Int
        let down: Int
        let requests: Int
        let resets: Int
        var bytes: Int { up + down }
    }

    let port: Int
    private let child: Child

    init(tools: String, to port: Int, _ options: [String] = []) throws {
        child = try Child(
            "/usr/bin/env", ["python3", tools + "/proxy.py", "--to", String(port)] + options)
        guard let port = Int(try child.line()) else { throw Failure("The proxy has no port.") }
        self.port = port
    }

    /// What passed since the last time.
    func count() throws -> Count {
        let parts = try child.ask("").split(separator: " ").compactMap { Int($0) }
        guard parts.count == 4 else { throw Failure("The proxy does not count.") }
        return Count(up: parts[0], down: parts[1], requests: parts[2], resets: parts[3])
    }

    func stop() { child.stop() }
}
