import DesktopDriver
import Foundation

/// An authority and certificates of it, made with openssl for one test.
struct Certificates: Sendable {
    /// Good ones and bad ones.
    enum Kind: String, Sendable, CaseIterable {
        case good, wrongName, selfSigned, expired, notYet, anotherAuthority
    }

    let authority: String
    private let folder: URL

    init(in folder: URL) throws {
        self.folder = folder
        for name in ["own", "other"] {
            try FileManager.default.createDirectory(
                at: folder.appending(path: name), withIntermediateDirectories: true)
            try Self.openssl(
                ["req", "-x509", "-days", "30", "-subj", "/CN=Authority \(name)"]
                    + Self.newKey(folder.appending(path: "\(name)/key.pem"))
                    + ["-out", folder.appending(path: "\(name)/authority.pem").path()])
        }
        authority = try String(
            contentsOf: folder.appending(path: "own/authority.pem"), encoding: .utf8)
    }

    /// For `localhost`, but for what is wrong with it.
    func make(_ kind: Kind) throws -> Run.Certificate {
        let key = folder.appending(path: "\(kind.rawValue).key")
        let request = folder.appending(path: "\(kind.rawValue).request").path()
        let chain = folder.appending(path: "\(kind.rawValue).pem").path()
        let names = kind == .wrongName ? "DNS:another.example" : "DNS:localhost,IP:127.0.0.1"
        if kind == .selfSigned {
            try Self.openssl(
                ["req", "-x509", "-days", "30", "-subj", "/CN=localhost", "-addext"]
                    + ["subjectAltName=\(names)", "-out", chain] + Self.newKey(key))
            return Run.Certificate(chain: chain, key: key.path())
        }
        try Self.openssl(
            ["req", "-new", "-subj", "/CN=council", "-out", request] + Self.newKey(key))
        let signer = folder.appending(path: kind == .anotherAuthority ? "other" : "own")
        let (start, end) =
            switch kind {
            case .expired: ("20200101000000Z", "20200201000000Z")
            case .notYet: ("20900101000000Z", "20910101000000Z")
            default: ("20200101000000Z", "20900101000000Z")
            }
        try Self.openssl([
            "ca", "-batch", "-notext", "-config", configuration(signer, names), "-in", request,
            "-out", chain, "-startdate", start, "-enddate", end,
        ])
        return Run.Certificate(chain: chain, key: key.path())
    }

    private func configuration(_ signer: URL, _ names: String) throws -> String {
        let file = signer.appending(path: "openssl.cnf")
        try Data().write(to: signer.appending(path: "index"))
        try Data(
            """
            [ca]
            default_ca = own
            [own]
            database = \(signer.path())/index
            new_certs_dir = \(signer.path())
            certificate = \(signer.path())/authority.pem
            private_key = \(signer.path())/key.pem
            rand_serial = yes
            default_md = sha256
            policy = any
            x509_extensions = leaf
            unique_subject = no
            [any]
            commonName = supplied
            [leaf]
            subjectAltName = \(names)

            """.utf8
        ).write(to: file)
        return file.path()
    }

    private static func newKey(_ file: URL) -> [String] {
        [
            "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
            file.path(),
        ]
    }

    private static func openssl(_ arguments: [String]) throws {
        try Tool.run("openssl", arguments)
    }
}
