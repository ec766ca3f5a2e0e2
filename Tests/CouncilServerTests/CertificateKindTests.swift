import Foundation
import Testing

@testable import CouncilServer

/// What is wrong with a certificate or a file is said when the server starts, with what to do.
@Suite(.serialized)
struct CertificateKindTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "certificates-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    private func make(
        _ name: String, key: String = "ec -pkeyopt ec_paramgen_curve:prime256v1",
        names: String = "DNS:localhost,IP:127.0.0.1", days: String = "-days 90"
    ) throws {
        let request =
            "openssl req -x509 -nodes -newkey \(key) -keyout \(path(name)).key -out "
            + "\(path(name)).pem -subj /CN=council \(days)"
            + (names.isEmpty ? "" : " -addext subjectAltName=\(names)")
        try ServerProgram.run(request.split(separator: " ").map { String($0) })
    }

    private func serve(_ chain: String, key: String, _ more: String...) throws -> ServerProgram {
        try ServerProgram(
            [
                "--database", path("council.sqlite"), "--tls-certificate", path(chain + ".pem"),
                "--tls-key", path(key + ".key"),
            ] + more, in: folder)
    }

    private func refusal(_ chain: String, key: String) throws -> String {
        let server = try serve(chain, key: key)
        #expect(server.port == 0)
        #expect(server.status() == 2)
        return server.said
    }

    @Test func aKeyOfAnotherCertificateIsRefused() throws {
        try make("one")
        try make("other")
        try make("rsa", key: "rsa:2048")
        for key in ["other", "rsa"] {
            let said = try refusal("one", key: key)
            #expect(said.contains("The key in \(path(key)).key does not belong to the certificate"))
            #expect(said.contains("ask for a new certificate."))
        }
    }

    @Test func aShortRSAKeyIsRefused() throws {
        try make("short", key: "rsa:1024")
        let said = try refusal("short", key: "short")
        #expect(said.contains("has an RSA key of 1024 bits, which can be broken."))
        try make("long", key: "rsa:2048")
        let server = try serve("long", key: "long")
        #expect(server.port > 0)
        #expect(!server.said.contains("certificate"))
    }

    @Test func anExpiredCertificateIsSaid() throws {
        try make("expired")
        let sign =
            "openssl x509 -in \(path("expired")).pem -out \(path("expired")).pem -days -1 "
            + "-signkey \(path("expired")).key"
        try ServerProgram.run(sign.split(separator: " ").map { String($0) })
        let server = try serve("expired", key: "expired")
        #expect(server.says("expired on "))
        #expect(server.says("Put a new one there and send SIGHUP."))
    }

    @Test func aCertificateThatSoonExpiresIsSaid() throws {
        try make("soon", days: "-days 5")
        #expect(try serve("soon", key: "soon").says("expires on "))
    }

    @Test(arguments: [
        ("DNS:another.example", "is for another.example, not for 127.0.0.1"),
        ("", "is for no name at all, not for 127.0.0.1"),
        ("IP:192.0.2.1", "is for 192.0.2.1, not for 127.0.0.1"),
    ])
    func aCertificateForAnotherNameIsSaid(_ names: String, _ sentence: String) throws {
        try make("named", names: names)
        let server = try serve("named", key: "named")
        #expect(server.says(sentence))
        #expect(server.says("say with --name how laptops call."))
    }

    @Test func theNameThatLaptopsCallCounts() throws {
        try make("named", names: "DNS:council.example")
        #expect(
            try serve("named", key: "named", "--name", "other.example")
                .says("not for other.example."))
        let right = try serve("named", key: "named", "--name", "council.example")
        #expect(right.port > 0)
        #expect(!right.said.contains("certificate"))
    }

    @Test(arguments: [
        ("council.example", "council.example", true), ("council.example", "Council.Example.", true),
        ("*.example", "council.example", true), ("*.example", "a.council.example", false),
        ("*.example", "example", false), ("*.example", ".example", false),
        ("council.example", "a.council.example", false), ("127.0.0.1", "127.0.0.1", true),
    ])
    func aNameCoversItself(_ pattern: String, _ name: String, _ covers: Bool) {
        #expect(CertificateCheck.covers(pattern, name) == covers)
    }

    @Test(arguments: ["644", "664", "666", "604", "660"])
    func aKeyThatOthersReadIsRefused(_ mode: String) throws {
        try make("open")
        try ServerProgram.run(["chmod", mode, path("open.key")])
        #expect(
            try refusal("open", key: "open")
                .contains("Others can read or change \(path("open.key")). Run: chmod 640 "))
    }

    @Test func aKeyThatItsGroupReadsIsTaken() throws {
        try make("group")
        try ServerProgram.run(["chmod", "640", path("group.key")])
        #expect(try serve("group", key: "group").port > 0)
    }

    @Test(arguments: ["council.sqlite", "council.signing-key.pem"], ["644", "640", "606"])
    func aDatabaseOrSigningKeyThatOthersReadIsRefused(_ file: String, _ mode: String) throws {
        let arguments = ["--database", path("council.sqlite")]
        let first = try ServerProgram(arguments, in: folder)
        #expect(first.port > 0)
        first.process.terminate()
        #expect(first.status() == 0)
        try ServerProgram.run(["chmod", mode, path(file)])
        let server = try ServerProgram(arguments, in: folder)
        #expect(server.port == 0)
        #expect(server.status() != 0)
        #expect(server.said.contains("chmod 600 \(path(file))"))
    }

    /// Of TLS 1.2 only what authenticates what it encrypts.
    @Test func oldCiphersAreRefused() throws {
        try make("good", key: "rsa:2048")
        let server = try serve("good", key: "good")
        let connect = { (arguments: [String]) in
            try ServerProgram.run(
                ["openssl", "s_client", "-connect", "127.0.0.1:\(server.port)"] + arguments,
                status: nil)
        }
        let old = [
            ["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"], ["-tls1_2", "-cipher", "AES128-SHA"],
            ["-tls1_2", "-cipher", "ECDHE-RSA-AES128-SHA"],
            ["-tls1_2", "-cipher", "ECDHE-RSA-AES256-SHA384"],
            ["-tls1_2", "-cipher", "AES128-GCM-SHA256"],
        ]
        for arguments in old {
            #expect(try !connect(arguments).contains("Cipher    : ECDHE"), "\(arguments)")
            #expect(try connect(arguments).contains("Cipher is (NONE)"), "\(arguments)")
        }
        print("figure old-ciphers-refused \(old.count) kinds")
        #expect(
            try connect(["-tls1_2", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256"])
                .contains("Cipher is ECDHE-RSA-AES128-GCM-SHA256"))
        #expect(try connect(["-tls1_3"]).contains("Cipher is TLS_"))
    }

    @Test func theCertificateIsReadAgainOnSIGHUP() throws {
        try make("now")
        let server = try serve("now", key: "now")
        let serial = {
            let text = try ServerProgram.run(
                ["openssl", "s_client", "-showcerts", "-connect", "127.0.0.1:\(server.port)"],
                status: nil)
            return text.components(separatedBy: "-----BEGIN CERTIFICATE-----").last?
                .components(separatedBy: "-----END CERTIFICATE-----").first
        }
        let before = try serial()
        // A key that does not belong to it: the former one stays.
        try FileManager.default.removeItem(atPath: path("now.key"))
        try make("other")
        try FileManager.default.copyItem(atPath: path("other.key"), toPath: path("now.key"))
        kill(server.process.processIdentifier, SIGHUP)
        #expect(server.says("The former certificate stays: The key in"))
        #expect(try serial() == before)
        try make("now")
        kill(server.process.processIdentifier, SIGHUP)
        #expect(server.says("The certificate was read again."))
        #expect(try serial() != before)
        #expect(server.process.isRunning)
    }
}
