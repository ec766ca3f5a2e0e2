import Foundation
import Procurement
import Testing

@testable import CouncilServer

/// Files that are wrong: each cause has its own sentence and its place, and nothing is taken.
struct WrongFileKindTests {
    let council: TestCouncil

    init() throws { council = try TestCouncil() }

    private func text(_ records: [PackagesFile.Record] = [Sample.record()]) throws -> String {
        let file = PackagesFile(asOf: Sample.today, providers: Sample.providers, packages: records)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return String(decoding: try encoder.encode(file), as: UTF8.self)
    }

    private func failure(_ text: String) throws -> ImportFailure {
        try failure(Data(text.utf8))
    }

    private func failure(_ bytes: Data) throws -> ImportFailure {
        var turns = ImportTurns(council.store)
        let file = ImportFile(name: "x.json", bytes: bytes)
        let failure = #expect(throws: ImportFailure.self) {
            try PackagesImport.run([file], with: &turns, now: council.now)
        }
        let (providers, packages) = try council.store.read {
            (try $0.providers(), try $0.packages())
        }
        #expect(providers.isEmpty && packages.isEmpty)
        return try #require(failure)
    }

    @Test(arguments: [
        "personalBudgetPenceWeekly", "worker", "format", "packages", "providers", "says", "due",
        "reference", "version", "name",
    ])
    func aFieldThatIsThereTwiceIsRefusedAtAnyDepth(_ field: String) throws {
        let good = try text()
        let key = "\"\(field)\" :"
        let range = try #require(good.range(of: key))
        // Null, so that the one that wins would not even be seen.
        for extra in ["\(key) null, ", "\(key) [], "] {
            let wrong = good.replacingCharacters(
                in: range.lowerBound..<range.lowerBound, with: extra)
            let failure = try failure(wrong)
            let problem = try #require(failure.problems.first)
            #expect(problem.reason.hasPrefix("\(field) is there twice: the first is in line "))
            let line = good[..<range.lowerBound].count { $0 == "\n" } + 1
            #expect(problem.line == line)
            #expect(problem.field.hasSuffix(field))
            #expect("\(problem)".hasPrefix("x.json: line \(line), column "))
        }
    }

    @Test func packagesTwiceStoresNoProviders() throws {
        let wrong = try text().replacing(
            "\"packages\" :", with: "\"packages\" : [], \"packages\" :")
        #expect(try failure(wrong).problems.map(\.field) == ["packages"])
    }

    @Test func bytesThatAreNoUTF8AreNamedByTheirPlace() throws {
        let good = Data(try text().utf8)
        let range = try #require(good.range(of: Data("Mum.".utf8)))
        var latin = good
        latin.replaceSubrange(range, with: [0x4D, 0xFC, 0x6D, 0x2E])
        let problem = try #require(try failure(latin).problems.first)
        let byte = range.lowerBound + 1
        #expect(problem.reason.contains("byte \(byte) (hexadecimal FC) is Latin-1"))
        let before = good[..<byte]
        #expect(problem.line == before.count { $0 == 0x0A } + 1)
        #expect(problem.field == "packages[0].lifeNow")
    }

    /// Files of a disk, by what is done to them.
    @Test func everyCauseHasASentenceOfItsOwn() throws {
        let folder = council.folder
        let good = try text()
        func file(_ name: String, _ bytes: [UInt8]) throws -> String {
            let path = folder.appending(path: name)
            try Data(bytes).write(to: path)
            return path.path
        }
        var paths = [
            "/no/such/file": "there is no such file",
            folder.path: "this is a folder", folder.path + "/x.json/y": "a part of the path",
            "/dev/zero": "this is a pipe or a device",
        ]
        paths[try file("empty.json", [])] = "the file is empty"
        paths[try file("blank.json", Array(" \n".utf8))] = "nothing in it but spaces"
        paths[try file("gz.json", [0x1F, 0x8B, 8])] = "compressed"
        paths[try file("html.json", Array("<html>".utf8))] = "a web page"
        paths[try file("xlsx.json", Array("PK\u{3}\u{4}xl/workbook.xml".utf8))] = "a spreadsheet"
        paths[try file("csv.json", Array("reference,version\nCE-1,1\n".utf8))] = "a table"
        let wide = try #require(good.data(using: .utf16LittleEndian))
        paths[try file("wide.json", Array(wide))] = "UTF-16"
        paths[try file("cut.json", Array(good.utf8.prefix(good.utf8.count - 9)))] = "stops in the"
        paths[try file("nan.json", Array(good.replacing(": 20,", with: ": NaN,").utf8))] =
            "NaN is not JSON"
        paths[try file("two.json", Array((good + good).utf8))] = "a second JSON document"
        paths[try file("lines.json", Array("{\"a\":1}\n{\"a\":2}\n".utf8))] = "JSON lines"
        paths[try file("more.json", Array((good + "x").utf8))] = "more after the end"
        paths[try file("deep.json", .init(repeating: 0x5B, count: 1_000_000))] = "64 deep"
        paths[try file("x.json", Array("{\"a\": 99999999999999999999}".utf8))] = "too large"
        let pipe = folder.path + "/pipe.json"
        #expect(mkfifo(pipe, 0o600) == 0)
        paths[pipe] = "this is a pipe or a device"
        let large = try file("large.json", [])
        let handle = try #require(FileHandle(forWritingAtPath: large))
        try handle.truncate(atOffset: UInt64(ImportFile.largest) + 1)
        try handle.close()
        paths[large] = "larger than 64 megabytes"
        if geteuid() != 0 {
            let secret = try file("secret.json", [0x7B])
            chmod(secret, 0)
            paths[secret] = "you may not read this file"
        }
        let administration = try Administration(
            CouncilFiles(database: folder.path + "/council.sqlite"))
        for (path, reason) in paths {
            for command in ["packages", "providers", "journal"] {
                let failure = #expect(throws: ImportFailure.self) {
                    switch command {
                    case "packages": try administration.importPackages([path])
                    case "providers": try administration.importProviders([path])
                    default: try administration.importJournal(path, vouched: nil)
                    }
                }
                let problem = try #require(failure?.problems.first)
                #expect(problem.file == path && failure?.problems.count == 1)
                #expect(problem.reason.contains(reason), "\(path): \(problem)")
            }
        }
        #expect(try council.store.read { try $0.providers() }.isEmpty)
        print("figure wrong_file_cases \(paths.count * 3) cases")
    }

    @Test func everyFileThatCannotBeReadIsListed() throws {
        let failure = #expect(throws: ImportFailure.self) {
            try ImportFile.all(["/no/such", "/", "/no/such/too"])
        }
        #expect(failure?.problems.map(\.file) == ["/no/such", "/", "/no/such/too"])
    }

    @Test func aMarkForTheByteOrderIsPassedOver() throws {
        var turns = ImportTurns(council.store)
        let file = ImportFile(name: "x.json", bytes: Data(("\u{FEFF}" + (try text())).utf8))
        let summary = try PackagesImport.run([file], with: &turns, now: council.now)
        #expect(summary.packagesAdded == 1)
    }

    @Test func theFirstFiftyThingsThatAreWrongAreSaidAndTheRestIsCounted() throws {
        let count = 200_000
        let fields = (0..<count).map { "\"field-\($0)\": 1" }.joined(separator: ",")
        let wrong = try text().replacing("\"lifeNow\" :", with: fields + ", \"lifeNow\" :")
        let failure = try failure(wrong)
        #expect(failure.problems.count == 50)
        #expect(failure.more == count - 50)
        #expect(failure.description.contains("\(count) things are wrong"))
        #expect(failure.description.hasSuffix("and \(count - 50) more"))
        #expect(failure.description.utf8.count < 10_000)
        #expect(try failure.json().utf8.count < 10_000)
        print("figure wrong_fields_report \(failure.description.utf8.count) bytes")
    }

    @Test func whatIsPassedOverInNoticesIsCountedTooAfterTheFirstFifty() throws {
        let party = #"{"id":"x","name":"N/A","roles":["supplier"]}"#
        let parties = (0..<1000).map { party.replacing("\"x\"", with: "\"x\($0)\"") }
        let path = council.folder.appending(path: "notice.json")
        let text =
            "{\"ocid\":\"o\",\"tag\":[\"award\"],\"parties\":[\(parties.joined(separator: ","))]}"
        try Data(text.utf8).write(to: path)
        let administration = try Administration(
            CouncilFiles(database: council.folder.path + "/council.sqlite"))
        let reply = try administration.importProviders([path.path])
        #expect(reply.text.split(separator: "\n").count == 52)
        #expect(reply.text.hasSuffix("and 950 more"))
    }

    @Test(arguments: [
        (#"{"releases":[3]}"#, "releases[0]", "", "not an object"),
        (#"{"ocid":"o","parties":{}}"#, "o", "parties", "not a list"),
        (#"{"ocid":"o","parties":[7]}"#, "o", "parties[0]", "not an object"),
        (#"{"ocid":"o","awards":[{"suppliers":"x"}]}"#, "o", "awards[0].suppliers", "not a list"),
        (#"{"ocid":"o","parties":[{"roles":"supplier"}]}"#, "o", "parties[0].roles", "not a list"),
        (#"{"ocid":"a b","parties":3}"#, "", "parties", "not a list"),
    ])
    func aNoticeOfAnotherShapeIsRefusedWithItsPlace(
        _ text: String, _ record: String, _ field: String, _ reason: String
    ) throws {
        var turns = ImportTurns(council.store)
        let file = ImportFile(name: "x.json", bytes: Data(text.utf8))
        let failure = #expect(throws: ImportFailure.self) {
            try ProvidersImport.run([file], with: &turns, now: council.now)
        }
        let problem = try #require(failure?.problems.first)
        #expect(problem.record == record && problem.field == field)
        #expect(problem.reason.contains(reason))
    }

    @Test(arguments: [
        (#"{"format":"other-1"}"#, "format", "not a file of the format"),
        (
            #"{"format":"support-choice/journal-1","device":"d","mutations":[]}"#, "replica",
            "missing"
        ),
        (
            #"{"format":"support-choice/journal-1","replica":"r","device":7,"mutations":[]}"#,
            "device", "another kind"
        ),
        (
            #"{"format":"support-choice/journal-1","replica":"r","device":"d","mutations":[{}]}"#,
            "mutations[0].mid", "missing"
        ),
    ])
    func aJournalOfAnotherShapeSaysWhichField(
        _ text: String, _ field: String, _ reason: String
    ) throws {
        var turns = ImportTurns(council.store)
        let file = ImportFile(name: "x.json", bytes: Data(text.utf8))
        let failure = #expect(throws: ImportFailure.self) {
            try JournalImport.run(file, vouched: nil, with: &turns, now: council.now)
        }
        let problem = try #require(failure?.problems.first)
        #expect(problem.reason.contains(reason), "\(problem)")
        #expect(problem.field == field, "\(problem)")
    }
}
