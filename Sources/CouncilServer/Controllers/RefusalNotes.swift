internal import Hummingbird
internal import Logging
internal import Procurement
internal import ServiceLifecycle

/// Writes down who was refused; see `FailedLogins`.
struct RefusalNotes: Service {
    let store: any Store
    let now: @Sendable () -> Instant
    let logger: Logger
    private let counts = FailedLogins()

    init(store: any Store, now: @escaping @Sendable () -> Instant, logger: Logger) {
        self.store = store
        self.now = now
        self.logger = logger
    }

    /// `subject` is an address or a device.
    func note(_ kind: FailedLogins.Kind, of subject: String) async {
        if let row = counts.note(kind, of: subject, at: now()) { await write([row]) }
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: .seconds(60))) != nil {
                await write(counts.minuteEnded(at: now()))
            }
        }
        await write(counts.minuteEnded(at: now()))
    }

    private func write(_ rows: [FailedLogins.Row]) async {
        guard !rows.isEmpty else { return }
        let moment = now()
        do {
            try await store.writing { try $0.audit(rows, at: moment) }
        } catch {
            logger.error("the audit failed", metadata: ["type": "\(type(of: error))"])
        }
    }
}
