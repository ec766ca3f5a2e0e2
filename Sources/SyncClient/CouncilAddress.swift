internal import Foundation

/// Where the council is: `https://...`, or plain `http` to this machine.
public struct CouncilAddress: Hashable, Sendable {
    /// Without a slash at the end.
    public let text: String

    /// `nil` when it is no address, or one over which others could read. Without a scheme it is
    /// https.
    public init?(_ typed: String) {
        let trimmed = typed.trimmingCharacters(in: .whitespacesAndNewlines)
        let full = trimmed.contains("://") ? trimmed : "https://" + trimmed
        guard let parts = URLComponents(string: full), let scheme = parts.scheme?.lowercased(),
            let host = parts.host?.lowercased(), !host.isEmpty, parts.user == nil,
            parts.password == nil, parts.query == nil, parts.fragment == nil,
            scheme == "https" || (scheme == "http" && Self.isThisMachine(host))
        else { return nil }
        var text =
            scheme + "://" + (host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host)
        if let port = parts.port {
            guard (1...65_535).contains(port) else { return nil }
            text += ":\(port)"
        }
        text += parts.percentEncodedPath
        while text.hasSuffix("/") { text.removeLast() }
        self.text = text
    }

    private static func isThisMachine(_ host: String) -> Bool {
        if ["localhost", "::1", "[::1]"].contains(host) { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers.first == 127 && !numbers.contains(nil)
    }
}
