import Crypto
import Foundation
import HTTPTypes
import JWTKit
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

/// Enrolment and tokens.
struct AccessTests {
    private func request(
        _ code: String, replica: ReplicaID = "replica-new",
        key: P256.Signing.PrivateKey = P256.Signing.PrivateKey(), name: String = "Laptop 14"
    ) -> EnrolRequest {
        EnrolRequest(
            code: code, replica: replica,
            publicKey: Base64URL.encode(key.publicKey.x963Representation), deviceName: name,
            appVersion: "1.0")
    }

    @Test func aCodeLetsOneLaptopIn() async throws {
        try await TestServer.run { server in
            let typed = EnrolmentCode.grouped(try server.code()).lowercased()
            let answer = try await server.post("/sync/devices", request(typed))
            #expect(answer.status == 200)
            let enrolled: EnrolAnswer = try answer.value()
            #expect(enrolled.worker == "sw-1")
            #expect(enrolled.epoch == "epoch1")
            let other = try await server.post(
                "/sync/devices", request(typed, replica: "replica-other"))
            #expect(other.status == 403)
            #expect(other.problem?.code == .usedCode)
        }
    }

    @Test func theSameLaptopMayAskAgainWhenTheAnswerWasLost() async throws {
        try await TestServer.run { server in
            let key = P256.Signing.PrivateKey()
            let asked = request(try server.code(), key: key)
            let first: EnrolAnswer = try await server.post("/sync/devices", asked).value()
            let again: EnrolAnswer = try await server.post("/sync/devices", asked).value()
            #expect(first == again)
            #expect(try server.council.store.read { try $0.devices().count } == 1)
        }
    }

    @Test func aCodeIsNeverStoredAsItIs() async throws {
        try await TestServer.run { server in
            let code = try server.code()
            let files = try FileManager.default.contentsOfDirectory(
                at: server.council.folder, includingPropertiesForKeys: nil)
            #expect(files.count > 0)
            for file in files {
                let bytes = try Data(contentsOf: file)
                #expect(bytes.range(of: Data(code.utf8)) == nil)
            }
        }
    }

    @Test func aCodeExpiresAfterADay() async throws {
        try await TestServer.run { server in
            let code = try server.code()
            server.clock.advance(seconds: EnrolmentService.codeLifetime)
            let answer = try await server.post("/sync/devices", request(code))
            #expect(answer.problem?.code == .expiredCode)
            #expect(answer.status == 403)
        }
    }

    @Test(arguments: ["", "short", "0000-0000-0000-0000-0000", "UUUU-UUUU-UUUU-UUUU-UUUU"])
    func aWrongCodeIsRefused(_ code: String) async throws {
        try await TestServer.run { server in
            let answer = try await server.post("/sync/devices", request(code))
            #expect(answer.problem?.code == .wrongCode)
            #expect(answer.status == 403)
        }
    }

    @Test func whoTriesManyCodesMustWait() async throws {
        try await TestServer.run { server in
            for _ in 1...10 {
                let answer = try await server.post("/sync/devices", request("wrong"))
                #expect(answer.problem?.code == .wrongCode)
            }
            let answer = try await server.post("/sync/devices", request("wrong"))
            #expect(answer.status == 429)
            #expect(answer.problem?.code == .busy)
            let seconds = try #require(answer.problem?.retryAfter)
            #expect((1...60).contains(seconds))
            #expect(answer.headers[.retryAfter] == String(seconds))
            server.clock.advance(seconds: Int64(seconds))
            let later = try await server.post("/sync/devices", request("wrong"))
            #expect(later.problem?.code == .wrongCode)
        }
    }

    @Test func aReplicaOfAnotherWorkerCannotBeTaken() async throws {
        try await TestServer.run { server in
            let other = try server.council.laptop("sw-2")
            let answer = try await server.post(
                "/sync/devices", request(try server.code(), replica: other.device.replica))
            #expect(answer.problem?.code == .notYourReplica)
        }
    }

    @Test func aCodeIsNotForALaptopWithTheRecordsOfAnotherWorker() async throws {
        try await TestServer.run { server in
            let code = try server.code()
            var asked = request(code)
            asked = EnrolRequest(
                code: code, replica: "replica-new", publicKey: asked.publicKey,
                deviceName: "Laptop", appVersion: "1", worker: "sw-2")
            let refused = try await server.post("/sync/devices", asked)
            #expect(refused.problem?.code == .notYourReplica)
            #expect(try await server.post("/sync/devices", request(code)).status == 200)
        }
    }

    @Test func aLaptopThatIsEnrolledAnewLosesItsOldDevice() async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            let answer = try await server.post(
                "/sync/devices", request(try server.code(), replica: laptop.device.replica))
            #expect(answer.status == 200)
            let old = try server.council.store.read { try $0.device(laptop.device.id) }
            #expect(old?.revoked != nil)
        }
    }

    @Test(arguments: ["", "AAAA", "not base64 !"])
    func aKeyThatIsNoKeyIsMalformed(_ key: String) async throws {
        try await TestServer.run { server in
            let asked = EnrolRequest(
                code: try server.code(), replica: "replica-new", publicKey: key,
                deviceName: "Laptop", appVersion: "1")
            let answer = try await server.post("/sync/devices", asked)
            #expect(answer.problem?.code == .malformed)
        }
    }

    @Test func anAssertionGivesATokenThatOpensTheCouncil() async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            let answer = try await server.token(laptop.assertion(at: server.clock.now))
            #expect(answer.status == 200)
            let token: TokenAnswer = try answer.value()
            #expect(token.tokenType == "Bearer")
            #expect(token.expiresIn == TokenRequest.tokenLifetime)
            let pull = PullRequest(
                replica: laptop.device.replica, cursor: nil, pageBytes: nil, resultsAfter: 0)
            let pulled = try await server.post("/sync/pull", pull, token: token.accessToken)
            #expect(pulled.status == 200)
            server.clock.advance(seconds: Int64(token.expiresIn))
            let late = try await server.post("/sync/pull", pull, token: token.accessToken)
            #expect(late.status == 401)
            #expect(late.problem?.code == .unauthorised)
        }
    }

    enum BadAssertion: CaseIterable {
        case anotherDevicesKey, unknownDevice, subjectIsAnother, wrongAudience, expired
        case tooLong, noJTI, algorithmNone, hmac, noSignature, garbage, empty
    }

    @Test(arguments: BadAssertion.allCases)
    func anAssertionThatIsNotRightGivesNoToken(_ bad: BadAssertion) async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            let assertion = try await assertion(bad, laptop, at: server.clock.now)
            let answer = try await server.token(assertion)
            #expect(answer.status == 401)
            #expect(answer.problem?.code == .unauthorised)
            #expect(String(decoding: answer.body, as: UTF8.self).contains("invalid_client"))
        }
    }

    private func assertion(
        _ bad: BadAssertion, _ laptop: TestLaptop, at now: Instant
    ) async throws -> String {
        let good = try await laptop.assertion(at: now)
        let parts = good.split(separator: ".").map { String($0) }
        switch bad {
        case .anotherDevicesKey:
            return try await laptop.assertion(at: now, key: P256.Signing.PrivateKey())
        case .unknownDevice:
            return try await laptop.assertion(at: now, issuer: "device-x", subject: "device-x")
        case .subjectIsAnother: return try await laptop.assertion(at: now, subject: "device-x")
        case .wrongAudience: return try await laptop.assertion(at: now, audience: "urn:other")
        case .expired: return try await laptop.assertion(at: now, lifetime: -1)
        case .tooLong: return try await laptop.assertion(at: now, lifetime: 3600)
        case .noJTI: return try await laptop.assertion(at: now, jti: nil)
        case .algorithmNone:
            return Base64URL.encode("{\"alg\":\"none\"}".utf8) + "." + parts[1] + "."
        case .hmac:
            let header = Base64URL.encode("{\"alg\":\"HS256\"}".utf8)
            let code = HMAC<SHA256>.authenticationCode(
                for: Data("\(header).\(parts[1])".utf8),
                using: SymmetricKey(data: laptop.device.publicKey))
            return "\(header).\(parts[1]).\(Base64URL.encode(code))"
        case .noSignature: return parts[0] + "." + parts[1] + "."
        case .garbage: return "a.b.c"
        case .empty: return "x"
        }
    }

    @Test func anAssertionWorksOnce() async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            let assertion = try await laptop.assertion(at: server.clock.now)
            #expect(try await server.token(assertion).status == 200)
            let again = try await server.token(assertion)
            #expect(again.problem?.code == .unauthorised)
        }
    }

    @Test func anEmptyListOfAudiencesIsRefusedInPeace() async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            let header = Base64URL.encode("{\"alg\":\"ES256\"}".utf8)
            let id = laptop.device.id
            let claims = Base64URL.encode("{\"iss\":\"\(id)\",\"sub\":\"\(id)\",\"aud\":[]}".utf8)
            let signature = try laptop.key.signature(for: Data("\(header).\(claims)".utf8))
            let assertion =
                "\(header).\(claims).\(Base64URL.encode(signature.rawRepresentation))"
            #expect(try await server.token(assertion).status == 401)
        }
    }

    @Test func aRevokedDeviceGetsNothing() async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            let token = try await server.accessToken(laptop)
            let now = server.clock.now
            _ = try server.council.store.write {
                try DeviceService.revoke(laptop.device.id, in: $0, now: now)
            }
            let pull = PullRequest(
                replica: laptop.device.replica, cursor: nil, pageBytes: nil, resultsAfter: 0)
            let pulled = try await server.post("/sync/pull", pull, token: token)
            #expect(pulled.status == 403)
            #expect(pulled.problem?.code == .revoked)
            let pushed = try await server.post(
                "/sync/push", PushRequest(replica: laptop.device.replica, mutations: []),
                token: token)
            #expect(pushed.problem?.code == .revoked)
            let renewed = try await server.token(laptop.assertion(at: server.clock.now))
            #expect(renewed.problem?.code == .revoked)
        }
    }

    @Test func aTokenOfAnotherCouncilOpensNothing() async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            let elsewhere = TokenService(key: SigningKey(), store: server.council.store)
            let token = try await elsewhere.token(
                for: laptop.assertion(at: server.clock.now), now: server.clock.now)
            let answer = try await server.post(
                "/sync/push", PushRequest(replica: laptop.device.replica, mutations: []),
                token: token.accessToken)
            #expect(answer.problem?.code == .unauthorised)
        }
    }

    @Test func anAssertionIsNoAccessToken() async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            let answer = try await server.post(
                "/sync/push", PushRequest(replica: laptop.device.replica, mutations: []),
                token: laptop.assertion(at: server.clock.now))
            #expect(answer.problem?.code == .unauthorised)
        }
    }

    @Test func theSigningKeyIsItsOwnersAloneAndStaysTheSame() throws {
        let council = try TestCouncil()
        let path = council.folder.appending(path: "key.pem").path
        let key = try SigningKey.kept(at: path)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
        let again = try SigningKey.kept(at: path)
        #expect(key.key.pemRepresentation == again.key.pemRepresentation)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(throws: SigningKey.Failure.tooOpen(path: path)) { try SigningKey.kept(at: path) }
    }
}
