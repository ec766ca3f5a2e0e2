import Foundation
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

struct PullTests {
    let council: TestCouncil
    let laptop: TestLaptop

    init() throws {
        council = try TestCouncil()
        _ = try council.importing([
            Sample.record("CE-2041"), Sample.record("CE-2042", worker: "sw-2"),
        ])
        laptop = try council.laptop()
    }

    private func packages(_ answer: PullAnswer) -> Set<SupportPackage.ID> {
        Set(
            answer.operations.compactMap { operation in
                guard case .put(let document) = operation else { return nil }
                return document.package
            })
    }

    private func leaves(_ answer: PullAnswer) -> [SupportPackage.ID] {
        answer.operations.compactMap { operation in
            guard case .leave(let package) = operation else { return nil }
            return package
        }
    }

    @Test func aWorkerGetsTheWholeCaseloadAndNothingElse() throws {
        let answer = try council.pull(laptop)
        #expect(packages(answer) == ["CE-2041"])
        let kinds = answer.operations.compactMap { operation -> DocumentKind? in
            guard case .put(let document) = operation else { return nil }
            return document.kind
        }
        #expect(
            kinds.sorted { $0.rawValue < $1.rawValue } == [
                .bid, .bid, .bid, .package, .shortlist, .visit,
            ])
        #expect(!answer.more)
        let other = try council.pull(try council.laptop("sw-2"))
        #expect(packages(other) == ["CE-2042"])
        let nobody = try council.pull(try council.laptop("sw-3"))
        #expect(nobody.operations.isEmpty)
    }

    @Test func documentsAreTheValuesTheyWere() throws {
        let documents = try council.pull(laptop).operations.compactMap { operation in
            if case .put(let document) = operation { document } else { nil }
        }
        let body = try #require(documents.first { $0.kind == .package }?.body)
        let package = try CanonicalJSON.decode(SupportPackage.self, from: Data(body.utf8))
        #expect(package.id == "CE-2041")
        #expect(package.stage == .awaitingPreference)
        #expect(package.outcomes == Sample.record().outcomes)
    }

    @Test func anotherWorkersChangesAreNoNews() throws {
        let before = try council.pull(laptop)
        let other = try council.laptop("sw-2")
        _ = try council.push(
            [other.mutation(1, Sample.preference("p1", package: "CE-2042", worker: "sw-2"))],
            from: other)
        let after = try council.pull(laptop, cursor: before.cursor)
        #expect(after.operations.isEmpty)
        #expect(after.cursor == before.cursor)
    }

    @Test func theWorkersOtherLaptopHearsOfTheRecord() throws {
        let second = try council.laptop()
        let before = try council.pull(second)
        _ = try council.push([laptop.mutation(1, Sample.preference("p1"))], from: laptop)
        let news = try council.pull(second, cursor: before.cursor)
        let kinds = news.operations.map { operation -> String in
            if case .put(let document) = operation { document.kind.rawValue } else { "leave" }
        }
        #expect(kinds.sorted() == ["package", "preference"])
        #expect(news.results.isEmpty)
    }

    @Test func aPackageThatLeavesIsOneLeaveAndItsChangesAreNoLongerSent() throws {
        let before = try council.pull(laptop)
        try council.store.write {
            _ = try CaseloadService.remove("CE-2041", from: "sw-1", in: $0, now: council.now)
        }
        _ = try council.store.write {
            try PackageService.withdraw("CE-2041-1", in: $0, now: council.now)
        }
        let news = try council.pull(laptop, cursor: before.cursor)
        #expect(leaves(news) == ["CE-2041"])
        #expect(packages(news).isEmpty)
        let fresh = try council.pull(laptop)
        #expect(leaves(fresh) == ["CE-2041"])
        #expect(packages(fresh).isEmpty)
    }

    @Test func aPackageThatComesBackIsSentWhole() throws {
        let before = try council.pull(laptop)
        _ = try council.store.write {
            try CaseloadService.remove("CE-2041", from: "sw-1", in: $0, now: council.now)
        }
        let away = try council.pull(laptop, cursor: before.cursor)
        _ = try council.store.write {
            try CaseloadService.add("CE-2041", to: "sw-1", in: $0, now: council.now)
        }
        let back = try council.pull(laptop, cursor: away.cursor)
        #expect(leaves(back).isEmpty)
        #expect(back.operations.count == before.operations.count)
    }

    @Test func aHandedOverVisitIsTheNewWorkers() throws {
        _ = try council.store.write { transaction in
            try CaseloadService.remove("CE-2041", from: "sw-1", in: transaction, now: council.now)
            try CaseloadService.add("CE-2041", to: "sw-2", in: transaction, now: council.now)
        }
        let visit = try council.store.read { try $0.value(Visit.self, .visit, "CE-2041") }
        #expect(visit?.worker == "sw-2")
        let other = try council.pull(try council.laptop("sw-2"))
        #expect(packages(other) == ["CE-2041", "CE-2042"])
    }

    @Test(arguments: [nil, 1, 16 * 1024, 20_000] as [Int?])
    func pagesAddUpToTheWholeInWhateverSteps(_ pageBytes: Int?) throws {
        let records = (1...30).map { Sample.record("CE-\(4000 + $0)") }
        _ = try council.importing(records)
        let whole = try council.pull(laptop)
        #expect(!whole.more)
        var steps: [PullOperation] = []
        var cursor: String?
        var pages = 0
        while true {
            let page = try council.pull(laptop, cursor: cursor, pageBytes: pageBytes)
            let size = try CanonicalJSON.encode(page).count
            #expect(
                size <= max(pageBytes ?? .max, PullService.smallestPage)
                    || page.operations.count == 1)
            steps += page.operations
            cursor = page.cursor
            pages += 1
            guard page.more else { break }
        }
        #expect(steps == whole.operations)
        #expect(pages == 1 || pageBytes != nil)
        #expect(pages > 1 || pageBytes == nil)
    }

    /// The laptop seals the first page while the council makes the next, so it must not wait for
    /// a large one.
    @Test func aFirstPullBeginsWithAPageOfAThird() throws {
        let text = "\"" + String(repeating: "x", count: 20_000) + "\""
        try council.store.write { transaction in
            var changes = Changes()
            for number in 1...60 { changes.put(.bid, "CE-2041-\(number)", "CE-2041", text) }
            try changes.write(in: transaction, at: council.now)
        }
        let first = try council.pull(laptop)
        let second = try council.pull(laptop, cursor: first.cursor)
        let sizes = try [first, second].map { try CanonicalJSON.encode($0).count }
        #expect(first.more)
        #expect(sizes[0] <= SyncLimits.standard.pullBytes / 3)
        #expect(!second.more)
        #expect(sizes[1] > SyncLimits.standard.pullBytes / 3)
    }

    @Test func aDocumentLargerThanAPageIsSentAlone() throws {
        let large = String(repeating: "x", count: 50_000)
        try council.store.write { transaction in
            var changes = Changes()
            changes.put(.bid, "CE-2041-1", "CE-2041", "\"\(large)\"")
            try changes.write(in: transaction, at: council.now)
        }
        let first = try council.pull(laptop, pageBytes: 16 * 1024)
        let second = try council.pull(laptop, cursor: first.cursor, pageBytes: 16 * 1024)
        #expect(first.more)
        #expect(second.operations.count == 1)
        #expect(!second.more)
    }

    @Test func resultsThatTheLaptopMayNotHaveComeWithThePage() throws {
        let mutations = try (1...3).map {
            try laptop.mutation(Int64($0), key: "k\($0)", payload: "unreadable")
        }
        let pushed = try council.push(mutations, from: laptop)
        #expect(try council.pull(laptop, resultsAfter: 0).results == pushed.results)
        #expect(try council.pull(laptop, resultsAfter: 2).results.map(\.mid) == [3])
        let idle = try council.pull(laptop, resultsAfter: 3)
        #expect(idle.results.isEmpty)
        #expect(idle.lastMid == 3)
    }

    enum BadCursor: String, CaseIterable {
        case anotherEpoch, beyondTheEnd, negative, noBase64, noNumber, empty, huge

        var text: String {
            switch self {
            case .anotherEpoch: Cursor(epoch: "epoch0", seq: 1).text
            case .beyondTheEnd: Cursor(epoch: "epoch1", seq: 1_000_000).text
            case .negative: Base64URL.encode("epoch1:-1".utf8)
            case .noBase64: "%%%"
            case .noNumber: Base64URL.encode("epoch1:one".utf8)
            case .empty: ""
            case .huge: String(repeating: "A", count: 100_000)
            }
        }
    }

    @Test(arguments: BadCursor.allCases)
    func aCursorThatIsNotOfThisEpochIsGone(_ cursor: BadCursor) throws {
        let problem = #expect(throws: Problem.self) {
            try council.pull(laptop, cursor: cursor.text)
        }
        #expect(problem?.code == .cursorGone)
        #expect(problem?.status == 410)
    }

    @Test func afterARestoreTheOldCursorIsGoneAndOldPushesAreNotTakenTwice() throws {
        let before = try council.pull(laptop)
        let mutation = try laptop.mutation(1, Sample.preference("p1"))
        let pushed = try council.push([mutation], from: laptop)
        try council.store.write { try $0.changeEpoch(to: "epoch2") }
        #expect(throws: Problem.self) { try council.pull(laptop, cursor: before.cursor) }
        #expect(try council.push([mutation], from: laptop).results == pushed.results)
    }

    @Test func anIdlePullIsSmall() throws {
        let first = try council.pull(laptop)
        let request = PullRequest(
            replica: laptop.device.replica, cursor: first.cursor, pageBytes: nil, resultsAfter: 0)
        let page = try council.store.read {
            try PullService().page(request, from: laptop.device, in: $0)
        }
        #expect(page.count < 150)
    }

    @Test func anyTextSurvivesTheWire() throws {
        let text = "\"quoted\" back\\slash \n\t\u{0}\u{1F} é 👩‍👧 \u{2028} </script>"
        var json = JSONBytes(capacity: 10)
        json.string(text)
        #expect(try JSONDecoder().decode(String.self, from: Data(json.bytes)) == text)
    }
}
