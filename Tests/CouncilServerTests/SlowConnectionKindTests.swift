import Foundation
import NIOCore
import Testing

@testable import CouncilServer

/// Whoever keeps connections open without signing in takes room from nobody but himself.
@Suite(.serialized)
struct SlowConnectionKindTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "slow-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    enum Way: String, CaseIterable {
        case nothing = ""
        case drip = "GET /sync/hello HTTP/1.1\r\nHost: a\r\nX-"
        case body = "POST /oauth/token HTTP/1.1\r\nHost: a\r\nContent-Length: 8000\r\n\r\n"
        case deposit = "POST /sync/deposit HTTP/1.1\r\nHost: a\r\nContent-Length: 80000\r\n\r\n"
        case idle = "GET /sync/hello HTTP/1.1\r\nHost: a\r\n\r\n"
    }

    /// More connections than there are files for.
    @Test(arguments: Way.allCases)
    func theOthersAreAnswered(_ way: Way) throws {
        let server = try ServerProgram(
            ["--database", folder.appending(path: "council.sqlite").path], in: folder, files: 256)
        try #require(server.port > 0)
        var open: [RawConnection] = []
        var answered = 0
        let asked = 20
        for round in 0..<asked {
            for _ in 0..<25 {
                let connection = try RawConnection(port: server.port)
                connection.send(way.rawValue)
                open.append(connection)
            }
            if round % 5 == 0 { for connection in open { connection.send("a") } }
            if RawConnection.status(of: RawConnection.hello, port: server.port) == 200 {
                answered += 1
            }
        }
        print("figure slow-connections-\(way) \(open.count) connections")
        print("figure slow-connections-\(way)-answered \(answered * 100 / asked) %")
        #expect(answered == asked)
        #expect(server.process.isRunning)
        open = []
        #expect(RawConnection.status(of: RawConnection.hello, port: server.port) == 200)
    }

    /// A head, a body or a pause that never ends does end.
    @Test(arguments: Way.allCases)
    func theyAreCut(_ way: Way) async throws {
        try await LiveServer.run(timing: .short) { server in
            let isCut = try await onThread {
                let connection = try RawConnection(port: server.port)
                connection.send(way.rawValue)
                if way == .idle { _ = connection.status() }
                // Until it is closed by the server; a byte now and then does not help.
                for _ in 0..<600 {
                    if connection.read(patience: 0) != nil || !connection.send("a") { return true }
                    usleep(50_000)
                }
                return false
            }
            #expect(isCut)
        }
    }

    /// What comes at the pace of a slow link is waited for.
    @Test func aSlowLinkIsNotCut() async throws {
        let timing = RequestTiming(
            head: .seconds(20), idle: .seconds(20), grace: .milliseconds(500), pace: 64,
            goodbye: .seconds(1))
        try await LiveServer.run(timing: timing) { server in
            let status = try await onThread {
                let connection = try RawConnection(port: server.port)
                connection.send(
                    "POST /oauth/token HTTP/1.1\r\nHost: a\r\nContent-Length: 300\r\n\r\n")
                for _ in 0..<30 {
                    connection.send(String(repeating: "a", count: 10))
                    usleep(100_000)
                }
                return connection.status()
            }
            #expect(status == 400)
        }
    }

    /// They do not keep the server from stopping, however they drip.
    @Test func itStopsInAnOrderlyWay() throws {
        let server = try ServerProgram(
            ["--database", folder.appending(path: "council.sqlite").path], in: folder)
        let open = try (0..<40).map { number in
            let connection = try RawConnection(port: server.port)
            connection.send(Way.allCases[number % Way.allCases.count].rawValue)
            return connection
        }
        server.process.terminate()
        for _ in 0..<600 where server.process.isRunning {
            for connection in open { connection.send("a") }
            usleep(50_000)
        }
        #expect(!server.process.isRunning)
        if !server.process.isRunning { #expect(server.process.terminationStatus == 0) }
    }

    @Test func withTooFewFilesItSaysSoAndDoesNotStart() throws {
        let server = try ServerProgram(
            ["--database", folder.appending(path: "council.sqlite").path], in: folder, files: 64)
        #expect(server.port == 0)
        #expect(server.status() == 2)
        #expect(server.said.contains("This process may open only 64 files, and needs "))
        #expect(server.said.contains("LimitNOFILE="))
    }

    @Test func itTakesAllFilesThatItMayOpenAndSaysHowManyItServes() throws {
        let server = try ServerProgram(
            ["--database", folder.appending(path: "council.sqlite").path], in: folder, files: 512)
        #expect(server.says("connections at once, of which "))
        let process = "/proc/\(server.process.processIdentifier)/limits"
        let limits = try String(contentsOfFile: process, encoding: .utf8)
        let files = limits.split(separator: "\n").first { $0.hasPrefix("Max open files") }
        let numbers = files?.split(separator: " ").dropFirst(3).prefix(2)
        #expect(numbers.map { $0.first == $0.last } == true)
    }
}
