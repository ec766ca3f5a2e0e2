internal import CZlib

/// Gzip through zlib.
enum Gzip {
    enum Failure: Error, Hashable {
        /// Not gzip, or it stops in the middle.
        case damaged
        /// It would be more than the limit.
        case tooLarge
    }

    /// Levels are 1 (fast) to 9 (small).
    static func compress(_ bytes: [UInt8], level: Int32) throws(Failure) -> [UInt8] {
        var stream = z_stream()
        guard sc_deflate_init(&stream, level) == Z_OK else { throw .damaged }
        defer { deflateEnd(&stream) }
        let bound = Int(deflateBound(&stream, UInt(bytes.count)))
        var source = bytes
        var status = Z_OK
        let compressed = [UInt8](unsafeUninitializedCapacity: bound) { target, count in
            source.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(bound)
                status = deflate(&stream, Z_FINISH)
            }
            count = bound - Int(stream.avail_out)
        }
        guard status == Z_STREAM_END else { throw .damaged }
        return compressed
    }

    /// Never holds more than `limit` bytes of what comes out, whatever goes in.
    static func expand(_ bytes: [UInt8], limit: Int) throws(Failure) -> [UInt8] {
        var stream = z_stream()
        guard sc_inflate_init(&stream) == Z_OK else { throw .damaged }
        defer { inflateEnd(&stream) }
        var source = bytes
        var expanded: [UInt8] = []
        var consumed = 0
        while true {
            var status = Z_OK
            let size = min(64 * 1024, limit + 1 - expanded.count)
            let piece = [UInt8](unsafeUninitializedCapacity: size) { target, count in
                source.withUnsafeMutableBufferPointer { input in
                    stream.next_in = input.baseAddress.map { $0 + consumed }
                    stream.avail_in = UInt32(input.count - consumed)
                    stream.next_out = target.baseAddress
                    stream.avail_out = UInt32(size)
                    status = inflate(&stream, Z_NO_FLUSH)
                    consumed = input.count - Int(stream.avail_in)
                }
                count = size - Int(stream.avail_out)
            }
            expanded += piece
            if expanded.count > limit { throw .tooLarge }
            switch status {
            case Z_STREAM_END: return expanded
            case Z_OK where !piece.isEmpty || consumed < bytes.count: continue
            default: throw .damaged
            }
        }
    }
}
