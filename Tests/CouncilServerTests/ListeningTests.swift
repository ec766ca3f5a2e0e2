import Testing

@testable import CouncilServer

struct ListeningTests {
    @Test(arguments: ["127.0.0.1", "::1", "localhost"])
    func withoutTLSTheServerListensOnThisMachine(_ host: String) throws {
        try ListeningAddress(host: host, port: 0).check()
    }

    @Test(arguments: ["0.0.0.0", "::", "192.168.1.4", "council.example", "127.0.0.1.example", ""])
    func withoutTLSNothingElseIsListenedOn(_ host: String) {
        #expect(throws: ListeningRefusal.needsTLS(host: host)) {
            try ListeningAddress(host: host, port: 8443).check()
        }
    }

    @Test func withTLSEverythingIs() throws {
        let certificate = ListeningAddress.Certificate(chain: "a.pem", key: "b.pem")
        try ListeningAddress(host: "0.0.0.0", port: 8443, tls: certificate).check()
    }

    @Test(arguments: [-1, 65_536])
    func aPortThatIsNoneIsRefused(_ port: Int) {
        #expect(throws: ListeningRefusal.noSuchPort(port)) {
            try ListeningAddress(host: "127.0.0.1", port: port).check()
        }
    }

    @Test func theAddressIsShownAsABrowserTakesIt() {
        #expect(ListeningAddress(host: "::1", port: 1).url(port: 80) == "http://[::1]:80")
    }
}
