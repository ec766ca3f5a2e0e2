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
    ])
    func addressesThatServe(typed: String, address: String) {
        #expect(CouncilAddress(typed)?.text == address)
    }

    @Test(arguments: [
        "", "http://council.example", "ftp://council.example", "https://", "https://a@b",
        "https://council.example?x=1", "http://127.0.0.1.council.example", "https://a b",
        "http://128.0.0.1", "https://council.example:99999",
    ])
    func addressesThatDoNot(typed: String) {
        #expect(CouncilAddress(typed) == nil)
    }
}
