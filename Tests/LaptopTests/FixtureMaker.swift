import Foundation
import Laptop
import LaptopSamples
import Presentation
import Procurement
import Replica
import SyncClient
import SyncProtocol
import Synchronization
import Testing

@testable import CouncilServer

/// Makes what a laptop and a council of this version leave on their disks, for the tests of later
/// versions. `scripts/make-fixture` runs it; otherwise it does nothing.
///
/// The folder that `SUPPORT_CHOICE_FIXTURE` names then holds:
///
/// - `profile/`: a laptop with two visits. One record was answered, one waits, and one visit was
///   stopped half way. The passphrase is `Samples.passphrase`.
/// - `council.sqlite`: the council as it was when the laptop last met it.
/// - `pushes.json`: an array of the `PushRequest`s that the laptop sent, the waiting one last.
struct FixtureMaker {
    private static var folder: String? {
        ProcessInfo.processInfo.environment["SUPPORT_CHOICE_FIXTURE"]
    }

    @Test(.enabled(if: FixtureMaker.folder != nil))
    func makeTheFixture() async throws {
        let folder = try #require(Self.folder)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let council = try RealCouncilTests.Council()
        for package: SupportPackage.ID in ["CE-2041", "CE-2042", "CE-2043"] {
            try council.send(package, to: "sw-1")
        }
        let pushes = Pushes()
        var surroundings = Surroundings.live
        surroundings.cost = VaultCost(n: 2, r: 1, p: 1)
        surroundings.syncsByItself = false
        surroundings.deviceName = "An old laptop"
        surroundings.connect = { address, identity, authority in
            RecordingTransport(
                council: try CouncilClient(
                    address: address, identity: identity, authority: authority), pushes: pushes)
        }
        let profile = folder + "/profile"
        let laptop = Laptop(folder: profile, surroundings: surroundings)
        let code = try council.code(for: "sw-1")
        try await council.serving { port in
            _ = try await laptop.setUp(
                server: "http://127.0.0.1:\(port)", code: code, passphrase: Samples.passphrase)
            #expect(await laptop.syncOnce() == .online)
            try await laptop.answerEverything("CE-2041")
            _ = try await laptop.save("CE-2041")
            #expect(await laptop.syncOnce() == .online)
        }
        try await laptop.answerEverything("CE-2042")
        _ = try await laptop.save("CE-2042")
        _ = try await laptop.begin("CE-2043")
        // The council is away: the request is made, and fails.
        #expect(await laptop.syncOnce() == .offline)
        await laptop.close()
        try FileManager.default.removeItem(atPath: profile + "/lock")
        try CanonicalJSON.encode(pushes.all).write(to: URL(filePath: folder + "/pushes.json"))
        // A checkpoint moves everything out of the write-ahead log into the one file.
        _ = try council.store.pragma("wal_checkpoint(TRUNCATE)")
        try FileManager.default.copyItem(
            atPath: council.temporary.path + "/council.sqlite",
            toPath: folder + "/council.sqlite")
    }

    private final class Pushes: Sendable {
        private let requests = Mutex<[PushRequest]>([])
        var all: [PushRequest] { requests.withLock { $0 } }
        func add(_ request: PushRequest) { requests.withLock { $0.append(request) } }
    }

    private struct RecordingTransport: CouncilTransport {
        let council: CouncilClient
        let pushes: Pushes

        /// Without it a laptop that cannot reach the council would not get as far as a push.
        func hello() async throws(CouncilFailure) -> Reply<Hello> {
            do {
                return try await council.hello()
            } catch {
                let hello = Hello(
                    council: "A council", epoch: "epoch-1",
                    protocols: VersionRange(oldest: 1, newest: 1), serverTime: Instant(Date()),
                    limits: .standard)
                return Reply(value: hello, epoch: "epoch-1")
            }
        }

        func enrol(
            _ request: EnrolRequest
        ) async throws(CouncilFailure) -> Reply<EnrolAnswer> { try await council.enrol(request) }

        func push(_ request: PushRequest) async throws(CouncilFailure) -> Reply<PushAnswer> {
            pushes.add(request)
            return try await council.push(request)
        }

        func pull(_ request: PullRequest) async throws(CouncilFailure) -> Reply<PulledPage> {
            try await council.pull(request)
        }

        func wait(
            cursor: String, seconds: Int
        ) async throws(CouncilFailure) -> Reply<WaitAnswer> {
            try await council.wait(cursor: cursor, seconds: seconds)
        }

        func close() async { await council.close() }
    }
}
