import Foundation
import Laptop
import LaptopSamples
import Presentation
import Procurement
import Replica
import Testing

/// What counts as a wrong passphrase.
struct TriesKindTests {
    @Test func aWrongTryIsOnTheDiskBeforeItIsTold() async throws {
        let test = TestLaptop()
        let (first, _) = try await test.setUp()
        await first.close()
        let laptop = test.start()
        await #expect(throws: UnlockRefusal.wrong(triesLeft: 4)) {
            try await laptop.unlock(passphrase: "another passphrase")
        }
        #expect(Tries(in: ProfileFolder(test.folder)).used == 1)
        await laptop.close()
    }

    @Test func aTryThatCannotBeWrittenCountsAllTheSame() async throws {
        let test = TestLaptop()
        let (first, _) = try await test.setUp()
        await first.close()
        let tries = test.folder + "/tries.json"
        try? FileManager.default.removeItem(atPath: tries)
        try FileManager.default.createDirectory(
            atPath: tries + "/full", withIntermediateDirectories: true)
        let laptop = test.start()
        for left in [4, 3, 2, 1] {
            await #expect(throws: UnlockRefusal.wrong(triesLeft: left)) {
                try await laptop.unlock(passphrase: "another passphrase")
            }
        }
        await #expect(throws: UnlockRefusal.wait(seconds: 30)) {
            try await laptop.unlock(passphrase: "another passphrase")
        }
        test.clock.pass(30)
        try await laptop.unlock(passphrase: Samples.passphrase)
        await laptop.close()
    }

    /// A damaged file is no wait that nobody earned.
    @Test func aDamagedCountIsNone() throws {
        let temporary = TemporaryFolder()
        let folder = ProfileFolder(temporary.path)
        var tries = Tries()
        for _ in 0..<8 { tries.count(at: Samples.now) }
        try tries.store(in: folder)
        #expect(Tries(in: folder) == tries)
        let whole = try #require(try folder.read(.tries))
        for place in whole.indices {
            var bytes = whole
            bytes[place] ^= 0x10
            try folder.write(bytes, to: .tries)
            #expect([Tries(), tries].contains(Tries(in: folder)))
        }
    }
}
