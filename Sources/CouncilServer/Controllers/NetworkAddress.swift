internal import Glibc

/// Whom limits of an address are about.
enum NetworkAddress {
    /// An IPv4 address as it is; of an IPv6 address the first 64 bits, because the rest is one
    /// machine's to choose. An IPv4 address that came over an IPv6 socket is an IPv4 address.
    /// Source: RFC 4291, sections 2.5.4 and 2.5.5.2.
    static func key(_ text: String) -> String {
        var address = in6_addr()
        guard inet_pton(AF_INET6, text, &address) == 1 else { return text }
        let bytes = withUnsafeBytes(of: address) { [UInt8]($0) }
        if bytes[..<12] == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] {
            return bytes[12...].map { String($0) }.joined(separator: ".")
        }
        let groups = stride(from: 0, to: 8, by: 2).map {
            String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16)
        }
        return groups.joined(separator: ":") + "::/64"
    }
}
