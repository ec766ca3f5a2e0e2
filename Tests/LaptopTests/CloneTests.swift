import Foundation
import Laptop
import LaptopSamples
import Presentation
import Procurement
import Testing

@testable import CouncilServer

/// Disks that are copied and disks that come back from a backup.
struct CloneTests {
    let council: DirectCouncil
    let temporary = TemporaryFolder()

    init() throws {
        council = try DirectCouncil()
        try council.add(["CE-1", "CE-2", "CE-3", "CE-4"])
    }

    private func folder(_ name: String) -> String { temporary.path + "/" + name }

    private func copy(_ from: String, to name: String) throws {
        try FileManager.default.copyItem(atPath: folder(from), toPath: folder(name))
    }

    private func opened(_ name: String) async throws -> Laptop {
        let laptop = council.laptop(folder(name))
        try await laptop.unlock(passphrase: Samples.passphrase)
        return laptop
    }

    @Test func twoClonesOfOneDiskBothGoOnWorkingAndNothingCountsTwice() async throws {
        let first = try await council.enrolled(folder("a"))
        let before = try await first.recordVisit("CE-1")
        #expect(await first.syncOnce() == .online)
        await first.close()
        try copy("a", to: "b")

        let (one, two) = (try await opened("a"), try await opened("b"))
        let mine = try await one.recordVisit("CE-2")
        let theirs = try await two.recordVisit("CE-3")
        #expect(await one.syncOnce() == .online)
        #expect(await two.syncOnce() == .online)
        #expect(try Set(council.keys) == [before, mine, theirs])
        #expect(try await one.answered() == [before: .applied, mine: .applied])
        // The clone keeps the receipt that was given under the old name.
        #expect(try await two.answered() == [before: .applied, theirs: .applied])

        let later = [try await one.recordVisit("CE-4"), try await two.recordVisit("CE-1")]
        for laptop in [one, two, one, two] { #expect(await laptop.syncOnce() == .online) }
        #expect(try Set(council.keys) == Set([before, mine, theirs] + later))
        #expect(try council.keys.count == 5)
        #expect(try council.store.read { try $0.forkedKeys().isEmpty })
        for laptop in [one, two] {
            #expect(await laptop.sending { $0.waiting.isEmpty } != nil)
            await laptop.close()
        }
        // The names were stored: nobody takes another one after a restart.
        let names = try council.store.read { try $0.replicas().count }
        for name in ["a", "b"] {
            let laptop = try await opened(name)
            _ = try await laptop.recordVisit("CE-4")
            #expect(await laptop.syncOnce() == .online)
            #expect(await laptop.sending { $0.waiting.isEmpty } != nil)
            await laptop.close()
        }
        #expect(try council.store.read { try $0.replicas().count } == names)
        #expect(try council.keys.count == 7)
    }

    @Test func aDiskThatCameBackFromABackupTakesANewNameBeforeItRecords() async throws {
        let first = try await council.enrolled(folder("a"))
        let one = try await first.recordVisit("CE-1")
        #expect(await first.syncOnce() == .online)
        await first.close()
        try copy("a", to: "backup")
        let again = try await opened("a")
        let lost = try await again.recordVisit("CE-2")
        #expect(await again.syncOnce() == .online)
        await again.close()

        let restored = try await opened("backup")
        #expect(await restored.syncOnce() == .online)
        #expect(try council.store.read { try $0.replicas().count } == 2)
        let two = try await restored.recordVisit("CE-3")
        #expect(await restored.syncOnce() == .online)
        #expect(try council.keys == [one, lost, two])
        #expect(try await restored.answered()[two] == .applied)
        // What the disk lost is at the council, and shown.
        let visit = await restored.visits { _ in true }?.first { $0.id == "CE-2" }
        #expect(visit?.records.map(\.id.rawValue) == [lost])
        await restored.close()
    }

    @Test func twoClonesThatSaveTheSameVisitAreBothKeptAndBothGoOn() async throws {
        let first = try await council.enrolled(folder("a"))
        try await first.answerEverything("CE-1")
        await first.close()
        try copy("a", to: "b")
        let (one, two) = (try await opened("a"), try await opened("b"))
        _ = try await two.give(.explain(.person, "Another word."), to: "CE-1")
        let key = try await one.save("CE-1").id.rawValue
        #expect(try await two.save("CE-1").id.rawValue == key)
        #expect(await one.syncOnce() == .online)
        #expect(await two.syncOnce() == .online)
        #expect(try await one.answered() == [key: .applied])
        #expect(try await two.answered() == [key: .needsReview(with: [Preference.ID(key)])])
        #expect(try council.store.read { try $0.forkedPayloads(of: key).count } == 1)
        // Whoever reads what came reads both.
        let report = try council.store.read { try PreferenceReport(in: $0) }
        #expect(report.records.map(\.forks) == [1])
        #expect(report.records.flatMap(\.voices).map(\.reasons) == [""])
        let others = report.records.flatMap(\.others)
        #expect(others.flatMap(\.voices).map(\.reasons) == ["Another word."])
        #expect(report.text.contains("In their words: Another word."))
        // Under one name still, they part with the next record; and a restored council is no
        // obstacle to a record that it refused.
        let later = [try await one.recordVisit("CE-2"), try await two.recordVisit("CE-3")]
        for laptop in [one, two, one, two] { #expect(await laptop.syncOnce() == .online) }
        #expect(try Set(council.keys) == Set([key] + later))
        try council.store.write { try $0.changeEpoch(to: "epoch-2") }
        for laptop in [one, two] {
            #expect(await laptop.syncOnce() == .online)
            #expect(await laptop.sending { $0.waiting.isEmpty } != nil)
            await laptop.close()
        }
        #expect(try council.keys.count == 3)
        #expect(try council.store.read { try $0.forkedPayloads(of: key).count } == 1)
    }

    @Test func aCouncilThatCameBackFromABackupGetsWhatItLost() async throws {
        let laptop = try await council.enrolled(folder("a"))
        let one = try await laptop.recordVisit("CE-1")
        #expect(await laptop.syncOnce() == .online)
        // The backup has nothing of the second record.
        let two = try await laptop.recordVisit("CE-2")
        #expect(await laptop.syncOnce() == .online)
        try council.forget(two)
        try council.store.write { try $0.changeEpoch(to: "epoch-2") }
        #expect(await laptop.syncOnce() == .online)
        #expect(try council.keys == [one, two])
        #expect(try await laptop.answered() == [one: .applied, two: .applied])
        #expect(await laptop.visits { _ in true }?.count == 4)
        await laptop.close()
    }

    @Test func aClockThatWasWrongKeepsNoRecordFromARestoredCouncil() async throws {
        council.pass(-400 * 86_400)
        let laptop = try await council.enrolled(folder("a"))
        let one = try await laptop.recordVisit("CE-1")
        council.pass(400 * 86_400)
        #expect(await laptop.syncOnce() == .online)
        try council.forget(one)
        try council.store.write { try $0.changeEpoch(to: "epoch-2") }
        #expect(await laptop.syncOnce() == .online)
        #expect(try council.keys == [one])
        await laptop.close()
    }

    @Test func acknowledgedRecordsLeaveTheJournalAfter90DaysAndWaitingOnesNever() async throws {
        let laptop = try await council.enrolled(folder("a"))
        let old = try await laptop.recordVisit("CE-1")
        #expect(await laptop.syncOnce() == .online)
        council.setUp(false)
        let waiting = try await laptop.recordVisit("CE-2")
        council.pass(91 * 86_400)
        #expect(await laptop.syncOnce() == .offline)
        await laptop.close()
        council.setUp(true)

        let later = try await opened("a")
        #expect(await later.syncOnce() == .online)
        #expect(try await Array(later.answered().keys) == [waiting])
        #expect(try council.keys == [old, waiting])
        await later.close()
        // It opens, goes on counting, and a copy of it can take another name.
        try copy("a", to: "b")
        for name in ["a", "b"] {
            let laptop = try await opened(name)
            _ = try await laptop.recordVisit("CE-3")
            #expect(await laptop.syncOnce() == .online)
            #expect(await laptop.sending { $0.waiting.isEmpty } != nil)
            await laptop.close()
        }
        #expect(try council.keys.count == 4)
    }
}

extension DirectCouncil {
    /// As if the record had never come.
    func forget(_ key: String) throws {
        try store.write { transaction in
            let sql = transaction.sql
            guard let mutation = try transaction.mutation(key) else { return }
            try sql.run("DELETE FROM preference WHERE id = $1", [.text(key)])
            try sql.run("DELETE FROM document WHERE id = $1", [.text(key)])
            try sql.run("DELETE FROM feed WHERE id = $1", [.text(key)])
            try sql.run("DELETE FROM receipt WHERE key = $1", [.text(key)])
            try sql.run("DELETE FROM mutation WHERE key = $1", [.text(key)])
            try sql.run(
                "UPDATE replica SET last_mid = $1 WHERE id = $2",
                [.integer(mutation.mid - 1), .text(mutation.replica.rawValue)])
        }
    }
}
