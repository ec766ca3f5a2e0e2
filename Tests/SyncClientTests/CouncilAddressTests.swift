import SyncClient
import Testing

struct CouncilAddressTests {
    @Test(arguments: [
        ("https://council.example/", "https://council.example"),
        ("council.example", "https://council.example"),
        (" HTTPS://Council.example:8443/sync/ ", "https://council.example:8443/sync"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost:1", "http://localhost:1"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("https://council.example?x=1", "https://council.example"),
        ("https://council.example/sync/hello#top", "https://council.example/sync/hello"),
        ("https://coun\u{AD}cil.example\u{200B}", "https://council.example"),
        ("\u{FEFF}ｈｔｔｐｓ://council.example", "https://council.example"),
        ("\u{A0}https://council.example/\n", "https://council.example"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
    ])
    func addressesThatServe(typed: String, address: String) {
        #expect(CouncilAddress(typed)?.text == address)
    }

    @Test func aPathIsLeftAwayWhereTheCouncilIsNotBehindIt() {
        #expect(
            CouncilAddress("https://council.example:1/sync/hello")?.withoutPath?.text
                == "https://council.example:1")
        #expect(CouncilAddress("https://council.example/")?.withoutPath == nil)
    }

    @Test(arguments: [
        "", "http://council.example", "ftp://council.example", "https://", "https://a@b",
        "https://council.example@elsewhere.example", "http://127.0.0.1.council.example",
        "https://a b",
        "http://128.0.0.1", "https://council.example:99999",
    ])
    func addressesThatDoNot(typed: String) {
        #expect(CouncilAddress(typed) == nil)
    }
}
