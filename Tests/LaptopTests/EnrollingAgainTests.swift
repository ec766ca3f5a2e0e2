import Foundation
import Laptop
import LaptopSamples
import Presentation
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

/// A laptop that the council took off its list, or forgot, goes on with everything that it has.
struct EnrollingAgainTests {
    private let temporary = TemporaryFolder()
    private var folder: String { temporary.path + "/profile" }

    private func council() throws -> DirectCouncil {
        let council = try DirectCouncil()
        try council.add(["CE-1", "CE-2", "CE-3"])
        return council
    }

    private func opened(_ council: DirectCouncil) async throws -> Laptop {
        let laptop = council.laptop(folder)
        try await laptop.unlock(passphrase: Samples.passphrase)
        return laptop
    }

    /// Records one visit, is revoked, records another and stops in the middle of a third.
    private func revoked(_ council: DirectCouncil) async throws -> (Laptop, keys: [String]) {
        let laptop = try await council.enrolled(folder)
        let known = try await laptop.recordVisit("CE-1")
        #expect(await laptop.syncOnce() == .online)
        try council.revokeAll()
        let new = try await laptop.recordVisit("CE-2")
        _ = try await laptop.begin("CE-3")
        _ = try await laptop.give(.explain(.person, "near the bus"), to: "CE-3")
        #expect(await laptop.syncOnce() == .problem(.revoked))
        return (laptop, [known, new])
    }

    @Test func whatWaitedIsSentUnderItsOldKeysAndCounts() async throws {
        let council = try council()
        let (laptop, keys) = try await revoked(council)
        try await laptop.enrolAgain(code: try council.code())
        #expect(await laptop.syncOnce() == .online)
        #expect(try council.keys == keys)
        #expect(try council.store.read { try $0.mutation(keys[1])?.effect } == .applied)
        #expect(try await laptop.answered().count == 2)
        let visits = await laptop.visits { $0.count == 3 }
        let third = visits?.first { $0.id == "CE-3" }
        #expect(third?.draft?.voices.first?.reasons == "near the bus")
        await laptop.close()

        let later = try await opened(council)
        #expect(await later.syncOnce() == .online)
        try await later.answerEverything("CE-3")
        let last = try await later.save("CE-3").id.rawValue
        #expect(await later.syncOnce() == .online)
        #expect(try council.keys == keys + [last])
        await later.close()
    }

    @Test func theFilesThatAreSentWithoutThePassphraseAreSealedAnew() async throws {
        let council = try council()
        let (laptop, keys) = try await revoked(council)
        try await laptop.enrolAgain(code: try council.code())
        await laptop.close()
        #expect(await council.laptop(folder).sendInBackground() == .sent(1))
        #expect(try council.keys == keys)
    }

    @Test func aCouncilThatWasRestoredFromBeforeGetsTheWholeJournal() async throws {
        let council = try council()
        let laptop = try await council.enrolled(folder)
        var keys: [String] = []
        for package in ["CE-1", "CE-2"] as [SupportPackage.ID] {
            keys.append(try await laptop.recordVisit(package))
        }
        #expect(await laptop.syncOnce() == .online)
        await laptop.close()

        let restored = try DirectCouncil(epoch: "epoch-2")
        try restored.add(["CE-1", "CE-2"])
        let there = try await opened(restored)
        #expect(await there.syncOnce() == .problem(.revoked))
        try await there.enrolAgain(code: try restored.code())
        #expect(await there.syncOnce() == .online)
        #expect(try restored.keys == keys)
        for key in keys {
            #expect(try restored.store.read { try $0.mutation(key)?.effect } == .applied)
        }
        await there.close()
    }

    @Test func theCodeOfAnotherWorkerIsRefusedAndStaysUsable() async throws {
        let council = try council()
        let (laptop, keys) = try await revoked(council)
        let code = try council.code(for: "sw-2")
        await #expect(throws: SetUpRefusal.codeOfAnother) {
            try await laptop.enrolAgain(code: code)
        }
        #expect(await laptop.syncOnce() == .problem(.revoked))
        let other = council.laptop(temporary.path + "/other")
        _ = try await other.setUp(
            server: "https://council.example", code: code, passphrase: Samples.passphrase)
        await other.close()
        try await laptop.enrolAgain(code: try council.code())
        #expect(await laptop.syncOnce() == .online)
        #expect(try council.keys == keys)
        await laptop.close()
    }

    @Test func anAnswerThatIsLostIsAskedForAgainWithTheSameCode() async throws {
        let council = try council()
        let (laptop, keys) = try await revoked(council)
        let code = try council.code()
        council.loseEnrolAnswer()
        await #expect(throws: SetUpRefusal.notReached) { try await laptop.enrolAgain(code: code) }
        #expect(await laptop.syncOnce() == .problem(.revoked))
        try await laptop.enrolAgain(code: code)
        #expect(await laptop.syncOnce() == .online)
        #expect(try council.keys == keys)
        await laptop.close()
    }

    @Test func aCodeThatIsNoneIsRefusedBeforeAnybodyIsAsked() async throws {
        let council = try council()
        let (laptop, _) = try await revoked(council)
        council.setUp(false)
        await #expect(throws: SetUpRefusal.codeNotUsable) {
            try await laptop.enrolAgain(code: "ABCD")
        }
        let code = try council.code()
        await #expect(throws: SetUpRefusal.notReached) { try await laptop.enrolAgain(code: code) }
        await laptop.close()
        await #expect(throws: SetUpRefusal.locked) { try await laptop.enrolAgain(code: code) }
    }

    /// The window syncs by itself: what is watched goes on, and what waits is sent without a press.
    @Test func aLaptopThatSyncsByItselfGoesOnByItself() async throws {
        let council = try council()
        let (laptop, keys) = try await revoked(council)
        await laptop.close()
        let window = council.laptop(folder, syncsByItself: true)
        try await window.unlock(passphrase: Samples.passphrase)
        async let sent = window.sending { $0.waiting.isEmpty }
        #expect(await window.sending { $0.link == .problem(.revoked) } != nil)
        try await window.enrolAgain(code: try council.code())
        #expect(await sent != nil)
        #expect(try council.keys == keys)
        await window.close()
    }

    /// Nothing waits for the pause after an attempt that was under way.
    @Test func anAttemptThatIsUnderWayHoldsNothingUp() async throws {
        let council = try council()
        let (laptop, keys) = try await revoked(council)
        await laptop.close()
        council.hang(true)
        let window = council.laptop(folder, syncsByItself: true, pause: .seconds(600))
        try await window.unlock(passphrase: Samples.passphrase)
        try await council.somebodyHangs()
        // Locking ends what waits, for a test that fails instead of hanging.
        let tooLate = Task {
            try await Task.sleep(for: .seconds(60))
            await window.lock()
        }
        try await window.enrolAgain(code: try council.code())
        tooLate.cancel()
        council.hang(false)
        #expect(await window.sending { $0.waiting.isEmpty } != nil)
        #expect(try council.keys == keys)
        await window.close()
    }

    /// Killed between the new `device.json` and what the database remembers of it.
    @Test func halfAnEnrolmentIsWholeAtTheNextUnlocking() async throws {
        let council = try council()
        let (laptop, keys) = try await revoked(council)
        await laptop.close()
        let before = temporary.path + "/before"
        try FileManager.default.copyItem(atPath: folder, toPath: before)
        let other = try await opened(council)
        try await other.enrolAgain(code: try council.code())
        await other.close()
        let device = "/device.json"
        try FileManager.default.removeItem(atPath: before + device)
        try FileManager.default.moveItem(atPath: folder + device, toPath: before + device)
        try FileManager.default.removeItem(atPath: folder)
        try FileManager.default.moveItem(atPath: before, toPath: folder)

        let killed = try await opened(council)
        await killed.close()
        try FileManager.default.removeItem(atPath: folder + device)
        let later = try await opened(council)
        #expect(await later.syncOnce() == .online)
        #expect(try council.keys == keys)
        await later.close()
    }
}
