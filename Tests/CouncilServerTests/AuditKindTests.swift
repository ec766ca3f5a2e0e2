import Crypto
import Foundation
import HTTPTypes
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

/// Who read what people said, and who was refused, is in the audit; and it does not grow with an
/// attack.
struct AuditKindTests {
    private struct Row: Hashable {
        let actor: String
        let action: String
        let subject: String
    }

    private static func rows(_ store: SQLiteStore) throws -> [Row] {
        try store.read { transaction in
            try transaction.sql.all(
                "SELECT actor, action, subject FROM audit WHERE action NOT LIKE 'imported %' "
                    + "ORDER BY number"
            ) {
                Row(
                    actor: try $0.requiredText(0), action: try $0.requiredText(1),
                    subject: try $0.requiredText(2))
            }
        }
    }

    @Test func readingWhatPeopleSaidIsNotedWithWhoReadIt() throws {
        let council = try TestCouncil()
        let user = try ServerProgram.run(["id", "-un"])
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let database = council.folder.appending(path: "council.sqlite").path
        _ = try ServerProgram.command("preferences", "--database", database)
        _ = try ServerProgram.command("preferences", "--json", "--database", database)
        _ = try ServerProgram.command("enrol", "--worker", "sw-1", "--database", database)
        let rows = try Self.rows(council.store)
        #expect(
            rows.map(\.action) == [
                "read what people said", "read what people said", "enrolment code issued",
            ])
        #expect(
            rows.allSatisfy { $0.actor == user || $0.actor.hasPrefix("\(user), sudo by ") },
            "\(rows)")
    }

    @Test func whoWasRefusedIsNoted() async throws {
        try await TestServer.run { server in
            _ = try await server.token("a.b.c")
            _ = try await server.send(.get, "/sync/wait?seconds=0", token: "nothing")
            let code = EnrolRequest(
                code: "0000-0000-0000-0000-0000", replica: "replica-new",
                publicKey: Base64URL.encode(P256.Signing.PrivateKey().publicKey.x963Representation),
                deviceName: "Laptop", appVersion: "1")
            for _ in 0..<20 { _ = try await server.post("/sync/devices", code) }
            let rows = try Self.rows(server.council.store)
            #expect(
                Set(rows.map(\.action)) == [
                    "failed login", "wrong access token", "wrong enrolment code",
                ])
            #expect(rows.count == 3)
            #expect(Set(rows.map(\.actor)) == [OperatingSystemUser.current])
        }
    }

    /// It happens to every laptop, every quarter of an hour.
    @Test func anExpiredTokenIsNoFailedLogin() async throws {
        try await TestServer.run { server in
            let laptop = try server.council.laptop()
            let token = try await server.accessToken(laptop)
            server.clock.advance(seconds: Int64(TokenRequest.tokenLifetime))
            #expect(
                try await server.send(.get, "/sync/wait?seconds=0", token: token).status == 401)
            #expect(try Self.rows(server.council.store).isEmpty)
        }
    }

    @Test func theFirstIsSaidAtOnceAndTheOthersTogether() {
        let failures = FailedLogins()
        let now = Instant(milliseconds: 1_795_000_000_000)
        let first = failures.note(.code, of: "10.0.0.1", at: now)
        #expect(first == .init(action: "wrong enrolment code", subject: "10.0.0.1"))
        for _ in 0..<299 { #expect(failures.note(.code, of: "10.0.0.1", at: now) == nil) }
        #expect(
            failures.minuteEnded(at: now.adding(seconds: 60))
                == [.init(action: "wrong enrolment code, 299 more", subject: "10.0.0.1")])
        #expect(failures.minuteEnded(at: now.adding(seconds: 120)) == [])
        #expect(failures.note(.code, of: "10.0.0.1", at: now.adding(seconds: 121)) != nil)
    }

    /// A day of an attack from everywhere.
    @Test func theAuditDoesNotGrowWithAnAttack() {
        let failures = FailedLogins()
        var now = Instant(milliseconds: 1_795_000_000_000)
        var rows = 0
        var noted = 0
        var counted = 0
        for minute in 0..<1_440 {
            for number in 0..<500 {
                noted += 1
                if let row = failures.note(.code, of: "10.\(minute % 50).0.\(number)", at: now) {
                    rows += 1
                    counted += Self.count(row)
                }
            }
            now = now.adding(seconds: 60)
            for row in failures.minuteEnded(at: now) {
                rows += 1
                counted += Self.count(row)
            }
        }
        print("figure audit-rows-of-\(noted)-failures-in-a-day \(rows) rows")
        #expect(rows <= 1_440 + 30)
        // What is not said yet is of the last minutes.
        #expect(counted > noted - 5_000)
    }

    private static func count(_ row: FailedLogins.Row) -> Int {
        let words = row.action.split(separator: " ")
        return words.last == "more" ? words.dropLast().last.flatMap { Int($0) } ?? 0 : 1
    }
}
