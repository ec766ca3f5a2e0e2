import Foundation
import Testing

/// Dependencies point one way only (ARCHITECTURE.md). This test reads every import of ours.
struct DirectionOfImportsTests {
    /// For each target the modules it may import, beside the standard library's.
    private static let allowed: [String: Set<String>] = [
        "Procurement": [],
        "Presentation": ["Procurement", "CGettext"],
        "Replica": ["Procurement", "COpenSSL", "GRDB", "Crypto", "CryptoExtras"],
        "SyncProtocol": ["Procurement"],
        "Packing": ["CDeflate", "CZstd"],
        "SyncClient": [
            "Packing", "Procurement", "Replica", "SyncProtocol", "Crypto", "JWTKit",
            "AsyncHTTPClient",
            "NIOCore", "NIOHTTP1", "NIOSSL",
        ],
        "Laptop": [
            "Procurement", "Presentation", "Replica", "SyncClient", "SyncProtocol", "Crypto",
        ],
        "CouncilServer": [
            "Packing", "Procurement", "SyncProtocol", "CPostgres", "GRDB", "Crypto", "JWTKit",
            "Hummingbird", "HummingbirdCore", "HTTPTypes", "NIOCore", "NIOHTTP1", "NIOSSL",
            "NIOPosix", "NIOFoundationCompat", "Logging", "ServiceLifecycle", "UnixSignals",
        ],
        "Gtk": ["CAdwaita", "CGtkShim"],
        "Widgets": ["Gtk", "Presentation", "Procurement"],
        "Screens": ["Gtk", "Widgets", "Presentation", "Procurement"],
        "support-choice": [
            "CWipe", "Laptop", "Screens", "Gtk", "Presentation", "Procurement", "ArgumentParser",
        ],
        "support-choice-server": ["CouncilServer", "Procurement", "ArgumentParser", "Logging"],
    ]

    private static let standard: Set<String> = [
        "Foundation", "FoundationNetworking", "Synchronization", "Dispatch", "Glibc", "Observation",
    ]

    @Test func everyTargetImportsOnlyWhatItMay() throws {
        var wrong: [String] = []
        for target in try targets() {
            let allowed = try #require(
                Self.allowed[target], "\(target) has no line in the table of this test")
            for (file, module) in try imports(of: target)
            where !allowed.contains(module) && !Self.standard.contains(module) {
                wrong.append("\(target)/\(file) imports \(module)")
            }
        }
        #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    }

    @Test func procurementSeesNothingButFoundation() throws {
        let seen = Set(try imports(of: "Procurement").map(\.module))
        #expect(seen.isSubset(of: ["Foundation"]))
    }

    @Test func theTestReadsImports() throws {
        // A table that is never compared with anything would pass for ever.
        #expect(try imports(of: "CouncilServer").count > 10)
        #expect(
            Self.modules(
                in: "@testable import A\ninternal import B\n// import C\n  import struct D.E")
                == ["A", "B", "D"])
    }

    private var sources: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources")
    }

    /// The targets with Swift files.
    private func targets() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: sources.path()).filter { name in
            try !swiftFiles(in: name).isEmpty
        }.sorted()
    }

    private func swiftFiles(in target: String) throws -> [String] {
        let folder = sources.appending(path: target)
        let all = FileManager.default.enumerator(atPath: folder.path())?.allObjects as? [String]
        return (all ?? []).filter { $0.hasSuffix(".swift") }
    }

    private func imports(of target: String) throws -> [(file: String, module: String)] {
        try swiftFiles(in: target).flatMap { file in
            let url = sources.appending(path: target).appending(path: file)
            return Self.modules(in: try String(contentsOf: url, encoding: .utf8))
                .map { (file, $0) }
        }
    }

    private static func modules(in source: String) -> [String] {
        source.split(separator: "\n").compactMap { line in
            var words = line.split(separator: " ")
            while let first = words.first,
                first.hasPrefix("@")
                    || ["public", "internal", "package", "private"].contains(first)
            {
                words.removeFirst()
            }
            guard words.first == "import", words.count >= 2 else { return nil }
            let kinds: Set<Substring> = [
                "struct", "class", "enum", "protocol", "func", "var", "let",
            ]
            let name = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
            return name.split(separator: ".").first.map(String.init)
        }
    }
}
