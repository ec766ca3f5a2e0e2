internal import Glibc
internal import NIOCore

/// Where the server listens, and with what certificate.
public struct ListeningAddress: Hashable, Sendable {
    public let host: String
    /// 0 takes a free one.
    public let port: Int
    public let tls: Certificate?
    /// How laptops call this server, as "council.example"; `nil` when nobody said.
    public let name: String?

    /// Files in PEM.
    public struct Certificate: Hashable, Sendable {
        /// The certificate, followed by those that it hangs on.
        public let chain: String
        public let key: String

        public init(chain: String, key: String) {
            self.chain = chain
            self.key = key
        }
    }

    public init(host: String, port: Int, tls: Certificate? = nil, name: String? = nil) {
        self.host = host
        self.port = port
        self.tls = tls
        self.name = name
    }

    /// A free port of this machine, for tests and demonstrations.
    public static let loopback = ListeningAddress(host: "127.0.0.1", port: 0)

    private static let onThisMachine = ["127.0.0.1", "::1", "localhost"]

    /// Records travel in the clear without TLS: that is only possible inside one machine.
    public func check() throws(ListeningRefusal) {
        guard (0...65_535).contains(port) else { throw .noSuchPort(port) }
        guard tls != nil || Self.onThisMachine.contains(host) else {
            throw .needsTLS(host: host)
        }
    }

    /// The names by which laptops may call; none when the server listens everywhere and nobody said
    /// how it is called.
    var names: [String] {
        if let name { return [name] }
        if ["0.0.0.0", "::"].contains(host) { return [] }
        return Self.onThisMachine.contains(host) ? Self.onThisMachine : [host]
    }

    /// `http://127.0.0.1:8080`.
    public func url(port: Int) -> String {
        let name = host.contains(":") ? "[\(host)]" : host
        return "\(tls == nil ? "http" : "https")://\(name):\(port)"
    }
}

/// Why the server does not listen.
public enum ListeningRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case needsTLS(host: String)
    case noSuchPort(Int)
    case noCertificate(path: String)
    case noKey(path: String)
    /// The key is not that of the certificate.
    case anotherKey(key: String, chain: String)
    /// The certificate's key is too short to be trusted.
    case weakKey(path: String, bits: Int)
    /// Others than the owner may read or change the file; `mode` is what it should have.
    case tooOpen(path: String, mode: String)
    /// The system lets this process open too few files.
    case tooFewFiles(files: Int, needed: Int)
    /// Another program listens there.
    case taken(port: Int)

    public var description: String {
        switch self {
        case .needsTLS(let host):
            "Without TLS the server only listens on this machine (127.0.0.1 or ::1), not on "
                + "\(host). Give --tls-certificate and --tls-key, or leave out --host."
        case .noSuchPort(let port): "There is no port \(port). Ports are 0 to 65535."
        case .noCertificate(let path): "There is no certificate in PEM in \(path)."
        case .noKey(let path): "There is no private key in PEM in \(path)."
        case .anotherKey(let key, let chain):
            "The key in \(key) does not belong to the certificate in \(chain). Give the key with "
                + "which this certificate was asked for, or ask for a new certificate."
        case .weakKey(let path, let bits):
            "The certificate in \(path) has an RSA key of \(bits) bits, which can be broken. Ask "
                + "for one with a key on the curve P-256, or with an RSA key of at least "
                + "\(CertificateCheck.fewestBits) bits."
        case .tooOpen(let path, let mode):
            "Others can read or change \(path). Run: chmod \(mode) \(path)"
        case .tooFewFiles(let files, let needed):
            "This process may open only \(files) files, and needs \(needed) to serve anybody. Raise "
                + "it: LimitNOFILE= in the systemd unit, or ulimit -n in the shell."
        case .taken(let port):
            "Another program listens on port \(port). Stop it, or choose another with --port."
        }
    }
}
