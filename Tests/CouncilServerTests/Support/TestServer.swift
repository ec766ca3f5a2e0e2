import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import JWTKit
import Logging
import NIOCore
import Procurement
import SyncProtocol

@testable import CouncilServer

/// The endpoints of a test council, without a network.
struct TestServer: Sendable {
    let council: TestCouncil
    let client: any TestClientProtocol

    var clock: TestClock { council.clock }

    static func run(
        _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        let council = try TestCouncil()
        _ = try council.importing([Sample.record()])
        let clock = council.clock
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let application = CouncilApplication(
            store: council.store, key: SigningKey(), logger: logger, now: { clock.now })
        let server = try await application.server()
        try await server.test(.router) { client in
            try await body(TestServer(council: council, client: client))
        }
    }

    struct Answer: Sendable {
        let status: Int
        let headers: HTTPFields
        let body: Data

        func value<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
            try CanonicalJSON.decode(type, from: body)
        }
        var problem: Problem? { try? value() }
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, token: String? = nil,
        headers: [String: String] = [:], body: Data? = nil
    ) async throws -> Answer {
        var fields = HTTPFields()
        if let token { fields[.authorization] = "Bearer \(token)" }
        for (name, value) in headers {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        let buffer = body.map { ByteBuffer(bytes: $0) }
        return try await client.execute(uri: path, method: method, headers: fields, body: buffer) {
            Answer(
                status: $0.status.code, headers: $0.headers,
                body: Data(Array(buffer: $0.body)))
        }
    }

    func post(
        _ path: String, _ value: some Encodable, token: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> Answer {
        try await send(
            .post, path, token: token, headers: headers, body: CanonicalJSON.encode(value))
    }

    func code(for worker: Worker.ID = "sw-1") throws -> String {
        try council.store.write { transaction in
            var random = SystemRandomNumberGenerator()
            return try EnrolmentService.issue(
                to: worker, in: transaction, now: clock.now, using: &random
            ).code
        }
    }

    /// A form with an assertion.
    func token(_ assertion: String) async throws -> Answer {
        let form =
            "grant_type=\(TokenRequest.grantType)&client_assertion_type="
            + TokenRequest.assertionType.replacing(":", with: "%3A")
            + "&client_assertion=\(assertion)"
        return try await send(
            .post, "/oauth/token",
            headers: ["Content-Type": "application/x-www-form-urlencoded"], body: Data(form.utf8))
    }

    func accessToken(_ laptop: TestLaptop) async throws -> String {
        let assertion = try await laptop.assertion(at: clock.now)
        return try await token(assertion).value(TokenAnswer.self).accessToken
    }
}

extension TestLaptop {
    func assertion(
        at now: Instant, issuer: String? = nil, subject: String? = nil,
        audience: String = TokenRequest.audience, lifetime: Int64 = 120,
        jti: String? = UUID().uuidString, key: P256.Signing.PrivateKey? = nil
    ) async throws -> String {
        let claims = TokenService.Claims(
            iss: issuer ?? device.id.rawValue, sub: subject ?? device.id.rawValue,
            aud: .init(audience), exp: Double(now.adding(seconds: lifetime).milliseconds / 1000),
            jti: jti)
        let keys = await JWTKeyCollection().add(
            ecdsa: try ES256PrivateKey(backing: key ?? self.key))
        return try await keys.sign(claims)
    }
}
