import Foundation
import Glibc
import Procurement
import SyncClient
import SyncProtocol
import Synchronization
import Testing

/// What becomes of an answer that begins and does not come to its end.
struct SlowCouncilTests {
    private let head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
        + "\(SyncVersion.councilHeader): epoch-1\r\nContent-Length: 1000\r\n\r\n"

    private func client(of peer: Peer, longestAnswer: Duration) throws -> CouncilClient {
        let address = try #require(CouncilAddress("http://127.0.0.1:\(peer.port)"))
        return try CouncilClient(address: address, identity: nil, longestAnswer: longestAnswer)
    }

    /// Each byte comes soon after the one before; only the whole takes too long.
    @Test func anAnswerThatDripsIsATimeOut() async throws {
        let peer = try Peer(
            answering: [head] + Array(repeating: " ", count: 998) + ["{}"],
            pause: .milliseconds(20))
        let client = try client(of: peer, longestAnswer: .milliseconds(500))
        await #expect(throws: CouncilFailure.timedOut) { _ = try await client.hello() }
        await client.close()
    }

    /// A smaller one may come whole before the connection breaks.
    @Test func anAnswerThatBreaksOffIsATimeOutToo() async throws {
        let peer = try Peer(answering: [head, "{"], pause: .milliseconds(20))
        let client = try client(of: peer, longestAnswer: .seconds(60))
        await #expect(throws: CouncilFailure.timedOut) { _ = try await client.hello() }
        await client.close()
    }

    @Test func withoutABeginningThereIsNobody() async throws {
        let peer = try Peer(answering: [], pause: .zero)
        let client = try client(of: peer, longestAnswer: .seconds(60))
        await #expect(throws: CouncilFailure.offline) { _ = try await client.hello() }
        await client.close()
    }
}

/// Answers each connection with the same words, piece by piece, and closes it.
private final class Peer: Sendable {
    let port: UInt16
    private let listener: Int32

    init(answering pieces: [String], pause: Duration) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && listen(listener, 8) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        try #require(isBound)
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        let microseconds = UInt32(pause / .microseconds(1))
        Thread.detachNewThread {
            while case let connection = accept(listener, nil, nil), connection >= 0 {
                var question = [UInt8](repeating: 0, count: 4096)
                _ = recv(connection, &question, question.count, 0)
                for piece in pieces {
                    let sent = Array(piece.utf8)
                    guard send(connection, sent, sent.count, Int32(MSG_NOSIGNAL)) > 0
                    else { break }
                    usleep(microseconds)
                }
                close(connection)
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }
}
