import Foundation
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

struct StoreTests {
    @Test func everyCommitIsOnTheDiskBeforeItIsAnswered() throws {
        let council = try TestCouncil()
        #expect(try council.store.pragma("journal_mode") == "wal")
        // 2 is FULL.
        #expect(try council.store.pragma("synchronous") == "2")
        #expect(try council.store.pragma("foreign_keys") == "1")
    }

    @Test func theTablesAreStrict() throws {
        for statement in Schema.first + Schema.fourth where statement.hasPrefix("CREATE TABLE") {
            #expect(Schema.sqlite(statement).contains(" STRICT"))
        }
    }

    @Test func aTransactionThatFailsLeavesNothing() throws {
        struct Stop: Error {}
        let council = try TestCouncil()
        #expect(throws: Stop.self) {
            try council.store.write { transaction in
                try transaction.add(Provider(id: "a", name: "A"))
                _ = try transaction.allocate(5)
                throw Stop()
            }
        }
        let (providers, state) = try council.store.read { (try $0.providers(), try $0.council()) }
        #expect(providers.isEmpty)
        #expect(state.sequence == 0)
    }

    @Test func aStoreKeepsItsNameAndItsEpochWhenItIsOpenedAgain() throws {
        let council = try TestCouncil()
        let again = try SQLiteStore(
            path: council.folder.appending(path: "council.sqlite").path,
            council: NewCouncil(name: "Another", epoch: "another"))
        let state = try again.read { try $0.council() }
        #expect(state.name == "Test Council")
        #expect(state.epoch == "epoch1")
    }

    @Test func aFileThatIsNoDatabaseIsRefusedAndLeftAlone() throws {
        let council = try TestCouncil()
        let path = council.folder.appending(path: "notes.sqlite").path
        let notes = Data("These are my notes, and not a database at all.".utf8)
        try notes.write(to: URL(filePath: path))
        #expect(throws: StoreError.self) {
            try SQLiteStore(path: path, council: NewCouncil(name: "C", epoch: "e"))
        }
        #expect(FileManager.default.contents(atPath: path) == notes)
    }

    @Test func theFeedHasOneRowForADocumentHoweverOftenItChanges() throws {
        let council = try TestCouncil()
        _ = try council.importing([Sample.record()])
        let laptop = try council.laptop()
        let before = try council.pull(laptop)
        for round in 1...5 {
            try council.store.write { transaction in
                var changes = Changes()
                changes.put(.bid, "CE-2041-1", "CE-2041", "{\"round\":\(round)}")
                changes.put(.bid, "CE-2041-2", "CE-2041", "{\"round\":\(round)}")
                try changes.write(in: transaction, at: council.now)
            }
        }
        let all = try council.pull(laptop)
        #expect(all.operations.count == before.operations.count)
        let news = try council.pull(laptop, cursor: before.cursor)
        #expect(news.operations.count == 2)
        guard case .put(let document)? = news.operations.last else {
            Issue.record("a leave came where a document was put")
            return
        }
        #expect(document.body == "{\"round\":5}")
    }

    @Test func sequenceNumbersGrowFromCommitToCommit() throws {
        let council = try TestCouncil()
        var last: Int64 = 0
        for size in [1, 3, 2] {
            let first = try council.store.write { try $0.allocate(size) }
            #expect(first == last + 1)
            last = first + Int64(size) - 1
        }
        #expect(try council.store.read { try $0.council().sequence } == last)
    }

    @Test func readsOfOneTransactionSeeOneState() throws {
        let council = try TestCouncil()
        try council.store.read { transaction in
            let before = try transaction.council().sequence
            try council.store.write { _ = try $0.allocate(1) }
            #expect(try transaction.council().sequence == before)
        }
    }
}
