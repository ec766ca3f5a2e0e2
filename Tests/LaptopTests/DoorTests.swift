import Foundation
import Laptop
import LaptopSamples
import Presentation
import Procurement
import SyncClient
import SyncProtocol
import Testing

struct DoorTests {
    private let code = "ABCD-EFGH-JKMN-PQRS-TVWX"

    @Test func aNewLaptopIsSetUpOnceAndThenOpensWithItsPassphraseOnly() async throws {
        let test = TestLaptop()
        let fresh = test.start()
        #expect(await fresh.door() == .notSetUp)
        await #expect(throws: UnlockRefusal.notSetUp) {
            try await fresh.unlock(passphrase: Samples.passphrase)
        }
        let (laptop, _) = try await test.setUp()
        #expect(await laptop.door() == .open)
        await laptop.close()
        let again = test.start()
        #expect(await again.door() == .locked(triesLeft: 5, waitSeconds: 0))
        await #expect(throws: UnlockRefusal.wrong(triesLeft: 4)) {
            try await again.unlock(passphrase: "another passphrase")
        }
        try await again.unlock(passphrase: Samples.passphrase)
        #expect(await again.door() == .open)
        await #expect(throws: SetUpRefusal.alreadySetUp) {
            try await again.setUp(
                server: "https://council.example", code: code, passphrase: Samples.passphrase)
        }
    }

    @Test func theRecoveryCodeIsKeptUntilSomebodyWroteItDown() async throws {
        let test = TestLaptop()
        let (first, code) = try await test.setUp([])
        #expect(await first.unreadRecoveryCode() == code)
        await first.close()
        let second = test.start()
        #expect(await second.unreadRecoveryCode() == nil)
        try await second.unlock(passphrase: Samples.passphrase)
        #expect(await second.unreadRecoveryCode() == code)
        await second.noteRecoveryCodeRead()
        #expect(await second.unreadRecoveryCode() == nil)
        await second.close()
        let third = test.start()
        try await third.unlock(passphrase: code)
        #expect(await third.unreadRecoveryCode() == nil)
        await third.close()
    }

    @Test func wrongTriesMakeAWaitThatSurvivesARestart() async throws {
        let test = TestLaptop()
        let (first, _) = try await test.setUp()
        await first.close()
        let laptop = test.start()
        for left in [4, 3, 2, 1] {
            await #expect(throws: UnlockRefusal.wrong(triesLeft: left)) {
                try await laptop.unlock(passphrase: "another passphrase")
            }
        }
        await #expect(throws: UnlockRefusal.wait(seconds: 30)) {
            try await laptop.unlock(passphrase: "another passphrase")
        }
        await laptop.close()
        test.clock.pass(10)
        let again = test.start()
        #expect(await again.door() == .locked(triesLeft: 1, waitSeconds: 20))
        await #expect(throws: UnlockRefusal.wait(seconds: 20)) {
            try await again.unlock(passphrase: Samples.passphrase)
        }
        test.clock.pass(20)
        try await again.unlock(passphrase: Samples.passphrase)
        await again.close()
        #expect(await test.start().door() == .locked(triesLeft: 5, waitSeconds: 0))
    }

    @Test func theRecoveryCodeOpensHoweverItIsTyped() async throws {
        let test = TestLaptop()
        let (first, recovery) = try await test.setUp()
        #expect(recovery.count == 24)
        await first.close()
        let laptop = test.start()
        try await laptop.unlock(
            passphrase: recovery.lowercased().replacingOccurrences(of: "-", with: " "))
        #expect(await laptop.door() == .open)
    }

    @Test func aProfileIsOpenInOneProgramOnly() async throws {
        let test = TestLaptop()
        let (laptop, _) = try await test.setUp()
        let other = test.start()
        #expect(await other.door() == .inUse)
        await #expect(throws: UnlockRefusal.inUse) {
            try await other.unlock(passphrase: Samples.passphrase)
        }
        await laptop.close()
        try await other.unlock(passphrase: Samples.passphrase)
        await other.close()
    }

    @Test func keySlotsAndDeviceComeBackWhenTheirFilesAreGone() async throws {
        let test = TestLaptop()
        let (first, _) = try await test.setUp()
        try await first.answerEverything()
        await first.close()
        for file in ["vault.json", "device.json"] {
            try FileManager.default.removeItem(atPath: test.folder + "/" + file)
        }
        let laptop = test.start()
        try await laptop.unlock(passphrase: Samples.passphrase)
        _ = try await laptop.save(Samples.package)
        #expect(await laptop.syncOnce() == .online)
        #expect(await test.council.keys.count == 1)
    }

    @Test func whatCannotBeSetUpIsRefusedWithItsReason() async throws {
        let test = TestLaptop()
        let laptop = test.start()
        await #expect(throws: SetUpRefusal.addressNotUsable) {
            try await laptop.setUp(
                server: "http://council.example", code: code, passphrase: Samples.passphrase)
        }
        await #expect(throws: SetUpRefusal.codeNotUsable) {
            try await laptop.setUp(
                server: "council.example", code: "short", passphrase: Samples.passphrase)
        }
        await #expect(throws: SetUpRefusal.passphraseTooShort(atLeast: 12)) {
            try await laptop.setUp(server: "council.example", code: code, passphrase: "elevenchars")
        }
        let refusals: [(Problem.Code, SetUpRefusal)] = [
            (.wrongCode, .codeWrong), (.usedCode, .codeUsed), (.expiredCode, .codeExpired),
            (.busy, .councilBusy), (.upgradeRequired, .tooOld),
        ]
        for (problem, refusal) in refusals {
            await test.council.fail([.problem(Problem(problem, status: 400, detail: ""))])
            await #expect(throws: refusal) {
                try await laptop.setUp(
                    server: "council.example", code: code, passphrase: Samples.passphrase)
            }
        }
        #expect(await laptop.door() == .notSetUp)
        _ = try await laptop.setUp(
            server: "council.example", code: code, passphrase: Samples.passphrase)
        #expect(await laptop.door() == .open)
    }

    @Test func lockingEndsTheStreamsAndRecording() async throws {
        let test = TestLaptop()
        let (laptop, _) = try await test.setUp()
        let visits = laptop.visits()
        let sending = laptop.sending()
        await laptop.lock()
        for await _ in visits {}
        for await _ in sending {}
        await #expect(throws: RecordingRefusal.locked) { try await laptop.begin(Samples.package) }
        try await laptop.unlock(passphrase: Samples.passphrase)
        _ = try await laptop.begin(Samples.package)
    }
}
