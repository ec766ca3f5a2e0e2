import Foundation
import Testing

@testable import Procurement

/// For `make test-rules`: opens each guard in turn and lets the cases of the rules look.
///
/// Those that they do not notice are written to a file, for the script to try with every test there
/// is. Not part of the ordinary tests, because with a guard open anything may happen.
struct BrokenGuardTests {
    private static let report = ProcessInfo.processInfo
        .environment["SUPPORT_CHOICE_UNNOTICED_GUARDS"]

    @Test(.enabled(if: Self.report != nil))
    func casesNoticeABrokenGuard() throws {
        let report = try #require(Self.report)
        let guards = try Self.guards()
        #expect(!Self.isNoticed("none:0"), "the cases fail with every guard in place")
        let unnoticed = guards.filter { !Self.isNoticed($0) }
        print("figure guards-noticed-by-cases \(guards.count - unnoticed.count) guards")
        try unnoticed.map { $0 + "\n" }.joined()
            .write(toFile: report, atomically: true, encoding: .utf8)
        #expect(unnoticed.count < guards.count)
    }

    private static func isNoticed(_ site: String) -> Bool {
        GateProbe.$opened.withValue(site) {
            RuleCase.all.contains { one in
                do {
                    try one.allowed()
                } catch { return true }
                do {
                    try one.refused()
                    return true
                } catch {
                    return (error as? RuleRefusal)?.rule != one.rule
                }
            }
        }
    }

    /// Every call of `require`, as `File.swift:line`.
    private static func guards() throws -> [String] {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/Procurement")
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        var sites: [String] = []
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let lines = try String(contentsOf: file, encoding: .utf8)
                .split(separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() where line.contains("try require(") {
                sites.append("\(file.lastPathComponent):\(index + 1)")
            }
        }
        return sites.sorted()
    }
}
