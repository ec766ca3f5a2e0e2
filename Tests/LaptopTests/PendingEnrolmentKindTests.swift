import Foundation
import Laptop
import LaptopSamples
import Presentation
import Procurement
import Testing

@testable import CouncilServer

/// A one-time code is not spent before what it is spent for is stored: who begins again, as another start
/// of the program, finishes what was begun.
struct PendingEnrolmentKindTests {
    private let temporary = TemporaryFolder()
    private var folder: String { temporary.path + "/profile" }

    private func setUp(
        _ council: DirectCouncil, _ code: String, passphrase: String = Samples.passphrase
    ) async throws {
        let laptop = council.laptop(folder)
        do {
            _ = try await laptop.setUp(
                server: "https://council.example", code: code, passphrase: passphrase)
            #expect(await laptop.syncOnce() == .online)
            await laptop.close()
        } catch {
            await laptop.close()
            throw error
        }
    }

    private func listed(_ council: DirectCouncil) throws -> Int {
        try council.store.read { try $0.devices().filter { $0.revoked == nil }.count }
    }

    @Test func theSameCodeGoesOnThoughTheAnswerWasLost() async throws {
        let council = try DirectCouncil()
        let code = try council.code()
        council.loseEnrolAnswer()
        await #expect(throws: SetUpRefusal.notReached) { try await setUp(council, code) }
        #expect(try listed(council) == 1)
        try await setUp(council, code, passphrase: "quite another passphrase")
        #expect(try listed(council) == 1)
        #expect(try council.store.read { try $0.devices().count } == 1)
    }

    @Test func aCodeThatWasTypedInBetweenTakesNothingAway() async throws {
        let council = try DirectCouncil()
        let code = try council.code()
        council.loseEnrolAnswer()
        await #expect(throws: SetUpRefusal.notReached) { try await setUp(council, code) }
        await #expect(throws: SetUpRefusal.codeWrong) {
            try await setUp(council, "ABCD-EFGH-JKMN-PQRS-TVWX")
        }
        try await setUp(council, code)
        #expect(try council.store.read { try $0.devices().count } == 1)
    }

    @Test func aNewCodeLeavesNoGhostOfTheOneBefore() async throws {
        let council = try DirectCouncil()
        council.loseEnrolAnswer()
        let first = try council.code()
        await #expect(throws: SetUpRefusal.notReached) { try await setUp(council, first) }
        council.pass(EnrolmentService.codeLifetime + 1)
        await #expect(throws: SetUpRefusal.codeUsed) { try await setUp(council, first) }
        try await setUp(council, try council.code())
        #expect(try listed(council) == 1)
    }

    @Test func aDiskThatIsFullAfterTheAnswerCostsNoCode() async throws {
        let council = try DirectCouncil()
        let code = try council.code()
        // A folder where the file has to stand: it cannot be written.
        try FileManager.default.createDirectory(
            atPath: folder + "/device.json/full", withIntermediateDirectories: true)
        await #expect(throws: (any Error).self) { try await setUp(council, code) }
        try FileManager.default.removeItem(atPath: folder + "/device.json")
        try await setUp(council, code)
        #expect(try council.store.read { try $0.devices().count } == 1)
    }

    @Test func nothingOfTheKeyIsLeftOnceTheLaptopIsSetUp() async throws {
        let council = try DirectCouncil()
        let laptop = council.laptop(folder)
        _ = try await laptop.setUp(
            server: "https://council.example", code: try council.code(),
            passphrase: Samples.passphrase)
        let file = folder + "/enrolment.json"
        #expect(laptop.isEnrolmentUnfinished)
        let text = String(
            decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
        #expect(text.contains("\"keys\":[]"))
        await laptop.noteRecoveryCodeRead()
        #expect(!laptop.isEnrolmentUnfinished)
        await laptop.close()
    }

    @Test func anAddressOfAPageOfTheCouncilIsMended() async throws {
        let council = try DirectCouncil()
        let laptop = council.laptop(folder, answeringAt: "https://council.example:8443")
        _ = try await laptop.setUp(
            server: "https://council.example:8443/sync/hello?x=1#top", code: try council.code(),
            passphrase: Samples.passphrase)
        #expect(await laptop.syncOnce() == .online)
        await laptop.close()
    }
}
