internal import Hummingbird
internal import Logging

extension CouncilFiles {
    /// Serves laptops until the process is asked to stop by SIGTERM or SIGINT.
    ///
    /// `onListening` is told the address once requests are answered.
    ///
    /// - Throws: `ListeningRefusal`, before anything is made or opened; `StoreError`,
    ///   `SigningKey.Failure`, and what the network says when the port is taken.
    public func serve(
        at address: ListeningAddress, verbose: Bool,
        onListening: @escaping @Sendable (_ url: String) -> Void
    ) async throws {
        try address.check()
        var logger = Logger(label: "support-choice-server")
        logger.logLevel = verbose ? .debug : .warning
        let council = CouncilApplication(
            store: try open(), key: try SigningKey.kept(at: signingKey), logger: logger)
        let server = try await council.server(at: address) { port in
            onListening(address.url(port: port))
        }
        try await server.runService()
    }
}
