import Foundation
import Procurement
import Testing

@testable import CouncilServer

struct ProvidersImportTests {
    let council: TestCouncil

    init() throws { council = try TestCouncil() }

    private func run(_ notices: String...) throws -> ProvidersImport.Summary {
        let files = notices.enumerated().map {
            ImportFile(name: "notice\($0 + 1).json", bytes: Data($1.utf8))
        }
        var turns = ImportTurns(council.store)
        return try ProvidersImport.run(files, with: &turns, now: council.now)
    }

    private func names() throws -> [String] {
        try council.store.read { try $0.providers().map(\.name).sorted() }
    }

    private func party(_ id: String, _ name: String, _ more: String = "") -> String {
        "{\"id\":\"\(id)\",\"name\":\"\(name)\",\"roles\":[\"supplier\"]\(more)}"
    }

    private func award(_ parties: String..., tag: String = "award", awards: String = "[]") -> String
    {
        """
        {"ocid":"ocds-1","tag":["\(tag)"],"awards":\(awards),
         "parties":[{"id":"GB-X-1","name":"A Council","roles":["buyer"]},
         \(parties.joined(separator: ","))]}
        """
    }

    @Test func theSuppliersOfAnAwardBecomeProviders() throws {
        let summary = try run(
            award(
                party("GB-CFS-1", "Alder Care Ltd"), party("GB-CFS-2", "Birch Homes"),
                awards: "[{\"suppliers\":[{\"id\":\"GB-CFS-1\",\"name\":\"Alder Care Ltd\"}]}]"))
        #expect(summary.files == 1 && summary.releases == 1)
        #expect(summary.suppliersRead == 2 && summary.new == 2 && summary.alreadyKnown == 0)
        #expect(try names() == ["Alder Care Ltd", "Birch Homes"])
    }

    @Test func aReleasePackageAndAnAwardUpdateAreReadToo() throws {
        let one = award(party("GB-CFS-1", "Alder Care"))
        let two = award(party("GB-CFS-2", "Birch Homes"), tag: "awardUpdate")
        let summary = try run("{\"uri\":\"x\",\"releases\":[\(one),\(two)]}")
        #expect(summary.releases == 2 && summary.new == 2)
    }

    @Test func aSupplierThatOnlyAnAwardNamesIsRead() throws {
        let summary = try run(
            """
            {"ocid":"o","tag":["award"],"parties":[],
             "awards":[{"suppliers":[{"id":"GB-COH-7","name":"Cedar Support"}]}]}
            """)
        #expect(summary.new == 1)
    }

    @Test func importingAgainAddsNothing() throws {
        let notice = award(party("GB-CFS-1", "Alder Care"), party("GB-CFS-2", "Birch Homes"))
        _ = try run(notice)
        let before = try council.store.read { try $0.providers() }
        let again = try run(notice)
        #expect(again.new == 0 && again.alreadyKnown == 2)
        #expect(try council.store.read { try $0.providers() } == before)
    }

    @Test(arguments: [
        ("Alder Care Ltd", "ALDER CARE LIMITED"), ("Oak & Ash", "Oak and Ash"),
        ("St. Anne's  Homes", "St Annes Homes"), ("Élan Care", "Elan care"),
    ])
    func theSameNameWrittenOtherwiseIsTheSameProvider(_ one: String, _ other: String) throws {
        let summary = try run(award(party("GB-CFS-1", one)), award(party("GB-CFS-2", other)))
        #expect(summary.new == 1 && summary.alreadyKnown == 1)
    }

    @Test func theSameRegisterNumberIsTheSameProviderWhateverItsName() throws {
        let company = ",\"identifier\":{\"scheme\":\"GB-COH\",\"id\":\"01234567\"}"
        let summary = try run(
            award(party("GB-CFS-1", "Alder Care", company)),
            award(party("GB-CFS-2", "Alder Group", company)))
        #expect(summary.new == 1)
        #expect(try names() == ["Alder Care"])
    }

    @Test func twoNumbersOfOneRegisterAreTwoProvidersOfOneName() throws {
        let summary = try run(
            award(party("x1", "Alder", ",\"identifier\":{\"scheme\":\"GB-COH\",\"id\":\"1\"}")),
            award(party("x2", "Alder", ",\"identifier\":{\"scheme\":\"GB-COH\",\"id\":\"2\"}")))
        #expect(summary.new == 2)
        #expect(try council.store.read { try Set($0.providers().map(\.id)).count } == 2)
    }

    @Test func additionalIdentifiersCountToo() throws {
        let ppon = ",\"additionalIdentifiers\":[{\"scheme\":\"GB-PPON\",\"id\":\"PABC-1234-DEFG\"}]"
        _ = try run(award(party("x1", "Alder", ppon)))
        let summary = try run(award(party("GB-PPON-PABC-1234-DEFG", "Alder and Sons")))
        #expect(summary.new == 0)
    }

    @Test func whatIsPassedOverIsSaid() throws {
        let tender = "{\"ocid\":\"t\",\"tag\":[\"tender\"],\"parties\":[]}"
        let nameless = award("{\"id\":\"x\",\"roles\":[\"supplier\"]}")
        let summary = try run(tender, nameless)
        #expect(summary.skipped.map(\.file) == ["notice1.json", "notice2.json"])
        #expect(summary.skipped.map(\.reason).contains("the release has no award"))
        #expect(summary.new == 0)
    }

    @Test(arguments: ["", "[1]", "{\"a\":1}", "{\"releases\":3}"])
    func aFileThatIsNoNoticeImportsNothing(_ text: String) throws {
        let good = award(party("GB-CFS-1", "Alder Care"))
        let failure = #expect(throws: ImportFailure.self) { try run(good, text) }
        #expect(failure?.problems.map(\.file) == ["notice2.json"])
        #expect(try names().isEmpty)
    }

    /// Real notices, where they have been put beside the clone.
    static let notices = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../shared/data/ocds/notices").standardized

    @Test(.enabled(if: FileManager.default.fileExists(atPath: notices.path)))
    func realNoticesAreReadTheSameEveryTime() throws {
        let paths = try FileManager.default.contentsOfDirectory(atPath: Self.notices.path).sorted()
        let files = try paths.filter { $0.hasSuffix(".json") }.map {
            try ImportFile(path: Self.notices.appending(path: $0).path)
        }
        let run = { () throws -> ProvidersImport.Summary in
            var turns = ImportTurns(council.store)
            return try ProvidersImport.run(files, with: &turns, now: council.now)
        }
        let first = try run()
        #expect(first.files == files.count)
        #expect(first.new > 0)
        let before = try council.store.read { try $0.providers() }
        #expect(before.count == first.new)
        let again = try run()
        #expect(again.new == 0)
        #expect(again.alreadyKnown == first.suppliersRead)
        #expect(try council.store.read { try $0.providers() } == before)
    }
}
