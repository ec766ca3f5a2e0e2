internal import HummingbirdTLS
internal import NIOSSL

/// Where the server listens, and with what certificate.
public struct ListeningAddress: Hashable, Sendable {
    public let host: String
    /// 0 takes a free one.
    public let port: Int
    public let tls: Certificate?

    /// Files in PEM.
    public struct Certificate: Hashable, Sendable {
        /// The certificate, followed by those that it hangs on.
        public let chain: String
        public let key: String

        public init(chain: String, key: String) {
            self.chain = chain
            self.key = key
        }

        func configuration() throws(ListeningRefusal) -> TLSConfiguration {
            let certificates: [NIOSSLCertificate]
            do {
                certificates = try NIOSSLCertificate.fromPEMFile(chain)
            } catch {
                throw .noCertificate(path: chain)
            }
            let privateKey: NIOSSLPrivateKey
            do {
                privateKey = try NIOSSLPrivateKey(file: key, format: .pem)
            } catch {
                throw .noKey(path: key)
            }
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: certificates.map { .certificate($0) },
                privateKey: .privateKey(privateKey))
            configuration.minimumTLSVersion = .tlsv12
            return configuration
        }
    }

    public init(host: String, port: Int, tls: Certificate? = nil) {
        self.host = host
        self.port = port
        self.tls = tls
    }

    /// A free port of this machine, for tests and demonstrations.
    public static let loopback = ListeningAddress(host: "127.0.0.1", port: 0)

    /// Records travel in the clear without TLS: that is only possible inside one machine.
    public func check() throws(ListeningRefusal) {
        guard (0...65_535).contains(port) else { throw .noSuchPort(port) }
        guard tls != nil || ["127.0.0.1", "::1", "localhost"].contains(host) else {
            throw .needsTLS(host: host)
        }
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
        case .taken(let port):
            "Another program listens on port \(port). Stop it, or choose another with --port."
        }
    }
}
