import Foundation
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

struct PackagesImportTests {
    let council: TestCouncil

    init() throws { council = try TestCouncil() }

    private func json(_ records: [PackagesFile.Record]) throws -> [String: Any] {
        let file = PackagesFile(
            asOf: Sample.today, providers: Sample.providers, packages: records)
        let object = try JSONSerialization.jsonObject(with: CanonicalJSON.encode(file))
        return try #require(object as? [String: Any])
    }

    private func run(_ objects: [[String: Any]]) throws -> PackagesImport.Summary {
        let files = try objects.enumerated().map { index, object in
            ImportFile(
                name: "file\(index + 1).json",
                bytes: try JSONSerialization.data(withJSONObject: object))
        }
        var turns = ImportTurns(council.store)
        return try PackagesImport.run(files, with: &turns, now: council.now)
    }

    private func problems(_ objects: [[String: Any]]) throws -> [ImportProblem] {
        do {
            _ = try run(objects)
            Issue.record("the import was not refused")
            return []
        } catch let failure as ImportFailure {
            let (providers, packages) = try council.store.read {
                (try $0.providers(), try $0.packages())
            }
            #expect(providers.isEmpty && packages.isEmpty)
            return failure.problems
        }
    }

    /// Sets the value at a path as in `bids.0.responses.1.says`; `nil` takes it away.
    private func set(_ path: String, _ value: Any?, in object: Any) -> Any {
        let parts = path.split(separator: ".", maxSplits: 1).map { String($0) }
        let rest = parts.count > 1 ? parts[1] : nil
        if var list = object as? [Any], let index = Int(parts[0]) {
            list[index] = rest.map { set($0, value, in: list[index]) } ?? value ?? NSNull()
            return list
        }
        guard var fields = object as? [String: Any] else { return object }
        if let rest {
            fields[parts[0]] = set(rest, value, in: fields[parts[0]] ?? [String: Any]())
        } else {
            fields[parts[0]] = value
        }
        return fields
    }

    @Test func aFileBecomesDocumentsInTheWorkersCaseload() throws {
        var without = Sample.record("CE-2042")
        without.bids = []
        without.shortlist = nil
        let summary = try run([json([Sample.record(), without])])
        #expect(summary.packagesAdded == 2)
        #expect(summary.bids == 3)
        #expect(summary.providersAdded == 4)
        #expect(try council.stage("CE-2041") == .awaitingPreference)
        #expect(try council.stage("CE-2042") == .closed)
        let (caseload, bid) = try council.store.read {
            (try $0.caseload(of: "sw-1"), try $0.value(Bid.self, .bid, "CE-2041-1"))
        }
        #expect(caseload == ["CE-2041", "CE-2042"])
        #expect(bid?.standing == .shortlisted)
        #expect(bid?.providerName == "Provider 1")
    }

    @Test func importingTheSameFileAgainChangesNothing() throws {
        let object = try json([Sample.record()])
        _ = try run([object])
        let before = try council.store.read { try $0.council().sequence }
        let again = try run([object])
        #expect(again.changedNothing)
        #expect(again.packagesUnchanged == 1)
        #expect(try council.store.read { try $0.council().sequence } == before)
    }

    struct Flaw: Sendable, CustomStringConvertible {
        let path: String
        let value: (any Sendable)?
        let field: String
        let reason: String
        var description: String { "\(path): \(reason)" }

        init(_ path: String, _ value: (any Sendable)?, _ field: String, _ reason: String) {
            self.path = path
            self.value = value
            self.field = field
            self.reason = reason
        }
    }

    static let flaws = [
        Flaw("version", nil, "version", "missing"),
        Flaw("version", 0, "version", "whole number from 1 to 99"),
        Flaw("version", 1.5, "version", "whole number"),
        Flaw("version", "1", "version", "whole number"),
        Flaw("version", true, "version", "whole number"),
        Flaw("title", "", "title", "empty"),
        Flaw("title", String(repeating: "a", count: 41), "title", "longer than 40"),
        Flaw("title", 7, "title", "not text"),
        Flaw("title", "two\nlines", "title", "line break"),
        Flaw("title", " a", "title", "space"),
        Flaw("colour", "red", "colour", "not a field"),
        Flaw("category.area", "moon", "category.area", "north, south"),
        Flaw("category", "x", "category", "not an object"),
        Flaw("whatMatters", ["one"], "whatMatters", "2 to 5"),
        Flaw("whatMatters", ["one", "one"], "whatMatters", "twice"),
        Flaw("whatMatters.1", 5, "whatMatters[1]", "not text"),
        Flaw("outcomes.2.domain", "fun", "outcomes[2].domain", "nutrition"),
        Flaw("outcomes.2.id", "o1", "outcomes", "o1 is there 2 times"),
        Flaw("start", "2026-02-30", "start", "day of the calendar"),
        Flaw("start", "tomorrow", "start", "day of the calendar"),
        Flaw("bids.0.id", "CE-9999-1", "bids[0].id", "does not begin with CE-2041-"),
        Flaw("bids.0.provider", "nobody", "bids[0].provider", "not a provider that is known"),
        Flaw("bids.1.provider", "provider-1", "bids", "provider provider-1 bids 2 times"),
        Flaw("bids.0.validUntil", "", "bids[0].validUntil", "day of the calendar"),
        Flaw("bids.0.weeklyPricePence", 60_001, "shortlist.bids", "over the personal budget"),
        Flaw("bids.0.weeklyPricePence", -1, "bids[0].weeklyPricePence", "whole number"),
        Flaw(
            "bids.0.responses.1.outcome", "o1", "bids[0].responses", "does not answer o2"),
        Flaw("bids.0.responses.1.outcome", "o9", "bids[0].responses", "answers o9"),
        Flaw("bids.0.responses.3.says", "perhaps", "bids[0].responses[3].says", "yes, no"),
        Flaw(
            "bids.0.responses.0.easyRead", "a b c d e f g h i",
            "bids[0].responses[0].easyRead", "more than 8 words"),
        Flaw("shortlist.bids", ["CE-2041-9"], "shortlist.bids", "not a bid of the package"),
        Flaw("shortlist.agreed", nil, "shortlist.agreed", "missing"),
        Flaw("visit.time", "25:00", "visit.time", "time as in 14:00"),
        Flaw("visit.worker", "a b", "visit.worker", "as in sw-1"),
        Flaw("pictogram", "rocket", "pictogram", "not one of"),
        Flaw("reference", "ce 1", "reference", "as in CE-2041"),
    ]

    @Test(arguments: flaws)
    func whatIsWrongIsNamedWithItsPlaceAndNothingIsImported(_ flaw: Flaw) throws {
        let object = set("packages.0.\(flaw.path)", flaw.value, in: try json([Sample.record()]))
        let good = try json([Sample.record("CE-2042")])
        let found = try problems([try #require(object as? [String: Any]), good])
        let match = found.contains { problem in
            problem.file == "file1.json" && problem.field == flaw.field
                && problem.reason.contains(flaw.reason)
                && (problem.record == "CE-2041" || flaw.path == "reference")
        }
        #expect(match, "\(found)")
    }

    @Test func everythingThatIsWrongIsSaidAtOnce() throws {
        var one: Any = try json([Sample.record(), Sample.record("CE-2042")])
        one = set("packages.0.title", "", in: one)
        one = set("packages.0.people", 0, in: one)
        one = set("packages.1.start", "never", in: one)
        let two = set("packages.0.place", 3, in: try json([Sample.record("CE-2043")]))
        let found = try problems([
            try #require(one as? [String: Any]), try #require(two as? [String: Any]),
        ])
        let places = Set(found.map { "\($0.file) \($0.record) \($0.field)" })
        #expect(
            places == [
                "file1.json CE-2041 title", "file1.json CE-2041 people",
                "file1.json CE-2042 start", "file2.json CE-2043 place",
            ])
    }

    @Test func aProblemNeverRepeatsWhatAFieldSays() throws {
        let secret = "Mrs Someone of 4 Some Street"
        let object = set("packages.0.category.area", secret, in: try json([Sample.record()]))
        let found = try problems([try #require(object as? [String: Any])])
        #expect(found.allSatisfy { !$0.description.contains("Someone") })
    }

    @Test func aReferenceIsThereOnceInAllFiles() throws {
        let object = try json([Sample.record()])
        #expect(try problems([object, object]).map(\.field) == ["reference"])
    }

    @Test(arguments: ["", "not json", "[]", "{}", "{\"format\":\"other-1\"}", "null"])
    func aFileOfAnotherKindIsRefused(_ text: String) throws {
        let file = ImportFile(name: "x.json", bytes: Data(text.utf8))
        var turns = ImportTurns(council.store)
        let failure = #expect(throws: ImportFailure.self) {
            try PackagesImport.run([file], with: &turns, now: council.now)
        }
        #expect(failure?.problems.allSatisfy { $0.file == "x.json" } == true)
    }

    @Test func aFileThatIsTooLargeOrNotThereIsNamed() throws {
        let path = council.folder.appending(path: "large.json").path
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.truncate(atOffset: UInt64(ImportFile.largest) + 1)
        try handle.close()
        let large = #expect(throws: ImportFailure.self) { try ImportFile(path: path) }
        #expect(large?.problems.first?.reason.contains("larger than") == true)
        let missing = #expect(throws: ImportFailure.self) { try ImportFile(path: "/no/such") }
        #expect(missing?.problems.first?.reason == "there is no such file")
        let folder = #expect(throws: ImportFailure.self) {
            try ImportFile(path: council.folder.path)
        }
        #expect(folder?.problems.first?.reason.contains("folder") == true)
    }

    @Test func aChangeUnderTheSameVersionIsRefusedAndOneUnderAHigherIsAnAmendment() throws {
        _ = try council.importing([Sample.record()])
        let changed = Sample.record(title: "A house of my own")
        let failure = #expect(throws: ImportFailure.self) { try council.importing([changed]) }
        #expect(failure?.problems.map(\.field) == ["version"])
        let amended = Sample.record(version: 2, title: "A house of my own")
        #expect(try council.importing([amended]).packagesAmended == 1)
        let package = try council.store.read {
            try $0.value(SupportPackage.self, .package, "CE-2041")
        }
        #expect(package?.version == 2)
        #expect(package?.title == "A house of my own")
        #expect(throws: ImportFailure.self) { try council.importing([Sample.record()]) }
    }

    @Test func anAmendmentKeepsWhatWasPreferredAndMovesTheVisit() throws {
        _ = try council.importing([Sample.record()])
        let laptop = try council.laptop()
        _ = try council.push([laptop.mutation(1, Sample.preference("p1"))], from: laptop)
        let before = try council.pull(laptop)
        _ = try council.importing([Sample.record(worker: "sw-2", version: 2)])
        #expect(try council.standing("p1") == .applied)
        #expect(try council.stage("CE-2041") == .preferenceReceived)
        let news = try council.pull(laptop, cursor: before.cursor)
        #expect(news.operations == [.leave("CE-2041")])
    }

    @Test func aBidThatAnAmendmentLeavesOutIsWithdrawnNotDeleted() throws {
        _ = try council.importing([Sample.record()])
        var amended = Sample.record(version: 2, shortlistVersion: 2)
        amended.bids.removeLast()
        amended.shortlist?.bids.removeLast()
        _ = try council.importing([amended])
        let bid = try council.store.read { try $0.value(Bid.self, .bid, "CE-2041-3") }
        #expect(bid?.standing == .withdrawn)
    }

    @Test func theDemonstrationIsLoadedOnceAndIsOfToday() throws {
        let file = ImportFile(
            name: "demo",
            bytes: try CanonicalJSON.encode(
                PackagesFile(
                    asOf: Sample.today, providers: Sample.providers, packages: [Sample.record()])))
        let load = { (today: Day) in
            var turns = ImportTurns(council.store)
            return try Demonstration.load(file, today: today, with: &turns, now: council.now)
        }
        #expect(try load(Sample.today.adding(days: 100)).summary.packagesAdded == 1)
        let (visit, sequence) = try council.store.read {
            (try $0.value(Visit.self, .visit, "CE-2041"), try $0.council().sequence)
        }
        #expect(visit?.due == Sample.today.adding(days: 100))
        let again = try load(Sample.today.adding(days: 101))
        #expect(again.summary.changedNothing && again.alreadyThere == 1)
        #expect(try council.store.read { try $0.council().sequence } == sequence)
    }
}
