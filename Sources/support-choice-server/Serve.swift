internal import ArgumentParser
internal import CouncilServer

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the laptops.",
        discussion: """
            Prints "listening on" with its address on standard output when it is ready, and stops \
            in an orderly way on SIGTERM and SIGINT. Without TLS it only listens on this machine; \
            asked for more it refuses, with exit code 2. On SIGHUP it reads the certificate and its \
            key again.
            """)

    @OptionGroup var options: DatabaseOptions

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port; 0 takes a free one.")
    var port = 8443

    @Option(
        help: ArgumentHelp("The certificate and those it hangs on, in PEM.", valueName: "file"))
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("The certificate's private key, in PEM.", valueName: "file"))
    var tlsKey: String?

    @Option(
        help: ArgumentHelp(
            "The name by which laptops call this server: the certificate must be for it.",
            valueName: "name"))
    var name: String?

    @Flag(help: "Log more, for finding faults. No content is ever logged.")
    var verbose = false

    func validate() throws {
        if (tlsCertificate == nil) != (tlsKey == nil) {
            throw ValidationError("Give both --tls-certificate and --tls-key, or neither.")
        }
    }

    func run() async throws {
        var certificate: ListeningAddress.Certificate?
        if let tlsCertificate, let tlsKey {
            certificate = ListeningAddress.Certificate(chain: tlsCertificate, key: tlsKey)
        }
        let address = ListeningAddress(host: host, port: port, tls: certificate, name: name)
        do {
            try await options.files().serve(at: address, verbose: verbose) { url in
                Output.text("listening on \(url)")
            }
        } catch let refusal as ListeningRefusal {
            Output.error(refusal.description)
            throw ExitCode(2)
        }
    }
}
