import DesktopDriver
import Foundation
import Glibc
import Testing

/// Thousands of connections that nobody signed in, and in the middle of them a laptop.
@Suite(.serialized)
struct ConnectionSoakTests {
    /// 10,000 in the whole run, as far as the system lets this process open so many.
    private static func many() -> Int {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(resource, &limit) == 0 else { return 500 }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(resource, &limit)
        let most = min(limit.rlim_cur, 100_000)
        return min(Reach.isWhole ? 10_000 : 500 * Reach.times, Int(most) - 300)
    }

    @Test(arguments: CouncilStore.all)
    func aLaptopGetsThrough(_ store: CouncilStore) async throws {
        let stage = try await Stage.of(store)
        let run = try stage.run(stage.recorded)
        let server = try run.servedToLaptop()
        defer { server.end() }
        let port = try run.councilPort(server)
        let starts = [
            "", "GET /sync/hello HTTP/1.1\r\nHost: a\r\nX-",
            "POST /oauth/token HTTP/1.1\r\nHost: a\r\nContent-Length: 8000\r\n\r\n",
            "GET /sync/hello HTTP/1.1\r\nHost: a\r\n\r\n",
        ]
        let count = Self.many()
        var sockets: [Int32] = []
        defer { for socket in sockets { close(socket) } }
        for number in 0..<count {
            guard let socket = Self.connected(port) else { break }
            let bytes = Array(starts[number % starts.count].utf8)
            _ = send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
            sockets.append(socket)
            // They keep dripping.
            if number % 1_000 == 999 { Self.drip(sockets) }
        }
        #expect(sockets.count == count)
        Figures.say("soak-connections", sockets.count, "connections")
        Self.drip(sockets)
        #expect(try run.drained(documents: stage.documents) == [])
        #expect(server.isRunning)
        let memory = try String(contentsOfFile: "/proc/\(server.processID)/status", encoding: .utf8)
            .split(separator: "\n").first { $0.hasPrefix("VmHWM") }?
            .split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
        Figures.say("soak-peak-memory", (memory.flatMap { Int($0) } ?? 0) / 1_024, "MiB")
    }

    private static func drip(_ sockets: [Int32]) {
        for socket in sockets { _ = send(socket, "a", 1, Int32(MSG_NOSIGNAL)) }
    }

    private static func connected(_ port: Int) -> Int32? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
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
            close(descriptor)
            return nil
        }
        return descriptor
    }
}
