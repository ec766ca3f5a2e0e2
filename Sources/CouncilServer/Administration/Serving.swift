internal import Foundation
internal import Hummingbird
internal import Logging
internal import NIOCore

extension CouncilFiles {
    /// Serves laptops until the process is asked to stop by SIGTERM or SIGINT.
    ///
    /// `onListening` is told the address once requests are answered.
    ///
    /// - Throws: `ListeningRefusal`, before anything is made or opened; `StoreError`,
    ///   `SigningKey.Failure`.
    public func serve(
        at address: ListeningAddress, verbose: Bool,
        onListening: @escaping @Sendable (_ url: String) -> Void
    ) async throws {
        try address.check()
        var logger = Logger(label: "support-choice-server")
        logger.logLevel = verbose ? .debug : .notice
        try FileModes.demandOwnersAlone(database: database)
        let council = CouncilApplication(
            store: try open(), key: try SigningKey.kept(at: signingKey), logger: logger)
        let server = try await council.server(at: address) { port in
            onListening(address.url(port: port))
        }
        do {
            try await server.runService()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw ListeningRefusal.taken(port: address.port)
        }
    }
}
