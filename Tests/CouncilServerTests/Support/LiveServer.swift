import Foundation
import Hummingbird
import Logging
import NIOCore

@testable import CouncilServer

/// A test council on a port of this machine.
struct LiveServer: Sendable {
    let council: TestCouncil
    let port: Int

    static func run(
        timing: RequestTiming = RequestTiming(),
        _ body: @escaping @Sendable (LiveServer) async throws -> Void
    ) async throws {
        let council = try TestCouncil()
        let clock = council.clock
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let server = try await CouncilApplication(
            store: council.store, key: SigningKey(), logger: logger, now: { clock.now }
        ).server(timing: timing) { port.yield($0) }
        let running = Task { try await server.runService(gracefulShutdownSignals: []) }
        defer { running.cancel() }
        for await number in ports {
            try await body(LiveServer(council: council, port: number))
            break
        }
    }
}

extension RequestTiming {
    /// So short that a test need not wait.
    static let short = RequestTiming(
        head: .milliseconds(300), idle: .milliseconds(600), grace: .milliseconds(300), pace: 256,
        goodbye: .milliseconds(100))
}
