internal import Procurement
internal import Synchronization

/// Counts failures by address, so that nobody can try codes quickly.
final class AttemptLimit: Sendable {
    private struct State {
        var failures: [String: [Instant]] = [:]
    }

    /// How many failures an address may have within the window.
    let allowed: Int
    /// In seconds.
    let window: Int64
    /// More addresses than this are not kept; the oldest are forgotten.
    private let largest = 10_000
    private let state = Mutex(State())

    init(allowed: Int = 10, window: Int64 = 60) {
        self.allowed = allowed
        self.window = window
    }

    /// How many seconds the address must wait; `nil` when it may try.
    func wait(for address: String, at now: Instant) -> Int? {
        state.withLock { state in
            let recent = (state.failures[address] ?? []).filter {
                $0.adding(seconds: window) > now
            }
            state.failures[address] = recent.isEmpty ? nil : recent
            guard recent.count >= allowed, let first = recent.first else { return nil }
            let milliseconds = first.adding(seconds: window).milliseconds - now.milliseconds
            return max(1, Int((milliseconds + 999) / 1000))
        }
    }

    func failed(_ address: String, at now: Instant) {
        state.withLock { state in
            if state.failures.count >= largest {
                let since = now.adding(seconds: -window)
                state.failures = state.failures.filter { ($0.value.last ?? since) > since }
                if state.failures.count >= largest { state.failures.removeAll() }
            }
            state.failures[address, default: []].append(now)
        }
    }
}
