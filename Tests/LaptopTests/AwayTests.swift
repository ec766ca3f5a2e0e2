import Foundation
import GRDB
import Laptop
import LaptopSamples
import Presentation
import Procurement
import Replica
import SyncProtocol
import Testing

@testable import CouncilServer

/// Sending with nobody at the laptop, handing records over in a file, and comparing.
struct AwayTests {
    let council: DirectCouncil
    let temporary = TemporaryFolder()
    var folder: String { temporary.path + "/profile" }

    init() throws {
        council = try DirectCouncil()
        try council.add(["CE-1", "CE-2"])
    }

    private func opened() async throws -> Laptop {
        let laptop = council.laptop(folder)
        try await laptop.unlock(passphrase: Samples.passphrase)
        return laptop
    }

    private func taking(
        _ file: ImportFile, vouched worker: Worker.ID?, into store: SQLiteStore, now: Instant
    ) throws -> JournalImport.Summary {
        var turns = ImportTurns(store)
        return try JournalImport.run(
            file, key: council.key.sealing, vouched: worker, with: &turns, now: now)
    }

    private var outbox: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder + "/outbox")) ?? []).sorted()
    }

    @Test func whatWaitsIsSentWithoutThePassphraseAndAnsweredLater() async throws {
        let laptop = try await council.enrolled(folder)
        council.setUp(false)
        let keys = [try await laptop.recordVisit("CE-1"), try await laptop.recordVisit("CE-2")]
        #expect(await laptop.syncOnce() == .offline)
        await laptop.close()
        #expect(outbox == ["1.json", "2.json"])
        #expect(await council.laptop(folder).sendInBackground() == .offline)
        council.setUp(true)
        #expect(await council.laptop(folder).sendInBackground() == .sent(2))
        #expect(try council.keys == keys)
        #expect(outbox.isEmpty)
        #expect(await council.laptop(folder).sendInBackground() == .nothingToDo)

        let later = try await opened()
        #expect(await later.sending { $0.waiting.count == 2 } != nil)
        #expect(await later.syncOnce() == .online)
        #expect(try await later.answered() == [keys[0]: .applied, keys[1]: .applied])
        #expect(try council.keys == keys)
        await later.close()
    }

    @Test func theSealedRecordsAreForTheCouncilAlone() async throws {
        let laptop = try await council.enrolled(folder)
        try await laptop.answerEverything("CE-1")
        _ = try await laptop.give(.explain(.person, "Zanzibar is near the bus."), to: "CE-1")
        _ = try await laptop.save("CE-1")
        await laptop.close()
        #expect(outbox.count == 1)
        for file in temporary.files {
            let data = try #require(FileManager.default.contents(atPath: file))
            #expect(data.range(of: Data("Zanzibar".utf8)) == nil, "\(file)")
        }
        let mode = try FileManager.default.attributesOfItem(
            atPath: folder + "/outbox/1.json")[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
        // Another council cannot open them, and says so without taking anything.
        let other = try DirectCouncil()
        #expect(await other.laptop(folder).sendInBackground() == .refused)
        #expect(try other.keys.isEmpty)
        #expect(outbox.count == 1)
    }

    @Test func whileTheWindowIsOpenNothingIsSentInTheBackground() async throws {
        let laptop = try await council.enrolled(folder)
        _ = try await laptop.recordVisit("CE-1")
        #expect(await council.laptop(folder).sendInBackground() == .open)
        #expect(try council.keys.isEmpty)
        await laptop.close()
        #expect(await council.laptop(temporary.path + "/none").sendInBackground() == .notSetUp)
    }

    @Test func anAlteredOrReplayedParcelChangesNothing() async throws {
        let laptop = try await council.enrolled(folder)
        let key = try await laptop.recordVisit("CE-1")
        await laptop.close()
        let file = folder + "/outbox/1.json"
        let whole = try #require(FileManager.default.contents(atPath: file))
        #expect(await council.laptop(folder).sendInBackground() == .sent(1))
        try whole.write(to: URL(filePath: file))
        #expect(await council.laptop(folder).sendInBackground() == .sent(1))
        #expect(try council.keys == [key])
        let text = String(decoding: whole, as: UTF8.self)
        let at = try #require(text.range(of: "\"sealed\":\"")).upperBound
        let other: Character = text[at] == "A" ? "B" : "A"
        let altered = text.replacingCharacters(in: at..<text.index(after: at), with: "\(other)")
        try Data(altered.utf8).write(to: URL(filePath: file))
        #expect(await council.laptop(folder).sendInBackground() == .refused)
        #expect(try council.keys == [key])
    }

    /// The council has other records under the same numbers, of the days that the disk forgot.
    @Test func onADiskThatWasPutBackNothingIsForgottenThatTheCouncilDidNotTake() async throws {
        try council.add(["CE-3", "CE-4"])
        let laptop = try await council.enrolled(folder)
        _ = try await laptop.recordVisit("CE-1")
        #expect(await laptop.syncOnce() == .online)
        await laptop.close()
        let backup = temporary.path + "/backup"
        try FileManager.default.copyItem(atPath: folder, toPath: backup)
        let before = try await opened()
        for package in ["CE-2", "CE-3", "CE-4"] as [SupportPackage.ID] {
            _ = try await before.recordVisit(package)
        }
        #expect(await before.syncOnce() == .online)
        await before.close()

        try FileManager.default.removeItem(atPath: folder)
        try FileManager.default.moveItem(atPath: backup, toPath: folder)
        council.setUp(false)
        let restored = try await opened()
        var keys: [String] = []
        for package in ["CE-2", "CE-3", "CE-4"] as [SupportPackage.ID] {
            keys.append(try await restored.recordVisit(package))
        }
        await restored.close()
        council.setUp(true)
        #expect(outbox == ["2.json", "3.json", "4.json"])
        #expect(await council.laptop(folder).sendInBackground() == .refused)
        #expect(outbox == ["2.json", "3.json", "4.json"])

        let later = try await opened()
        #expect(await later.syncOnce() == .online)
        #expect(try Set(council.keys).isSuperset(of: keys))
        await later.close()
    }

    @Test func aLaptopThatWasTakenOffTheListHandsItsRecordsOverInAFile() async throws {
        let laptop = try await council.enrolled(folder)
        let known = try await laptop.recordVisit("CE-1")
        #expect(await laptop.syncOnce() == .online)
        let moment = council.now
        try council.revokeAll()
        let new = try await laptop.recordVisit("CE-2")
        #expect(await laptop.syncOnce() == .problem(.revoked))
        let path = temporary.path + "/records.json"
        #expect(try await laptop.saveCopy(to: path) == 2)
        await laptop.close()
        #expect(await council.laptop(folder).sendInBackground() == .refused)

        let file = try ImportFile(path: path)
        let first = try taking(file, vouched: nil, into: council.store, now: moment)
        #expect((first.records, first.new, first.held, first.forks) == (2, 1, 0, 0))
        #expect(try council.keys == [known, new])
        #expect(try council.store.read { try $0.mutation(new)?.effect } == .applied)
        let again = try taking(file, vouched: nil, into: council.store, now: moment)
        #expect((again.records, again.new) == (2, 0))
        #expect(try council.keys == [known, new])
    }

    @Test func aDeviceThatTheCouncilLostIsVouchedForByTheAdministrator() async throws {
        let laptop = try await council.enrolled(folder)
        let key = try await laptop.recordVisit("CE-1")
        let path = temporary.path + "/records.json"
        _ = try await laptop.saveCopy(to: path)
        await laptop.close()
        let restored = try DirectCouncil()
        try restored.add(["CE-1"])
        let file = try ImportFile(path: path)
        #expect(throws: ImportFailure.self) {
            try taking(file, vouched: nil, into: restored.store, now: restored.now)
        }
        let summary = try taking(file, vouched: "sw-1", into: restored.store, now: restored.now)
        #expect((summary.records, summary.new, summary.held) == (1, 1, 0))
        #expect(try restored.keys == [key])
        #expect(try restored.store.read { try $0.devices().first?.revoked } != nil)
    }

    @Test func whatTheLaptopLostIsFoundByComparingAndFetched() async throws {
        let laptop = try await council.enrolled(folder)
        await laptop.close()
        let queue = try DatabaseQueue(path: folder + "/replica.sqlite")
        try await queue.write { db in
            try db.execute(sql: "DELETE FROM document WHERE package = 'CE-1' AND kind = 'bid'")
            try db.execute(sql: "DELETE FROM document WHERE package = 'CE-2'")
        }
        try queue.close()
        let damaged = try await opened()
        #expect(await damaged.visits { _ in true }?.map(\.id) == ["CE-1"])
        #expect(await damaged.check() == ["CE-1", "CE-2"])
        #expect(await damaged.check() == [])
        _ = await damaged.syncOnce()
        let visits = await damaged.visits { $0.count == 2 }
        #expect(visits?.allSatisfy(\.isComplete) == true)
        await damaged.close()
    }

    @Test func comparingHappensByItselfOnceADay() async throws {
        let laptop = try await council.enrolled(folder)
        await laptop.close()
        let queue = try DatabaseQueue(path: folder + "/replica.sqlite")
        try await queue.write { db in
            try db.execute(sql: "DELETE FROM document WHERE package = 'CE-2'")
        }
        try queue.close()
        let damaged = try await opened()
        #expect(await damaged.syncOnce() == .online)
        #expect(await damaged.visits { _ in true }?.count == 1)
        council.pass(86_401)
        #expect(await damaged.syncOnce() == .online)
        #expect(await damaged.visits { _ in true }?.count == 2)
        await damaged.close()
    }
}
