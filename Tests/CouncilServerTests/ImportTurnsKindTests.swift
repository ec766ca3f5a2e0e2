import Foundation
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

/// A long import leaves the database to others again and again, and what it has written is whole
/// whenever it stops.
struct ImportTurnsKindTests {
    let council: TestCouncil

    init() throws { council = try TestCouncil() }

    struct Stop: Error {}

    private static let words = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../data/demo/generate/words.json").standardized.path

    private func generated() throws -> PackagesFile {
        var scale = try CouncilScale(
            words: ImportFile(path: Self.words), seed: 1, today: Sample.today)
        return scale.make()
    }

    private func file(_ count: Int) throws -> ImportFile {
        let records = (0..<count).map { Sample.record("CE-\(5000 + $0)") }
        let file = PackagesFile(asOf: Sample.today, providers: Sample.providers, packages: records)
        return ImportFile(name: "many.json", bytes: try CanonicalJSON.encode(file))
    }

    /// What the council holds, without the order in which it came.
    private func content(_ council: TestCouncil) throws -> [String: String] {
        try council.store.read { transaction in
            var content: [String: String] = [:]
            for package in try transaction.packages() {
                for document in try transaction.documents(of: package) {
                    content["\(document.kind.rawValue) \(document.id)"] = document.body
                }
            }
            return content
        }
    }

    @Test func aPushAndAnEnrolmentGetThroughBetweenTheTurnsOfAnImport() throws {
        _ = try council.importing([Sample.record()])
        let laptop = try council.laptop()
        // As another program would.
        let other = try SQLiteStore(
            path: council.folder.appending(path: "council.sqlite").path,
            council: NewCouncil(name: "C", epoch: "e"))
        var pushed: Int64 = 0
        var turns = ImportTurns(council.store) { _ in
            pushed += 1
            let mutation = try laptop.mutation(pushed, Sample.preference("p\(pushed)"))
            let request = PushRequest(replica: laptop.device.replica, mutations: [mutation])
            let answer = try other.write { transaction in
                var random = SystemRandomNumberGenerator()
                _ = try EnrolmentService.issue(
                    to: "sw-9", in: transaction, now: council.now, using: &random)
                return try PushService().push(
                    IncomingPush(request), from: laptop.device, in: transaction, now: council.now)
            }
            #expect(answer.results.count == 1)
        }
        let summary = try Demonstration.load(
            generated(), named: "made", with: &turns, now: council.now
        ).summary
        #expect(summary.packagesAdded > 1000)
        #expect(pushed > 20)
        #expect(try council.standing(Preference.ID("p\(pushed)")) != nil)
        let longest = turns.longest / .milliseconds(1)
        print("figure import_turns \(pushed + 1) transactions")
        print("figure import_longest_transaction \(Int(longest.rounded(.up))) ms")
    }

    /// The import stops at every boundary in turn, and is run again each time.
    @Test func anImportThatStopsAnywhereIsWholeInWhatItHasAndIsFinishedByTheNext() throws {
        let file = try file(120)
        let whole = try TestCouncil()
        var turns = ImportTurns(whole.store)
        _ = try PackagesImport.run([file], with: &turns, now: whole.now)
        let expected = try content(whole)
        var stops = 0
        var boundaries = 0
        while true {
            var left = 1
            var turns = ImportTurns(council.store) { _ in
                boundaries += 1
                left -= 1
                if left < 0 { throw Stop() }
            }
            do {
                let summary = try PackagesImport.run([file], with: &turns, now: council.now)
                #expect(summary.packagesAdded + summary.packagesUnchanged == 120)
                break
            } catch let stopped as ImportStopped {
                stops += 1
                #expect(stopped.why is Stop)
                #expect(stopped.description.contains("Run the same command again"))
                #expect(try stopped.json().contains(stopped.done))
            }
            let found = try content(council)
            for (name, body) in found { #expect(expected[name] == body) }
            for package in try council.store.read({ try $0.packages() }) {
                #expect(found["bid \(package)-3"] != nil && found["visit \(package)"] != nil)
                #expect(found["shortlist \(package)"] != nil)
            }
            try #require(stops < 50)
        }
        #expect(stops > 1)
        #expect(try content(council) == expected)
        let caseload = try council.store.read { try $0.caseload(of: "sw-1") }
        #expect(caseload.count == 120)
        var again = ImportTurns(council.store)
        #expect(try PackagesImport.run([file], with: &again, now: council.now).changedNothing)
        print("figure import_stops \(stops) stops")
    }

    @Test func anImportThatStopsBeforeItWroteAnythingSaysOnlyWhy() throws {
        let file = try file(3)
        try council.store.write { try $0.add(Provider(id: "provider-1", name: "Another")) }
        var turns = ImportTurns(council.store)
        #expect(throws: ImportFailure.self) {
            try PackagesImport.run([file], with: &turns, now: council.now)
        }
        #expect(try council.store.read { try $0.packages() }.isEmpty)
    }

    @Test func whatChangedWhileTheImportRanIsRefusedAndNotOverwritten() throws {
        let file = try file(120)
        var isFirst = true
        var turns = ImportTurns(council.store) { _ in
            guard isFirst else { return }
            isFirst = false
            _ = try council.importing([Sample.record("CE-5119", title: "Another title")])
        }
        let stopped = #expect(throws: ImportStopped.self) {
            try PackagesImport.run([file], with: &turns, now: council.now)
        }
        let failure = try #require(stopped?.why as? ImportFailure)
        #expect(failure.problems.map(\.record) == ["CE-5119"])
        let package = try council.store.read {
            try $0.value(SupportPackage.self, .package, "CE-5119")
        }
        #expect(package?.title == "Another title")
    }

    @Test func suppliersComeInTurnsToo() throws {
        let parties = (0..<1000).map {
            #"{"id":"x\#($0)","name":"Provider of place \#($0)","roles":["supplier"]}"#
        }
        let text =
            "{\"ocid\":\"o\",\"tag\":[\"award\"],\"parties\":[\(parties.joined(separator: ","))]}"
        let file = ImportFile(name: "notice.json", bytes: Data(text.utf8))
        var left = 2
        var turns = ImportTurns(council.store) { _ in
            left -= 1
            if left < 0 { throw Stop() }
        }
        #expect(throws: ImportStopped.self) {
            try ProvidersImport.run([file], with: &turns, now: council.now)
        }
        let before = try council.store.read { try $0.providers().count }
        #expect(before > 0 && before < 1000)
        var again = ImportTurns(council.store)
        let summary = try ProvidersImport.run([file], with: &again, now: council.now)
        #expect(summary.new == 1000 - before && summary.alreadyKnown == before)
        #expect(try council.store.read { try $0.providers().count } == 1000)
    }

    @Test func theRecordsOfAJournalComeInTurnsAndNoneTwice() throws {
        _ = try council.importing([Sample.record()])
        let laptop = try council.laptop()
        let mutations = try (1...50).map {
            try laptop.mutation(Int64($0), Sample.preference("p\($0)"))
        }
        struct Journal: Encodable {
            let format = JournalImport.format
            let replica: ReplicaID
            let device: DeviceID
            let mutations: [Mutation]
        }
        let journal = Journal(
            replica: laptop.device.replica, device: laptop.device.id, mutations: mutations)
        let file = ImportFile(name: "j.json", bytes: try CanonicalJSON.encode(journal))
        var left = 1
        var turns = ImportTurns(council.store) { _ in
            left -= 1
            if left < 0 { throw Stop() }
        }
        let stopped = #expect(throws: ImportStopped.self) {
            try JournalImport.run(file, vouched: nil, with: &turns, now: council.now)
        }
        #expect(stopped?.done.hasSuffix("of 50 records") == true)
        var again = ImportTurns(council.store)
        let summary = try JournalImport.run(file, vouched: nil, with: &again, now: council.now)
        #expect(summary.records == 50)
        #expect(summary.new > 0 && summary.new < 50)
        #expect(summary.forks == 0)
        #expect(try council.store.read { try $0.mutations().count } == 50)
    }
}
