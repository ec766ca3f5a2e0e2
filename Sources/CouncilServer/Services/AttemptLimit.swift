internal import Procurement
internal import Synchronization

/// Counts what was tried and failed, so that nobody can try quickly. An attempt counts from before it
/// is tried, however many are tried at once; one that went well is given back.
final class AttemptLimit: Sendable {
    /// How many attempts there may be within the window, for one key.
    let allowed: Int
    /// In seconds.
    let window: Int64
    /// More keys than this are not kept; the oldest are forgotten.
    private let largest = 10_000
    private let attempts = Mutex<[String: [Instant]]>([:])

    init(allowed: Int = 10, window: Int64 = 60) {
        self.allowed = allowed
        self.window = window
    }

    /// Counts an attempt. `key` is an address, or what else attempts are counted by.
    ///
    /// - Returns: how many seconds to wait when there were too many, and nothing was counted;
    ///   otherwise `nil`.
    func reserve(_ key: String, at now: Instant) -> Int? {
        attempts.withLock { attempts in
            let recent = (attempts[key] ?? []).filter { $0.adding(seconds: window) > now }
            guard recent.count < allowed else {
                attempts[key] = recent
                guard let first = recent.first else { return nil }
                let left = first.adding(seconds: window).milliseconds - now.milliseconds
                return max(1, Int((left + 999) / 1000))
            }
            if attempts[key] == nil, attempts.count >= largest { forget(&attempts, now) }
            attempts[key] = recent + [now]
            return nil
        }
    }

    /// An attempt that was counted at `moment` was none that counts.
    func giveBack(_ key: String, at moment: Instant) {
        attempts.withLock { attempts in
            guard let index = attempts[key]?.lastIndex(of: moment) else { return }
            attempts[key]?.remove(at: index)
            if attempts[key]?.isEmpty == true { attempts[key] = nil }
        }
    }

    private func forget(_ attempts: inout [String: [Instant]], _ now: Instant) {
        let since = now.adding(seconds: -window)
        attempts = attempts.filter { ($0.value.last ?? since) > since }
        if attempts.count >= largest { attempts.removeAll() }
    }
}
