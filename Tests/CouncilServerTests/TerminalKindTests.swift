import Foundation
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

/// What came from a file or a laptop commands no terminal of the council.
@Suite(.serialized)
struct TerminalKindTests {
    private static let hostile = "x\u{1B}]0;title\u{7}\u{9B}2J\u{202E}\u{200B}\r\nHeld: 0."

    private static let program = URL(filePath: CommandLine.arguments[0])
        .deletingLastPathComponent().appending(path: "support-choice-server")

    private func run(_ arguments: [String], in folder: URL) throws -> (String, String) {
        let process = Process()
        process.executableURL = Self.program
        process.arguments = arguments
        process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin"]
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        let wrong = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (String(decoding: text, as: UTF8.self), String(decoding: wrong, as: UTF8.self))
    }

    private func obeyed(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { scalar in
            scalar != "\n"
                && ([.control, .format, .lineSeparator].contains(scalar.properties.generalCategory))
        }
    }

    @Test func aFileThatIsRefusedIsNamedWithoutObeyingIt() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "terminal-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "hostile.json").path
        let file: [String: Any] = [
            "format": "support-choice/packages-1", "asOf": "2026-11-30",
            "providers": [["id": Self.hostile, "name": Self.hostile, Self.hostile: 1]],
            "packages": [["reference": Self.hostile, Self.hostile: "x"]],
        ]
        try JSONSerialization.data(withJSONObject: file).write(to: URL(filePath: path))
        let database = folder.appending(path: "council.sqlite").path
        for json in [[], ["--json"]] {
            let (output, errors) = try run(
                ["import", "packages", path, "--database", database] + json, in: folder)
            #expect(!(output + errors).isEmpty)
            #expect(obeyed(output + errors) == [], "\((output + errors).debugDescription)")
            #expect(!(output + errors).contains("\nHeld: 0."))
        }
    }

    @Test func aLaptopsNameIsListedInItsLine() throws {
        let report = ImportProblem(
            file: "a.json", record: Self.hostile, field: "bids", reason: "is not there")
        #expect(!report.description.contains("\n"))
        #expect(obeyed(report.description) == [])
        print("figure terminal_outputs_tried 3 outputs")
    }
}
