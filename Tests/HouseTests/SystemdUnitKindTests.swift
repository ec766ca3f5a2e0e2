import Foundation
import Testing

/// The unit of the council's server takes away what the server does not need.
struct SystemdUnitKindTests {
    private static let unit = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "data/systemd/support-choice-server.service")

    /// 0 is nothing exposed, 10 everything.
    @Test func itsExposureIsTwoOrLess() throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "systemd-analyze", "security", "--offline=yes", "--no-pager", Self.unit.path,
        ]
        process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let match = try #require(text.firstMatch(of: #/Overall exposure level for .*: ([0-9.]+)/#))
        let exposure = try #require(Double(match.1))
        print("figure systemd-exposure \(exposure) of 10")
        #expect(exposure <= 2.0)
    }

    @Test(arguments: ["LimitNOFILE=", "TasksMax=", "MemoryMax=", "ExecReload=", "LimitCORE=0"])
    func itSetsLimits(_ setting: String) throws {
        let lines = try String(contentsOf: Self.unit, encoding: .utf8).split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix(setting) })
    }
}
