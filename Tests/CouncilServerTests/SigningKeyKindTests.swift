import Foundation
import Testing

@testable import CouncilServer

/// Damage to the file of the council's one secret.
struct SigningKeyKindTests {
    private let folder = FileManager.default.temporaryDirectory
        .appending(path: "signing-key-\(UUID().uuidString)").path()

    private func kept() throws -> String {
        try SigningKey.kept(at: folder + "/council.signing-key.pem").sealing.publicKey
    }

    @Test func everyByteOfEitherFileIsMendedFromTheOther() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let key = try kept()
        var cases = 0
        for name in ["council.signing-key.pem", "council.signing-key.twin.pem"] {
            let file = URL(filePath: folder + "/" + name)
            let whole = try Data(contentsOf: file)
            var changed: [Data] = whole.indices.flatMap { place in
                [UInt8(1), 0x20, 0xff].map { mask in
                    var bytes = whole
                    bytes[place] ^= mask
                    return bytes
                }
            }
            changed += [Data(), whole.prefix(40), whole + whole, Data(count: whole.count)]
            for bytes in changed {
                cases += 1
                try bytes.write(to: file)
                #expect(try kept() == key)
                #expect(try Data(contentsOf: file) == whole)
            }
        }
        print("figure signing-keys-damaged \(cases) cases")
    }

    @Test func aKeyOfVersionOneStaysAndGetsItsTwin() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let key = try kept()
        let file = URL(filePath: folder + "/council.signing-key.pem")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let old = lines.dropLast().joined(separator: "\n")
        try FileManager.default.removeItem(atPath: folder + "/council.signing-key.twin.pem")
        try old.write(to: file, atomically: false, encoding: .utf8)
        #expect(try kept() == key)
        #expect(
            try Data(contentsOf: file)
                == Data(contentsOf: URL(filePath: folder + "/council.signing-key.twin.pem")))
    }
}
