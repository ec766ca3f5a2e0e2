import Foundation
import Procurement
import SyncProtocol
import Testing

@testable import CouncilServer

struct AccessTokenTests {
    private let tokens = AccessToken(from: Data("a secret of the council".utf8))

    @Test(arguments: [
        "019abcde-0123-7456-89ab-0123456789ab", "019ABCDE-0123-7456-89AB-0123456789AB",
        "device-1", "sixteen-letters!", "é",
    ])
    func aTokenNamesItsDeviceAndItsEnd(_ name: String) {
        let read = tokens.read(tokens.make(for: DeviceID(name), until: 1_795_975_200))
        #expect(read?.device == DeviceID(name))
        #expect(read?.until == 1_795_975_200)
    }

    @Test func aTokenIsAFewBytes() {
        let token = tokens.make(for: "019abcde-0123-7456-89ab-0123456789ab", until: .max)
        #expect(token.utf8.count <= 50)
    }

    @Test func aTokenInWhichABitDiffersIsNone() throws {
        let token = tokens.make(for: "019abcde-0123-7456-89ab-0123456789ab", until: 1_795_975_200)
        let bytes = try #require(Base64URL.decode(token))
        for bit in 0..<(8 * bytes.count) {
            var changed = bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(tokens.read(Base64URL.encode(changed)) == nil)
        }
        for length in 0..<bytes.count {
            #expect(tokens.read(Base64URL.encode(bytes.prefix(length))) == nil)
        }
    }

    @Test func aTokenOfAnotherSecretIsNone() {
        let others = AccessToken(from: Data("another secret".utf8))
        #expect(tokens.read(others.make(for: "device-1", until: .max)) == nil)
    }
}
