internal import Foundation
internal import Logging
internal import NIOSSL
internal import ServiceLifecycle
internal import Synchronization
internal import UnixSignals

/// The certificate that is served now. It is read again on SIGHUP.
final class ServingCertificate: Sendable {
    private let files: ListeningAddress.Certificate
    private let names: [String]
    private let current: Mutex<NIOSSLContext>
    private let chain: Mutex<[NIOSSLCertificate]>

    /// `names` are those under which laptops call, as far as they are known.
    ///
    /// - Throws: `ListeningRefusal`.
    init(_ files: ListeningAddress.Certificate, names: [String]) throws(ListeningRefusal) {
        self.files = files
        self.names = names
        let (context, certificates) = try files.read()
        current = Mutex(context)
        chain = Mutex(certificates)
    }

    var context: NIOSSLContext { current.withLock { $0 } }

    /// What is wrong with it; see `CertificateCheck`.
    func warnings() -> [String] {
        CertificateCheck(chain: chain.withLock { $0 }, path: files.chain)
            .warnings(now: Int64(Date.now.timeIntervalSince1970), names: names)
    }

    /// Reads the files again; connections that are open go on as they are. What cannot be used is
    /// not taken.
    ///
    /// - Throws: `ListeningRefusal`.
    func reload() throws(ListeningRefusal) {
        let (context, certificates) = try files.read()
        current.withLock { $0 = context }
        chain.withLock { $0 = certificates }
    }
}

extension ListeningAddress.Certificate {
    /// The ciphers of TLS 1.2: those of TLS 1.3 are not chosen from. Source: RFC 9325, section 4.2.
    private static let ciphers: [NIOTLSCipher] = [
        .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ]

    fileprivate func read() throws(ListeningRefusal) -> (NIOSSLContext, [NIOSSLCertificate]) {
        let certificates: [NIOSSLCertificate]
        let bits: Int?
        do {
            certificates = try NIOSSLCertificate.fromPEMFile(chain)
            bits = try certificates.first.flatMap { try CertificateCheck.bitsOfRSA($0) }
        } catch {
            throw .noCertificate(path: chain)
        }
        if certificates.isEmpty { throw .noCertificate(path: chain) }
        try FileModes.demandNotEverybodys(key)
        let privateKey: NIOSSLPrivateKey
        do {
            privateKey = try NIOSSLPrivateKey(file: key, format: .pem)
        } catch {
            throw .noKey(path: key)
        }
        if let bits, bits < CertificateCheck.fewestBits {
            throw .weakKey(path: chain, bits: bits)
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificates.map { .certificate($0) },
            privateKey: .privateKey(privateKey))
        configuration.minimumTLSVersion = .tlsv12
        configuration.cipherSuiteValues = Self.ciphers
        do {
            return (try NIOSSLContext(configuration: configuration), certificates)
        } catch {
            throw .anotherKey(key: key, chain: chain)
        }
    }
}

/// Reads the certificate again whenever SIGHUP comes, and says once a day what is wrong with it.
struct CertificateCare: Service {
    let certificate: ServingCertificate
    let logger: Logger

    func run() async throws {
        say()
        let signals = await UnixSignalsSequence(trapping: .sighup)
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await _ in signals { reload() }
                }
                group.addTask {
                    while (try? await Task.sleep(for: .seconds(86_400))) != nil { say() }
                }
                await group.waitForAll()
            }
        }
    }

    private func say() {
        for warning in certificate.warnings() { logger.warning("\(warning)") }
    }

    private func reload() {
        do {
            try certificate.reload()
            logger.notice("The certificate was read again.")
            say()
        } catch {
            logger.error("The former certificate stays: \(error.description)")
        }
    }
}
