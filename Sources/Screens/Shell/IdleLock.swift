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
    /// Goes on while the machine sleeps.
    private var touchedAt = ContinuousClock.now
    private var hasWarned = false
    private(set) var warning: MessageDialog?
    private var watching: Task<Void, Never>?

    init(_ navigator: Navigator, limits: Limits = Limits()) {
        self.navigator = navigator
        self.limits = limits
        navigator.onMoved = { [weak self] in self?.touched() }
        watching = Task { [weak self] in
            while let wait = self?.look() {
                do { try await Task.sleep(for: wait) } catch { return }
            }
        }
    }

    isolated deinit { watching?.cancel() }

    /// A key, a press, a move, or another page.
    func touched() {
        // A laptop that is woken after a night is not kept open by the hand that wakes it.
        if idle >= limit { _ = look() }
        touchedAt = .now
        hasWarned = false
        takeWarningAway()
    }

    private var idle: Duration { touchedAt.duration(to: .now) }

    private var limit: Duration {
        navigator?.current is FamilyScreen ? limits.lock * limits.patience : limits.lock
    }

    /// Does what is due.
    ///
    /// - Returns: how long until something may be due again; `nil` when the window is gone.
    private func look() -> Duration? {
        guard let navigator else { return nil }
        let quiet = limits.lock - limits.warning
        // At the door nothing is open.
        guard let current = navigator.current, !(current is any DoorScreen) else { return quiet }
        let (idle, limit) = (idle, limit)
        if idle < limit - limits.warning { return limit - limits.warning - idle }
        if !hasWarned {
            hasWarned = true
            warn(navigator)
        }
        if idle < limit { return limit - idle }
        takeWarningAway()
        navigator.lock()
        return quiet
    }

    private func warn(_ navigator: Navigator) {
        warning = MessageDialog.ask(
            tr("Are you still there?"),
            tr("This laptop locks by itself in a moment. Everything is kept."),
            in: navigator.window, answers: [.init(id: "stay", label: tr("Keep it open"))]
        ) { [weak self] _ in
            self?.warning = nil
            self?.touched()
        }
    }

    private func takeWarningAway() {
        let dialog = warning
        warning = nil
        dialog?.takeAway()
    }
}
