internal import CZstd

/// Zstandard in one piece (RFC 8878): the size of gzip in half of its time.
public enum Zstandard {
    /// Levels are 1 (fast) to 22 (small).
    public static func compress(
        _ bytes: [UInt8], level: Int32
    ) throws(PackingFailure) -> [UInt8] {
        let bound = ZSTD_compressBound(bytes.count)
        var size = 0
        let compressed = [UInt8](unsafeUninitializedCapacity: bound) { target, count in
            size = bytes.withUnsafeBytes { source in
                ZSTD_compress(target.baseAddress, bound, source.baseAddress, source.count, level)
            }
            count = ZSTD_isError(size) == 0 ? size : 0
        }
        guard !compressed.isEmpty else { throw .damaged }
        return compressed
    }

    /// One frame that says how large it is, as `compress` makes it. Never holds more than `limit`
    /// bytes of what comes out, whatever goes in.
    public static func expand(_ bytes: [UInt8], limit: Int) throws(PackingFailure) -> [UInt8] {
        let said = bytes.withUnsafeBytes {
            ZSTD_getFrameContentSize($0.baseAddress, $0.count)
        }
        // Above these are zstd's words for "it does not say" and "it is no frame".
        guard said < UInt64.max - 1 else { throw .damaged }
        guard said <= UInt64(limit) else { throw .tooLarge }
        let room = Int(said)
        var size = 0
        let expanded = [UInt8](unsafeUninitializedCapacity: max(room, 1)) { target, count in
            size = bytes.withUnsafeBytes { source in
                ZSTD_decompress(target.baseAddress, room, source.baseAddress, source.count)
            }
            count = ZSTD_isError(size) == 0 ? size : 0
        }
        guard ZSTD_isError(size) == 0 else { throw .damaged }
        return expanded
    }
}
