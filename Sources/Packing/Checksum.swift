internal import CDeflate

/// CRC-32 as gzip and PNG have it (RFC 1952, section 8).
public func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBytes { libdeflate_crc32(0, $0.baseAddress, $0.count) }
}
