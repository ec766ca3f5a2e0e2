import Foundation
import Laptop
import LaptopSamples
import Presentation
import Procurement
import Replica
import SyncClient
import SyncProtocol
import Testing

@testable import CouncilServer

/// The real laptop and the real council: what a bid shows.
struct PicturesOnALaptopTests {
    private static let bytes = Samples.pictureBytes(150_000)
    private static let picture = Samples.picture(bytes)

    /// The council has the picture, and the first bid of the package shows it.
    private static func show(_ package: SupportPackage.ID, in store: SQLiteStore) throws {
        let document = Samples.bid(showing: [picture], of: package)
        try store.write { transaction in
            try transaction.keep(
                [UInt8](bytes),
                as: StoredPicture(sha256: picture.sha256, type: .jpeg, size: bytes.count))
            var changes = Changes()
            changes.put(.bid, document.id, package, document.body)
            try changes.write(in: transaction, at: Samples.now)
        }
    }

    @Test func aPictureArrivesWithItsVisitAndLeavesWithIt() async throws {
        let council = try DirectCouncil()
        try council.add([Samples.package, "CE-2042"])
        try Self.show(Samples.package, in: council.store)
        let temporary = TemporaryFolder()
        let laptop = try await council.enrolled(temporary.path + "/profile")
        #expect(await laptop.picture(Self.picture.sha256) == Self.bytes)
        let visits = try #require(await laptop.visits { _ in true })
        let visit = try #require(visits.first { $0.id == Samples.package })
        #expect(visit.pictures == [Self.picture.sha256])
        #expect(visit.bids.first?.pictures == [Self.picture])
        #expect(visits.first { $0.id == "CE-2042" }?.pictures.isEmpty == true)

        _ = try council.store.write {
            try CaseloadService.remove(
                Samples.package, from: "sw-1", in: $0, now: council.now)
        }
        _ = await laptop.syncOnce()
        #expect(await laptop.picture(Self.picture.sha256) == nil)
        await laptop.close()
    }

    @Test func aLockedLaptopShowsNoPictureAndAnUnlockedOneAgain() async throws {
        let council = try DirectCouncil()
        try council.add([Samples.package])
        try Self.show(Samples.package, in: council.store)
        let temporary = TemporaryFolder()
        let laptop = try await council.enrolled(temporary.path + "/profile")
        await laptop.close()
        #expect(await laptop.picture(Self.picture.sha256) == nil)
        for file in temporary.files {
            let content = try Data(contentsOf: URL(filePath: file))
            #expect(content.range(of: Self.bytes[1000..<1016]) == nil, "\(file)")
            #expect(content.range(of: Data(Self.picture.sha256.rawValue.utf8)) == nil, "\(file)")
        }
        council.setUp(false)
        let again = council.laptop(temporary.path + "/profile")
        try await again.unlock(passphrase: Samples.passphrase)
        #expect(await again.picture(Self.picture.sha256) == Self.bytes)
        await again.close()
    }

    @Test func aRecordThatIsSavedMeanwhileDoesNotWaitForPictures() async throws {
        let test = TestLaptop()
        let (first, _) = try await test.setUp()
        await first.close()
        await test.council.send([Samples.bid(showing: [Self.picture])])
        await test.council.hold(Self.bytes, as: Self.picture.sha256)
        // A piece that takes for ever, until its question is taken back.
        await test.council.beforePiece { _ in try? await Task.sleep(for: .seconds(600)) }
        let laptop = test.start { surroundings in
            surroundings.syncsByItself = true
            surroundings.retryPause = .milliseconds(50)
        }
        try await laptop.unlock(passphrase: Samples.passphrase)
        for _ in 0..<600 where await test.council.pictureQuestions.isEmpty {
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(await !test.council.pictureQuestions.isEmpty)
        #expect(await laptop.sending { $0.link == .online } != nil)
        try await laptop.answerEverything()
        _ = try await laptop.save(Samples.package)
        #expect(await laptop.sending { $0.waiting.isEmpty && !$0.records.isEmpty } != nil)
        await laptop.close()
    }

    @Test func whoSyncsOnceDoesNotWaitForPicturesForLong() async throws {
        let test = TestLaptop()
        let (first, _) = try await test.setUp()
        await first.close()
        await test.council.send([Samples.bid(showing: [Self.picture])])
        await test.council.hold(Self.bytes, as: Self.picture.sha256)
        await test.council.beforePiece { _ in try? await Task.sleep(for: .seconds(600)) }
        let laptop = test.start { $0.picturePatience = .seconds(1) }
        try await laptop.unlock(passphrase: Samples.passphrase)
        #expect(await laptop.syncOnce() == .online)
        #expect(await test.council.pictureQuestions.count == 1)
        await laptop.close()
    }

    @Test func aVisitIsShownAgainWhenItsPictureHasArrived() async throws {
        let test = TestLaptop()
        let (first, _) = try await test.setUp()
        await first.close()
        await test.council.send([Samples.bid(showing: [Self.picture])])
        await test.council.hold(Self.bytes, as: Self.picture.sha256)
        let laptop = test.start { $0.syncsByItself = true }
        try await laptop.unlock(passphrase: Samples.passphrase)
        let visits = await laptop.visits { $0.first?.pictures == [Self.picture.sha256] }
        #expect(visits != nil)
        #expect(await laptop.picture(Self.picture.sha256) == Self.bytes)
        await laptop.close()
    }

    @Test func overHTTPOnlyWhatIsMissingIsFetchedAfterTheServerStopped() async throws {
        let council = try RealCouncilTests.Council()
        try council.send(Samples.package, to: "sw-1")
        try Self.show(Samples.package, in: council.store)
        let temporary = TemporaryFolder()
        let replica = try Replica.make(in: ProfileFolder(temporary.path), key: DataKey())
        let code = try council.code(for: "sw-1")
        let name = ReplicaID("replica-of-a-test")
        try await council.serving { port in
            let address = try #require(CouncilAddress("http://127.0.0.1:\(port)"))
            let key = DeviceKey()
            let stranger = try CouncilClient(address: address, identity: nil)
            let answer = try await stranger.enrol(
                EnrolRequest(
                    code: code, replica: name, publicKey: key.publicKey, deviceName: "Laptop",
                    appVersion: "1")
            ).value
            await stranger.close()
            let client = try CouncilClient(
                address: address, identity: .init(device: answer.device, key: key))
            let hash = Self.picture.sha256
            let engine = SyncEngine(
                replica: replica, replicaID: name, transport: client,
                now: { Instant(Date()) }, mint: { "replica-spare-of-a-test" })
            try await engine.run()
            // A first piece came before the link was cut.
            #expect(try replica.store(Self.bytes.prefix(70_001), of: hash, from: 0))
            let piece = try await client.picture(hash, from: 70_001, length: 100).value
            #expect(
                piece
                    == PicturePiece(
                        offset: 70_001, total: Self.bytes.count,
                        bytes: Data(Self.bytes[70_001..<70_101])))
            await engine.fetchPictures()
            #expect(try replica.picture(hash) == Self.bytes)
            await #expect(throws: CouncilFailure.self) {
                _ = try await client.picture(hash, from: Self.bytes.count, length: 10)
            }
            let unknown = Picture.ID(String(repeating: "0", count: 64))
            do throws(CouncilFailure) {
                _ = try await client.picture(unknown, from: 0, length: 10)
                Issue.record("the council gave a picture that it does not have")
            } catch {
                guard case .problem(let problem) = error else {
                    Issue.record("another failure")
                    return
                }
                #expect(problem.code == .notFound)
            }
            await client.close()
        }
        replica.close()
    }
}
