import LaptopSamples
import Procurement
import Replica
import SyncClient
import SyncProtocol
import Testing

/// Which pages are asked for, in which order, when some do not come.
struct ComingPageTests {
    private let pair: Pair
    private let documents: Int

    init() async throws {
        pair = try Pair()
        let packages = (1...9).map { Samples.documents(SupportPackage.ID("CE-\($0)")) }
        for package in packages { await pair.council.send(package) }
        await pair.council.setPageLength(2)
        documents = packages.joined().count
    }

    /// Pages are asked for ahead. Each is asked for once, and none is left out.
    @Test func pagesThatAreAskedForAheadAreAskedForOnce() async throws {
        try await pair.engine.run()
        let cursors = await pair.council.pulls.map(\.cursor)
        #expect(cursors.count > 5)
        #expect(Set(cursors).count == cursors.count)
        #expect(try pair.replica.reading().documents.count == documents)
    }

    /// A page that does not come, wherever it is: it is asked for again, smaller, and those that
    /// were to come after it are not taken for those after the smaller one.
    @Test(arguments: 1...6)
    func aPageThatDoesNotComeIsAskedForAgain(_ number: Int) async throws {
        await pair.council.failPull(number, .timedOut)
        try await pair.engine.run()
        let pulls = await pair.council.pulls
        #expect(pulls[number].cursor == pulls[number - 1].cursor)
        #expect(pulls[number].pageBytes.map { $0 * 2 } == pulls[number - 1].pageBytes)
        #expect(Set(pulls.dropFirst(number).map(\.cursor)).count == pulls.count - number)
        #expect(try pair.replica.reading().documents.count == documents)
    }

    @Test func pagesAreHalvedOnTimeOutsDownTo16Kilobytes() async throws {
        await pair.council.fail(Array(repeating: .timedOut, count: 20))
        await #expect(throws: SyncStop.offline) { try await pair.engine.run() }
        let sizes = await pair.council.pulls.compactMap(\.pageBytes)
        #expect(sizes == [1024, 512, 256, 128, 64, 32, 16].map { $0 * 1024 })
        await #expect(throws: SyncStop.offline) { try await pair.engine.run() }
        #expect(await pair.council.pulls.last?.pageBytes == 16 * 1024)
    }
}
