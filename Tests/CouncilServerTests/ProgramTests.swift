import Foundation
import FoundationNetworking
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

/// The program as it is run.
@Suite(.serialized)
struct ProgramTests {
    private let folder: URL
    private let database: String

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "program-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        database = folder.appending(path: "made/for/it/council.sqlite").path
    }

    private static let program = URL(filePath: CommandLine.arguments[0])
        .deletingLastPathComponent().appending(path: "support-choice-server")

    private struct Run {
        let status: Int32
        let output: String
        let errors: String
    }

    private func process(_ arguments: [String], home: String? = nil) -> (Process, Pipe, Pipe) {
        let process = Process()
        process.executableURL = Self.program
        process.arguments = arguments
        process.environment = ["HOME": home ?? folder.path, "PATH": "/usr/bin:/bin"]
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        return (process, output, errors)
    }

    private func run(_ arguments: String...) throws -> Run {
        let (process, output, errors) = process(arguments)
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        let wrong = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Run(
            status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
            errors: String(decoding: wrong, as: UTF8.self))
    }

    private func sampleFile() throws -> String {
        let path = folder.appending(path: "packages.json").path
        let file = PackagesFile(
            asOf: Sample.today, providers: Sample.providers, packages: [Sample.record()])
        try CanonicalJSON.encode(file).write(to: URL(filePath: path))
        return path
    }

    @Test func withoutTLSItRefusesToListenOnTheNetworkWithExitCodeTwo() throws {
        let run = try run("serve", "--host", "0.0.0.0", "--port", "0", "--database", database)
        #expect(run.status == 2)
        #expect(run.errors.contains("Without TLS"))
        #expect(!FileManager.default.fileExists(atPath: database))
    }

    @Test func aCertificateThatIsNoneIsNamed() throws {
        let run = try run(
            "serve", "--port", "0", "--tls-certificate", "/no/such.pem", "--tls-key", "/no/key.pem",
            "--database", database)
        #expect(run.status == 2)
        #expect(run.errors.contains("There is no certificate in PEM in /no/such.pem."))
    }

    @Test func itServesUntilItIsAskedToStop() async throws {
        let (process, output, _) = process(["serve", "--port", "0", "--database", database])
        try process.run()
        defer { if process.isRunning { process.terminate() } }
        var line = ""
        while !line.hasSuffix("\n") {
            let more = output.fileHandleForReading.availableData
            try #require(!more.isEmpty)
            line += String(decoding: more, as: UTF8.self)
        }
        #expect(line.hasPrefix("listening on http://127.0.0.1:"))
        let shown = String(line.dropLast()).replacing("listening on ", with: "")
        let address = try #require(URL(string: shown))
        let hello = address.appending(path: "sync/hello")
        let (body, _) = try await URLSession.shared.data(from: hello)
        #expect(try CanonicalJSON.decode(Hello.self, from: body).council == "Cheshire East Council")
        process.terminate()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test func aCouncilIsSetUpAndChangedFromTheCommandLine() throws {
        let file = try sampleFile()
        #expect(try run("demo", "--packages", file, "--database", database).status == 0)
        let again = try run("demo", "--packages", file, "--database", database)
        #expect(again.output.contains("Nothing changed"))
        let enrol = try run("enrol", "--worker", "sw-1", "--json", "--database", database)
        let code = try CanonicalJSON.decode([String: String].self, from: Data(enrol.output.utf8))
        #expect(EnrolmentCode.normalised(code["code"] ?? "") != nil)
        for arguments in [
            ["caseload", "add", "--worker", "sw-2", "--package", "CE-2041"],
            ["package", "withdraw-bid", "CE-2041-1"],
            ["caseload", "move", "--package", "CE-2041", "--from", "sw-2", "--to", "sw-3"],
            ["package", "shortlist", "CE-2041", "CE-2041-2"], ["restored"], ["devices"], ["held"],
            ["held", "--retry", "--json"],
            ["preferences"], ["preferences", "--json"],
        ] {
            let (process, output, _) = process(arguments + ["--database", database])
            try process.run()
            let text = output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0, "\(arguments)")
            #expect(!text.isEmpty, "\(arguments)")
        }
        let wrong = try run("package", "withdraw-bid", "CE-2041-9", "--database", database)
        #expect(wrong.status != 0)
        #expect(wrong.errors.contains("There is no bid CE-2041-9."))
    }

    @Test func aWrongFileIsListedAsJSONToo() throws {
        let path = folder.appending(path: "wrong.json").path
        try Data("{\"format\":\"support-choice/packages-1\"}".utf8).write(to: URL(filePath: path))
        let run = try run("import", "packages", path, "--json", "--database", database)
        #expect(run.status == 1)
        let problems = try CanonicalJSON.decode(
            [String: [ImportProblem]].self, from: Data(run.output.utf8))
        #expect(problems["problems"]?.map(\.field) == ["asOf", "providers", "packages"])
    }

    @Test func whatTheCouncilKeepsIsItsOwnersAlone() throws {
        _ = try run("demo", "--packages", try sampleFile(), "--database", database)
        let mode = try FileManager.default.attributesOfItem(atPath: database)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
    }

    @Test func withoutADatabaseAReaderSaysWhatToDo() throws {
        let run = try run("preferences")
        #expect(run.status != 0)
        #expect(run.errors.contains("--database"))
        #expect(run.errors.contains(folder.path + "/.local/share/support-choice-server"))
    }

    @Test(arguments: [
        "serve", "demo", "import", "enrol", "preferences", "devices", "caseload", "package",
        "restored", "held",
    ])
    func everyCommandExplainsItself(_ command: String) throws {
        let run = try run(command, "--help")
        #expect(run.status == 0)
        #expect(run.output.contains("OVERVIEW"))
    }
}
