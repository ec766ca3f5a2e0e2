internal import Foundation
internal import Glibc

/// The memory of another process of the same user, as a core dump would hold it.
public enum ProcessMemory {
    /// Hands over every part that the process can write to, one after another, and what the system
    /// calls it ("[heap]", a file, or nothing).
    ///
    /// - Returns: how many bytes there were.
    public static func read(
        of process: Int32, _ body: (UnsafeRawBufferPointer, _ name: Substring) throws -> Void
    ) throws -> Int {
        let maps = try String(contentsOfFile: "/proc/\(process)/maps", encoding: .utf8)
        let memory = open("/proc/\(process)/mem", O_RDONLY | O_CLOEXEC)
        guard memory >= 0 else { throw DesktopFailure.program("The memory cannot be read.") }
        defer { close(memory) }
        var bytes = 0
        for line in maps.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 5)
            guard words.count >= 5, words[1].hasPrefix("rw"), words.last != "[vvar]" else {
                continue
            }
            let ends = words[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
            guard ends.count == 2, ends[1] - ends[0] < 1 << 30 else { continue }
            var part = [UInt8](repeating: 0, count: Int(ends[1] - ends[0]))
            var got = 0
            while got < part.count {
                let count = part.withUnsafeMutableBytes {
                    pread(
                        memory, $0.baseAddress?.advanced(by: got), $0.count - got,
                        off_t(Int64(bitPattern: ends[0])) + off_t(got))
                }
                guard count > 0 else { break }
                got += count
            }
            bytes += got
            try part.withUnsafeBytes { try body($0, line[words[4].endIndex...]) }
        }
        return bytes
    }
}
