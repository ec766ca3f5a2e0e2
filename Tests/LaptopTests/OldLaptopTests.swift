import Foundation
import Laptop
import LaptopSamples
import Presentation
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

/// What earlier versions left on their disks works with this one. `FixtureMaker` made it.
struct OldLaptopTests {
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Fixtures")
    static let versions = ["version-1"]

    private let temporary = TemporaryFolder()

    private func profile(of version: String) throws -> String {
        let path = temporary.path + "/profile"
        try FileManager.default.copyItem(
            atPath: Self.fixtures.appending(path: version + "/profile").path, toPath: path)
        return path
    }

    private func council(of version: String) throws -> DirectCouncil {
        try DirectCouncil(
            database: Self.fixtures.appending(path: version + "/council.sqlite").path)
    }

    private func pushes(of version: String) throws -> [PushRequest] {
        let file = Self.fixtures.appending(path: version + "/pushes.json")
        return try CanonicalJSON.decode([PushRequest].self, from: Data(contentsOf: file))
    }

    @Test(arguments: versions)
    func anOldLaptopIsOpenedWithEverythingItHad(version: String) async throws {
        let council = try council(of: version)
        let laptop = council.laptop(try profile(of: version))
        try await laptop.unlock(passphrase: Samples.passphrase)
        let visits = try #require(await laptop.visits { !$0.isEmpty })
        #expect(visits.map(\.id).sorted() == ["CE-2041", "CE-2042", "CE-2043"])
        #expect(visits.filter { $0.draft != nil }.map(\.id) == ["CE-2043"])
        let sending = try #require(await laptop.sending { _ in true })
        #expect(sending.records.count == 2)
        #expect(sending.waiting.map(\.preference.basis.package) == ["CE-2042"])

        #expect(await laptop.syncOnce() == .online)
        #expect(try council.keys.count == 2)
        #expect(try await laptop.answered().values.allSatisfy { $0 == .applied })
        #expect(try await laptop.answered().count == 2)
        // The visit that was stopped half way is carried on.
        let key = try await laptop.recordVisit("CE-2043")
        #expect(await laptop.syncOnce() == .online)
        #expect(try council.keys.last == key)
        await laptop.close()
    }

    @Test(arguments: versions)
    func whatAnOldLaptopPushedIsTakenByteByByte(version: String) throws {
        let council = try council(of: version)
        let before = try council.keys
        for request in try pushes(of: version) {
            let answer = try council.store.write { transaction in
                let device = try #require(try transaction.devices().first)
                return try PushService().push(
                    IncomingPush(request), from: device, in: transaction, now: council.now)
            }
            #expect(answer.results.map(\.key) == request.mutations.map(\.key))
            #expect(answer.results.allSatisfy { $0.effect == .applied })
            for mutation in request.mutations {
                let stored = try council.store.read { try $0.mutation(mutation.key) }
                #expect(stored?.payload == mutation.payload)
            }
        }
        #expect(before.count == 1)
        #expect(try council.keys.count == 2)
    }

    @Test(arguments: versions)
    func anOldLaptopSendsAgainWhatARestoredCouncilLost(version: String) async throws {
        let council = try council(of: version)
        try council.forget(try #require(try council.keys.first))
        try council.store.write { try $0.changeEpoch(to: "epoch-2") }
        let laptop = council.laptop(try profile(of: version))
        try await laptop.unlock(passphrase: Samples.passphrase)
        #expect(await laptop.syncOnce() == .online)
        #expect(try council.keys.count == 2)
        await laptop.close()
    }
}
