import Crypto
import Foundation
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

/// Codes cannot be tried quickly, and whoever tries shuts nobody else out.
struct CodeGuessingKindTests {
    private static func request(_ code: String) -> EnrolRequest {
        EnrolRequest(
            code: code, replica: ReplicaID("replica-\(UUID().uuidString)"),
            publicKey: Base64URL.encode(P256.Signing.PrivateKey().publicKey.x963Representation),
            deviceName: "Laptop", appVersion: "1")
    }

    private static func wrongCode() -> String {
        var random = SystemRandomNumberGenerator()
        return EnrolmentCode.make(using: &random)
    }

    @Test func whatComesAtOnceCountsBeforeItIsTried() async throws {
        try await TestServer.run { server in
            let asked = 300
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<asked {
                    group.addTask {
                        try await server.post("/sync/devices", Self.request(Self.wrongCode()))
                            .status
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            let tried = statuses.filter { $0 == 403 }.count
            print("figure codes-tried-of-\(asked)-at-once \(tried) codes")
            #expect(tried == 10)
            #expect(statuses.filter { $0 == 429 }.count == asked - 10)
        }
    }

    @Test func failuresOfOthersStopNoRightCode() async throws {
        try await TestServer.run { server in
            for _ in 0..<30 {
                _ = try await server.post("/sync/devices", Self.request(Self.wrongCode()))
            }
            for _ in 0..<12 {
                let right = Self.request(try server.code())
                #expect(try await server.post("/sync/devices", right).status == 200)
                // Its answer was lost on the way.
                #expect(try await server.post("/sync/devices", right).status == 200)
            }
            let wrong = try await server.post("/sync/devices", Self.request(Self.wrongCode()))
            #expect(wrong.status == 429)
        }
    }

    /// A code that opens nothing any more is as wrong as any.
    @Test func anExpiredCodeIsNoWayAroundTheLimit() async throws {
        try await TestServer.run { server in
            let code = try server.code()
            server.clock.advance(seconds: EnrolmentService.codeLifetime + 1)
            var statuses: [Int] = []
            for _ in 0..<20 {
                statuses.append(try await server.post("/sync/devices", Self.request(code)).status)
            }
            #expect(statuses.filter { $0 == 403 }.count == 10)
            #expect(statuses.filter { $0 == 429 }.count == 10)
        }
    }

    @Test func aRequestThatIsNoGuessIsGivenBack() async throws {
        try await TestServer.run { server in
            let code = try server.code()
            for _ in 0..<30 {
                let request = EnrolRequest(
                    code: code, replica: "replica-new", publicKey: "no key", deviceName: "Laptop",
                    appVersion: "1")
                #expect(try await server.post("/sync/devices", request).status == 400)
            }
            #expect(
                try await server.post("/sync/devices", Self.request(Self.wrongCode())).status == 403
            )
        }
    }

    @Test func wrongCodesDoNotCloseDepositsNorWrongDepositsCodes() async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            let neighbour = try server.council.laptop()
            for _ in 0..<30 {
                _ = try await server.post("/sync/devices", Self.request(Self.wrongCode()))
            }
            let deposit = { (device: Device) in
                DepositRequest(
                    device: device.id, replica: device.replica,
                    entries: [SealedEntry(mid: 1, sealed: "AAAA")])
            }
            for _ in 0..<10 {
                let answer = try await server.post("/sync/deposit", deposit(laptop.device))
                #expect(answer.status == 400)
            }
            // It fails as often as codes may; its neighbour's first is tried.
            #expect(try await server.post("/sync/deposit", deposit(laptop.device)).status == 429)
            #expect(
                try await server.post("/sync/deposit", deposit(neighbour.device)).status == 400)
        }
    }

    @Test func anAttemptIsReservedAndGivenBack() {
        let limit = AttemptLimit(allowed: 2, window: 60)
        let now = Instant(milliseconds: 1_795_000_000_000)
        #expect(limit.reserve("a", at: now) == nil)
        #expect(limit.reserve("a", at: now) == nil)
        #expect(limit.reserve("a", at: now.adding(seconds: 20)) == 40)
        #expect(limit.reserve("b", at: now) == nil)
        limit.giveBack("a", at: now)
        #expect(limit.reserve("a", at: now.adding(seconds: 30)) == nil)
        #expect(limit.reserve("a", at: now.adding(seconds: 30)) == 30)
        #expect(limit.reserve("a", at: now.adding(seconds: 60)) == nil)
    }
}
