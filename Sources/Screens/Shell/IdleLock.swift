internal import Gtk
internal import Presentation

/// Locks the laptop when nobody has touched it for a while: it may lie on somebody's kitchen table.
/// It says so before, in time for whoever is slow. In family mode it waits much longer: people talk and
/// think there, and what they see is about themselves. What they said is kept, and the visit goes on
/// at the same page.
final class IdleLock {
    struct Limits: Sendable {
        var lock = Duration.seconds(300)
        /// How long before that it says so. WCAG 2.2, 2.2.1 asks for 20 seconds at least.
        var warning = Duration.seconds(30)
        /// How many times longer it waits in family mode.
        var patience = 6
    }

    private weak var navigator: Navigator?
    private let limits: Limits
    private let now: @MainActor () -> ContinuousClock.Instant
    private var touchedAt: ContinuousClock.Instant
    private var hasWarned = false
    private(set) var warning: MessageDialog?
    private var watching: Task<Void, Never>?

    /// `now` is a clock that goes on while the machine sleeps.
    init(
        _ navigator: Navigator, limits: Limits = Limits(),
        now: @escaping @MainActor () -> ContinuousClock.Instant = { .now }
    ) {
        self.navigator = navigator
        self.limits = limits
        self.now = now
        touchedAt = now()
        navigator.onMoved = { [weak self] in self?.keepOpen() }
    }

    isolated deinit { watching?.cancel() }

    /// Looks from now on by itself.
    func watch() {
        watching = Task { [weak self] in
            while let wait = self?.look() {
                do { try await Task.sleep(for: wait) } catch { return }
            }
        }
    }

    /// A key, a press or a move.
    func touched() {
        // A laptop that is woken after a night is not kept open by the hand that wakes it.
        if idle >= limit { look() } else { keepOpen() }
    }

    /// Begins to wait anew. Another page is a sign of somebody too: a press by assistive technology is
    /// no key and no move.
    private func keepOpen() {
        touchedAt = now()
        hasWarned = false
        takeWarningAway()
    }

    private var idle: Duration { touchedAt.duration(to: now()) }

    private var limit: Duration {
        navigator?.current is FamilyScreen ? limits.lock * limits.patience : limits.lock
    }

    /// Does what is due.
    ///
    /// - Returns: how long until something may be due again; `nil` when the window is gone.
    @discardableResult
    func look() -> Duration? {
        guard let navigator else { return nil }
        // Not longer than a worker's page may wait: the page may change meanwhile.
        let most = limits.lock - limits.warning
        guard let current = navigator.current else { return most }
        if let door = current as? any DoorScreen, !door.isOpen { return most }
        let (idle, limit) = (idle, limit)
        if idle >= limit {
            takeWarningAway()
            navigator.lock()
            return most
        }
        if idle < limit - limits.warning { return min(most, limit - limits.warning - idle) }
        if !hasWarned {
            hasWarned = true
            warn(navigator)
        }
        return limit - idle
    }

    private func warn(_ navigator: Navigator) {
        let dialog = MessageDialog.ask(
            tr("Are you still there?"),
            tr("This laptop locks by itself in a moment. Everything is kept."),
            in: navigator.window, answers: [.init(id: "stay", label: tr("Keep it open"))]
        ) { [weak self] _ in
            self?.warning = nil
            self?.keepOpen()
        }
        // Not at once: the question is still busy with the key that it got.
        dialog.onInput { [weak self] in Task { self?.touched() } }
        warning = dialog
    }

    private func takeWarningAway() {
        let dialog = warning
        warning = nil
        dialog?.destroy()
    }
}
