import CouncilServer
import Testing

struct DatabaseAddressTests {
    @Test(arguments: ["council.sqlite", "/var/lib/x/council.sqlite", "postgres.sqlite", "./a=b"])
    func aPathIsAFile(text: String) { #expect(DatabaseAddress(text) == .file(text)) }

    @Test(arguments: [
        "postgresql://council@db.example/dps", "postgres://db.example/dps?user=council",
        "host=db.example dbname=dps",
    ])
    func anAddressOfPostgreSQLIsNoFile(text: String) {
        #expect(DatabaseAddress(text) == .postgres(host: "db.example", name: "dps"))
    }

    @Test func anAddressThatLibpqCannotReadIsNoFileEither() {
        #expect(DatabaseAddress("postgresql://db.example:x:y/%zz") == .unreadable)
    }
}
