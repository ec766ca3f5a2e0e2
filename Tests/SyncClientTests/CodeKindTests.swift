import SyncProtocol
import Testing

/// Codes as people and programs write them.
struct CodeKindTests {
    private static let code = "0123456789ABCDEFGHJK"

    /// Between the groups: dashes of every kind, spaces of every kind, nothing that is seen.
    private static let between = [
        "-", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2212}", "\u{FE58}",
        "\u{FF0D}", "_", ".", " ", "\u{A0}", "\u{2009}", "\u{202F}", "\u{3000}", "\t", "\r\n",
        "\u{AD}", "\u{200B}", "\u{200D}", "\u{2060}", "\u{FEFF}", "\u{FE0F}", "\u{3164}",
        "\u{2068}", "\u{200E}", "", " \u{2013} ",
    ]

    @Test func aCodeWorksHoweverItIsWritten() {
        var tried = 0
        for mark in Self.between {
            let groups = stride(from: 0, to: 20, by: 4).map {
                String(Array(Self.code)[$0..<($0 + 4)])
            }
            for typed in [
                groups.joined(separator: mark), mark + groups.joined(separator: mark) + mark,
            ] {
                for text in [typed, typed.lowercased(), Self.wide(typed), "“\(typed)”"] {
                    tried += 1
                    #expect(EnrolmentCode.normalised(text) == Self.code, "\(text.debugDescription)")
                }
            }
        }
        #expect(EnrolmentCode.normalised("oI23456789abcdefghjk") == "0123456789ABCDEFGHJK")
        #expect(EnrolmentCode.normalised("Ol23456789abcdefghjk") == "0123456789ABCDEFGHJK")
        print("figure codes-as-written \(tried) codes")
    }

    @Test(arguments: [
        "", "0123456789ABCDEFGHJ", "0123456789ABCDEFGHJKM", "0123456789ÁBCDEFGHJK",
        "0123456789АBCDEFGHJK", "0123456789A\u{301}BCDEFGHJK", "0123456789UBCDEFGHJK",
    ])
    func whatHasAnotherLetterIsNoCode(typed: String) {
        #expect(EnrolmentCode.normalised(typed) == nil)
    }

    /// Letters and digits as wide as those of Chinese.
    private static func wide(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    guard scalar.isASCII,
                        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    else { return scalar }
                    return Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar
                }))
    }
}
