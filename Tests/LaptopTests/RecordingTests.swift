import Foundation
import Laptop
import LaptopSamples
import Presentation
import Procurement
import Replica
import SyncProtocol
import Testing

struct RecordingTests {
    @Test func answersSurviveARestartAndAreSavedAndSent() async throws {
        let test = TestLaptop()
        let (first, _) = try await test.setUp()
        try await first.answerEverything()
        let draft = try await first.begin(Samples.package)
        await first.close()

        let laptop = test.start()
        try await laptop.unlock(passphrase: Samples.passphrase)
        #expect(try await laptop.begin(Samples.package) == draft)
        let state = try await laptop.save(Samples.package)
        #expect(state.preference.id == draft.preference)
        #expect(state.savedAt == test.clock.now)
        #expect(state.receivedAt == nil)
        await #expect(throws: RecordingRefusal.noSuchVisit) {
            try await laptop.save(Samples.package)
        }
        #expect(await laptop.syncOnce() == .online)
        let visits = await laptop.visits { $0.first?.records.first?.receivedAt != nil }
        let file = try #require(visits?.first)
        #expect(file.records.map(\.effect) == [.applied])
        #expect(file.draft == nil)
        #expect(file.isComplete)
        let sending = try #require(await laptop.sending { $0.waiting.isEmpty })
        #expect(sending.records.map(\.id) == [draft.preference])
    }

    @Test func aVisitThatTheWorkerLookedAtIsNoLongerNew() async throws {
        let test = TestLaptop()
        let (laptop, _) = try await test.setUp()
        #expect(await laptop.visits { $0.first?.opened == nil } != nil)
        await laptop.noteOpened(Samples.package)
        let visits = await laptop.visits { $0.first?.opened != nil }
        #expect(visits?.first?.opened == test.clock.now)
    }

    @Test func aRuleIsSaidAndChangesNothing() async throws {
        let test = TestLaptop()
        let (laptop, _) = try await test.setUp()
        let draft = try await laptop.begin(Samples.package)
        await #expect(throws: RecordingRefusal.rule(.notOnTheShortlist("none"))) {
            try await laptop.give(.answer(.person, "none", .like), to: Samples.package)
        }
        await #expect(throws: RecordingRefusal.self) { try await laptop.save(Samples.package) }
        #expect(try await laptop.begin(Samples.package) == draft)
        await #expect(throws: RecordingRefusal.noSuchVisit) { try await laptop.begin("CE-none") }
    }

    @Test func aChangeOfMindReplacesEveryRecordThatTheLaptopKnows() async throws {
        let test = TestLaptop()
        let (laptop, _) = try await test.setUp()
        try await laptop.answerEverything()
        let first = try await laptop.save(Samples.package).id
        let elsewhere = try Samples.preference(seed: 99)
        await test.council.send([
            Samples.document(
                .preference, elsewhere.id.rawValue, Samples.package, 50,
                PreferenceStanding(
                    preference: elsewhere, effect: .needsReview(with: [first]),
                    receivedAt: Samples.now, sequence: 50))
        ])
        _ = await laptop.syncOnce()
        let second = try await laptop.begin(Samples.package)
        #expect(Set(second.supersedes) == [first, elsewhere.id])
        try await laptop.answerEverything()
        let saved = try await laptop.save(Samples.package)
        #expect(try await laptop.begin(Samples.package).supersedes == [saved.id])
    }

    @Test func startingAgainKeepsTheOldAnswersUntilANewVisitCanBegin() async throws {
        let test = TestLaptop()
        let (laptop, _) = try await test.setUp()
        try await laptop.answerEverything()
        let draft = try await laptop.begin(Samples.package)
        await test.council.send([
            Samples.document(
                .package, Samples.package.rawValue, Samples.package, 9,
                Samples.supportPackage(stage: .awarded))
        ])
        _ = await laptop.syncOnce()
        await #expect(throws: RecordingRefusal.rule(.notAskedNow(.awarded))) {
            try await laptop.startAgain(Samples.package)
        }
        #expect(try await laptop.begin(Samples.package) == draft)
    }

    @Test func aVisitThatLeftIsPurgedAndItsAnswersAreNot() async throws {
        let test = TestLaptop()
        let (laptop, _) = try await test.setUp(["CE-2041", "CE-9"])
        try await laptop.answerEverything()
        await test.council.leave("CE-2041")
        _ = await laptop.syncOnce()
        #expect(await laptop.visits { $0.map(\.id) == ["CE-9"] } != nil)
        let saved = try await laptop.save("CE-2041")
        #expect(await laptop.syncOnce() == .online)
        #expect(await test.council.keys == [saved.id.rawValue])
    }

    @Test func aVisitThatLeftBeforeItWasSavedIsSaidAndKeptUntilTheWorkerDecides() async throws {
        let test = TestLaptop()
        let (laptop, _) = try await test.setUp(["CE-2041", "CE-9"])
        for package in ["CE-2041", "CE-9"] as [SupportPackage.ID] {
            try await laptop.answerEverything(package)
            await test.council.leave(package)
        }
        _ = await laptop.syncOnce()
        let kept = await laptop.sending { $0.kept.count == 2 }
        #expect(kept?.kept.map(\.basis.package) == ["CE-2041", "CE-9"])
        #expect(kept?.kept.allSatisfy { KeptVisit($0).canBeSaved } == true)
        await laptop.close()

        let later = test.start()
        try await later.unlock(passphrase: Samples.passphrase)
        let saved = try await later.save("CE-2041")
        try await later.discard("CE-9")
        #expect(await later.sending { $0.kept.isEmpty } != nil)
        #expect(await later.syncOnce() == .online)
        #expect(await test.council.keys == [saved.id.rawValue])
        await later.close()
    }

    @Test func aVisitThatComesBackIsCarriedOn() async throws {
        let test = TestLaptop()
        let (laptop, _) = try await test.setUp(["CE-2041"])
        _ = try await laptop.begin("CE-2041")
        _ = try await laptop.give(.explain(.person, "near the bus"), to: "CE-2041")
        await test.council.leave("CE-2041")
        _ = await laptop.syncOnce()
        let left = await laptop.sending { !$0.kept.isEmpty }
        #expect(left?.kept.map { KeptVisit($0).canBeSaved } == [false])
        await test.council.send(Samples.documents("CE-2041"))
        _ = await laptop.syncOnce()
        #expect(await laptop.sending { $0.kept.isEmpty } != nil)
        let visits = await laptop.visits { $0.count == 1 }
        #expect(visits?.first?.draft?.voices.first?.reasons == "near the bus")
        await laptop.close()
    }

    @Test func aVisitThatOnlyCannotBeReadHasNotLeft() async throws {
        let test = TestLaptop()
        let (laptop, _) = try await test.setUp(["CE-2041", "CE-9"])
        try await laptop.answerEverything("CE-2041")
        _ = try await laptop.begin("CE-9")
        await test.council.send(Self.newer("CE-2041", version: 2))
        _ = await laptop.syncOnce()
        // What stood there before is not true any more.
        #expect(await laptop.visits { $0.map(\.id) == ["CE-9"] } != nil)
        #expect(await laptop.sending { $0.unshown == 1 }?.kept == [])
        // Of a visit that left before anybody spoke there is nothing to keep.
        await test.council.leave("CE-9")
        _ = await laptop.syncOnce()
        #expect(await laptop.visits { $0.isEmpty } != nil)
        #expect(await laptop.sending { _ in true }?.kept == [])
        await laptop.close()
        let later = test.start()
        try await later.unlock(passphrase: Samples.passphrase)
        #expect(await later.sending { _ in true }?.kept == [])
        await later.close()
    }

    /// The documents of a package of a kind that only a later program knows.
    private static func newer(
        _ package: SupportPackage.ID, version: Int64 = 1
    ) -> [WireDocument] {
        Samples.documents(package, version: version).map { document in
            WireDocument(
                kind: document.kind, id: document.id, package: document.package,
                version: document.version,
                body: document.body.replacingOccurrences(
                    of: "supportedLiving", with: "somethingNew"))
        }
    }

    @Test func aVisitThatThisProgramCannotShowIsCounted() async throws {
        let test = TestLaptop()
        let (laptop, _) = try await test.setUp(["CE-2041"])
        await test.council.send(Self.newer("CE-9"))
        _ = await laptop.syncOnce()
        #expect(await laptop.visits { _ in true }?.map(\.id) == ["CE-2041"])
        #expect(await laptop.sending { _ in true }?.unshown == 1)
        await test.council.send(Samples.documents("CE-9", version: 2))
        _ = await laptop.syncOnce()
        #expect(await laptop.visits { $0.count == 2 } != nil)
        #expect(await laptop.sending { $0.unshown == 0 } != nil)
        await laptop.close()
    }

    @Test func theCopyHoldsWhatTheCouncilWouldHaveGot() async throws {
        let test = TestLaptop()
        let (laptop, _) = try await test.setUp()
        try await laptop.answerEverything()
        _ = try await laptop.save(Samples.package)
        let path = test.temporary.path + "/copy.json"
        #expect(try await laptop.saveCopy(to: path) == 1)
        let copy = try JSONDecoder().decode(
            SealedJournal.self, from: try Data(contentsOf: URL(filePath: path)))
        _ = await laptop.syncOnce()
        #expect(copy.format == "support-choice/journal-2")
        let opened = try copy.mutations.map { try test.council.opened($0, of: copy) }
        #expect(await test.council.stored == opened)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        await #expect(throws: RecordingRefusal.notStored(diskFull: false)) {
            try await laptop.saveCopy(to: test.temporary.path + "/no/such/folder/copy.json")
        }
    }

    @Test func noFileOfTheProfileHoldsAWordOfWhatWasSaid() async throws {
        let test = TestLaptop()
        let (laptop, recovery) = try await test.setUp([])
        await test.council.send(Samples.documents(lifeNow: "planted-zebras"))
        _ = await laptop.syncOnce()
        try await laptop.answerEverything()
        _ = try await laptop.give(.explain(.person, "planted-lions"), to: Samples.package)
        _ = try await laptop.save(Samples.package)
        _ = try await laptop.begin(Samples.package)
        _ = try await laptop.give(.explain(.person, "planted-owls"), to: Samples.package)
        _ = await laptop.syncOnce()
        await laptop.lock()
        let secrets = [
            "planted-", Samples.passphrase, recovery,
            recovery.replacingOccurrences(of: "-", with: ""),
        ]
        #expect(test.temporary.files.count >= 5)
        for path in test.temporary.files {
            let data = try Data(contentsOf: URL(filePath: path))
            for secret in secrets {
                #expect(data.range(of: Data(secret.utf8)) == nil, "\(path)")
            }
        }
    }
}
