/// Wakes those who wait for news.
///
/// Commits of this process ring at once; those of another (the command line) are found by
/// `FeedPoll`.
actor FeedWatch {
    private var sleepers: [UInt64: CheckedContinuation<Void, Never>] = [:]
    private var next: UInt64 = 0
    /// How often it rang.
    private(set) var rings: UInt64 = 0

    var isWatched: Bool { !sleepers.isEmpty }

    func ring() {
        rings &+= 1
        let woken = sleepers.values
        sleepers = [:]
        for sleeper in woken { sleeper.resume() }
    }

    /// Returns when it rang more than `seen` times, when the time is over, or when the task is
    /// cancelled.
    func sleep(seen: UInt64, atMost duration: Duration) async {
        guard rings == seen, !Task.isCancelled else { return }
        let id = next
        next &+= 1
        let alarm = Task {
            try? await Task.sleep(for: duration)
            wake(id)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { sleepers[id] = $0 }
        } onCancel: {
            alarm.cancel()
        }
        alarm.cancel()
    }

    private func wake(_ id: UInt64) {
        sleepers.removeValue(forKey: id)?.resume()
    }
}
