internal import Foundation
public import Hummingbird
internal import HummingbirdCore
public import Logging
internal import NIOCore
public import Procurement
internal import ServiceLifecycle
public import SyncProtocol

/// The council's web server: its endpoints, its limits and where it listens.
public struct CouncilApplication: Sendable {
    public let store: any Store
    public let key: SigningKey
    public let limits: SyncLimits
    public let logger: Logger
    /// The clock.
    public let now: @Sendable () -> Instant

    public init(
        store: any Store, key: SigningKey, limits: SyncLimits = .standard, logger: Logger,
        now: @escaping @Sendable () -> Instant = CouncilApplication.systemClock
    ) {
        self.store = store
        self.key = key
        self.limits = limits
        self.logger = logger
        self.now = now
    }

    /// The clock of this machine.
    @Sendable public static func systemClock() -> Instant { Instant(Date.now) }

    /// The server, ready to run.
    ///
    /// `onRunning` is told the port, once requests are answered.
    ///
    /// - Throws: `ListeningRefusal`.
    public func server(
        at address: ListeningAddress = .loopback,
        onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) async throws -> some ApplicationProtocol {
        try await server(at: address, timing: RequestTiming(), onRunning: onRunning)
    }

    func server(
        at address: ListeningAddress = .loopback, timing: RequestTiming,
        quota: DeviceQuota = DeviceQuota(),
        onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) async throws -> some ApplicationProtocol {
        try address.check()
        let budget = try ConnectionBudget.ofThisProcess()
        let certificate = try address.tls.map { files throws(ListeningRefusal) in
            try ServingCertificate(files, names: address.names)
        }
        let connections = Connections(limits: .init(all: budget.connections))
        logger.notice(
            """
            At most \(budget.connections) connections at once, of which \
            \(connections.limits.strangers) before they are signed in, and of those \
            \(connections.limits.strangersOfOneAddress) from one address.
            """)
        let refused = RefusalNotes(store: store, now: now, logger: logger)
        let watch = FeedWatch()
        let router = Router(context: CouncilContext.self)
        router.middlewares.add(
            CouncilMiddleware(
                store: store, connections: connections, refused: refused, logger: logger))
        SyncController(
            store: store, tokens: TokenService(key: key, store: store),
            sealing: key.sealing,
            push: PushService(limits: limits), pull: PullService(limits: limits), watch: watch,
            connections: connections, refused: refused, quota: quota, now: now
        ).add(to: router)
        var services: [any Service] = [
            FeedPoll(store: store, watch: watch), refused,
            DailyHousekeeping(store: store, watch: watch, now: now, logger: logger),
        ]
        if let certificate {
            services.append(CertificateCare(certificate: certificate, logger: logger))
        }
        return Application(
            router: router,
            server: HTTPServerBuilder { responder in
                CouncilChannel(
                    http: HTTP1Channel(
                        responder: responder, configuration: CouncilChannel.http1),
                    certificate: certificate, connections: connections, timing: timing)
            },
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port), serverName: nil,
                backlog: 1_024,
                availableConnectionsDelegate: .maximum(budget.sockets, logger: logger)),
            services: services,
            onServerRunning: { channel in
                await onRunning(channel.localAddress?.port ?? address.port)
            },
            logger: logger)
    }
}

/// Tidies up at the start, which is after an upgrade, and then once a day.
private struct DailyHousekeeping: Service {
    let store: any Store
    let watch: FeedWatch
    let now: @Sendable () -> Instant
    let logger: Logger

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    let moment = now()
                    try await store.writing { _ = try Housekeeping().tidy(in: $0, now: moment) }
                    await watch.ring()
                } catch {
                    logger.error("housekeeping failed", metadata: ["type": "\(type(of: error))"])
                }
                try await Task.sleep(for: .seconds(86_400))
            }
        }
    }
}

/// Finds the changes that another process made, as long as somebody waits for news.
private struct FeedPoll: Service {
    let store: any Store
    let watch: FeedWatch

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            var last: Int64 = -1
            while !Task.isCancelled {
                try await Task.sleep(for: .milliseconds(500))
                guard await watch.isWatched else { continue }
                guard let newest = try? await store.reading({ try $0.council().sequence }) else {
                    continue
                }
                if newest != last { await watch.ring() }
                last = newest
            }
        }
    }
}
