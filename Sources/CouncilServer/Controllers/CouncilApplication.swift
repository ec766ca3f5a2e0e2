internal import Foundation
public import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
public import Logging
internal import NIOCore
internal import NIOSSL
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

    /// How long a connection on which nothing happens is kept; longer than `wait` may take.
    private static let idleTimeout = TimeAmount.seconds(75)

    /// The server, ready to run.
    ///
    /// `onRunning` is told the port, once requests are answered.
    ///
    /// - Throws: `ListeningRefusal`.
    public func server(
        at address: ListeningAddress = .loopback,
        onRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) async throws -> some ApplicationProtocol {
        try address.check()
        let watch = FeedWatch()
        let router = Router(context: CouncilContext.self)
        let store = self.store
        router.middlewares.add(
            CouncilMiddleware(
                epoch: { try await store.reading { try $0.council().epoch } }, logger: logger))
        SyncController(
            store: store, tokens: TokenService(key: key, store: store),
            sealing: key.sealing,
            push: PushService(limits: limits), pull: PullService(limits: limits), watch: watch,
            attempts: AttemptLimit(), now: now
        ).add(to: router)
        let http = HTTPServerBuilder.http1(
            configuration: .init(idleTimeout: Self.idleTimeout))
        return Application(
            router: router,
            server: try address.tls.map { try .tls(http, tlsConfiguration: $0.configuration()) }
                ?? http,
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port), serverName: nil),
            services: [
                FeedPoll(store: store, watch: watch),
                DailyHousekeeping(store: store, watch: watch, now: now, logger: logger),
            ],
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
