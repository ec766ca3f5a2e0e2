import Foundation
import GRDB
import Laptop
import LaptopSamples
import Presentation
import Procurement
import Testing

struct DamageTests {
    @Test(arguments: ["truncated", "not a database", "deleted"])
    func aDamagedReplicaIsSaidAndWhatWasSaidComesBack(damage: String) async throws {
        let test = TestLaptop()
        let (first, _) = try await test.setUp(["CE-2041", "CE-9"])
        try await first.answerEverything()
        let saved = try await first.save("CE-2041")
        try await first.answerEverything("CE-9")
        let draft = try await first.begin("CE-9")
        await first.close()
        let path = test.folder + "/replica.sqlite"
        let bytes = try Data(contentsOf: URL(filePath: path))
        switch damage {
        case "truncated": try bytes.prefix(bytes.count / 2).write(to: URL(filePath: path))
        case "deleted": try FileManager.default.removeItem(atPath: path)
        default: try Data("a letter".utf8).write(to: URL(filePath: path))
        }

        let laptop = test.start()
        #expect(await laptop.door() == .damaged)
        await #expect(throws: UnlockRefusal.damaged) {
            try await laptop.unlock(passphrase: Samples.passphrase)
        }
        await #expect(throws: UnlockRefusal.wrong(triesLeft: 4)) {
            try await laptop.salvage(passphrase: "another passphrase")
        }
        let salvage = try await laptop.salvage(passphrase: Samples.passphrase)
        #expect(salvage.records == 1)
        #expect(salvage.drafts == 1)
        let copy = try #require(salvage.copy)
        // Sealed for the council: who finds it reads nothing.
        let text = try String(contentsOfFile: copy, encoding: .utf8)
        #expect(text.contains("journal-2"))
        #expect(!text.contains(saved.id.rawValue))
        #expect(!text.contains(draft.preference.rawValue))
        #expect(await laptop.door() == .open)
        // Nothing is read yet: that the visit has left, nobody can say.
        #expect(await laptop.sending { _ in true }?.kept == [])
        #expect(await laptop.syncOnce() == .online)
        #expect(await test.council.keys == [saved.id.rawValue])
        #expect(try await laptop.begin("CE-9") == draft)
        #expect(await laptop.visits { $0.count == 2 } != nil)
        _ = try await laptop.save("CE-9")
        #expect(await laptop.syncOnce() == .online)
        #expect(await test.council.lastMid == 2)
    }

    @Test func whatCannotBeReadForAMomentIsShownAfterwards() async throws {
        let test = TestLaptop()
        let (first, _) = try await test.setUp(["CE-2041"])
        await first.close()
        let laptop = test.start { $0.retryPause = .milliseconds(20) }
        let queue = try DatabaseQueue(path: test.folder + "/replica.sqlite")
        try await laptop.unlock(passphrase: Samples.passphrase)
        #expect(await laptop.visits { $0.count == 1 } != nil)
        try await laptop.answerEverything()
        try await queue.write { try $0.execute(sql: "ALTER TABLE draft RENAME TO away") }
        await #expect(throws: RecordingRefusal.notStored(diskFull: false)) {
            try await laptop.standing()
        }
        // Whoever follows the visits meets the same, and is not told again by the database.
        await test.council.send(Samples.documents("CE-9"))
        _ = await laptop.syncOnce()
        try await queue.write { try $0.execute(sql: "ALTER TABLE away RENAME TO draft") }
        let visits = await laptop.visits { $0.count == 2 }
        #expect(visits?.filter { $0.draft != nil }.count == 1)
        #expect(try await laptop.standing().0 == visits)
        await laptop.close()
    }

    @Test func aDocumentThatDoesNotOpenIsReadAgainFromTheCouncil() async throws {
        let test = TestLaptop()
        let (first, _) = try await test.setUp(["CE-2041", "CE-9"])
        await first.close()
        let queue = try DatabaseQueue(path: test.folder + "/replica.sqlite")
        try await queue.write { db in
            try db.execute(
                sql: "UPDATE document SET body = x'00' WHERE kind = 'package' AND id = 'CE-9'")
        }
        try queue.close()

        let laptop = test.start()
        try await laptop.unlock(passphrase: Samples.passphrase)
        #expect(await laptop.visits { _ in true }?.map(\.id) == ["CE-2041"])
        _ = await laptop.syncOnce()
        #expect(await laptop.visits { $0.count == 2 } != nil)
    }
}
