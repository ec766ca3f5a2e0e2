import Foundation
import GRDB
import LaptopSamples
import Procurement
import Testing

@testable import Replica

struct JournalCopyTests {
    /// Frames of many lengths over many runs of the program, some of which end in the middle of a
    /// frame: each whole one is there, in order, and the file seldom becomes longer.
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func everyWholeFrameIsReadWhateverTornOnesLieBetween(_ seed: UInt64) throws {
        var random = Seeded(seed)
        let folder = TemporaryFolder()
        let path = folder.path + "/journal.copy"
        var expected: [JournalCopy.Frame] = []
        var lengths: Set<Int> = []
        for run in 0..<12 {
            let copy = try JournalCopy(path: path)
            for index in 0..<Int.random(in: 0...30, using: &random) {
                let body = Data(
                    (0..<Int.random(in: 0...3_000, using: &random)).map { _ in
                        Bool.random(using: &random) ? 0 : UInt8.random(in: 0...255, using: &random)
                    })
                let frame = JournalCopy.Frame(
                    kind: .journal, key: "\(run)-\(index)", version: Int64(index), body: body)
                try copy.append([frame])
                expected.append(frame)
                lengths.insert(try Data(contentsOf: URL(filePath: path)).count)
            }
            guard Bool.random(using: &random) else { continue }
            let torn = JournalCopy.encoded(
                .init(kind: .draft, key: "torn", version: 1, body: Data(repeating: 7, count: 900)))
            let file = try FileHandle(forUpdating: URL(filePath: path))
            try file.seek(toOffset: UInt64(copy.size))
            try file.write(
                contentsOf: torn.prefix(Int.random(in: 1..<torn.count, using: &random)))
            try file.close()
        }
        #expect(JournalCopy.frames(in: try Data(contentsOf: URL(filePath: path))) == expected)
        #expect(lengths.count < expected.count / 4)
    }

    private let frames = (1...5).map { number in
        JournalCopy.Frame(
            kind: .journal, key: "key-\(number)", version: Int64(number),
            body: Data(repeating: UInt8(number), count: 40))
    }

    private var bytes: Data { frames.reduce(into: Data()) { $0 += JournalCopy.encoded($1) } }

    @Test func whatWasWrittenIsReadBack() {
        #expect(JournalCopy.frames(in: bytes) == frames)
    }

    @Test func aTornTailCostsOnlyTheLastFrame() {
        let whole = bytes
        let last = JournalCopy.encoded(frames[4]).count
        for cut in 1..<last {
            #expect(JournalCopy.frames(in: whole.dropLast(cut)) == Array(frames.prefix(4)))
        }
    }

    @Test func aDamagedByteCostsOnlyItsFrame() {
        let length = JournalCopy.encoded(frames[0]).count
        for offset in 0..<length {
            var damaged = bytes
            damaged[2 * length + offset] ^= 0xFF
            let read = JournalCopy.frames(in: damaged)
            #expect(read == [frames[0], frames[1], frames[3], frames[4]], "byte \(offset)")
        }
    }

    @Test func aTornFrameInTheMiddleIsSkipped() {
        var torn = JournalCopy.encoded(frames[0]) + JournalCopy.encoded(frames[1]).prefix(30)
        torn += JournalCopy.encoded(frames[2])
        #expect(JournalCopy.frames(in: torn) == [frames[0], frames[2]])
    }

    @Test func anythingMayStandInTheFile() {
        var random = Seeded(3)
        for length in [0, 1, 7, 8, 12, 100, 4096] {
            let noise = Data((0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) })
            #expect(JournalCopy.frames(in: noise).isEmpty)
            #expect(JournalCopy.frames(in: JournalCopy.magic + noise).isEmpty)
        }
    }

    @Test func theNewestOfEachThingHolds() {
        let old = JournalCopy.Frame(kind: .draft, key: "CE-1", version: 1, body: Data([1]))
        let new = JournalCopy.Frame(kind: .draft, key: "CE-1", version: 2, body: Data([2]))
        let gone = JournalCopy.Frame(kind: .draftGone, key: "CE-1", version: 0, body: Data())
        #expect(CopyContents([old, new]).drafts == ["CE-1": new])
        #expect(CopyContents([old, new, gone]).drafts.isEmpty)
    }
}

struct SalvageTests {
    enum Damage: String, CaseIterable {
        case truncated, flippedByte, notADatabase, deleted, journalRowForged, copyGone, olderBackup
    }

    @Test(arguments: Damage.allCases)
    func whatWasSaidComesBackWhateverHappenedToTheDatabase(damage: Damage) throws {
        let test = try TestReplica()
        try test.send()
        let draft = try Samples.draft("CE-9")
        let entries = (1...20).map {
            TestReplica.entry(Int64($0), payload: String(repeating: "x\($0)", count: 200))
        }
        let older = test.temporary.path + "/older.sqlite"
        try test.replica.write { transaction in
            for entry in entries.prefix(10) { try transaction.append(entry) }
        }
        if damage == .olderBackup {
            try test.replica.pool.writeWithoutTransaction { db in
                try db.execute(sql: "VACUUM INTO ?", arguments: [older])
            }
        }
        try test.replica.write { transaction in
            for entry in entries.dropFirst(10) { try transaction.append(entry) }
            for mid: Int64 in 1...5 { _ = try transaction.store(TestReplica.result(mid)) }
            try transaction.store(draft)
        }
        try forge(test, damage)
        test.replica.close()
        try inflict(damage, on: test.folder, older: older)

        if damage != .copyGone {
            let error = #expect(throws: ReplicaError.self) {
                try Replica(in: test.folder, key: test.key)
            }
            #expect(error == (damage == .deleted ? .missing : .damaged))
        }
        let salvaged = try Replica.salvage(from: test.folder, key: test.key)
        #expect(salvaged.journal == entries)
        #expect(salvaged.drafts == [draft])
        #expect(salvaged.isDense)

        let fresh = try Replica.renew(
            in: test.folder, key: test.key, from: salvaged, stamp: "stamp")
        let reading = try fresh.reading()
        #expect(reading.journal == entries)
        #expect(reading.drafts == [draft])
        #expect(Set(reading.results.keys) == [1, 2, 3, 4, 5])
        #expect(reading.sync.cursor == nil)
        // That something left, it can say only at the end of the feed; from then on always.
        try fresh.write { try $0.setCursor("in the middle") }
        #expect(try !fresh.reading().isWhole)
        _ = try fresh.write { try $0.endOfSweep() }
        #expect(try fresh.reading().isWhole)
        try fresh.write { try $0.startOver() }
        #expect(try fresh.reading().isWhole)
        if damage != .deleted {
            let aside = test.folder.path(of: .replica) + ".damaged-stamp"
            #expect(FileManager.default.fileExists(atPath: aside))
        }
        fresh.close()
        let again = try Replica(in: test.folder, key: test.key)
        #expect(try again.read { try $0.journal() } == entries)
        again.close()
    }

    private func forge(_ test: TestReplica, _ damage: Damage) throws {
        guard damage == .journalRowForged else { return }
        try test.replica.pool.write { db in
            try db.execute(sql: "DROP TRIGGER journal_is_frozen")
            try db.execute(
                sql: "UPDATE journal SET body = zeroblob(length(body)) WHERE mid = 7")
        }
    }

    private func inflict(_ damage: Damage, on folder: ProfileFolder, older: String) throws {
        let path = folder.path(of: .replica)
        let url = URL(filePath: path)
        let bytes = try Data(contentsOf: url)
        switch damage {
        case .truncated: try bytes.prefix(bytes.count / 3).write(to: url)
        case .flippedByte:
            // The header of every page but the first: what SQLite needs to walk its trees.
            var flipped = bytes
            for page in 1..<(bytes.count / 4096) { flipped[page * 4096] ^= 0xFF }
            try flipped.write(to: url)
        case .notADatabase: try Data("This is a letter, not a database.".utf8).write(to: url)
        case .deleted: try FileManager.default.removeItem(atPath: path)
        case .journalRowForged: break
        case .copyGone: try FileManager.default.removeItem(atPath: folder.path(of: .journalCopy))
        case .olderBackup:
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.moveItem(atPath: older, toPath: path)
        }
    }

    @Test func aDraftThatWasSavedDoesNotComeBackFromAnOldCopy() throws {
        let test = try TestReplica()
        let draft = try Samples.draft()
        try test.replica.write { try $0.store(draft) }
        let copy = try Data(contentsOf: URL(filePath: test.folder.path(of: .journalCopy)))
        try test.replica.write { transaction in
            try transaction.append(TestReplica.entry(1, key: draft.preference.rawValue))
            try transaction.removeDraft(of: Samples.package)
        }
        test.replica.close()
        try copy.write(to: URL(filePath: test.folder.path(of: .journalCopy)))
        #expect(try Replica.salvage(from: test.folder, key: test.key).drafts.isEmpty)
    }

    /// A program that ends between the old database and the fresh one: what only the old one had
    /// is in the fresh one's copy.
    @Test func whatOnlyTheDatabaseHadOutlivesASalvageThatWasStopped() throws {
        let test = try TestReplica()
        let entries = (1...3).map { TestReplica.entry(Int64($0)) }
        try test.replica.write { transaction in
            for entry in entries { try transaction.append(entry) }
        }
        test.replica.close()
        let url = URL(filePath: test.folder.path(of: .journalCopy))
        let frames = JournalCopy.frames(in: try Data(contentsOf: url)).filter { $0.version != 2 }
        let damaged = frames.reduce(into: Data()) { $0 += JournalCopy.encoded($1) }
        try damaged.write(to: url)
        let salvaged = try Replica.salvage(from: test.folder, key: test.key)
        #expect(salvaged.journal == entries)
        try Replica.renew(in: test.folder, key: test.key, from: salvaged, stamp: "stamp").close()
        let fresh = ProfileFolder(test.folder.path + "/fresh")
        try fresh.prepare()
        for file in [ProfileFolder.File.journalCopy, .replica] {
            try FileManager.default.moveItem(
                atPath: test.folder.path(of: file), toPath: fresh.path(of: file))
        }
        try damaged.write(to: url)
        #expect(throws: ReplicaError.missing) { try Replica(in: test.folder, key: test.key) }
        #expect(try Replica.salvage(from: test.folder, key: test.key).journal == entries)
    }

    @Test func anEntryThatIsLostEverywhereIsSeen() throws {
        let test = try TestReplica()
        try test.replica.write { transaction in
            for mid: Int64 in 1...3 { try transaction.append(TestReplica.entry(mid)) }
        }
        test.replica.close()
        let url = URL(filePath: test.folder.path(of: .journalCopy))
        let frames = JournalCopy.frames(in: try Data(contentsOf: url)).filter { $0.version != 2 }
        try frames.reduce(into: Data()) { $0 += JournalCopy.encoded($1) }.write(to: url)
        try Data().write(to: URL(filePath: test.folder.path(of: .replica)))
        let salvaged = try Replica.salvage(from: test.folder, key: test.key)
        #expect(salvaged.journal.map(\.mid) == [1, 3])
        #expect(!salvaged.isDense)
        let fresh = try Replica.renew(
            in: test.folder, key: test.key, from: salvaged, stamp: "stamp")
        #expect(try fresh.read { try $0.journal() }.map(\.mid) == [1, 2])
        #expect(try fresh.read { try $0.journal() }.map(\.key) == ["key-1", "key-3"])
    }
}
