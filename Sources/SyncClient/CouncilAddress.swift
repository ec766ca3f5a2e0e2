internal import Foundation

/// Where the council is: `https://...`, or plain `http` to this machine.
public struct CouncilAddress: Hashable, Sendable {
    /// Without a slash at the end.
    public let text: String

    /// `nil` when it is no address, or one over which others could read. Without a scheme it is
    /// https. Letters that only look different, characters that nobody sees, and what follows the path
    /// are mended. A name before an `@` is refused: it is there to deceive.
    public init?(_ typed: String) {
        let seen = typed.precomposedStringWithCompatibilityMapping.unicodeScalars
            .filter { !$0.properties.isDefaultIgnorableCodePoint }
        let trimmed = String(String.UnicodeScalarView(seen))
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let full = trimmed.contains("://") ? trimmed : "https://" + trimmed
        guard let parts = URLComponents(string: full), let scheme = parts.scheme?.lowercased(),
            let host = parts.encodedHost?.lowercased(), !host.isEmpty, parts.user == nil,
            parts.password == nil,
            scheme == "https" || (scheme == "http" && Self.isThisMachine(host))
        else { return nil }
        var text =
            scheme + "://" + (host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host)
        if let port = parts.port {
            guard (1...65_535).contains(port) else { return nil }
            text += ":\(port)"
        }
        origin = text
        text += parts.percentEncodedPath
        while text.hasSuffix("/") { text.removeLast() }
        self.text = text
    }

    private let origin: String

    /// The same council without a path; `nil` where there is none.
    public var withoutPath: CouncilAddress? {
        origin == text ? nil : CouncilAddress(origin)
    }

    private static func isThisMachine(_ host: String) -> Bool {
        if ["localhost", "::1", "[::1]"].contains(host) { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers.first == 127 && !numbers.contains(nil)
    }
}
