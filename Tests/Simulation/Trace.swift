/// What happened in a simulation, a line an event: the last lines for people, and a hash over all
/// of them by which two runs are compared.
struct Trace {
    /// FNV-1a, 64 bits. Source: draft-eastlake-fnv.
    private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    private var recent: [String] = []
    private var next = 0
    private let kept: Int

    init(keeping kept: Int) {
        self.kept = kept
        recent.reserveCapacity(kept)
    }

    mutating func note(_ line: String) {
        for byte in line.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ 10) &* 0x100_0000_01B3
        if recent.count < kept {
            recent.append(line)
        } else {
            recent[next] = line
        }
        next = (next + 1) % kept
    }

    /// Oldest first.
    var lines: [String] {
        recent.count < kept ? recent : Array(recent[next...] + recent[..<next])
    }
}

extension String {
    /// A short digest of the text, for comparing and for traces.
    var fingerprint: String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }
}
