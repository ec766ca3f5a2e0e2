import Foundation
import Testing

/// What the desktop and the translators read is checked by their own tools.
struct MetadataTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    @Test func theDesktopEntryIsValid() throws {
        try run("desktop-file-validate", "data/uk.gov.cheshireeast.SupportChoice.desktop")
    }

    @Test func theStoreEntryIsValid() throws {
        try run(
            "appstreamcli", "validate", "--no-net",
            "data/uk.gov.cheshireeast.SupportChoice.metainfo.xml")
    }

    @Test func everyUIFileAndPictureIsWellFormed() throws {
        let files = try filesBelow("Resources") { $0.hasSuffix(".ui") || $0.hasSuffix(".svg") }
        #expect(files.count > 20)
        try run(["xmllint", "--noout"] + files)
    }

    @Test func everyUIFileAndPictureIsInTheResource() throws {
        let list = try text("Resources/app.gresource.xml")
        let files = try filesBelow("Resources") { $0.hasSuffix(".ui") || $0.hasSuffix(".svg") }
        for file in files {
            let name = String(file.dropFirst("Resources/".count))
            #expect(list.contains(name), "\(name) is not in app.gresource.xml")
        }
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    }

    private func filesBelow(_ folder: String, where wanted: (String) -> Bool) throws -> [String] {
        let all = FileManager.default.enumerator(atPath: Self.root.appending(path: folder).path())
        let names = try #require(all?.allObjects as? [String])
        return names.filter(wanted).map { "\(folder)/\($0)" }.sorted()
    }

    private func run(_ words: String...) throws { try run(words) }

    private func run(_ words: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        process.currentDirectoryURL = Self.root
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(String(decoding: said, as: UTF8.self))")
    }
}
