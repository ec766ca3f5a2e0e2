import Dispatch
import Foundation
import Glibc

/// A plain socket to a server on this machine. Its calls wait: use them in `onThread`.
final class RawConnection: Sendable {
    private let descriptor: Int32

    struct Refused: Error {}

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let answer = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard answer == 0 else {
            Glibc.close(descriptor)
            throw Refused()
        }
    }

    deinit { Glibc.close(descriptor) }

    /// Whether the other side still takes something.
    @discardableResult
    func send(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
            == bytes.count
    }

    func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// What came until `end` was in it, or the other side closed; `nil` when neither happened for so
    /// long.
    func read(until end: String? = nil, patience: Int32 = 30) -> String? {
        var text: [UInt8] = []
        var space = [UInt8](repeating: 0, count: 16 * 1024)
        while true {
            if let end, String(decoding: text, as: UTF8.self).contains(end) { break }
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, patience * 1_000) > 0 else { return nil }
            let count = recv(descriptor, &space, space.count, 0)
            guard count > 0 else { break }
            text += space[..<count]
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The status of the next answer; `nil` when there is none.
    func status(patience: Int32 = 30) -> Int? {
        guard let text = read(until: "\r\n\r\n", patience: patience) else { return nil }
        let words = text.split(separator: " ", maxSplits: 2)
        return words.count > 1 ? Int(words[1]) : nil
    }

    /// One request with a connection of its own.
    static func status(of request: String, port: Int, patience: Int32 = 30) -> Int? {
        guard let connection = try? RawConnection(port: port) else { return nil }
        connection.send(request)
        return connection.status(patience: patience)
    }

    static let hello = "GET /sync/hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
}

/// Runs what waits on a thread of its own: the server of a test needs the others.
func onThread<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(with: Result(catching: body)) }
    }
}
