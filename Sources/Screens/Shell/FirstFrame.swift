internal import Foundation
internal import Glibc

/// Tells how long the program took from its start to its first picture.
enum FirstFrame {
    /// Writes `first-frame-ms N` to standard error.
    static func tell() {
        guard let started = startSeconds else { return }
        var now = timespec()
        clock_gettime(CLOCK_BOOTTIME, &now)
        let seconds = Double(now.tv_sec) + Double(now.tv_nsec) / 1e9 - started
        FileHandle.standardError.write(Data("first-frame-ms \(Int(seconds * 1000))\n".utf8))
    }

    /// When the process started, in seconds since the machine did.
    ///
    /// Source: proc(5), field 22 of `/proc/self/stat`, in clock ticks.
    private static var startSeconds: Double? {
        guard let text = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 19, let ticks = Double(fields[19]) else { return nil }
        return ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
