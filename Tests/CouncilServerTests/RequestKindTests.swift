import Foundation
import Testing

@testable import CouncilServer

/// Requests that are not as HTTP says get 400 and no line in the log; those that ask for "100
/// Continue" get it.
@Suite(.serialized)
struct RequestKindTests {
    private static let chunked =
        "POST /oauth/token HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"

    static let wrong = [
        "GET /sync/hello HTTP/1.1\r\n\r\n",
        "GET /sync/hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /sync/hello HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n",
        "GET /sync/hello HTTP/1.1\r\nHost:\r\n\r\n",
        "GET /sync/hello HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET /sync/hello HTTP/1.1\r\nHost: user@a\r\n\r\n",
        "GET /sync/hello HTTP/1.1\r\nHost: a/b\r\n\r\n",
        "GET /nothing HTTP/1.1\r\n\r\n",
        chunked + "zz\r\nabc\r\n0\r\n\r\n",
        chunked + "3\r\nabcdef\r\n0\r\n\r\n",
        chunked + "-1\r\nabc\r\n0\r\n\r\n",
        chunked + "FFFFFFFFFFFFFFFFF\r\nabc\r\n",
        chunked + "3\r\nabc\r\n0\r\nnot a trailer\r\n\r\n",
        "POST /oauth/token HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
        "POST /oauth/token HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "GET /sync/hello HTTP/9.9\r\nHost: a\r\n\r\n",
        "hello\r\n\r\n",
        "GET /sync/hello HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "x", count: 20_000)
            + "\r\n\r\n",
    ]

    @Test func wrongRequestsAre400AndNotAnErrorOfOurs() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "requests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let server = try ServerProgram(
            ["--database", folder.appending(path: "council.sqlite").path], in: folder)
        for request in Self.wrong {
            #expect(
                RawConnection.status(of: request, port: server.port) == 400,
                "\(request.prefix(200))")
        }
        // A body that ends before its end.
        let short = try RawConnection(port: server.port)
        short.send("POST /oauth/token HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nabc")
        short.finish()
        #expect(short.status() == 400)
        print("figure wrong-requests \(Self.wrong.count + 1) requests")
        #expect(!server.said.contains("error"))
    }

    @Test(arguments: ["a", "a:8443", "127.0.0.1:80", "[::1]:8443", "council.example"])
    func anOrdinaryHostIsTaken(_ host: String) async throws {
        try await LiveServer.run { server in
            let status = try await onThread {
                RawConnection.status(
                    of: "GET /sync/hello HTTP/1.1\r\nHost: \(host)\r\n\r\n", port: server.port)
            }
            #expect(status == 200)
        }
    }

    @Test func whoExpectsAContinueGetsIt() async throws {
        try await LiveServer.run { server in
            let statuses = try await onThread {
                let connection = try RawConnection(port: server.port)
                let head =
                    "POST /oauth/token HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\n"
                    + "Content-Length: 3\r\n\r\n"
                var statuses: [Int?] = []
                for _ in 0..<2 {
                    connection.send(head)
                    statuses.append(connection.status())
                    connection.send("abc")
                    let answer = connection.read(until: "malformed") ?? ""
                    statuses.append(answer.hasPrefix("HTTP/1.1 400 ") ? 400 : nil)
                }
                return statuses
            }
            #expect(statuses == [100, 400, 100, 400])
        }
    }

    /// A second request that comes early is no reason to write into the first one's answer.
    @Test func aContinueComesAfterTheAnswerBefore() async throws {
        try await LiveServer.run { server in
            let text = try await onThread {
                let connection = try RawConnection(port: server.port)
                connection.send(
                    "GET /sync/hello HTTP/1.1\r\nHost: a\r\n\r\nPOST /oauth/token HTTP/1.1\r\n"
                        + "Host: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
                return connection.read(until: "100 Continue\r\n\r\n")
            }
            #expect(text?.hasPrefix("HTTP/1.1 200 OK") == true)
            #expect(text?.contains("}HTTP/1.1 100 Continue") == true)
        }
    }

    /// HTTP 1.0 knows nothing of it, and closes after each answer.
    @Test func anOldRequestGetsNoContinueAndIsClosed() async throws {
        try await LiveServer.run(timing: .short) { server in
            let text = try await onThread {
                let connection = try RawConnection(port: server.port)
                connection.send(
                    "POST /oauth/token HTTP/1.0\r\nHost: a\r\nExpect: 100-continue\r\n"
                        + "Content-Length: 3\r\n\r\nabc")
                return connection.read()
            }
            #expect(text?.hasPrefix("HTTP/1.1 400") == true)
        }
    }
}
