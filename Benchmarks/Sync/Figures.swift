internal import Foundation

/// What is measured goes to standard output, a line each.
enum Figures {
    static func print(_ name: String, _ value: Double, _ unit: String) {
        let digits = abs(value) >= 100 ? "%.0f" : abs(value) >= 10 ? "%.1f" : "%.3f"
        line(name, String(format: digits, value), unit)
    }

    static func print(_ name: String, _ value: Int, _ unit: String) {
        line(name, String(value), unit)
    }

    private static func line(_ name: String, _ value: String, _ unit: String) {
        FileHandle.standardOutput.write(Data("figure \(name) \(value) \(unit)\n".utf8))
    }
}

extension Array where Element: Comparable {
    /// The smallest element that is not below this share of all: 0.5 for the median.
    func quantile(_ share: Double) -> Element? {
        let sorted = sorted()
        guard !sorted.isEmpty else { return nil }
        return sorted[Swift.min(sorted.count - 1, Int(share * Double(sorted.count)))]
    }
}

extension Array where Element == Double {
    var median: Double { quantile(0.5) ?? .nan }
    var worstOfTwenty: Double { quantile(0.95) ?? .nan }
}

/// Seconds on a clock that nobody sets.
func seconds(_ body: () async throws -> Void) async rethrows -> Double {
    let start = ContinuousClock.now
    try await body()
    return Double(milliseconds: start.duration(to: .now)) / 1000
}

extension Double {
    init(milliseconds duration: Duration) {
        let parts = duration.components
        self = Double(parts.seconds) * 1000 + Double(parts.attoseconds) / 1e15
    }
}

/// The processor time of a process, in milliseconds. Source: clock_getcpuclockid(3).
func processorTime(of process: pid_t) -> Double {
    var clock = clockid_t()
    var time = timespec()
    guard clock_getcpuclockid(process, &clock) == 0, clock_gettime(clock, &time) == 0 else {
        return .nan
    }
    return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1e6
}

/// The most memory that a process ever held, in MiB.
func peakMemory(of process: pid_t) -> Double {
    let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(separator: " ").dropFirst().first.flatMap { Double($0) }.map { $0 / 1024 }
        ?? .nan
}
