import Foundation
import Laptop
import LaptopSamples
import Presentation
import Procurement
import Testing

/// Another passphrase, and another key behind it.
struct ChangingKeysKindTests {
    private let other = "another good passphrase"

    private func opened(_ test: TestLaptop, _ passphrase: String) async throws -> Laptop {
        let laptop = test.start()
        try await laptop.unlock(passphrase: passphrase)
        return laptop
    }

    @Test func aChangedPassphraseOpensAndTheOneBeforeDoesNot() async throws {
        let test = TestLaptop()
        let (laptop, recovery) = try await test.setUp()
        try await laptop.answerEverything()
        _ = try await laptop.save(Samples.package)
        await #expect(throws: SetUpRefusal.passphraseTooShort(atLeast: 12)) {
            try await laptop.change(passphrase: "short")
        }
        try await laptop.change(passphrase: other)
        await laptop.close()
        let refused = test.start()
        await #expect(throws: UnlockRefusal.wrong(triesLeft: 4)) {
            try await refused.unlock(passphrase: Samples.passphrase)
        }
        await refused.close()
        // Neither where the files are gone and what is remembered of them takes their place.
        for file in ["vault.json", "vault.twin.json"] {
            try FileManager.default.removeItem(atPath: test.folder + "/" + file)
        }
        let again = test.start()
        await #expect(throws: UnlockRefusal.wrong(triesLeft: 3)) {
            try await again.unlock(passphrase: Samples.passphrase)
        }
        try await again.unlock(passphrase: other)
        await again.close()
        let later = try await opened(test, recovery)
        #expect(await later.sending { _ in true }?.records.count == 1)
        await later.close()
    }

    @Test func aNewKeySealsEverythingAnewAndNothingIsLost() async throws {
        let test = TestLaptop()
        let (laptop, recovery) = try await test.setUp(["CE-2041", "CE-9"])
        await laptop.noteRecoveryCodeRead()
        try await laptop.answerEverything()
        let saved = try await laptop.save("CE-2041")
        try await laptop.answerEverything("CE-9")
        let draft = try await laptop.begin("CE-9")
        let before = try Data(contentsOf: URL(filePath: test.folder + "/journal.copy"))
        let code = try await laptop.renewKey(passphrase: Samples.passphrase)
        #expect(code != recovery)
        #expect(await laptop.unreadRecoveryCode() == code)
        #expect(try await laptop.begin("CE-9") == draft)
        #expect(await laptop.syncOnce() == .online)
        #expect(await test.council.keys == [saved.id.rawValue])
        await laptop.close()
        let after = try Data(contentsOf: URL(filePath: test.folder + "/journal.copy"))
        #expect(after != before)

        let refused = test.start()
        await #expect(throws: UnlockRefusal.wrong(triesLeft: 4)) {
            try await refused.unlock(passphrase: recovery)
        }
        await refused.close()
        for secret in [Samples.passphrase, code] {
            let later = try await opened(test, secret)
            #expect(await later.visits { $0.count == 2 } != nil)
            #expect(try await later.begin("CE-9") == draft)
            await later.close()
        }
        // The copy alone is enough, as before.
        try FileManager.default.removeItem(atPath: test.folder + "/replica.sqlite")
        let damaged = test.start()
        let salvage = try await damaged.salvage(passphrase: Samples.passphrase)
        #expect((salvage.records, salvage.drafts) == (1, 1))
        await damaged.close()
    }
}
