internal import Foundation
internal import Glibc
internal import NIOCore
internal import NIOSSL

/// What is wrong with a certificate that can be used all the same, each in a sentence that says
/// what to do. Laptops send nothing to a council that they cannot tell.
struct CertificateCheck {
    let chain: [NIOSSLCertificate]
    let path: String

    /// RSA keys with fewer bits can be broken. Source: NIST SP 800-131A revision 2, section 3.
    static let fewestBits = 2_048
    /// Said so long before its end, in seconds.
    private static let notice: Int64 = 14 * 86_400

    /// `now` is in seconds since 1970; `names` are those under which laptops call, none when that
    /// is not known.
    func warnings(now: Int64, names: [String]) -> [String] {
        var said: [String] = []
        for (place, certificate) in chain.enumerated() {
            let what = place == 0 ? "The certificate" : "Certificate \(place + 1)"
            let (start, end) = (certificate.notValidBefore, certificate.notValidAfter)
            if Int64(start) > now {
                said.append(
                    "\(what) in \(path) is not valid before \(Self.day(start)). Laptops refuse it "
                        + "until then. Check this machine's clock, or put another certificate "
                        + "there and send SIGHUP.")
            } else if Int64(end) <= now {
                said.append(
                    "\(what) in \(path) expired on \(Self.day(end)). Laptops refuse it. Put a new "
                        + "one there and send SIGHUP.")
            } else if Int64(end) - now < Self.notice {
                said.append(
                    "\(what) in \(path) expires on \(Self.day(end)). Put a new one there before "
                        + "that day and send SIGHUP.")
            }
        }
        if let leaf = chain.first, !names.isEmpty {
            let covered = Self.names(of: leaf)
            if !names.contains(where: { name in covered.contains { Self.covers($0, name) } }) {
                let others =
                    covered.isEmpty ? "no name at all" : covered.joined(separator: ", ")
                said.append(
                    "The certificate in \(path) is for \(others), not for "
                        + names.joined(separator: " or ")
                        + ". Laptops that call by that name refuse it. Put the right certificate "
                        + "there and send SIGHUP, or say with --name how laptops call.")
            }
        }
        return said
    }

    /// The names and addresses that it is for. A common name alone counts for nothing. Source: RFC
    /// 9525, section 6.3.
    static func names(of certificate: NIOSSLCertificate) -> [String] {
        certificate._subjectAlternativeNames().compactMap { name in
            switch name.nameType {
            case .dnsName: String(validating: name.contents, as: UTF8.self)?.lowercased()
            case .ipAddress: address([UInt8](name.contents))
            default: nil
            }
        }
    }

    /// Whether a name of a certificate is that name; `*` stands for one first label. Source: RFC
    /// 9525, section 6.3.
    static func covers(_ pattern: String, _ name: String) -> Bool {
        var name = name.lowercased()
        if name.hasSuffix(".") { name.removeLast() }
        if pattern == name { return true }
        guard pattern.hasPrefix("*."), let dot = name.firstIndex(of: "."), dot > name.startIndex
        else { return false }
        return pattern.dropFirst() == name[dot...]
    }

    private static func address(_ bytes: [UInt8]) -> String? {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return nil }
        return String(
            decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func day(_ moment: time_t) -> String {
        let date = Date(timeIntervalSince1970: TimeInterval(moment))
        return date.formatted(.iso8601.year().month().day())
    }

    /// How many bits an RSA key has; `nil` of another kind of key.
    static func bitsOfRSA(_ certificate: NIOSSLCertificate) throws -> Int? {
        var key = DER(try certificate.extractPublicKey().toSPKIBytes()[...])
        // Source: RFC 5280, section 4.1 (SubjectPublicKeyInfo); RFC 8017, appendix A.1.1.
        let rsa: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
        guard var info = key.next().map(DER.init), var algorithm = info.next().map(DER.init),
            algorithm.next().map({ [UInt8]($0) }) == rsa, let bits = info.next()
        else { return nil }
        var holder = DER(bits.dropFirst())
        guard var numbers = holder.next().map(DER.init), let modulus = numbers.next() else {
            return nil
        }
        let digits = modulus.drop { $0 == 0 }
        return digits.count * 8 - (digits.first?.leadingZeroBitCount ?? 0)
    }
}

/// Reads the contents of one element after another. Source: X.690, section 8.1.
private struct DER {
    private var rest: ArraySlice<UInt8>
    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    mutating func next() -> ArraySlice<UInt8>? {
        guard rest.popFirst() != nil, let first = rest.popFirst() else { return nil }
        var length = Int(first)
        if first >= 0x80 {
            guard first > 0x80, first <= 0x83 else { return nil }
            length = 0
            for _ in 0..<(first - 0x80) {
                guard let byte = rest.popFirst() else { return nil }
                length = length << 8 | Int(byte)
            }
        }
        guard length <= rest.count else { return nil }
        defer { rest = rest.dropFirst(length) }
        return rest.prefix(length)
    }
}
