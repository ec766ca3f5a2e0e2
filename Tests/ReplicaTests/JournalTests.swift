import Foundation
import GRDB
import LaptopSamples
import Procurement
import Testing

@testable import Replica

struct JournalTests {
    @Test func everyCommitIsSynced() throws {
        let test = try TestReplica()
        let level = try test.replica.pool.writeWithoutTransaction { db in
            try Int.fetchOne(db, sql: "PRAGMA synchronous")
        }
        #expect(level == 2)
    }

    @Test func draftsAndJournalSurviveReopening() throws {
        let test = try TestReplica()
        let draft = try Samples.draft()
        try test.replica.write { transaction in
            try transaction.store(draft)
            try transaction.append(TestReplica.entry(1))
        }
        try test.reopen()
        #expect(try test.replica.read { try $0.draft(of: Samples.package) } == draft)
        #expect(try test.journal() == [TestReplica.entry(1)])
    }

    /// The copy is written anew while the small file is damaged: it holds the whole one.
    @Test func aDamagedFileDoesNotTakeThePlaceOfTheRememberedOne() throws {
        let test = try TestReplica()
        try test.folder.keep(["format": "a-whole-file-1"], as: .device)
        let whole = try test.folder.read(.device)
        try test.replica.rememberFiles()
        test.folder.remove(.deviceTwin)
        test.replica.close()
        try Data("rubbish".utf8).write(to: URL(filePath: test.folder.path(of: .device)))
        try FileManager.default.removeItem(atPath: test.folder.path(of: .journalCopy))
        test.replica = try Replica(in: test.folder, key: test.key)
        try FileManager.default.removeItem(atPath: test.folder.path(of: .device))
        test.replica.close()
        try FileManager.default.removeItem(atPath: test.folder.path(of: .replica))
        #expect(try test.folder.standing(of: .device).versions.first == whole)
    }

    @Test func theJournalHasNoGapsAndNoKeyTwice() throws {
        let test = try TestReplica()
        try test.replica.write { try $0.append(TestReplica.entry(1)) }
        #expect(throws: (any Error).self) {
            try test.replica.write { try $0.append(TestReplica.entry(3)) }
        }
        #expect(throws: (any Error).self) {
            try test.replica.write { try $0.append(TestReplica.entry(2, key: "key-1")) }
        }
        #expect(try test.journal().map(\.mid) == [1])
    }

    @Test(arguments: [
        "UPDATE journal SET body = x'00'", "DELETE FROM journal", "UPDATE journal SET mid = 7",
    ])
    func theJournalIsFrozen(statement: String) throws {
        let test = try TestReplica()
        try test.replica.write { try $0.append(TestReplica.entry(1)) }
        #expect(throws: DatabaseError.self) {
            try test.replica.pool.write { db in try db.execute(sql: statement) }
        }
        #expect(try test.journal() == [TestReplica.entry(1)])
    }

    @Test func aResultBelongsToItsMidAndKeyAndNoOther() throws {
        let test = try TestReplica()
        try test.replica.write { transaction in
            for mid: Int64 in 1...3 { try transaction.append(TestReplica.entry(mid)) }
            #expect(try transaction.store(TestReplica.result(2)))
            #expect(try !transaction.store(TestReplica.result(3, key: "key-1")))
            #expect(try !transaction.store(TestReplica.result(9)))
        }
        let reading = try test.replica.reading()
        #expect(Array(reading.results.keys) == [2])
        #expect(try test.replica.read { try $0.firstToSend() } == 1)
        #expect(try test.replica.read { try $0.answeredUpTo() } == 0)
    }

    @Test func whatTheCouncilMayHaveLostIsSentAgain() throws {
        let test = try TestReplica()
        let old = Samples.now.adding(seconds: -100 * 86_400)
        try test.replica.write { transaction in
            try transaction.append(TestReplica.entry(1, at: old))
            for mid: Int64 in 2...3 { try transaction.append(TestReplica.entry(mid)) }
            for mid: Int64 in 1...3 { _ = try transaction.store(TestReplica.result(mid)) }
            #expect(try transaction.firstToSend() == nil)
            #expect(
                try transaction.resend(after: 0, since: Samples.now.adding(seconds: -90 * 86_400))
                    == 2)
            #expect(try transaction.firstToSend() == 2)
            _ = try transaction.store(TestReplica.result(2))
            #expect(try transaction.firstToSend() == 3)
        }
    }

    @Test func aTransactionThatFailsInTheMiddleLeavesNothing() throws {
        struct Interrupted: Error {}
        let test = try TestReplica()
        try test.replica.write { try $0.setCursor("before") }
        #expect(throws: Interrupted.self) {
            try test.replica.write { transaction in
                try transaction.setCursor("after")
                try transaction.append(TestReplica.entry(1))
                try transaction.put(
                    kind: "visit", id: "CE-1", package: "CE-1", version: 1, body: Data())
                throw Interrupted()
            }
        }
        #expect(try test.replica.read { try $0.syncState().cursor } == "before")
        #expect(try test.journal().isEmpty)
        #expect(try test.replica.reading().documents.isEmpty)
        #expect(try CopyContents(path: test.folder.path(of: .journalCopy)).journal.isEmpty)
    }

    @Test func leavingPurgesContentAndKeepsWhatWasSaid() throws {
        let test = try TestReplica()
        try test.send("CE-2041")
        try test.send("CE-9")
        let draft = try Samples.draft()
        try test.replica.write { transaction in
            try transaction.store(draft)
            try transaction.append(TestReplica.entry(1))
            try transaction.noteOpened(Samples.package, at: Samples.now)
            try transaction.leave(Samples.package)
        }
        let reading = try test.replica.reading()
        #expect(Set(reading.documents.map(\.package)) == ["CE-9"])
        #expect(reading.opened.isEmpty)
        #expect(reading.drafts == [draft])
        #expect(reading.journal == [TestReplica.entry(1)])
    }

    @Test func aPullFromTheBeginningPurgesOnlyAtItsEnd() throws {
        let test = try TestReplica()
        try test.send("CE-1")
        try test.send("CE-2")
        try test.replica.write { try $0.append(TestReplica.entry(1)) }
        try test.replica.write { try $0.startOver() }
        try test.send("CE-2")
        #expect(try test.replica.reading().documents.count == 12)
        #expect(try test.replica.write { try $0.endOfSweep() })
        let reading = try test.replica.reading()
        #expect(Set(reading.documents.map(\.package)) == ["CE-2"])
        #expect(reading.journal.count == 1)
        #expect(try !test.replica.write { try $0.endOfSweep() })
        #expect(try test.replica.reading().documents.count == 6)
    }
}

struct FullDiskTests {
    @Test func aFullDiskIsSaidAndTheDraftStaysAsItWasUntilThereIsRoom() throws {
        let test = try TestReplica()
        let draft = try Samples.draft()
        try test.replica.write { try $0.store(draft) }
        try test.replica.pool.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(pages)")
        }
        var changed = draft
        let words = String(repeating: "words ", count: 4000)
        changed.evolve(.explained(.person, words))
        #expect(throws: ReplicaError.notStored(diskFull: true)) {
            try test.replica.write { try $0.store(changed) }
        }
        #expect(try test.replica.read { try $0.draft(of: Samples.package) } == draft)
        try test.replica.pool.writeWithoutTransaction { db in
            _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = 100000")
        }
        try test.replica.write { try $0.store(changed) }
        try test.reopen()
        #expect(try test.replica.read { try $0.draft(of: Samples.package) } == changed)
    }

    @Test func aCopyThatCannotBeWrittenSaysSo() throws {
        let copy = try JournalCopy(path: "/dev/full")
        #expect(throws: ReplicaError.notStored(diskFull: true)) {
            try copy.append([.init(kind: .draft, key: "k", version: 1, body: Data([1]))])
        }
    }

    @Test func aCopyThatFellBehindIsWrittenAnew() throws {
        let test = try TestReplica()
        try test.replica.write { try $0.append(TestReplica.entry(1)) }
        test.replica.close()
        try Data().write(to: URL(filePath: test.folder.path(of: .journalCopy)))
        test.replica = try Replica(in: test.folder, key: test.key)
        let held = try CopyContents(path: test.folder.path(of: .journalCopy))
        #expect(Array(held.journal.keys) == ["key-1"])
    }
}

struct ProfileTests {
    @Test func aProfileIsOpenInOneProgramOnly() throws {
        let temporary = TemporaryFolder()
        let folder = ProfileFolder(temporary.path)
        var first: ProfileLock? = try ProfileLock(folder)
        #expect(throws: ReplicaError.inUse) { try ProfileLock(folder) }
        #expect(first != nil)
        first = nil
        #expect(throws: Never.self) { try ProfileLock(folder) }
    }

    @Test func onlyTheOwnerCanReadTheFiles() throws {
        let test = try TestReplica()
        _ = try ProfileLock(test.folder)
        try test.replica.write { try $0.append(TestReplica.entry(1)) }
        try test.folder.write(Data("{}".utf8), to: .tries)
        let files = test.temporary.files
        #expect(files.count >= 5)
        for path in files {
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(path)")
        }
        let folder = try FileManager.default.attributesOfItem(atPath: test.temporary.path)
        #expect(folder[.posixPermissions] as? Int == 0o700)
    }

    @Test func theStandardFolderComesFromTheEnvironment() {
        #expect(
            ProfileFolder.standard(environment: ["HOME": "/home/a"])?.path
                == "/home/a/.local/share/support-choice")
        #expect(
            ProfileFolder.standard(environment: ["HOME": "/home/a", "XDG_DATA_HOME": "/data"])?.path
                == "/data/support-choice")
        #expect(
            ProfileFolder.standard(environment: ["HOME": "/home/a", "XDG_DATA_HOME": "data"])?.path
                == "/home/a/.local/share/support-choice")
        #expect(ProfileFolder.standard(environment: [:]) == nil)
    }

    @Test func noFileOfTheProfileHoldsAWordOfWhatWasSaid() throws {
        let test = try TestReplica()
        let planted = "zebras-in-the-garden"
        var draft = try Samples.draft()
        draft.evolve(.explained(.person, planted))
        try test.replica.write { transaction in
            try transaction.put(
                kind: "package", id: "CE-1", package: "CE-1", version: 1,
                body: Data("{\"title\":\"\(planted)\"}".utf8))
            try transaction.store(draft)
            try transaction.append(TestReplica.entry(1, payload: "{\"reasons\":\"\(planted)\"}"))
            _ = try transaction.store(TestReplica.result(1))
        }
        let searched = test.temporary.files
        #expect(searched.contains { $0.hasSuffix("-wal") })
        for path in searched {
            let data = try Data(contentsOf: URL(filePath: path))
            #expect(data.range(of: Data(planted.utf8)) == nil, "\(path)")
        }
        // The search would find it: names are in clear.
        #expect(
            try searched.contains {
                try Data(contentsOf: URL(filePath: $0)).range(of: Data("key-1".utf8)) != nil
            })
    }
}
